"""What learners compute in the exercise, step by step: the right formula, and typical wrong ones.

A table has one `Step` per result, in the order in which a learner computes them. Each formula takes
the values `v` that the learner had at that point (a SimpleNamespace with the names of the
exercise), so that a mistake in one step is not blamed on the next.
Batches are in rows: X (N, n0), Y (N, n2), W1 (n1, n0), b1 (n1,), W2 (n2, n1), b2 (n2,).

The mistakes in gradients that the lecture's widget knows, too, have their words in mistakes.json,
which both read; the others have them here.
"""

import json
from collections.abc import Callable
from importlib.resources import files
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array

Values = SimpleNamespace  # what a learner has computed so far, by name
Formula = Callable[[Values], ArrayLike]
Wrong = Formula | tuple[str, Formula]  # alone where mistakes.json has the hint
sigmoid, slope = ACTIVATIONS["sigmoid"].f, ACTIVATIONS["sigmoid"].df


class Mistake(NamedTuple):
    """A hint that names the mistake, and the formula of one who makes it."""

    hint: str
    formula: Formula


class Step(NamedTuple):
    """The right formula of one result, and the mistakes by name."""

    right: Formula
    mistakes: dict[str, Mistake]


Table = dict[str, Step]


def results(table: Table, values: Values, **replaced: str) -> dict[str, Array]:
    """All results of a table, in order; `replaced` names steps and the mistake made in each."""
    v = Values(**vars(values))
    for name, step in table.items():
        made = replaced.get(name)
        formula = step.mistakes[made].formula if made else step.right
        setattr(v, name, np.asarray(formula(v), dtype=float))
    return {name: getattr(v, name) for name in table}


def step(right: Formula, **mistakes: Wrong) -> Step:
    """Mistakes by name: a hint and a formula, or a formula alone where mistakes.json has words."""
    return Step(right, {name: _mistake(name, made) for name, made in mistakes.items()})


def _mistake(name: str, made: Wrong) -> Mistake:
    return Mistake(hint(name), made) if callable(made) else Mistake(*made)


WORDS = json.loads(files("gradflow").joinpath("mistakes.json").read_text(encoding="utf-8"))


def hint(name: str) -> str:
    """The words of mistakes.json for a mistake."""
    return f"perhaps {WORDS[name]['title']}. {WORDS[name]['why']}"


# --- the slope of the sigmoid ---

MIXED = "perhaps z stands in one of the factors, where σ(z) belongs"

SLOPE: Table = {
    "slope": step(
        lambda v: slope(v.z),
        sigmoid=("is this σ(z) itself, and not its derivative?", lambda v: sigmoid(v.z)),
        of_activation=("is z put where the activation σ(z) belongs?", lambda v: v.z * (1 - v.z)),
        z_second=(MIXED, lambda v: sigmoid(v.z) * (1 - v.z)),
        z_first=(MIXED, lambda v: v.z * (1 - sigmoid(v.z))),
        twice_sigmoid=(
            "is the sigmoid applied twice? The slope is a function of z",
            lambda v: slope(sigmoid(v.z)),
        ),
        plus=("has a minus become a plus?", lambda v: sigmoid(v.z) * (1 + sigmoid(v.z))),
        one_factor=("is one of the two factors missing?", lambda v: 1 - sigmoid(v.z)),
        squared=("are both factors the same?", lambda v: sigmoid(v.z) ** 2),
        factor_squared=(
            "is one of the factors squared?",
            lambda v: sigmoid(v.z) * (1 - sigmoid(v.z)) ** 2,
        ),
        other_squared=(
            "is one of the factors squared?",
            lambda v: sigmoid(v.z) ** 2 * (1 - sigmoid(v.z)),
        ),
        tanh_rule=(
            "is this the rule of tanh, with σ in it? The sigmoid has another one",
            lambda v: 1 - sigmoid(v.z) ** 2,
        ),
        tanh=("is this the slope of tanh?", lambda v: 1 - np.tanh(v.z) ** 2),
        relu=("is this the slope of ReLU?", lambda v: (v.z > 0).astype(float)),
        no_inner=(
            "is the inner derivative missing? The exponent is a function of z, too",
            lambda v: -(sigmoid(v.z) ** 2),
        ),
        exponent=(
            "is the sign in an exponent wrong?",
            lambda v: np.exp(v.z) * sigmoid(v.z) ** 2,
        ),
        sign=("the sign is wrong: the sigmoid only rises", lambda v: -slope(v.z)),
    )
}


# --- forward ---


def _affine(layer: int, a_in: str, **more: Wrong) -> Step:
    W, b = f"W{layer}", f"b{layer}"

    def z(v: Values) -> Array:
        product: Array = getattr(v, a_in) @ getattr(v, W).T
        return product

    return step(
        lambda v: z(v) + getattr(v, b),
        transposed=(
            f"does {W} stand the wrong way round? {W} is (n_out, n_in), a batch is (N, n_in)",
            lambda v: getattr(v, a_in) @ getattr(v, W) + getattr(v, b),
        ),
        no_bias=(f"is the bias {b} missing?", z),
        minus_bias=(f"is the bias {b} taken off instead of added?", lambda v: z(v) - getattr(v, b)),
        **more,
    )


def _relu(z: Array) -> Array:
    positive: Array = np.maximum(z, 0)
    return positive


def _activation(layer: int, **more: Wrong) -> Step:
    z = f"z{layer}"
    return step(
        lambda v: sigmoid(getattr(v, z)),
        no_sigmoid=("is the activation function missing?", lambda v: getattr(v, z)),
        slope=("is this the slope σ′ where σ belongs?", lambda v: slope(getattr(v, z))),
        tanh=("is this tanh? The exercise wants the sigmoid", lambda v: np.tanh(getattr(v, z))),
        relu=("is this ReLU? The exercise wants the sigmoid", lambda v: _relu(getattr(v, z))),
        mirrored=("is the sign in the exponent wrong?", lambda v: sigmoid(-getattr(v, z))),
        **more,
    )


FORWARD: Table = {
    "z1": _affine(1, "X"),
    "a1": _activation(1),
    "z2": _affine(
        2,
        "a1",
        from_z=(
            "does layer 2 take z1? It sees what layer 1 puts out",
            lambda v: v.z1 @ v.W2.T + v.b2,
        ),
        from_x=("does layer 2 take the input X, past layer 1?", lambda v: v.X @ v.W2.T + v.b2),
        layer_1=("are these the weights of layer 1?", lambda v: v.a1 @ v.W1.T + v.b2),
        again=("is this layer 1 again?", lambda v: v.X @ v.W1.T + v.b1),
    ),
    "a2": _activation(
        2,
        layer_1=("is this layer 1 again?", lambda v: sigmoid(v.z1)),
        no_z=("is z2 left out? This is σ of a1", lambda v: sigmoid(v.a1)),
    ),
}


# --- cost ---


def _squares(v: Values) -> Array:
    error: Array = v.a2 - v.Y
    return error**2


COST: Table = {
    "J": step(
        lambda v: 0.5 * _squares(v).sum() / len(v.Y),
        no_half=("is the ½ missing?", lambda v: _squares(v).sum() / len(v.Y)),
        no_mean=("is 1/N missing? J is a mean over samples", lambda v: 0.5 * _squares(v).sum()),
        no_half_no_mean=("are ½ and 1/N missing?", lambda v: _squares(v).sum()),
        per_entry=(
            "is the mean over all entries? J sums over outputs and averages over samples only",
            lambda v: 0.5 * _squares(v).mean(),
        ),
        mse=(
            "is ½ missing, and is the mean over all entries? J sums over outputs",
            lambda v: _squares(v).mean(),
        ),
        root=(
            "is a root taken? J adds the squares themselves",
            lambda v: 0.5 * np.sqrt(_squares(v).sum()) / len(v.Y),
        ),
        norm=(
            "is a root taken? J adds the squares themselves",
            lambda v: 0.5 * np.sqrt(_squares(v).sum()),
        ),
        absolute=(
            "are absolute values added instead of squares?",
            lambda v: 0.5 * abs(v.a2 - v.Y).sum() / len(v.Y),
        ),
        cross_entropy=(
            "is this cross-entropy? J is half the squared error here",
            lambda v: -(v.Y * np.log(v.a2)).sum() / len(v.Y),
        ),
        no_square=("is the square missing?", lambda v: 0.5 * (v.a2 - v.Y).sum() / len(v.Y)),
        half_squared=(
            "is the ½ squared with the error?",
            lambda v: 0.25 * _squares(v).sum() / len(v.Y),
        ),
    )
}


# --- differences ---


def _values(v: Values, *shifts: float) -> Array:
    """f with each parameter moved by each of the shifts: (shifts, parameters)."""
    return np.array([[v.f(v.theta + shift * e) for e in np.eye(v.theta.size)] for shift in shifts])


def _quotient(v: Values, above: float, below: float, divisor: float) -> Array:
    high, low = _values(v, above, below)
    quotient: Array = (high - low) / divisor
    return quotient


def _diagonal(v: Values) -> float:
    return float((v.f(v.theta + v.epsilon) - v.f(v.theta - v.epsilon)) / (2 * v.epsilon))


DIFFERENCES: Table = {
    "gradient": step(
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


# --- five layers ---

NORM: Table = {
    "norm": step(
        lambda v: np.linalg.norm(v.grad_W),
        squared=("is the root missing?", lambda v: np.square(v.grad_W).sum()),
        root_mean_square=(
            "is it a mean? A norm adds up all squares",
            lambda v: np.sqrt(np.square(v.grad_W).mean()),
        ),
        mean=("is this the mean size of an entry?", lambda v: abs(v.grad_W).mean()),
        absolute=("are absolute values added instead of squares?", lambda v: abs(v.grad_W).sum()),
        spectral=("is this the largest singular value?", lambda v: np.linalg.norm(v.grad_W, 2)),
        largest=("is this the largest entry?", lambda v: abs(v.grad_W).max()),
        cancelled=("do signs cancel? Square before you add", lambda v: abs(v.grad_W.sum())),
    )
}

RATIO: Table = {
    "ratio": step(
        lambda v: v.norms[:, 0] / v.norms[:, -1],
        inverted=("is it upside down?", lambda v: v.norms[:, -1] / v.norms[:, 0]),
        second_layer=(
            "is this layer 2? Python counts from 0",
            lambda v: v.norms[:, 1] / v.norms[:, -1],
        ),
        last_but_one=("is this the last layer but one?", lambda v: v.norms[:, 0] / v.norms[:, -2]),
        difference=("is it a difference?", lambda v: v.norms[:, 0] - v.norms[:, -1]),
        epochs=(
            "are rows and columns confused? Rows are epochs, columns are layers",
            lambda v: v.norms[0] / v.norms[-1],
        ),
    )
}

HE: Table = {
    "deviation": step(
        lambda v: np.sqrt(2 / v.n_in),
        variance=("is this the variance? The root is missing", lambda v: 2 / v.n_in),
        no_two=(
            "is the factor for the half that ReLU zeroes missing?",
            lambda v: np.sqrt(1 / v.n_in),
        ),
        outputs=("is this the number of outputs?", lambda v: np.sqrt(2 / v.n_out)),
        xavier=("is this Xavier's?", lambda v: np.sqrt(2 / (v.n_in + v.n_out))),
        uniform=("is this the bound of uniform weights?", lambda v: np.sqrt(6 / v.n_in)),
        root_of_part=("does the root cover only a part?", lambda v: np.sqrt(2) / v.n_in),
        two_outside=("does the root cover only a part?", lambda v: 2 / np.sqrt(v.n_in)),
        inverted=("is it upside down?", lambda v: np.sqrt(v.n_in / 2)),
    )
}
