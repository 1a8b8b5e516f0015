"""The exercise: its solution is right, and typical wrong solutions get the right hint."""

import re
import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gradflow import exercise  # noqa: E402
from gradflow.exercise.cases import batch_cases, difference_case, paper_case  # noqa: E402
from gradflow.exercise.mistakes_backward import BACKWARD  # noqa: E402
from gradflow.exercise.mistakes_differences import DIFFERENCES  # noqa: E402
from gradflow.exercise.mistakes_forward import COST, FORWARD  # noqa: E402
from gradflow.exercise.mistakes_paper import PAPER  # noqa: E402
from gradflow.exercise.steps import compute_results  # noqa: E402
from tools.notebooks.exercise import student_version  # noqa: E402
from tools.notebooks.files import NotebookError, find, read, solution_of  # noqa: E402

SOLUTION = read(ROOT / "solutions/06-exercise.ipynb")
STUDENT = read(ROOT / "notebooks/06-exercise.ipynb")
GAPS = [
    line
    for cell in SOLUTION.cells
    if cell.cell_type == "code"
    for line in cell.source.splitlines()
    if line.endswith("# gap")
]
CHECKS = {  # check: the learner's function
    "paper": "on_paper",
    "slope": "slope",
    "forward": "run_forward",
    "cost": "cost",
    "backward": "run_backward",
    "differences": "differences",
    "norm": "norm",
    "ratio": "first_to_last",
    "he": "he",
}


def learner(notebook, **lines):
    """The functions of the learner's cells; `lines` are put in place of the lines that assign or
    return in the named function or to the named variable."""
    names = {"np": np}
    for cell in notebook.cells:
        if cell.id.endswith(("-gap", "-gaps")):
            source = cell.source
            for name, line in lines.items():
                source = replaced(source, name, line)
            exec(compile(source, cell.id, "exec"), names)
    return names


def replaced(source, name, line):
    if f"def {name}(" in source:
        return re.sub(r"return .*# gap", f"return {line}", source)
    return re.sub(rf"\b{name} = .*# gap", f"{name} = {line}", source)


def run_check(name, functions):
    return getattr(exercise, f"check_{name}")(functions[CHECKS[name]])


def output(cell):
    return cell.outputs[0]["data"]["text/plain"]


def check_cells(notebook):
    return [cell for cell in notebook.cells if cell.id.endswith("-check")]


@pytest.mark.parametrize("name", CHECKS)
def test_solution_passes_every_check(name):
    assert run_check(name, learner(SOLUTION)).state == "right"


def test_committed_solution_reports_every_part_as_right():
    assert len(check_cells(SOLUTION)) == len(CHECKS)
    assert all(output(cell).startswith("✓") for cell in check_cells(SOLUTION))
    assert output(SOLUTION.cells[-1]).startswith("✓ exercise: 9 of 9 right")


@pytest.mark.parametrize("name", CHECKS)
def test_students_notebook_has_every_part_open(name):
    assert run_check(name, learner(STUDENT)).state == "open"


def test_committed_students_notebook_reports_open_parts_and_ends():
    assert all("not filled in yet" in output(cell) for cell in check_cells(STUDENT))
    assert output(STUDENT.cells[-1]).startswith("… exercise: 0 of 9 right")


def test_students_notebook_is_made_from_the_solution():
    made = student_version(SOLUTION, "solution")
    assert [(c.id, c.cell_type, c.source) for c in made.cells] == [
        (c.id, c.cell_type, c.source) for c in STUDENT.cells
    ]


def test_students_notebook_has_no_line_of_the_solution():
    text = "\n".join(cell.source for cell in STUDENT.cells)
    answers = [c.source for c in SOLUTION.cells if "solution" in c.metadata.get("tags", [])]
    assert len(GAPS) > 20
    assert len(answers) == 1
    assert text.count("...  # your line here") == len(GAPS) + 1  # the introduction shows one
    assert "# gap" not in text
    assert [gap for gap in GAPS if gap.removesuffix("  # gap").strip() in text] == []
    assert [line for answer in answers for line in answer.splitlines() if line in text] == []


def test_every_question_is_followed_by_its_folded_answer():
    is_question = re.compile(r"\*\*(Question|Before)").search
    questions = 0
    for notebook in (SOLUTION, STUDENT):
        waiting = None
        for cell in notebook.cells:
            if cell.cell_type != "markdown":
                continue
            if is_question(cell.source):
                assert waiting is None, f"{waiting} has no answer"
                waiting, questions = cell.id, questions + 1
            elif cell.source.startswith("<details><summary>Answer</summary>\n\n"):
                assert waiting, f"{cell.id} answers no question"
                assert cell.source.endswith("\n\n</details>")
                waiting = None
        assert waiting is None, f"{waiting} has no answer"
    assert questions == 14


def test_solutions_are_executed_but_not_published():
    assert ROOT / "solutions/06-exercise.ipynb" in find()
    assert solution_of(ROOT / "notebooks/06-exercise.ipynb").parent.name == "solutions"
    assert solution_of(ROOT / "notebooks/02-digits.ipynb") is None
    assert "solutions" not in (ROOT / "_quarto.yml").read_text(encoding="utf-8")


def test_malformed_gap_is_reported():
    wrong = deepcopy(SOLUTION)
    wrong.cells = [nbformat.v4.new_code_cell("print(1)  # gap", id="odd")]
    with pytest.raises(NotebookError, match=r"cell odd: print\(1\)  # gap \(want"):
        student_version(wrong, "x")


# What learners write: part, name of the line (or of the function that returns), the line, and
# words of the hint.
WRONG = [
    ("paper", "delta_out", "y_hat - y", "the slope σ′ is missing"),
    ("paper", "delta_out", "(y - y_hat) * y_hat * (1 - y_hat)", "the sign is wrong"),
    ("paper", "delta_1", "w_1 * delta_out", "the slope σ′ is missing"),
    ("paper", "delta_1", "a_1 * (1 - a_1) * w_2 * delta_out", "the weight is that of another unit"),
    ("paper", "delta_2", "a_2 * (1 - a_2) * delta_out", "the weight of the next layer is missing"),
    ("paper", "dW1_12", "delta_2 * x_1", "the two indices are swapped"),
    ("paper", "dW2_11", "delta_out * w_1", "the weight itself stands"),
    ("paper", "db1_1", "1", "δ missing"),
    ("paper", "db2_1", "y_hat - y", "the slope σ′ is missing"),
    ("paper", "dW2_12", "delta_2 * a_2", "δ is that of another layer"),
    ("paper", "delta_out", "(y_hat - y) * y_hat * (1 - y)", "y and ŷ are mixed up"),
    ("slope", "slope", "sigmoid(z)", "not its derivative"),
    ("slope", "slope", "sigmoid(z) * (1 - z)", "z stands in one of the factors"),
    ("slope", "slope", "z * (1 - sigmoid(z))", "z stands in one of the factors"),
    ("slope", "slope", "1 - sigmoid(z) ** 2", "rule of tanh"),
    ("slope", "slope", "np.exp(-z) / (1 + np.exp(-z))", "one of the two factors missing"),
    ("slope", "slope", "z * (1 - z)", "activation σ(z) belongs"),
    ("forward", "z1", "X @ W1 + b1", "W1 stand the wrong way round"),
    ("forward", "z1", "X @ W1.T", "bias b1 missing"),
    ("forward", "z2", "z1 @ W2.T + b2", "layer 2 take z1"),
    ("forward", "a2", "z2", "activation function missing"),
    ("forward", "z1", "W1 @ X + b1", "a matrix transposed the wrong way"),
    ("cost", "cost", "np.mean((a2 - Y) ** 2)", "½ missing, and is the mean over all entries"),
    ("cost", "cost", "np.sum((a2 - Y) ** 2) / 2", "1/N missing"),
    ("backward", "delta2", "a2 - Y", "the slope σ′ is missing"),
    ("backward", "delta2", "(a2 - Y) * slope(a2)", "the slope is taken at the activation"),
    ("backward", "delta2", "(Y - a2) * slope(z2)", "the sign is wrong"),
    ("backward", "delta1", "delta2 @ W2", "the slope σ′ is missing"),
    ("backward", "delta1", "slope(z1) * (delta2 @ W2.T)", "the weight matrix is transposed"),
    (
        "backward",
        "delta1",
        "slope(z1) * (np.ones_like(z2) @ W2)",
        "the upstream gradient is missing",
    ),
    ("backward", "grad_W2", "delta2.T @ a1", "1/N missing"),
    (
        "backward",
        "grad_W2",
        "delta2.T @ a2 / len(X)",
        "the input is the activation of another layer",
    ),
    ("backward", "grad_W1", "X.T @ delta1 / len(X)", "is it transposed"),
    ("backward", "grad_W1", "np.outer(delta1[-1], X[-1]) / len(X)", "added, not overwritten"),
    ("backward", "grad_b2", "delta2.sum(axis=0)", "1/N missing"),
    ("backward", "grad_b2", "np.sum(delta2, axis=1)", "summed over the wrong axis"),
    ("backward", "grad_b1", "delta1.mean()", "over both axes"),
    ("differences", "quotient", "(f(theta + step) - f(theta - step)) / epsilon", "one ε"),
    ("differences", "quotient", "(f(theta + step) - f(theta)) / epsilon", "one-sided"),
    (
        "differences",
        "quotient",
        "(f(theta + step) + f(theta - step)) / (2 * epsilon)",
        "sum of the two values",
    ),
    ("differences", "quotient", "f(theta + step) - f(theta - step) / (2 * epsilon)", "only b"),
    ("differences", "quotient", "(f(theta + 0.01) - f(theta - 0.01)) / 0.02", "all parameters"),
    ("norm", "norm", "np.square(grad_W).sum()", "root missing"),
    ("norm", "norm", "np.linalg.norm(grad_W, 2)", "largest singular value"),
    ("ratio", "first_to_last", "norms[:, 1] / norms[:, -1]", "Python counts from 0"),
    ("he", "he", "2 / n_in", "variance"),
    ("he", "he", "np.sqrt(2 / n_out)", "number of outputs"),
]


@pytest.mark.parametrize(("part", "name", "line", "hint"), WRONG, ids=lambda text: text[:24])
def test_typical_wrong_solution_gets_its_hint(part, name, line, hint):
    found = run_check(part, learner(SOLUTION, **{name: line}))
    assert found.state == "wrong"
    assert hint in repr(found)
    others = [other for _, _, _, other in WRONG if other != hint and other not in hint]
    assert [other for other in others if other in repr(found)] == []


RIGHT = {
    "paper": (PAPER, [paper_case()]),
    "forward": (FORWARD, batch_cases()),
    "cost": (COST, batch_cases()),
    "backward": (BACKWARD, batch_cases()),
    "differences": (DIFFERENCES, [difference_case()]),
}


@pytest.mark.parametrize(("part", "name", "line"), [w[:3] for w in WRONG if w[0] in RIGHT])
def test_hints_show_no_right_number(part, name, line):
    table, cases = RIGHT[part]
    entries = [abs(x) for v in cases for a in compute_results(table, v).values() for x in a.ravel()]
    shown = re.findall(r"\d+\.\d+", repr(run_check(part, learner(SOLUTION, **{name: line}))))
    assert [n for n in shown for x in entries if abs(float(n) - x) < 0.005 * x] == []
