"""Removes from a notebook what depends on the machine, the day or the number of runs."""

import re

import nbformat

from tools.notebooks.files import NotebookError

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# a progress bar is not stored
PROGRESS = re.compile(r"[^\r\n]*\d%\|[^\r\n]*")
# matplotlib names some clip paths after an object's address in memory
CLIP_PATH = re.compile(r'<clipPath id="(\w+)"')
MACHINE = re.compile(r"/(?:home|root|tmp|Users|usr|opt|mnt)/|[A-Z]:\\|site-packages")


def normalise(nb: nbformat.NotebookNode, name: str = "notebook") -> nbformat.NotebookNode:
    """Remove what depends on the machine, the day or the number of runs."""
    nb.metadata = nbformat.from_dict(METADATA)
    count = 0
    for cell in nb.cells:
        metadata = {k: cell.metadata[k] for k in ("compare", "tags") if k in cell.metadata}
        cell.metadata = nbformat.from_dict(metadata)
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        outputs = _merge_streams([o for o in cell.outputs if not _is_progress(o)])
        cell.outputs = [_normalise_output(o, count, name, cell.id) for o in outputs]
    return nb


def _merge_streams(outputs: list) -> list:
    """One output for lines that came in several messages, which depends on their timing."""
    merged: list[nbformat.NotebookNode] = []
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
    for text in texts(output):
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


def texts(output) -> list[str]:
    if output.output_type == "stream":
        return [output.text]
    kinds = sorted(output.get("data", {}))  # files and kernels have different orders
    return [output.data[kind] for kind in kinds if not kind.startswith("image/")]
