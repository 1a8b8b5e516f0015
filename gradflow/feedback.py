"""Feedback for the exercise: which result is wrong, in sign or size, and which mistake fits.

Each check calls the learner's function with seeded numbers that the learner doesn't see, compares
what comes back with the right results, and looks for a typical mistake that gives the same.
It never raises for what a learner can get wrong, and never shows a right number.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array
from gradflow.deviations import alike, moved, problem_of, shape_hint
from gradflow.mistakes import (
    COST,
    DIFFERENCES,
    FORWARD,
    HE,
    NORM,
    RATIO,
    SLOPE,
    Step,
    Table,
    Values,
    results,
)
from gradflow.mistakes_backward import BACKWARD
from gradflow.mistakes_paper import PAPER
from gradflow.network import Network, forward

Learner = Callable[..., object]  # a function that a learner has filled in
Call = Callable[[Values], object]  # calls it with the values it needs

OPEN = "not filled in yet"
FOLLOW = "right, apart from a wrong result that they use:"
TURNED = "is a matrix transposed the wrong way? X is (N, n_in), W is (n_out, n_in)"
WITH_MATRICES = ("forward", "cost", "backward")
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


def check_slope(function: Learner) -> Feedback:
    """function(z) → σ′(z), entry by entry."""
    v = Values(z=np.random.default_rng(5).uniform(-3, 3, (4, 3)))
    return _check("slope", SLOPE, [v], lambda v: [function(v.z.copy())])


def check_paper(function: Learner) -> Feedback:
    """function(x_1, x_2, y, w_1, w_2, a_1, a_2, y_hat) → the three deltas and nine derivatives."""
    names = ("x_1", "x_2", "y", "w_1", "w_2", "a_1", "a_2", "y_hat")
    return _check("on paper", PAPER, [paper_case()], lambda v: function(*_of(v, names)))


def check_forward(function: Learner) -> Feedback:
    """function(X, W1, b1, W2, b2) → z1, a1, z2, a2."""
    names = ("X", "W1", "b1", "W2", "b2")
    return _check("forward", FORWARD, batch_cases(), lambda v: function(*_of(v, names)))


def check_cost(function: Learner) -> Feedback:
    """function(a2, Y) → J."""
    return _check("cost", COST, batch_cases(), lambda v: [function(*_of(v, ("a2", "Y")))])


def check_backward(function: Learner) -> Feedback:
    """function(X, Y, W2, z1, a1, z2, a2) → delta2, delta1 and the gradients of W2, b2, W1, b1."""
    names = ("X", "Y", "W2", "z1", "a1", "z2", "a2")
    return _check("backward", BACKWARD, batch_cases(), lambda v: function(*_of(v, names)))


def check_differences(function: Learner) -> Feedback:
    """function(f, theta, epsilon) → the central differences of f(theta), one per entry of theta."""
    case = difference_case()
    return _check(
        "differences", DIFFERENCES, [case], lambda v: [function(v.f, v.theta.copy(), v.epsilon)]
    )


def check_norm(function: Learner) -> Feedback:
    """function(grad_W) → ‖grad_W‖, the Frobenius norm."""
    v = Values(grad_W=np.random.default_rng(5).normal(size=(4, 3)))
    return _check("norm", NORM, [v], lambda v: [function(v.grad_W.copy())])


def check_ratio(function: Learner) -> Feedback:
    """function(norms) → first layer over last layer per epoch, from norms (epochs + 1, L)."""
    v = Values(norms=np.random.default_rng(5).uniform(0.1, 1, (7, 5)))
    return _check("ratio", RATIO, [v], lambda v: [function(v.norms.copy())])


def check_he(function: Learner) -> Feedback:
    """function(n_in, n_out) → the standard deviation of He's weights."""
    cases = [Values(n_in=n_in, n_out=n_out) for n_in, n_out in [(50, 18), (6, 40)]]
    return _check("He", HE, cases, lambda v: [function(v.n_in, v.n_out)])


def summary(*found: Feedback) -> Feedback:
    """All parts at a glance: right if every one is."""
    lines = tuple(repr(part).splitlines()[0] for part in found)
    state = "right" if all(found) else "open"
    return Feedback("exercise", state, f"{sum(map(bool, found))} of {len(found)} right", lines)


# --- the numbers that are put in ---


def paper_case(seed: int = 5) -> Values:
    """One sample of the 2-2-1 network, all numbers different from each other."""
    rng = np.random.default_rng(seed)
    x_1, x_2, w_1, w_2 = rng.uniform(0.5, 2, 4) * [1, -1, -1, 1]
    a_1, a_2, y_hat = rng.uniform(0.2, 0.9, 3)
    return Values(x_1=x_1, x_2=x_2, y=0.1, w_1=w_1, w_2=w_2, a_1=a_1, a_2=a_2, y_hat=y_hat)


def batch_cases() -> list[Values]:
    """Five samples in a 3-3-3 network, where a transposed matrix still fits, then six in 2-4-1."""
    return [batch_case((3, 3, 3), 5), batch_case((2, 4, 1), 6)]


def batch_case(sizes: tuple[int, int, int], samples: int, seed: int = 5) -> Values:
    """Inputs X, targets Y, parameters, and the right z and a of both layers."""
    rng = np.random.default_rng(seed)
    n0, n1, n2 = sizes
    params = [(rng.normal(size=(n1, n0)), rng.normal(size=n1))]
    params += [(rng.normal(size=(n2, n1)), rng.normal(size=n2))]
    X, Y = rng.normal(size=(samples, n0)), rng.uniform(size=(samples, n2))
    network = Network(params)
    pass_ = forward(network, X)
    (W1, b1), (W2, b2) = network.params
    (z1, z2), (_, a1, a2) = pass_
    return Values(X=X, Y=Y, W1=W1, b1=b1, W2=W2, b2=b2, z1=z1, a1=a1, z2=z2, a2=a2)


def difference_case() -> Values:
    """A function of four parameters, and a step so large that a one-sided difference shows."""
    f = ACTIVATIONS["sigmoid"].f
    weights = np.random.default_rng(5).normal(size=4)
    return Values(
        f=lambda theta: float(f(np.sin(theta) @ weights) + theta[0] ** 3),
        theta=np.array([0.3, -0.7, 1.1, 0.5]),
        epsilon=0.01,
    )


# --- comparing ---


def _of(v: Values, names: tuple[str, ...]) -> list[Any]:
    return [np.copy(x) if isinstance(x := getattr(v, name), np.ndarray) else x for name in names]


def _check(title: str, table: Table, cases: list[Values], call: Call) -> Feedback:
    """The first case that is not right decides."""
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
        return _failed(title, error)
    if not isinstance(returned, tuple | list) or len(returned) != len(table):
        return Feedback(title, "wrong", f"returns {_kind(returned)} (want {', '.join(table)})")
    with np.errstate(all="ignore"):
        return _compare(title, table, v, dict(zip(table, returned, strict=True)))


def _kind(returned: object) -> str:
    """What came back instead of the results."""
    if isinstance(returned, tuple | list):
        return "1 result" if len(returned) == 1 else f"{len(returned)} results"
    return "an array" if isinstance(returned, np.ndarray) else f"one {type(returned).__name__}"


def _failed(title: str, error: Exception) -> Feedback:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    if "ellipsis" in str(error) or "NoneType" in str(error):
        return Feedback(title, "open", OPEN, (f"in: {frame.line}",))
    lines = [f"in: {frame.line}", f"{type(error).__name__}: {error}"]
    if title in WITH_MATRICES and isinstance(error, ValueError):
        lines.append(TURNED)
    return Feedback(title, "wrong", "stops with an error", tuple(lines))


def _compare(title: str, table: Table, v: Values, got: dict[str, object]) -> Feedback:
    right = results(table, v)
    arrays = {name: _array(value) for name, value in got.items()}
    gaps = [name for name in table if _is_open(got[name])]
    places = moved(_wrong(arrays, right), right)
    given = Values(**vars(v))  # the learner's own results, as far as they can be used
    lines, follow = _order_lines(places, list(table)), []
    for name, step in table.items():
        want, array = right[name], arrays[name]
        if name not in gaps and name not in places:
            problem = problem_of(name, array, want)
            if problem and array is not None and alike(array, _from_given(step, given)):
                follow.append(name)
            elif problem:
                lines.append(problem + _hint(step, given, array, want))
        is_usable = array is not None and array.shape == want.shape and name not in places
        setattr(given, name, array if is_usable else want)
    return _verdict(title, len(table), lines, follow, gaps)


def _wrong(arrays: dict[str, Array | None], right: dict[str, Array]) -> dict[str, Array]:
    return {
        name: array
        for name, array in arrays.items()
        if array is not None and not alike(array, right[name])
    }


def _order_lines(places: dict[str, str], names: list[str]) -> list[str]:
    if not places:
        return []
    found = ", ".join(f"{other} in the place of {name}" for name, other in places.items())
    return [f"the results are in the wrong order: {found} (want {', '.join(names)})"]


def _from_given(step: Step, given: Values) -> Array:
    """The right formula applied to what the learner had at that point."""
    return np.asarray(step.right(given), dtype=float)


def _verdict(
    title: str, total: int, lines: list[str], follow: list[str], gaps: list[str]
) -> Feedback:
    if follow:
        lines = [*lines, f"{FOLLOW} {', '.join(follow)}"]
    if gaps and len(gaps) < total:
        lines = [*lines, f"{OPEN}: {', '.join(gaps)}"]
    if len(gaps) == total:
        return Feedback(title, "open", OPEN)
    if lines == [f"{OPEN}: {', '.join(gaps)}"]:
        return Feedback(title, "open", f"{total - len(gaps)} of {total} right so far", tuple(lines))
    if lines:
        return Feedback(title, "wrong", "not yet", tuple(lines))
    return Feedback(title, "right", "right")


def _is_open(value: object) -> bool:
    """Whether a gap is left in `value`: None, `...`, or a list that holds one of them."""
    if isinstance(value, list | tuple):
        return any(map(_is_open, value))
    return value is None or value is ...


def _array(value: object) -> Array | None:
    """`value` as an array of numbers, or None if it is none."""
    try:
        array = np.asarray(value)
    except Exception:  # rows of different lengths, or an object that can't be converted
        return None
    return array.astype(float) if array.dtype.kind in "fiub" else None


def _hint(step: Step, given: Values, array: Array | None, want: Array) -> str:
    if array is None:
        return ""
    for mistake in step.mistakes.values():
        try:
            wrong = np.asarray(mistake.formula(given), dtype=float)
        except ValueError:  # a transposed matrix that doesn't fit here
            continue
        if alike(array, wrong):
            return f":\n        {mistake.hint}"
    if array.shape != want.shape:
        return ":\n        " + shape_hint(array.shape, want.shape)
    return ""
