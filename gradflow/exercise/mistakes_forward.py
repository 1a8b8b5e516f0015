"""Typical mistakes in the sigmoid's slope, the forward pass of two layers and the cost."""

import numpy as np

from gradflow.arrays import Array
from gradflow.exercise.steps import MistakeSpec, Step, Table, Values, create_step, sigmoid, slope

MIXED = "perhaps z stands in one of the factors, where σ(z) belongs"

SLOPE: Table = {
    "slope": create_step(
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


def _affine(layer: int, a_in: str, **others: MistakeSpec) -> Step:
    W, b = f"W{layer}", f"b{layer}"

    def z(v: Values) -> Array:
        product: Array = getattr(v, a_in) @ getattr(v, W).T
        return product

    return create_step(
        lambda v: z(v) + getattr(v, b),
        transposed=(
            f"does {W} stand the wrong way round? {W} is (n_out, n_in), a batch is (N, n_in)",
            lambda v: getattr(v, a_in) @ getattr(v, W) + getattr(v, b),
        ),
        no_bias=(f"is the bias {b} missing?", z),
        minus_bias=(f"is the bias {b} taken off instead of added?", lambda v: z(v) - getattr(v, b)),
        **others,
    )


def _relu(z: Array) -> Array:
    positive: Array = np.maximum(z, 0)
    return positive


def _activation(layer: int, **others: MistakeSpec) -> Step:
    z = f"z{layer}"
    return create_step(
        lambda v: sigmoid(getattr(v, z)),
        no_sigmoid=("is the activation function missing?", lambda v: getattr(v, z)),
        slope=("is this the slope σ′ where σ belongs?", lambda v: slope(getattr(v, z))),
        tanh=("is this tanh? The exercise wants the sigmoid", lambda v: np.tanh(getattr(v, z))),
        relu=("is this ReLU? The exercise wants the sigmoid", lambda v: _relu(getattr(v, z))),
        mirrored=("is the sign in the exponent wrong?", lambda v: sigmoid(-getattr(v, z))),
        **others,
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
        layer_1_repeated=("is this layer 1 again?", lambda v: v.X @ v.W1.T + v.b1),
    ),
    "a2": _activation(
        2,
        layer_1=("is this layer 1 again?", lambda v: sigmoid(v.z1)),
        no_z=("is z2 left out? This is σ of a1", lambda v: sigmoid(v.a1)),
    ),
}


def _squares(v: Values) -> Array:
    error: Array = v.a2 - v.Y
    return error**2


COST: Table = {
    "J": create_step(
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
