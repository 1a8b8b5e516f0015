"""Typical mistakes in the backward pass of two layers, in NumPy."""

import numpy as np

from gradflow.mistakes import Step, Table, slope, step


def _weight_gradient(layer: int, a_in: str, **more) -> Step:
    delta = f"delta{layer}"

    def arrays(v):
        return getattr(v, delta), getattr(v, a_in), len(v.X)

    def total(v):
        d, a, _ = arrays(v)
        return d.T @ a

    def last(v):
        d, a, _ = arrays(v)
        return np.outer(d[-1], a[-1])

    return step(
        lambda v: total(v) / len(v.X),
        sum=("is 1/N missing? It is a mean over the samples, not a sum", total),
        twice_mean=("is it divided by N twice?", lambda v: total(v) / len(v.X) ** 2),
        per_unit=(
            "is it divided by the number of units instead of samples?",
            lambda v: total(v) / arrays(v)[0].shape[1],
        ),
        transposed=(
            "is it transposed? A gradient has the shape of its matrix, (n_out, n_in)",
            lambda v: total(v).T / len(v.X),
        ),
        sign=("is the sign wrong? The minus belongs to the update", lambda v: -total(v) / len(v.X)),
        overwritten=(
            "is only the last sample left? Contributions are added, not overwritten",
            lambda v: last(v) / len(v.X),
        ),
        last_sample=("is only the last sample left? All N contribute", last),
        **more,
    )


def _bias_gradient(layer: int, a_in: str) -> Step:
    delta = f"delta{layer}"

    def d(v):
        return getattr(v, delta)

    return step(
        lambda v: d(v).mean(axis=0),
        sum=("is 1/N missing? It is a mean over the samples, not a sum", lambda v: d(v).sum(0)),
        wrong_axis=(
            "is it taken over the wrong axis? Samples are the rows, one number per unit is left",
            lambda v: d(v).mean(axis=1),
        ),
        wrong_axis_sum=(
            "is it summed over the wrong axis? Samples are the rows; one number per unit is left",
            lambda v: d(v).sum(axis=1),
        ),
        all=("is it taken over both axes? One number per unit is left", lambda v: d(v).mean()),
        all_sum=("is it summed over both axes? One number per unit is left", lambda v: d(v).sum()),
        times_input=(
            "is there an activation in it? A bias is the weight of an input that is always 1",
            lambda v: (d(v) * getattr(v, a_in)).mean(axis=0),
        ),
        twice_mean=("is it divided by N twice?", lambda v: d(v).sum(axis=0) / len(v.X) ** 2),
        sign=("is the sign wrong? The minus belongs to the update", lambda v: -d(v).mean(axis=0)),
        overwritten=(
            "is only the last sample left? Contributions are added, not overwritten",
            lambda v: d(v)[-1] / len(v.X),
        ),
        last_sample=("is only the last sample left? All N contribute", lambda v: d(v)[-1]),
    )


PER_SAMPLE = "is δ divided by N already? It belongs to one sample; 1/N comes with the gradient"

BACKWARD: Table = {
    "delta2": step(
        lambda v: (v.a2 - v.Y) * slope(v.z2),
        no_slope=("is the slope σ′(z2) of the output missing?", lambda v: v.a2 - v.Y),
        slope_of_a=(
            "is the slope taken at a2? It is the slope at z2",
            lambda v: (v.a2 - v.Y) * slope(v.a2),
        ),
        value_for_slope=(
            "is σ(z2) used where its slope σ′(z2) belongs?",
            lambda v: (v.a2 - v.Y) * v.a2,
        ),
        slope_of_layer_1=(
            "is the slope taken at z1? Each layer has its own",
            lambda v: (v.a2 - v.Y) * slope(v.z1),
        ),
        sign=(
            "is the sign wrong? An output above its target must give a positive δ",
            lambda v: (v.Y - v.a2) * slope(v.z2),
        ),
        no_error=(
            "is the error of the output missing? δ begins with ∂L/∂ŷ",
            lambda v: slope(v.z2),
        ),
        z_for_a=(
            "is the error that of z2? The cost compares a2 with Y",
            lambda v: (v.z2 - v.Y) * slope(v.z2),
        ),
        twice=("is there a factor 2? The ½ cancels it", lambda v: 2 * (v.a2 - v.Y) * slope(v.z2)),
        mean=(PER_SAMPLE, lambda v: (v.a2 - v.Y) * slope(v.z2) / len(v.Y)),
    ),
    "delta1": step(
        lambda v: slope(v.z1) * (v.delta2 @ v.W2),
        no_slope=("is the slope σ′(z1) of the hidden layer missing?", lambda v: v.delta2 @ v.W2),
        slope_of_a=(
            "is the slope taken at a1? It is the slope at z1",
            lambda v: slope(v.a1) * (v.delta2 @ v.W2),
        ),
        value_for_slope=(
            "is σ(z1) used where its slope σ′(z1) belongs?",
            lambda v: v.a1 * (v.delta2 @ v.W2),
        ),
        slope_of_layer_2=(
            "is the slope taken at z2? The hidden layer has its own",
            lambda v: slope(v.z2) * (v.delta2 @ v.W2),
        ),
        transposed=(
            "does W2 stand the wrong way round? It is (n2, n1), and δ2 is (N, n2)",
            lambda v: slope(v.z1) * (v.delta2 @ v.W2.T),
        ),
        no_weights=(
            "is W2 missing? δ comes back over the weights that it went out by",
            lambda v: slope(v.z1) * v.delta2,
        ),
        layer_1_weights=(
            "is it sent back over W1? The way from layer 1 to the output is W2",
            lambda v: slope(v.z1) * (v.delta2 @ v.W1),
        ),
        no_upstream=(
            "is the upstream factor δ2 missing?",
            lambda v: slope(v.z1) * v.W2.sum(axis=0),
        ),
        sign=("is the sign wrong?", lambda v: -slope(v.z1) * (v.delta2 @ v.W2)),
        mean=(PER_SAMPLE, lambda v: slope(v.z1) * (v.delta2 @ v.W2) / len(v.X)),
    ),
    "W2": _weight_gradient(
        2,
        "a1",
        own_output=(
            "is it multiplied by a2, one layer too far? It is what came in that counts",
            lambda v: v.delta2.T @ v.a2 / len(v.X),
        ),
        network_input=(
            "is it multiplied by X, one layer too early? It is what came in that counts",
            lambda v: v.delta2.T @ v.X / len(v.X),
        ),
        z_in=(
            "is it multiplied by z1? What came in is the activation",
            lambda v: v.delta2.T @ v.z1 / len(v.X),
        ),
        other_delta=("is this the δ of layer 1?", lambda v: v.delta1.T @ v.a1 / len(v.X)),
    ),
    "b2": _bias_gradient(2, "a1"),
    "W1": _weight_gradient(
        1,
        "X",
        own_output=(
            "is it multiplied by a1, one layer too far? It is what came in that counts",
            lambda v: v.delta1.T @ v.a1 / len(v.X),
        ),
        other_delta=("is this the δ of layer 2?", lambda v: v.delta2.T @ v.X / len(v.X)),
    ),
    "b1": _bias_gradient(1, "X"),
}
