"""What notebooks say about trained networks: how it was trained, with which seeds, and no less."""

import ast
import re
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.notebooks.files import find, read  # noqa: E402

TRAINING = {"train", "tune_step_size", "train_seeds", "MLPClassifier"}


def own_names(statement):
    """Names of a statement's own scope: parameters, variables of comprehensions, locals."""
    nodes = list(ast.walk(statement))
    loops = [node.target for node in nodes if isinstance(node, ast.comprehension)]
    own = {part.id for loop in loops for part in ast.walk(loop) if isinstance(part, ast.Name)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return own | (stored_names(statement) if isinstance(statement, ast.FunctionDef) else set())


def stored_names(statement):
    parts = [part for part in ast.walk(statement) if isinstance(part, ast.Name)]
    return {part.id for part in parts if isinstance(part.ctx, ast.Store)}


def used_names(statement):
    parts = [part for part in ast.walk(statement) if isinstance(part, ast.Name)]
    used = {part.id for part in parts if isinstance(part.ctx, ast.Load)}
    # a loop sets its variables before it uses them
    loop = stored_names(statement) if isinstance(statement, ast.For) else set()
    return used - own_names(statement) - loop


def bound_names(statement):
    if isinstance(statement, ast.FunctionDef):
        return {statement.name}
    filled = [
        node.value
        for node in ast.walk(statement)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    ]
    filled = {part.id for node in filled for part in ast.walk(node) if isinstance(part, ast.Name)}
    return (stored_names(statement) | filled) - own_names(statement)


def options(cell):
    lines = [line[2:].removeprefix(" ") for line in cell.source.splitlines() if line[:2] == "#|"]
    return yaml.safe_load("\n".join(lines)) or {}


def figures_of_trained_networks(path):
    """Options of the figures whose cell uses what a training gave, directly or through names."""
    trained, found = set(TRAINING), []
    for cell in read(path).cells:
        if cell.cell_type != "code" or cell.id == "setup":
            continue
        is_used = False
        for statement in ast.parse(cell.source).body:
            bound = bound_names(statement)
            if used_names(statement) & trained:
                trained, is_used = trained | bound, True
            else:
                trained = trained - bound
        if is_used and "label" in options(cell):
            found.append(options(cell))
    return found


PATHS = [path for path in find(ROOT) if path.parent.name != "benchmarks"]
CAPTIONS = {
    f"{path.parent.name}/{path.name}#{option['label']}": option["fig-cap"]
    for path in PATHS
    for option in figures_of_trained_networks(path)
}
SLIDES = {
    part.split("{#", 1)[1].split()[0].rstrip("}"): part
    for path in sorted(ROOT.glob("unit05/_*.qmd"))
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    if "{#" in part.splitlines()[0]
}


@pytest.mark.parametrize("figure", CAPTIONS)
def test_caption_of_training_names_step_size_and_seeds(figure):
    assert re.search(r"\bstep\b", CAPTIONS[figure], re.I), "the step size is not named"
    assert re.search(r"\bseeds?\b", CAPTIONS[figure], re.I), "the seeds are not named"


def test_figures_of_training_are_found_by_their_data():
    labels = {name.split("#")[1] for name in CAPTIONS}
    assert {"fig-sigmoid-relu", "fig-explosion", "fig-batches", "fig-small"} <= labels
    assert {"fig-digits", "fig-flat", "fig-network", "fig-process"}.isdisjoint(labels)


@pytest.mark.parametrize("name", ["02-digits", "03-sigmoid-relu"])
def test_notebook_that_compares_trainings_tunes_each_side(name):
    cells = read(ROOT / "notebooks" / f"{name}.ipynb").cells
    source = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    assert "tune_step_size(" in source
    assert "comparison_table(" in source
    assert ".edge" in source, "nothing checks that the best step size lies inside the grid"


def test_digits_notebook_opens_test_part_in_one_cell():
    cells = read(ROOT / "notebooks/02-digits.ipynb").cells
    scores = re.compile(r"(accuracy|score)\([^)]*X_(unseen|test)")
    assert [cell.id for cell in cells if scores.search(cell.source)] == ["test-accuracy"]


def printed_by(cell_id):
    cells = {cell.id: cell for cell in read(ROOT / "notebooks/03-sigmoid-relu.ipynb").cells}
    return "".join(output.text for output in cells[cell_id].outputs)


def test_summary_slide_quotes_step_sizes_of_notebook():
    rows = [re.split(r"\s{2,}", line) for line in printed_by("tune").splitlines()]
    best = next(float(row[1]) for row in rows if row[0] == "sigmoid, He")
    common = float(re.search(r"([\d.]+) \(given\)", printed_by("train-he"))[1])
    assert f"{best / common:.0f} times larger" in SLIDES["exercise-extension"]


def test_explosion_slide_quotes_counts_of_notebook():
    ends = r"no longer finite: (\d+) of 10 seeds, in step \d+ to (\d+)"
    assert re.search(ends, printed_by("explode")).groups() == ("9", "7")
    assert "Nine of the ten end in NaN within seven steps" in SLIDES["exploding"]
