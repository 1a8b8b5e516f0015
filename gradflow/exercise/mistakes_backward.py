"""Typical mistakes in the backward pass of two layers, in NumPy."""

import numpy as np

from gradflow.arrays import Array
from gradflow.exercise.mistakes_paper import SQUARED
from gradflow.exercise.steps import (
    MistakeSpec,
    Step,
    Table,
    Values,
    create_step,
    shared_hint,
    slope,
)


def _weight_gradient(layer: int, a_in: str, **others: MistakeSpec) -> Step:
    delta = f"delta{layer}"

    def arrays(v: Values) -> tuple[Array, Array, int]:
        return getattr(v, delta), getattr(v, a_in), len(v.X)

    def total(v: Values) -> Array:
        d, a, _ = arrays(v)
        return d.T @ a

    def last(v: Values) -> Array:
        d, a, _ = arrays(v)
        return np.outer(d[-1], a[-1])

    return create_step(
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
        sign=lambda v: -total(v) / len(v.X),
        overwritten=(
            "is only the last sample left? Contributions are added, not overwritten",
            lambda v: last(v) / len(v.X),
        ),
        last_sample=("is only the last sample left? All N contribute", last),
        **others,
    )


def _bias_gradient(layer: int, a_in: str) -> Step:
    delta = f"delta{layer}"

    def d(v: Values) -> Array:
        deltas: Array = getattr(v, delta)
        return deltas

    return create_step(
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
        sign=lambda v: -d(v).mean(axis=0),
        overwritten=(
            "is only the last sample left? Contributions are added, not overwritten",
            lambda v: d(v)[-1] / len(v.X),
        ),
        last_sample=("is only the last sample left? All N contribute", lambda v: d(v)[-1]),
    )


PER_SAMPLE = "is δ divided by N already? It belongs to one sample; 1/N comes with the gradient"


def _back(v: Values, delta: Array | None = None) -> Array:
    upstream: Array = (v.delta2 if delta is None else delta) @ v.W2
    return upstream


BACKWARD: Table = {
    "delta2": create_step(
        lambda v: (v.a2 - v.Y) * slope(v.z2),
        slope=lambda v: v.a2 - v.Y,
        slope_at_activation=lambda v: (v.a2 - v.Y) * slope(v.a2),
        activation_for_slope=lambda v: (v.a2 - v.Y) * v.a2,
        half_slope=lambda v: (v.a2 - v.Y) * (1 - v.a2),
        slope_of_layer=lambda v: (v.a2 - v.Y) * slope(v.z1),
        sign=lambda v: (v.Y - v.a2) * slope(v.z2),
        upstream=lambda v: slope(v.z2),
        z_for_a=(
            "is the error that of z2? The cost compares a2 with Y",
            lambda v: (v.z2 - v.Y) * slope(v.z2),
        ),
        factor_two=lambda v: 2 * (v.a2 - v.Y) * slope(v.z2),
        half=(shared_hint("factor_two"), lambda v: (v.a2 - v.Y) * slope(v.z2) / 2),
        squared=(SQUARED, lambda v: (v.a2 - v.Y) ** 2 * slope(v.z2)),
        mean=(PER_SAMPLE, lambda v: (v.a2 - v.Y) * slope(v.z2) / len(v.Y)),
    ),
    "delta1": create_step(
        lambda v: slope(v.z1) * _back(v),
        slope=_back,
        slope_at_activation=lambda v: slope(v.a1) * _back(v),
        activation_for_slope=lambda v: v.a1 * _back(v),
        half_slope=lambda v: (1 - v.a1) * _back(v),
        slope_of_layer=lambda v: slope(v.z2) * _back(v),
        transposed=lambda v: slope(v.z1) * (v.delta2 @ v.W2.T),
        weight=lambda v: slope(v.z1) * v.delta2,
        layer_1_weights=lambda v: slope(v.z1) * (v.delta2 @ v.W1),
        upstream=lambda v: slope(v.z1) * v.W2.sum(axis=0),
        error_for_delta=lambda v: slope(v.z1) * _back(v, v.a2 - v.Y),
        both_slopes=lambda v: _back(v, v.a2 - v.Y),
        sign=lambda v: -slope(v.z1) * _back(v),
        mean=(PER_SAMPLE, lambda v: slope(v.z1) * _back(v) / len(v.X)),
    ),
    "W2": _weight_gradient(
        2,
        "a1",
        input_of_layer=lambda v: v.delta2.T @ v.a2 / len(v.X),
        network_input=(
            "is it multiplied by X, one layer too early? It is what came in that counts",
            lambda v: v.delta2.T @ v.X / len(v.X),
        ),
        z_for_input=lambda v: v.delta2.T @ v.z1 / len(v.X),
        slope=lambda v: (v.a2 - v.Y).T @ v.a1 / len(v.X),
        delta_of_layer=lambda v: v.delta1.T @ v.a1 / len(v.X),
    ),
    "b2": _bias_gradient(2, "a1"),
    "W1": _weight_gradient(
        1,
        "X",
        input_of_layer=lambda v: v.delta1.T @ v.a1 / len(v.X),
        delta_of_layer=lambda v: v.delta2.T @ v.X / len(v.X),
    ),
    "b1": _bias_gradient(1, "X"),
}
