"""A student's notebook from its solution: the same cells, with gaps.

In the solution
    name = expression  # gap      becomes   name = ...  # your line here
    return expression  # gap      becomes   return ...  # your line here
and a cell tagged `solution` is left out.
"""

import re
from copy import deepcopy
from pathlib import Path

import nbformat

from tools.notebooks.files import NotebookError, read, shown, solution_of

GAP = re.compile(r"(\s*(?:\w+ =|return)) .+  # gap")


def source(path: Path) -> nbformat.NotebookNode:
    """The notebook to execute for `path`: made from its solution, or the file itself."""
    solution = solution_of(path)
    return student_version(read(solution), shown(solution)) if solution else read(path)


def student_version(solution: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """The solution without its answers and outputs."""
    student = deepcopy(solution)
    student.cells = [c for c in student.cells if "solution" not in c.metadata.get("tags", [])]
    for cell in student.cells:
        if cell.cell_type == "code":
            lines = (
                _open_gap(line, f"{name}: cell {cell.id}") for line in cell.source.splitlines()
            )
            cell.source, cell.outputs = "\n".join(lines), []
    return student


def _open_gap(line: str, place: str) -> str:
    if not line.endswith("# gap"):
        return line
    found = GAP.fullmatch(line)
    if not found:
        raise NotebookError(
            f"{place}: {line.strip()} (want `name = …  # gap` or `return …  # gap`)"
        )
    return f"{found[1]} ...  # your line here"
