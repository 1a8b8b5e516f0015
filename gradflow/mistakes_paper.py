"""Typical mistakes on paper: one sample, two inputs, two hidden sigmoids, one output."""

import numpy as np

from gradflow.mistakes import Step, Table, step

NO_WEIGHT = "is the weight missing? The error comes back over the edge that the value went out by"
PUT_OUT = "is it what the unit puts out? What comes in counts"
INPUT = "is there an input in it? A bias is the weight of an input that is always 1"


def _error_times(factor):
    return lambda v: (v.y_hat - v.y) * factor(v)


def _times(*names: str):
    return lambda v: np.prod([getattr(v, name) for name in names])


def _hidden_delta(k: int) -> Step:
    """δ_k of hidden unit k from the output's δ; the other unit is number 3 − k."""
    a, w, other_a, other_w = f"a_{k}", f"w_{k}", f"a_{3 - k}", f"w_{3 - k}"

    def product(v, a=a, w=w, delta=None):
        activation = getattr(v, a)
        return (
            activation
            * (1 - activation)
            * getattr(v, w)
            * (v.delta_out if delta is None else delta)
        )

    return step(
        product,
        no_slope=(f"is the slope of unit {k} missing?", _times(w, "delta_out")),
        value_for_slope=(f"is {a} used where the slope belongs?", _times(a, w, "delta_out")),
        other_slope=("is this the slope of the other unit?", lambda v: product(v, a=other_a)),
        other_weight=("is this the weight of the other unit?", lambda v: product(v, w=other_w)),
        no_weight=(NO_WEIGHT, lambda v: product(v) / getattr(v, w)),
        no_upstream=("is the output's δ missing?", lambda v: product(v, delta=1)),
        error_for_delta=(
            "is this the error ŷ − y where the output's δ belongs?",
            lambda v: product(v, delta=v.y_hat - v.y),
        ),
        sign=("is the sign wrong?", lambda v: -product(v)),
    )


def _weight(delta: str, a_in: str, other_in: str, weight: str, **more) -> Step:
    return step(
        _times(delta, a_in),
        other_input=("is this the other input? The edge starts elsewhere", _times(delta, other_in)),
        weight=("is the weight in it? ∂z/∂w is what the edge carries", _times(delta, weight)),
        no_input=("is what comes in on the edge missing?", _times(delta)),
        no_delta=("is δ missing?", _times(a_in)),
        sign=(
            "is the sign wrong? The minus belongs to the update",
            lambda v: -_times(delta, a_in)(v),
        ),
        **more,
    )


def _bias(delta: str, inputs: tuple[str, str], output: str, **more) -> Step:
    return step(
        _times(delta),
        times_first=(INPUT, _times(delta, inputs[0])),
        times_second=(INPUT, _times(delta, inputs[1])),
        times_output=(f"is {output} in it? ∂z/∂b is 1", _times(delta, output)),
        one=("is δ missing? Only ∂z/∂b is 1", lambda v: 1.0),
        sign=("is the sign wrong? The minus belongs to the update", lambda v: -_times(delta)(v)),
        **more,
    )


def _hidden_weight(k: int, j: int) -> Step:
    delta, other = f"delta_{k}", f"delta_{3 - k}"
    return _weight(
        delta,
        f"x_{j}",
        f"x_{3 - j}",
        f"w_{k}",
        other_unit=(
            "is this the δ of the other unit? The edge ends elsewhere",
            _times(other, f"x_{j}"),
        ),
        swapped=(
            "are the two indices swapped? W_kj goes from unit j to unit k",
            _times(other, f"x_{3 - j}"),
        ),
        output_delta=("is this the δ of the output?", _times("delta_out", f"x_{j}")),
        activation=(PUT_OUT, _times(delta, f"a_{k}")),
    )


def _output_weight(k: int) -> Step:
    return _weight(
        "delta_out",
        f"a_{k}",
        f"a_{3 - k}",
        f"w_{k}",
        hidden_delta=("is this the δ of the hidden unit?", _times(f"delta_{k}", f"a_{k}")),
        activation=(PUT_OUT, _times("delta_out", "y_hat")),
    )


def _hidden_bias(k: int) -> Step:
    return _bias(
        f"delta_{k}",
        ("x_1", "x_2"),
        f"a_{k}",
        other_unit=("is this the δ of the other unit?", _times(f"delta_{3 - k}")),
        output_delta=("is this the δ of the output?", _times("delta_out")),
    )


PAPER: Table = {
    "delta_out": step(
        _error_times(lambda v: v.y_hat * (1 - v.y_hat)),
        no_slope=("is the slope of the output missing?", _error_times(lambda v: 1)),
        value_for_slope=("is ŷ used where the slope belongs?", _error_times(lambda v: v.y_hat)),
        one_factor=("is half of the slope missing?", _error_times(lambda v: 1 - v.y_hat)),
        sign=(
            "is the sign wrong? An output above its target must give a positive δ",
            _error_times(lambda v: -v.y_hat * (1 - v.y_hat)),
        ),
        no_error=("is ∂J/∂ŷ missing?", lambda v: v.y_hat * (1 - v.y_hat)),
        twice=(
            "is there a factor 2? The ½ cancels it",
            _error_times(lambda v: 2 * v.y_hat * (1 - v.y_hat)),
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
    "db2_1": _bias("delta_out", ("a_1", "a_2"), "y_hat"),
    "dW1_11": _hidden_weight(1, 1),
    "dW1_12": _hidden_weight(1, 2),
    "dW1_21": _hidden_weight(2, 1),
    "dW1_22": _hidden_weight(2, 2),
    "db1_1": _hidden_bias(1),
    "db1_2": _hidden_bias(2),
}
