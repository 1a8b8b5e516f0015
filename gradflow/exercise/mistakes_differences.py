"""Typical mistakes in the central differences that check a gradient."""

import numpy as np

from gradflow.arrays import Array
from gradflow.exercise.steps import Table, Values, create_step


def _values(v: Values, *shifts: float) -> Array:
    """f with each parameter moved by each of the shifts: (shifts, parameters)."""
    return np.array([[v.f(v.theta + shift * e) for e in np.eye(v.theta.size)] for shift in shifts])


def _quotient(v: Values, above: float, below: float, divisor: float) -> Array:
    high, low = _values(v, above, below)
    quotient: Array = (high - low) / divisor
    return quotient


def _diagonal(v: Values) -> float:
    return float((v.f(v.theta + v.epsilon) - v.f(v.theta - v.epsilon)) / (2 * v.epsilon))


def _not_restored(v: Values) -> Array:
    """Central differences where each parameter stays at θ − ε after its entry."""
    theta, e = v.theta.copy(), v.epsilon
    gradient: Array = np.empty_like(theta)
    for k in range(theta.size):
        theta[k] += e
        above = v.f(theta)
        theta[k] -= 2 * e
        gradient[k] = (above - v.f(theta)) / (2 * e)
    return gradient


DIFFERENCES: Table = {
    "gradient": create_step(
        lambda v: _quotient(v, v.epsilon, -v.epsilon, 2 * v.epsilon),
        no_two=(
            "is it divided by one ε? The two points are further apart",
            lambda v: _quotient(v, v.epsilon, -v.epsilon, v.epsilon),
        ),
        forward=(
            "is this the one-sided difference? It is off by O(ε), the central one by O(ε²)",
            lambda v: _quotient(v, v.epsilon, 0, v.epsilon),
        ),
        backward=(
            "is this the one-sided difference, to the left? The central one is far better",
            lambda v: _quotient(v, 0, -v.epsilon, v.epsilon),
        ),
        forward_by_two=(
            "is it divided by 2ε, although only one of the two points is moved?",
            lambda v: _quotient(v, v.epsilon, 0, 2 * v.epsilon),
        ),
        not_restored=(
            "is each parameter put back after its entry? The next one starts from θ itself",
            _not_restored,
        ),
        sign=(
            "are the two points swapped?",
            lambda v: _quotient(v, -v.epsilon, v.epsilon, 2 * v.epsilon),
        ),
        sum=(
            "is it a sum of the two values? A slope needs their difference",
            lambda v: _values(v, v.epsilon, -v.epsilon).sum(axis=0) / (2 * v.epsilon),
        ),
        no_brackets=(
            "are brackets missing? a - b / c divides only b",
            lambda v: _values(v, v.epsilon, -v.epsilon).T @ [1, -1 / (2 * v.epsilon)],
        ),
        all_at_once=(
            "are all parameters moved at once? Each difference moves one of them",
            lambda v: np.full(v.theta.size, _diagonal(v)),
        ),
        no_epsilon=(
            "is ε missing in the division?",
            lambda v: _quotient(v, v.epsilon, -v.epsilon, 2),
        ),
        no_division=("is the division missing?", lambda v: _quotient(v, v.epsilon, -v.epsilon, 1)),
        times=(
            "are brackets missing? a / 2 * ε is (a / 2) · ε",
            lambda v: _quotient(v, v.epsilon, -v.epsilon, 2 / v.epsilon),
        ),
    )
}
