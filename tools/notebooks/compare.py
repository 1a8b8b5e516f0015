"""Compare a newly executed notebook with the committed one, within stated tolerances."""

import re
from xml.etree import ElementTree

import nbformat
import yaml

from tools.notebooks.normalise import texts

TOLERANCE = {"relative": 1e-6, "absolute": 1e-12}
NUMBER = re.compile(r"(?<![\w.])[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def compare(committed: nbformat.NotebookNode, fresh: nbformat.NotebookNode) -> list[str]:
    """The differences, one line each; empty if the two agree within their tolerances."""
    if [c.id for c in committed.cells] != [c.id for c in fresh.cells]:
        return ["the cells differ: execute the notebook again"]
    found = []
    for old, new in zip(committed.cells, fresh.cells, strict=True):
        if old.source != new.source:
            found.append(f"cell {old.id}: the source differs")
        elif old.cell_type == "code":
            found += [f"cell {old.id}: {line}" for line in _compare_cell(old, new)]
    return found


def _compare_cell(old, new) -> list[str]:
    kinds = [[_kind(o) for o in cell.outputs] for cell in (old, new)]
    if kinds[0] != kinds[1]:
        return [f"outputs {kinds[1]}, committed {kinds[0]}"]
    figures = sum("image/svg+xml" in kind for kind in kinds[0])
    found = _check_figure_cell(old.source, figures)
    tolerance = TOLERANCE | dict(old.metadata.get("compare", {}))
    for before, after in zip(old.outputs, new.outputs, strict=True):
        for a, b in zip(texts(before), texts(after), strict=True):
            found += compare_text(a, b, **tolerance)
        for kind, picture in before.get("data", {}).items():
            if kind == "image/svg+xml":
                found += compare_figures(picture, after.data[kind])
    return found


def _kind(output) -> str:
    return output.get("name") or "+".join(sorted(output.get("data", {}))) or output.output_type


def _check_figure_cell(source: str, figures: int) -> list[str]:
    """What is missing in a cell with a figure label: one figure, its description, its caption."""
    lines = [line[2:].removeprefix(" ") for line in source.splitlines() if line.startswith("#|")]
    options = yaml.safe_load("\n".join(lines)) or {}
    if not str(options.get("label", "")).startswith("fig-"):
        return [] if not figures else ["a figure without `#| label: fig-…`"]
    found = [] if figures == 1 else [f"{figures} figures (want 1)"]
    return found + [f"no {name}" for name in ("fig-alt", "fig-cap") if not options.get(name)]


def compare_text(old: str, new: str, relative: float, absolute: float) -> list[str]:
    """Words must be equal (white space aside), numbers close."""
    words = [" ".join(NUMBER.sub(" # ", text).split()) for text in (old, new)]
    if words[0] != words[1]:
        return [f"text {_excerpt(*words)}"]
    pairs = zip(NUMBER.findall(old), NUMBER.findall(new), strict=True)
    return [f"{b}, committed {a}" for a, b in pairs if not _close(a, b, relative, absolute)]


def _excerpt(old: str, new: str) -> str:
    same = next(
        (k for k, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = max(0, same - 20)
    return f"{new[start : same + 40]!r}, committed {old[start : same + 40]!r}"


def _close(a: str, b: str, relative: float, absolute: float) -> bool:
    x, y = (float(number.replace("−", "-")) for number in (a, b))
    return abs(x - y) <= absolute + relative * max(abs(x), abs(y))


def compare_figures(old: str, new: str) -> list[str]:
    """Check that both figures have shapes and the same words; their bytes may differ."""
    contents = [_figure_content(picture) for picture in (old, new)]
    if not all(shapes for shapes, _ in contents):
        return ["an empty figure"]
    if contents[0][1] != contents[1][1]:
        return [f"words on the figure {contents[1][1]}, committed {contents[0][1]}"]
    return []


def _figure_content(picture: str) -> tuple[int, list[str]]:
    root = ElementTree.fromstring(picture)
    tags = [element.tag.rsplit("}", 1)[-1] for element in root.iter()]
    texts = ("".join(element.itertext()) for element in root.iter() if element.tag.endswith("text"))
    words = sorted(text.strip() for text in texts if not re.search(r"\d", text))
    return sum(tag in ("path", "image", "use") for tag in tags), words
