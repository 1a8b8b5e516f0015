"""Execute the notebooks, keep them free of noise, compare them with what is committed.

python -m tools.notebooks [PATH …]          execute and write in place
python -m tools.notebooks --check [PATH …]  execute in memory and compare with the files

Two runs on one machine write the same bytes. Another machine has other matrix kernels and so
other last digits; `--check` asks there for equal text, every figure, and numbers within
|a − b| ≤ absolute + relative · max(|a|, |b|). A cell that prints trained or measured quantities
states wider tolerances in its metadata: {"compare": {"relative": 0.02, "absolute": 0.01}}.
"""

import argparse
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import yaml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parent.parent
TOLERANCE = {"relative": 1e-6, "absolute": 1e-12}
TIMEOUT = 600  # seconds for one cell
ENVIRONMENT = {
    # the same bits whatever the number of cores
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
NUMBER = re.compile(r"(?<![\w.])[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# a progress bar is for the one who waits, not for the file
PROGRESS = re.compile(r"[^\r\n]*\d%\|[^\r\n]*")
# matplotlib names some clip paths after the address of an object
CLIP_PATH = re.compile(r'<clipPath id="(\w+)"')
MACHINE = re.compile(r"/(?:home|root|tmp|Users|usr|opt|work|workspace)/|[A-Z]:\\|site-packages")


class NotebookError(Exception):
    """What is wrong with a notebook, in one sentence that begins with its path."""


def find(root: Path = ROOT) -> list[Path]:
    """All notebooks of the project: those of the students and those beside the decks."""
    found = [*root.glob("notebooks/*.ipynb"), *root.glob("unit*/*.ipynb")]
    return sorted(p for p in found if ".ipynb_checkpoints" not in p.parts)


def read(path: Path) -> nbformat.NotebookNode:
    if not path.is_file():
        raise NotebookError(f"{shown(path)}: no such notebook")
    return nbformat.read(path, as_version=4)


def write(nb: nbformat.NotebookNode, path: Path) -> bool:
    """Write `nb` if that changes the file, and say whether it did."""
    text = nbformat.writes(nb) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


# Executing


def repository_url(root: Path = ROOT) -> str | None:
    """`website: repo-url` of `_quarto.yml`, the one place that names a public repository."""
    config = root / "_quarto.yml"
    if not config.is_file():
        return None
    url = (yaml.safe_load(config.read_text(encoding="utf-8")).get("website") or {}).get("repo-url")
    if url and not re.fullmatch(r"https://[\w.-]+(/[\w.~-]+)+/?", url):
        raise NotebookError(f"_quarto.yml: invalid repo-url: {url} (want https://host/owner/name)")
    return url


def opening(url: str | None) -> str:
    """The first cell: one line that finds `gradflow` in a clone, or installs it where none is."""
    if url is None:
        return '__import__("sys").path.insert(0, "..")  # gradflow lies beside this folder'
    return f'!test -d ../gradflow || pip install -q "gradflow[notebooks] @ git+{url}"\n' + opening(
        None
    )


@contextmanager
def fixed_environment():
    """The variables that a kernel inherits; one empty IPython profile instead of the user's."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as profile:
        os.environ.update(ENVIRONMENT, IPYTHONDIR=profile)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def execute(path: Path, url: str | None = None) -> nbformat.NotebookNode:
    """Run a notebook in a fresh kernel and return it with normalised outputs; raises
    NotebookError when a cell fails. Call it inside `fixed_environment`."""
    nb = read(path)
    for cell in nb.cells:
        if cell.id == "setup":
            cell.source = opening(url)
    client = NotebookClient(
        nb,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--Application.log_level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        cell = next(c.id for c in nb.cells if any("ename" in o for o in c.get("outputs", [])))
        reason = f"{error.ename}: {error.evalue}"
        raise NotebookError(f"{shown(path)}: cell {cell} fails: {reason}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise NotebookError(f"{shown(path)}: {error}") from None
    return normalise(nb, shown(path))


def normalise(nb: nbformat.NotebookNode, name: str = "notebook") -> nbformat.NotebookNode:
    """Leave nothing in the file that depends on the machine, the day or the number of runs."""
    nb.metadata = nbformat.from_dict(METADATA)
    count = 0
    for cell in nb.cells:
        kept = {key: cell.metadata[key] for key in ("compare", "tags") if key in cell.metadata}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        outputs = _merge_streams([o for o in cell.outputs if not _is_progress(o)])
        cell.outputs = [_normalise_output(o, count, name, cell.id) for o in outputs]
    return nb


def _merge_streams(outputs: list) -> list:
    """One output for lines that came in several messages, which depends on their timing."""
    merged = []
    for output in outputs:
        if merged and output.get("name") and output.get("name") == merged[-1].get("name"):
            merged[-1].text += output.text
        else:
            merged.append(output)
    return merged


def _is_progress(output) -> bool:
    return output.get("name") == "stderr" and not PROGRESS.sub("", output.text).strip()


def _normalise_output(output, count: int, name: str, cell_id: str):
    if output.output_type == "stream" and output.name == "stderr":
        raise NotebookError(f"{name}: cell {cell_id} wrote to stderr: {output.text.strip()}")
    if "execution_count" in output:
        output.execution_count = count
    if "metadata" in output:
        output.metadata = nbformat.from_dict({})
    if "image/svg+xml" in output.get("data", {}):
        output.data["image/svg+xml"] = _name_clip_paths(output.data["image/svg+xml"], cell_id)
    for text in _texts(output):
        if machine := MACHINE.search(text):
            raise NotebookError(
                f"{name}: cell {cell_id} shows a path of this machine: "
                f"{text[max(0, machine.start() - 20) : machine.end() + 40]!r}"
            )
    return output


def _name_clip_paths(svg: str, cell_id: str) -> str:
    for number, name in enumerate(CLIP_PATH.findall(svg), start=1):
        svg = re.sub(rf"(?<=[\"#]){name}\b", f"{cell_id}-clip-{number}", svg)
    return svg


def _texts(output) -> list[str]:
    if output.output_type == "stream":
        return [output.text]
    return [
        value for kind, value in output.get("data", {}).items() if not kind.startswith("image/")
    ]


# Comparing


def compare(committed: nbformat.NotebookNode, fresh: nbformat.NotebookNode) -> list[str]:
    """What differs, one line each; nothing if the two agree within their tolerances."""
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
        for a, b in zip(_texts(before), _texts(after), strict=True):
            found += compare_text(a, b, **tolerance)
        for kind, picture in before.get("data", {}).items():
            if kind == "image/svg+xml":
                found += compare_figures(picture, after.data[kind])
    return found


def _kind(output) -> str:
    return output.get("name") or "+".join(sorted(output.get("data", {}))) or output.output_type


def _check_figure_cell(source: str, figures: int) -> list[str]:
    """A cell that is embedded by its label shows one figure and says what is on it."""
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
        return [f"text {_around(*words)}"]
    pairs = zip(NUMBER.findall(old), NUMBER.findall(new), strict=True)
    return [f"{b}, committed {a}" for a, b in pairs if not _close(a, b, relative, absolute)]


def _around(old: str, new: str) -> str:
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
    """Both are drawings with something on them and the same words; bytes may differ."""
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


# Command line


def run(path: Path, check: bool, url: str | None) -> list[str]:
    """Execute one notebook and write it, or compare it; returns what is wrong."""
    try:
        fresh = execute(path, url)
    except NotebookError as error:
        return [str(error)]
    if check:
        return [f"{shown(path)}: {line}" for line in compare(read(path), fresh)]
    print(f"{shown(path)}: {'written' if write(fresh, path) else 'unchanged'}")
    return []


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.notebooks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="*", type=Path, help="notebooks (default: all)")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args(argv)
    paths = [path.resolve() for path in arguments.paths] or find()
    try:
        url = repository_url()
    except NotebookError as error:
        sys.exit(str(error))
    with fixed_environment(), ThreadPoolExecutor(max_workers=2) as pool:
        found = [
            line
            for lines in pool.map(lambda p: run(p, arguments.check, url), paths)
            for line in lines
        ]
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
