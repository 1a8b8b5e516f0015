"""Typical mistakes on paper: one sample, two inputs, two hidden sigmoids, one output."""

from collections.abc import Callable

import numpy as np

from gradflow.exercise.steps import MistakeSpec, Step, Table, Values, create_step, shared_hint

NumberFormula = Callable[[Values], float]

SQUARED = "is the error squared? The derivative of a square has it once"
INPUT = "is there an input in it? A bias is the weight of an input that is always 1"


def _error_times(factor: NumberFormula) -> NumberFormula:
    return lambda v: (v.y_hat - v.y) * factor(v)


def _times(*names: str) -> NumberFormula:
    return lambda v: np.prod([getattr(v, name) for name in names])


def _hidden_delta(k: int) -> Step:
    """δ_k of hidden unit k from the output's δ; the other unit is number 3 − k."""
    a, w, other_a, other_w = f"a_{k}", f"w_{k}", f"a_{3 - k}", f"w_{3 - k}"

    def back(v: Values, w: str = w, delta: float | None = None) -> float:
        product: float = getattr(v, w) * (v.delta_out if delta is None else delta)
        return product

    def slope_of(v: Values, first: str = a, second: str = a) -> float:
        product: float = getattr(v, first) * (1 - getattr(v, second))
        return product

    return create_step(
        lambda v: slope_of(v) * back(v),
        slope=_times(w, "delta_out"),
        activation_for_slope=_times(a, w, "delta_out"),
        half_slope=lambda v: (1 - getattr(v, a)) * back(v),
        slope_of_unit=lambda v: slope_of(v, other_a, other_a) * back(v),
        slope_of_layer=lambda v: v.y_hat * (1 - v.y_hat) * back(v),
        mixed=(MIXED, lambda v: slope_of(v, a, other_a) * back(v)),
        mixed_other=(MIXED, lambda v: slope_of(v, other_a, a) * back(v)),
        weight=lambda v: slope_of(v) * v.delta_out,
        weight_of_unit=lambda v: slope_of(v) * back(v, other_w),
        upstream=lambda v: slope_of(v) * back(v, delta=1),
        error_for_delta=lambda v: slope_of(v) * back(v, delta=v.y_hat - v.y),
        both_slopes=lambda v: back(v, delta=v.y_hat - v.y),
        delta_of_unit=lambda v: slope_of(v, other_a, other_a) * back(v, other_w),
        sign=lambda v: -slope_of(v) * back(v),
    )


MIXED = "perhaps two activations are mixed up within the slope"


def _weight(delta: str, a_in: str, other_in: str, weight: str, **others: MistakeSpec) -> Step:
    return create_step(
        _times(delta, a_in),
        input_of_unit=_times(delta, other_in),
        weight_for_input=_times(delta, weight),
        input=_times(delta),
        delta=_times(a_in),
        sign=lambda v: -_times(delta, a_in)(v),
        **others,
    )


def _bias(delta: str, inputs: tuple[str, str], output: str, **others: MistakeSpec) -> Step:
    return create_step(
        _times(delta),
        times_first=(INPUT, _times(delta, inputs[0])),
        times_second=(INPUT, _times(delta, inputs[1])),
        times_output=(f"is {output} in it? ∂z/∂b is 1", _times(delta, output)),
        one=("is δ missing? Only ∂z/∂b is 1", lambda v: 1.0),
        sign=lambda v: -_times(delta)(v),
        **others,
    )


def _hidden_weight(k: int, j: int) -> Step:
    delta, other = f"delta_{k}", f"delta_{3 - k}"
    swapped = {} if k == j else {"swapped": _times(other, f"x_{3 - j}")}
    return _weight(
        delta,
        f"x_{j}",
        f"x_{3 - j}",
        f"w_{k}",
        delta_of_unit=_times(other, f"x_{j}"),
        delta_of_layer=_times("delta_out", f"x_{j}"),
        input_of_layer=_times(delta, f"a_{k}"),
        input_of_other=(shared_hint("input_of_layer"), _times(delta, f"a_{3 - k}")),
        slope=_times(f"w_{k}", "delta_out", f"x_{j}"),
        **swapped,
    )


def _output_weight(k: int) -> Step:
    return _weight(
        "delta_out",
        f"a_{k}",
        f"a_{3 - k}",
        f"w_{k}",
        slope=_error_times(lambda v: getattr(v, f"a_{k}")),
        delta_of_layer=_times(f"delta_{k}", f"a_{k}"),
        input_of_layer=_times("delta_out", "y_hat"),
        first_input=(shared_hint("input_of_layer"), _times("delta_out", "x_1")),
        second_input=(shared_hint("input_of_layer"), _times("delta_out", "x_2")),
    )


def _hidden_bias(k: int) -> Step:
    return _bias(
        f"delta_{k}",
        ("x_1", "x_2"),
        f"a_{k}",
        slope=_times(f"w_{k}", "delta_out"),
        delta_of_unit=_times(f"delta_{3 - k}"),
        delta_of_layer=_times("delta_out"),
    )


TARGET = "perhaps y and ŷ are mixed up within the slope"

PAPER: Table = {
    "delta_out": create_step(
        _error_times(lambda v: v.y_hat * (1 - v.y_hat)),
        slope=_error_times(lambda v: 1),
        activation_for_slope=_error_times(lambda v: v.y_hat),
        half_slope=_error_times(lambda v: 1 - v.y_hat),
        target_in_slope=(TARGET, _error_times(lambda v: v.y_hat * (1 - v.y))),
        slope_of_target=(TARGET, _error_times(lambda v: v.y * (1 - v.y))),
        sign=_error_times(lambda v: -v.y_hat * (1 - v.y_hat)),
        upstream=lambda v: v.y_hat * (1 - v.y_hat),
        factor_two=_error_times(lambda v: 2 * v.y_hat * (1 - v.y_hat)),
        half=(shared_hint("factor_two"), _error_times(lambda v: v.y_hat * (1 - v.y_hat) / 2)),
        squared=(
            SQUARED,
            lambda v: (v.y_hat - v.y) ** 2 * v.y_hat * (1 - v.y_hat),
        ),
        not_differentiated=(
            "is this the cost itself, not its derivative?",
            lambda v: 0.5 * (v.y_hat - v.y) ** 2 * v.y_hat * (1 - v.y_hat),
        ),
    ),
    "delta_1": _hidden_delta(1),
    "delta_2": _hidden_delta(2),
    "dW2_11": _output_weight(1),
    "dW2_12": _output_weight(2),
    "db2_1": _bias("delta_out", ("a_1", "a_2"), "y_hat", slope=_error_times(lambda v: 1)),
    "dW1_11": _hidden_weight(1, 1),
    "dW1_12": _hidden_weight(1, 2),
    "dW1_21": _hidden_weight(2, 1),
    "dW1_22": _hidden_weight(2, 2),
    "db1_1": _hidden_bias(1),
    "db1_2": _hidden_bias(2),
}
