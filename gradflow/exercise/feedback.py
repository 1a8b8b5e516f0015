"""Feedback on results: which one is wrong, in sign or size, and which typical mistake fits it.

It compares the learner's results with the right ones and looks for a mistake that gives the same.
It never raises for what a learner can get wrong, and never shows a right number.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gradflow.arrays import Array
from gradflow.exercise.deviations import are_close, describe_problem, find_moved, shape_hint
from gradflow.exercise.steps import Step, Table, Values, compute_results

Call = Callable[[Values], object]  # calls the learner's function with the values it needs

OPEN = "not filled in yet"
MISSING = "is None: is a `return` or a value missing?"
CONSEQUENCES = "right, apart from a wrong result that they use:"
TRANSPOSED = "is a matrix transposed the wrong way? X is (N, n_in), W is (n_out, n_in)"
PARTS_WITH_MATRICES = ("forward", "cost", "backward")
SIGNS = {"right": "✓", "open": "…", "wrong": "✗"}


@dataclass(frozen=True)
class Feedback:
    """What a check found: `state` is "right", "open" (a gap is left) or "wrong"; true if right."""

    title: str
    state: str
    verdict: str
    lines: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.state == "right"

    def __repr__(self) -> str:
        head = f"{SIGNS[self.state]} {self.title}: {self.verdict}"
        return "\n".join([head, *(f"    {line}" for line in self.lines)])


def check_results(title: str, table: Table, cases: list[Values], call: Call) -> Feedback:
    """Feedback on the first case whose results are not all right."""
    for v in cases:
        feedback = _check_case(title, table, v, call)
        if not feedback:
            return feedback
    return feedback


def _check_case(title: str, table: Table, v: Values, call: Call) -> Feedback:
    try:
        with np.errstate(all="ignore"):
            returned = call(v)
    except Exception as error:
        return _feedback_on_error(title, error)
    if not isinstance(returned, tuple | list) or len(returned) != len(table):
        kind = _describe_returned(returned)
        return Feedback(title, "wrong", f"returns {kind} (want {', '.join(table)})")
    with np.errstate(all="ignore"):
        return _compare(title, table, v, dict(zip(table, returned, strict=True)))


def _describe_returned(returned: object) -> str:
    """What the function returned instead of the results."""
    if isinstance(returned, tuple | list):
        return "1 result" if len(returned) == 1 else f"{len(returned)} results"
    return "an array" if isinstance(returned, np.ndarray) else f"one {type(returned).__name__}"


def _feedback_on_error(title: str, error: Exception) -> Feedback:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    if "ellipsis" in str(error):
        return Feedback(title, "open", OPEN, (f"in: {frame.line}",))
    lines = [f"in: {frame.line}", f"{type(error).__name__}: {error}"]
    if title in PARTS_WITH_MATRICES and isinstance(error, ValueError):
        lines.append(TRANSPOSED)
    return Feedback(title, "wrong", "stops with an error", tuple(lines))


def _compare(title: str, table: Table, v: Values, returned: dict[str, object]) -> Feedback:
    right = compute_results(table, v)
    arrays = {name: _to_array(value) for name, value in returned.items()}
    gaps = [name for name in table if _has_gap(returned[name])]
    moved = find_moved(_wrong_arrays(arrays, right), right)
    if _are_swapped_indices(moved, table, Values(**(vars(v) | right)), arrays):
        moved = {}
    learner_values = Values(**vars(v))  # the learner's results, as far as they can be used
    lines, consequences = _order_lines(moved, list(table)), []
    for name, step in table.items():
        want, array = right[name], arrays[name]
        if name not in gaps and name not in moved:
            is_missing = returned[name] is None
            problem = f"{name} {MISSING}" if is_missing else describe_problem(name, array, want)
            if problem and _is_consequence(step, learner_values, array):
                consequences.append(name)
            elif problem:
                lines.append(problem + _mistake_hint(step, learner_values, array, want))
        is_usable = array is not None and array.shape == want.shape and name not in moved
        setattr(learner_values, name, array if is_usable else want)
    return _create_feedback(title, len(table), lines, consequences, gaps)


def _wrong_arrays(arrays: dict[str, Array | None], right: dict[str, Array]) -> dict[str, Array]:
    return {
        name: array
        for name, array in arrays.items()
        if array is not None and not are_close(array, right[name])
    }


def _are_swapped_indices(
    moved: dict[str, str], table: Table, right: Values, arrays: dict[str, Array | None]
) -> bool:
    """Whether swapped indices of W explain all results that seem to be in the wrong order."""
    return bool(moved) and all(
        (mistake := table[name].mistakes.get("swapped")) is not None
        and (array := arrays[name]) is not None
        and are_close(array, _apply(mistake.formula, right))
        for name in moved
    )


def _order_lines(moved: dict[str, str], names: list[str]) -> list[str]:
    if not moved:
        return []
    swaps = ", ".join(f"{other} in the place of {name}" for name, other in moved.items())
    return [f"the results are in the wrong order: {swaps} (want {', '.join(names)})"]


def _is_consequence(step: Step, learner_values: Values, array: Array | None) -> bool:
    """Whether the right formula, applied to the learner's earlier results, gives this array."""
    return array is not None and are_close(array, _apply(step.right, learner_values))


def _apply(formula: Callable[[Values], object], v: Values) -> Array:
    return np.asarray(formula(v), dtype=float)


def _create_feedback(
    title: str, total: int, lines: list[str], consequences: list[str], gaps: list[str]
) -> Feedback:
    if consequences:
        lines = [*lines, f"{CONSEQUENCES} {', '.join(consequences)}"]
    if gaps and len(gaps) < total:
        lines = [*lines, f"{OPEN}: {', '.join(gaps)}"]
    if len(gaps) == total:
        return Feedback(title, "open", OPEN)
    if lines == [f"{OPEN}: {', '.join(gaps)}"]:
        return Feedback(title, "open", f"{total - len(gaps)} of {total} right so far", tuple(lines))
    if lines:
        return Feedback(title, "wrong", "not yet", tuple(lines))
    return Feedback(title, "right", "right")


def _has_gap(value: object) -> bool:
    """Whether `value` is `...`, or a list that holds it."""
    if isinstance(value, list | tuple):
        return any(map(_has_gap, value))
    return value is ...


def _to_array(value: object) -> Array | None:
    """`value` as an array of numbers; None if it can't be converted."""
    try:
        array = np.asarray(value)
    except Exception:  # rows of different lengths, or an object that can't be converted
        return None
    return array.astype(float) if array.dtype.kind in "fiub" else None


def _mistake_hint(step: Step, learner_values: Values, array: Array | None, want: Array) -> str:
    """The hint of the mistake that gives this array; else a hint on its shape, if that is wrong."""
    if array is None:
        return ""
    for mistake in step.mistakes.values():
        try:
            wrong = _apply(mistake.formula, learner_values)
        except ValueError:  # a transposed matrix that doesn't fit here
            continue
        if are_close(array, wrong):
            return f":\n        {mistake.hint}"
    if array.shape != want.shape:
        return ":\n        " + shape_hint(array.shape, want.shape)
    return ""
