"""Numbers of the slides on the chain rule and on computational graphs (parts 0 and 1)."""

import numpy as np

from gradflow import BEST_EPSILON, Value
from gradflow.notebook.number_text import scientific

from .entries import round_all


def univariate() -> dict[str, str]:
    """y = 3u, u = x² at x = 1."""
    x = Value(1)
    u = x**2
    y = 3 * u
    y.backward()
    numbers = {"x": x.data, "u": u.data, "y": y.data, "dy_du": u.grad, "du_dx": x.grad / u.grad}
    return round_all({**numbers, "dy_dx": x.grad})


def chain() -> dict[str, str]:
    """b = a + a, c = b² + b at a = 2; who counts one of the two paths from a to b gets half."""
    a = Value(2)
    b = a + a
    c = b**2 + b
    c.backward()
    numbers = {"a": a.data, "b": b.data, "c": c.data, "dc_db": b.grad, "dc_da": a.grad}
    return round_all({**numbers, "wrong": b.grad})


def paths(a: int = 2) -> dict[str, str]:
    """The same example edge by edge: b = a + a, c = b² + b."""
    b = Value(2 * a)
    square = b**2
    square.backward()
    return round_all({"copy": 1, "square": b.grad, "linear": 1})


def differences(weights: int = 10**6, milliseconds: int = 1) -> dict[str, str]:
    """One gradient of a million weights by forward differences and by backpropagation, at 1 ms per
    forward pass; the best central step is near the cube root of the unit round-off."""
    minutes = (weights + 1) * milliseconds / 60_000
    return {
        "pass_time": f"{milliseconds} ms",
        "time": f"{minutes:.0f} minutes",
        "backprop_time": f"{3 * milliseconds} ms",
        "round_off": scientific(np.finfo(float).eps / 2, 1),
        "best_step": scientific(BEST_EPSILON, 1),
    }


def storage(depth: int = 9, segment: int = 3) -> dict[str, str]:
    """Layers stored at once if every `segment`-th is stored and one segment is recomputed."""
    return {"depth": str(depth), "held": str(depth // segment + segment - 1)}


def graph() -> dict[str, str]:
    """J = (x + y) z at x = 1, y = 3, z = -2."""
    x, y, z = Value(1), Value(3), Value(-2)
    s = x + y
    J = s * z
    J.backward()
    named = {"x": x, "y": y, "z": z, "s": s, "J": J}
    values = {name: value.data for name, value in named.items()}
    return round_all(values | {f"dJ_d{name}": value.grad for name, value in named.items()})
