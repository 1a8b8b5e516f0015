"""One check per part of the exercise: calls the learner's function with seeded numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradflow.exercise.cases import batch_cases, difference_case, paper_case
from gradflow.exercise.feedback import Feedback, check_results
from gradflow.exercise.mistakes_backward import BACKWARD
from gradflow.exercise.mistakes_depth import HE, NORM, RATIO
from gradflow.exercise.mistakes_differences import DIFFERENCES
from gradflow.exercise.mistakes_forward import COST, FORWARD, SLOPE
from gradflow.exercise.mistakes_paper import PAPER
from gradflow.exercise.steps import Values

LearnerFunction = Callable[..., object]  # a function that a learner has filled in


def check_slope(function: LearnerFunction) -> Feedback:
    """function(z) → σ′(z), entry by entry."""
    v = Values(z=np.random.default_rng(5).uniform(-3, 3, (4, 3)))
    return check_results("slope", SLOPE, [v], lambda v: [function(v.z.copy())])


def check_paper(function: LearnerFunction) -> Feedback:
    """function(x_1, x_2, y, w_1, w_2, a_1, a_2, y_hat) → the three deltas and nine derivatives."""
    names = ("x_1", "x_2", "y", "w_1", "w_2", "a_1", "a_2", "y_hat")
    return check_results("on paper", PAPER, [paper_case()], lambda v: function(*_copies(v, names)))


def check_forward(function: LearnerFunction) -> Feedback:
    """function(X, W1, b1, W2, b2) → z1, a1, z2, a2."""
    names = ("X", "W1", "b1", "W2", "b2")
    return check_results("forward", FORWARD, batch_cases(), lambda v: function(*_copies(v, names)))


def check_cost(function: LearnerFunction) -> Feedback:
    """function(a2, Y) → J."""
    return check_results(
        "cost", COST, batch_cases(), lambda v: [function(*_copies(v, ("a2", "Y")))]
    )


def check_backward(function: LearnerFunction) -> Feedback:
    """function(X, Y, W2, z1, a1, z2, a2) → delta2, delta1 and the gradients of W2, b2, W1, b1."""
    names = ("X", "Y", "W2", "z1", "a1", "z2", "a2")
    return check_results(
        "backward", BACKWARD, batch_cases(), lambda v: function(*_copies(v, names))
    )


def check_differences(function: LearnerFunction) -> Feedback:
    """function(f, theta, epsilon) → the central differences of f(theta), one per entry of theta."""
    case = difference_case()
    return check_results(
        "differences", DIFFERENCES, [case], lambda v: [function(v.f, v.theta.copy(), v.epsilon)]
    )


def check_norm(function: LearnerFunction) -> Feedback:
    """function(grad_W) → ‖grad_W‖, the Frobenius norm."""
    v = Values(grad_W=np.random.default_rng(5).normal(size=(4, 3)))
    return check_results("norm", NORM, [v], lambda v: [function(v.grad_W.copy())])


def check_ratio(function: LearnerFunction) -> Feedback:
    """function(norms) → first layer over last layer per epoch, from norms (epochs + 1, L)."""
    v = Values(norms=np.random.default_rng(5).uniform(0.1, 1, (7, 5)))
    return check_results("ratio", RATIO, [v], lambda v: [function(v.norms.copy())])


def check_he(function: LearnerFunction) -> Feedback:
    """function(n_in, n_out) → the standard deviation of He's weights."""
    cases = [Values(n_in=n_in, n_out=n_out) for n_in, n_out in [(50, 18), (6, 40)]]
    return check_results("He", HE, cases, lambda v: [function(v.n_in, v.n_out)])


def summary(*parts: Feedback) -> Feedback:
    """One line per part; right if every part is right."""
    lines = tuple(repr(part).splitlines()[0] for part in parts)
    state = "right" if all(parts) else "open"
    return Feedback("exercise", state, f"{sum(map(bool, parts))} of {len(parts)} right", lines)


def _copies(v: Values, names: tuple[str, ...]) -> list[Any]:
    """The named values; arrays as copies, so that a learner's function can't change the case."""
    return [np.copy(x) if isinstance(x := getattr(v, name), np.ndarray) else x for name in names]
