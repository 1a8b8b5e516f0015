"""Changes sources at random, a little or a lot, from a seed."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path


def pieces(name: str) -> list[str]:
    """One piece a line, `⏎` for a line's end in it."""
    text = (Path(__file__).parent / "mutations" / name).read_text(encoding="utf-8")
    return [line.replace("⏎", "\n") for line in text.splitlines()]


PIECES = [
    *pieces("pieces.txt"),
    "\u200ezq900174z\u202e",
    "\u200bzq900175z\ufeff",
    "zq900176z\u2028zq900177z\x85",
    "zq900178z\x0czq900179z",
    "zq900180z\x00",
    "\x1b[31mzq900181z",
    "👩‍👩‍👧 zq900182z",
    "é́́́́́ zq900183z",
]
VALUES = pieces("values.txt")
HUGE = [
    "$" + "x+" * 50_000 + "x$",
    "$" + "{" * 3_000 + "}" * 3_000 + "$",
    "zq900201z " * 10_000,
    "zq900202z" + "x" * 100_000,
    "\n".join(["::: {.a}"] * 200 + ["zq900203z"] + [":::"] * 200),
    "\n".join("  " * i + f"- zq9003{i:02}z" for i in range(60)),
    "[" * 40 + "zq900204z" + "](x)" * 40,
    "*a **b " * 60,
    "> " * 150 + "zq900205z",
    '```{dot}\n//| fig-alt: "x"\ngraph {'
    + "".join(f"n{i}--n{i * 7 % 300};" for i in range(900))
    + "}\n```",
    "|" + " a |" * 300 + "\n|" + "---|" * 300,
    "$$\n" + "\\frac{1}{" * 200 + "x" + "}" * 200 + "\n$$",
    "<div>" * 300 + "zq900206z" + "</div>" * 300,
    "```{ojs}\ndeep = " + "(" * 2_000 + "1" + ")" * 2_000 + "\n```",
    '```{ojs}\nlong = "' + "x" * 100_000 + '"\n```',
]
TOKENS = [
    "```",
    "```",
    ":::",
    "$$",
    "$",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    '"',
    "'",
    "<",
    ">",
    "|",
    "`",
    "*",
    "_",
    "#",
    ":",
    ",",
    "\\",
    "&",
    "{{<",
    ">}}",
    "@",
    "^",
    "--",
    ".",
    "=",
    "//",
    ";",
    "!",
]


def change_lines(text: str, rng: random.Random) -> str:
    """Delete, double, swap, move, cut, join or indent lines."""
    lines = text.split("\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(8)
    if kind == 0:
        del lines[i : i + rng.choice([1, 1, 1, 2, 5])]
    elif kind == 1:
        lines[i:i] = lines[i : i + rng.choice([1, 1, 3])]
    elif kind == 2:
        lines[i], lines[j] = lines[j], lines[i]
    elif kind == 3:
        del lines[i + 1 :]
    elif kind == 4:
        lines[i] = lines[i][: rng.randrange(len(lines[i]) + 1)]
    elif kind == 5:
        lines[i : i + 2] = [" ".join(lines[i : i + 2])]
    elif kind == 6:
        lines[i] = rng.choice(["  ", "    ", "\t", "> ", "- ", " "]) + lines[i]
    else:
        lines[i] = lines[i].lstrip()
    return "\n".join(lines)


def change_characters(text: str, rng: random.Random) -> str:
    """Lose, double or swap one of the characters that mean something, or put one in."""
    token = rng.choice(TOKENS)
    places = [m.start() for m in re.finditer(re.escape(token), text)]
    at = rng.choice(places) if places else rng.randrange(len(text) + 1)
    if places and rng.random() < 0.7:
        new = rng.choice(["", "", token * 2, rng.choice(TOKENS), rng.choice("\n \té“")])
        return text[:at] + new + text[at + len(token) :]
    return text[:at] + rng.choice([*TOKENS, "\ufeff", "\u202e", "\x00"]) + text[at:]


def insert_piece(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines) + 1)
    blank = rng.choice([[], [""], [""]])
    piece = rng.choice(HUGE) if rng.random() < 0.02 else rng.choice(PIECES)
    lines[at:at] = [*blank, piece, *blank]
    return "\n".join(lines)


def change_yaml(text: str, rng: random.Random) -> str:
    """Give a key of the front matter or of a cell's options another value or another name."""
    keys = list(re.finditer(r"(?m)^((?://\| |#\| |- | )*)([\w-]+):( .*)?$", text))
    if not keys:
        return change_lines(text, rng)
    key = rng.choice(keys)
    line = rng.choice(
        [f"{key[1]}{key[2]}: {rng.choice(VALUES)}"] * 4
        + [f"{key[0]}\n{key[0]}", f"{key[1]}zz:{key[3]}", f"{key[1]}5:{key[3]}", f"\t{key[0]}"]
        + [f"{key[0]}\n{key[1]}{rng.choice(OPTIONS)}: {rng.choice(VALUES)}"] * 3
    )
    return text[: key.start()] + line + text[key.end() :]


OPTIONS = [
    "title",
    "subtitle",
    "author",
    "date",
    "institute",
    "abstract",
    "description",
    "format",
    "css",
    "bibliography",
    "csl",
    "toc",
    "toc-depth",
    "filters",
    "include-in-header",
    "include-after-body",
    "lang",
    "code-fold",
    "execute",
    "slide-level",
    "incremental",
    "body-classes",
    "title-slide-attributes",
    "nocite",
    "footer",
    "logo",
    "width",
    "slide-number",
    "label",
    "fig-cap",
    "fig-alt",
    "echo",
    "output",
    "include",
    "eval",
    "panel",
    "code-summary",
    "tbl-cap",
    "classes",
    "warning",
    "1",
    "null",
    "true",
]


def change_bytes(data: bytes, rng: random.Random) -> bytes:
    """What editors, tools and accidents do to files."""
    at = rng.randrange(len(data) + 1)
    return rng.choice(
        [
            b"\xef\xbb\xbf" + data,
            data.replace(b"\n", b"\r\n"),
            data.replace(b"\n", b"\r"),
            data[:at],
            data[:at]
            + rng.choice([b"\xff", b"\x80", b"\xed\xa0\x80", b"\xc0\x80", b"\x00"])
            + data[at:],
            data.decode().encode("utf-16"),
            data.decode().encode("latin-1", "replace"),
            b"",
            data + data,
        ]
    )


def change_notebook(text: str, rng: random.Random) -> str:
    """Drop, rename, retype or double a part of the notebook's tree."""
    tree = json.loads(text)
    parts = [(tree, key) for key in tree]
    for holder, key in parts:
        value = holder[key]
        keys = (
            value
            if isinstance(value, dict)
            else range(len(value))
            if isinstance(value, list)
            else []
        )
        parts += [(value, k) for k in keys]
    holder, key = rng.choice(parts)
    kind = rng.randrange(4)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[rng.choice(["zz", "image/zz", "raw", "source", "text/markdown", key.upper()])] = (
            holder.pop(key)
        )
    elif kind == 2 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif isinstance(holder[key], str) and rng.random() < 0.5:
        holder[key] = rng.choice([insert_piece, change_lines, change_characters, change_yaml])(
            holder[key], rng
        )
    else:
        holder[key] = rng.choice(JSON_VALUES)
    return json.dumps(tree, indent=1)


JSON_VALUES = [None, True, 3, -1.5, 10**40, "", "text", [], ["a", 1], {}, {"a": None}, [[]]]
JSON_VALUES += ["\ud800", "\u0000", "raw", "heading", "code", "markdown", "stream", "error"]


def change(name: str, data: bytes, rng: random.Random) -> bytes:
    try:
        text = data.decode()
        if name.endswith(".ipynb") and rng.random() < 0.8:
            return change_notebook(text, rng).encode()
    except (UnicodeDecodeError, ValueError):
        return change_bytes(data, rng) if not data else data[: len(data) // 2]
    if rng.random() < 0.05:
        return change_bytes(data, rng)
    yaml = name.endswith((".yml", ".ipynb"))
    how = [change_lines, change_characters, insert_piece, change_yaml]
    return rng.choices(how, [3, 3, 0 if yaml else 4, 9 if yaml else 2])[0](text, rng).encode()


def mutants(count: int, seed: int, sources: list[dict[str, str]]) -> list[dict[str, bytes]]:
    """`count` sources with one to three changes each."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        files = {name: text.encode() for name, text in sources[number % len(sources)].items()}
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            name = rng.choice([next(iter(files)), rng.choice(list(files))])
            files[name] = change(name, files[name], rng)
        made.append(files)
    return made
