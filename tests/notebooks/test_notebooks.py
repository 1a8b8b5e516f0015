"""The committed notebooks: executed afresh, they say the same; and they hold nothing but that."""

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.notebooks.files import find, opening, read, repository_url, solution_of  # noqa: E402
from tools.notebooks.normalise import METADATA, normalise  # noqa: E402

NOTEBOOKS = find(ROOT)
NAMES = [path.relative_to(ROOT).as_posix() for path in NOTEBOOKS]
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)


def test_unit_has_all_its_notebooks():
    names = {path.stem for path in NOTEBOOKS}
    students = {"01-manual-backprop", "02-digits", "03-sigmoid-relu", "04-materials", "05-cost"}
    assert students | {"06-exercise", "figures"} <= names


def test_notebook_executed_afresh_agrees_with_committed_outputs():
    # a process of its own, as `make notebooks` is: kernels and their sockets end with it
    command = [sys.executable, "-m", "tools.notebooks", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr


@each
def test_notebook_is_valid_and_normalised(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert normalise(deepcopy(notebook)) == notebook
    assert notebook.metadata == METADATA
    assert path.read_text(encoding="utf-8") == nbformat.writes(notebook) + "\n"


@each
def test_notebook_begins_with_setup_cell(path):
    first = next(cell for cell in read(path).cells if cell.cell_type == "code")
    assert first.id == "setup"
    assert first.source == opening(repository_url(ROOT), path)


def run_setup_cell(path, folder):
    """Run the first code cell where no package is installed; returns what it printed as errors."""
    source = next(cell for cell in read(path).cells if cell.cell_type == "code").source
    command = [sys.executable, "-S", "-c", source]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 1
    return done.stderr.splitlines()[-1]


@each
@pytest.mark.parametrize("missing", ["gradflow", "numpy"])
def test_setup_cell_without_engine_says_how_to_get_it(path, missing, tmp_path):
    message = run_setup_cell(path, path.parent if missing == "numpy" else tmp_path)
    assert message.startswith(f"ModuleNotFoundError: {missing} is not installed. ")
    wanted = ["make lab"]
    if path.parent.name in ("notebooks", "solutions"):
        wanted = [f"{path.stem}.zip", "Download with all it needs", "README.txt"]
    assert [text for text in wanted if text not in message] == []


@each
def test_notebook_without_repository_has_no_link_to_a_service(path):
    text = json.dumps(read(path), ensure_ascii=False)
    assert repository_url(ROOT) or not ("colab.research" in text or "mybinder.org" in text)


@each
def test_every_code_cell_was_executed_without_error(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [o for cell in cells for o in cell.outputs if o.output_type == "error"]


@each
def test_figure_labels_are_unique(path):
    lines = [line for cell in read(path).cells for line in cell.source.splitlines()]
    labels = [line for line in lines if line.startswith("#| label: ")]
    assert len(labels) == len(set(labels)) > 0


def test_student_notebooks_end_with_a_check():
    for path in ROOT.glob("notebooks/*.ipynb"):
        last = read(path).cells[-1]
        # what is still open must not fail, so the exercise ends with a summary instead
        check = "check.summary(" if solution_of(path) else "assert "
        assert check in last.source, path.name
        assert last.outputs, f"{path.name}: the check says nothing when it has passed"


def test_worked_example_notebook_prints_the_numbers_of_the_slides():
    notebook = read(ROOT / "notebooks" / "01-manual-backprop.ipynb")
    shown = "\n".join(o.text for c in notebook.cells for o in c.get("outputs", []) if "text" in o)
    forward = ["0.0000, 1.0000", "0.5000, 0.7311", "0.2689", "0.5668", "0.09382"]
    backward = ["-0.10636", "-0.05318", "-0.07775", "0.02091", "0.04182"]
    assert [number for number in forward + backward if number not in shown] == []
