"""Sources of the renderer's tests and of the site, in which each piece of text has a mark.

Every line of prose, caption, cell and label contains a unique word (`zq17z`): if a changed source
still contains it, the page must contain it, too.
"""

from __future__ import annotations

import itertools
import json
import re

from projects import INPUT, ROOT

MARK = re.compile(r"zq\d+z")
FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)$")
# places in a line before which a mark may stand
PROSE = re.compile(r"^\s*(?:#+ |[-*:] +|\d+\. |> )?(?=[A-Za-z*])|\| (?=[a-z])")
QUOTED = re.compile(r'(?<=")(?=[A-Z][a-z ])|(?<=>)(?=[A-Z])|(?<=!\[)(?=[A-Z])')


def mark(text: str, numbers) -> str:
    """Mark what a reader of the page is to see."""
    lines, fence, head = [], None, text.startswith("---")
    for number, line in enumerate(text.split("\n")):
        found = FENCE.match(line)
        edge = bool(found) or line.startswith((":::", "{{<", "$$", "![", "\\", "<"))
        if found:
            fence = None if fence else found[2]
        if head and number and line == "---":
            head = False
        elif fence and not edge and fence.startswith("{.") and line.strip():
            line = f"{line}  # zq{next(numbers)}z"
        elif not (fence or head or edge):
            line = PROSE.sub(lambda m: f"{m[0]}zq{next(numbers)}z ", line, count=4)
        lines.append(QUOTED.sub(lambda m: f"zq{next(numbers)}z ", line))
    return "\n".join(lines)


def mark_notebook(text: str, numbers) -> str:
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        word = f"zq{next(numbers)}z"
        code = cell["cell_type"] == "code"
        cell["source"] += [f"\n# {word}" if code else f"\n\nWord {word}."]
        for output in cell.get("outputs", []):
            word = f"zq{next(numbers)}z"
            if output["output_type"] == "stream":
                output["text"] += [f"{word}\n"]
            elif "image/svg+xml" in output["data"]:
                output["data"]["image/svg+xml"][-1] = f"<text>{word}</text></svg>\n"
            else:
                output["data"]["text/markdown"] += [f"\n{word}\n"]
    return json.dumps(notebook, indent=1)


EXTRA = """---
title: "Extra"
author:
  - name: "Ada"
    affiliation: "Somewhere"
institute: "Institute"
abstract: "Abstract"
date: "May 2024"
---

## Lists {#lists}

- one
    - two

      in two

1. first
2. second

> Quoted.

Term
:   Definition.

| left | right |
|------|------:|
| up   | down  |

: Caption of a table {#tbl-sides}

$$
\\text{zq900001z} + x^2
$$ {#eq-one}

Then $\\text{zq900002z}$, @eq-one and @tbl-sides; **Bold**, *italic*.

```{dot}
//| label: fig-flow
//| fig-cap: "Flow"
//| fig-alt: "Alternative"
//| echo: true
digraph {
  a [label="Begin here"]
  b [label="End here"]
  a -> b
}
```

```{ojs}
//| echo: true
shown = html`<p>zq900003z</p>`
other = shown.textContent + "Other zq900004z"
```
"""

DECK = """---
title: "Slides"
format: revealjs
---

Before any slide.

# Part

## First

::: {.callout-tip title="Tip of the day" .fragment}
Callout.
:::

. . .

After a pause.

::: {.notes}
Said.
:::

Beside.

## Second

:::: {.columns}
::: {.column width="50%"}
Left.

. . .

Later.
:::
::: {.column}
Right.
:::
::::

---

Ruled off.
"""


def slides() -> list[str]:
    """The site's own slides that stand without the rest of their deck, one by one."""
    texts = []
    for path in sorted((ROOT / "unit05").glob("_*.qmd")):
        for text in re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8")):
            if text.startswith("## ") and not re.search(
                r"\{ojs\}|\]\([#\w]*#|@|notebooks/|\{\{<|listings", text
            ):
                texts.append("---\nformat: revealjs\n---\n\n" + text)
    return texts


def page_sources() -> list[dict[str, str]]:
    """Sources of pages: the first file of each is the page, any may be changed."""
    numbers = itertools.count(1)
    read = lambda name: (INPUT / name).read_text(encoding="utf-8")  # noqa: E731
    # Links lead to the one page that is always rendered
    linked = lambda name: re.sub(r"/?deck\.qmd(#[\w/]+)?", "/index.qmd", read(name))  # noqa: E731
    marked = lambda name: mark(linked(name), numbers)  # noqa: E731
    partials = {"_part.qmd": marked("_part.qmd"), "_inner.qmd": marked("_inner.qmd")}
    notebook = mark_notebook(read("figures.ipynb"), numbers)
    furniture = marked("furniture.qmd").replace("toc:", "bibliography: /references.bib\ntoc:", 1)
    sources = [
        {"page.qmd": marked("numbers.qmd"), **partials},
        {"page.qmd": marked("embeds.qmd"), "figures.ipynb": notebook},
        {"page.qmd": marked("drawings.qmd"), "network.svg": read("network.svg")},
        {"page.qmd": marked("cells.qmd"), "double.js": read("double.js")},
        {"page.qmd": marked("cells.qmd")},
        {"page.qmd": marked("deck.qmd")},
        {"page.qmd": furniture},
        {"page.qmd": mark(EXTRA, numbers)},
        {"page.qmd": mark(EXTRA, numbers)},
        {"page.qmd": mark(DECK, numbers)},
        {"page.ipynb": notebook},
        {"page.ipynb": notebook},
    ]
    return sources + [{"page.qmd": mark(text, numbers)} for text in slides()]


def project_source() -> dict[str, str]:
    """A project's own files, with marks where they are to be seen on its page."""
    config = """project:
  type: website
  render:
    - sub/page.qmd
  resources:
    - dot.svg
website:
  title: "Site"
  description: "Of the site"
  navbar:
    title: "zq1z"
    left:
      - text: "zq2z"
        href: sub/page.qmd
  page-footer:
    left: "zq3z"
bibliography: references.bib
lang: en
format:
  html:
    toc: true
    toc-title: "Contents"
"""
    page = "---\ntitle: Page\n---\n\n# zq5z\n\n{{< var group.name >}} {{< var word >}} @ada2020\n"
    return {
        "_quarto.yml": config,
        "_variables.yml": "group:\n  name: 'zq6z'\n  number: 3\nword: \"zq7z\"\n",
        "sub/_metadata.yml": "subtitle: zq8z\nauthor:\n  - name: zq9z\n    affiliation: zq10z\n",
        "references.bib": "@book{ada2020,\n author={zq11z}, title={zq12z}, year={2020}}\n",
        "sub/page.qmd": page,
    }
