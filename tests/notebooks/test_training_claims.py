"""What notebooks say about trained networks: how it was trained, with which seeds, and no less."""

import ast
import re
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.notebooks.files import read  # noqa: E402

TRAINING = {"train", "tune_step_size", "train_seeds"}


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


PATHS = [ROOT / "notebooks/04-materials.ipynb", ROOT / "unit05/figures.ipynb"]
CAPTIONS = {
    f"{path.name}#{option['label']}": option["fig-cap"]
    for path in PATHS
    for option in figures_of_trained_networks(path)
}
SLIDES = {
    part.split("{#", 1)[1].split()[0].rstrip("}"): part
    for path in sorted(ROOT.glob("unit05/_*.qmd"))
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    if "{#" in part.splitlines()[0]
}
TRAINED_SLIDES = {
    name: text
    for name, text in SLIDES.items()
    if any(f"{figure} >}}}}" in text for figure in CAPTIONS)
}


@pytest.mark.parametrize("figure", CAPTIONS)
def test_caption_of_training_names_step_size_and_seeds(figure):
    assert re.search(r"\bstep\b", CAPTIONS[figure], re.I), "the step size is not named"
    assert re.search(r"\bseeds?\b", CAPTIONS[figure], re.I), "the seeds are not named"


@pytest.mark.parametrize("slide", TRAINED_SLIDES)
def test_slide_with_training_says_which_seeds(slide):
    assert re.search(r"\bseeds?\b", TRAINED_SLIDES[slide])


@pytest.mark.parametrize("slide", TRAINED_SLIDES)
def test_slide_with_training_types_no_result(slide):
    prose = re.sub(r"\$[^$]*\$|\{\{<.*?>\}\}|\]\([^)]*\)", "", TRAINED_SLIDES[slide])
    assert re.findall(r"\d+\.\d+|\d+ ?(?:%|MPa)", prose) == []


def test_slides_with_training_are_found():
    slides = {"vanishing-consequences", "materials-strength", "materials-spectra"}
    assert slides | {"diagnostics", "relu-variants"} <= set(TRAINED_SLIDES)


def test_slide_names_step_that_overshoots_in_notebook():
    cells = {cell.id: cell for cell in read(ROOT / "notebooks/01-manual-backprop.ipynb").cells}
    printed = cells["step-numbers"].outputs[0].text
    best, too_far = map(float, re.search(r"η = ([\d.]+), .* η = ([\d.]+)", printed).groups())
    named = float(re.search(r"a step of (\d+) does end higher", SLIDES["weight-update"])[1])
    assert best < too_far <= named
