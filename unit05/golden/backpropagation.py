"""Numbers of the slides on reverse mode, softmax, cost and automatic differentiation."""

import runpy
from pathlib import Path

import numpy as np

from gradflow import Network, backward, cost, forward, softmax
from gradflow.notebook.number_text import decimals, scientific

from .entries import name_entries


def reverse_mode(inputs: int = 1000, width: int = 100, outputs: int = 1) -> dict[str, str]:
    """Multiply-adds of J3 J2 J1, inputs → width → width → outputs, bracketed from the right and
    from the left."""
    counts = {
        "forward": (width * width * inputs, outputs * width * inputs),
        "reverse": (outputs * width * width, outputs * width * inputs),
    }
    grouped = {
        f"{mode}_{name}": f"{count:,}".replace(",", "\u202f")
        for mode, (first, then) in counts.items()
        for name, count in (("first", first), ("then", then), ("total", first + then))
    }
    ratio = sum(counts["forward"]) / sum(counts["reverse"])
    passes = {"forward_passes": str(inputs), "reverse_passes": str(outputs)}
    return {**grouped, **passes, "ratio": f"{ratio:.0f}"}


def softmax_example() -> dict[str, str]:
    """Three logits, the first class being true: the output delta is ŷ - y."""
    z, y = np.array([[2.0, 1.0, 0.1]]), np.array([[1.0, 0.0, 0.0]])
    network = Network([(np.eye(3), np.zeros(3))], output="softmax", loss="softmax_cross_entropy")
    gradients = backward(network, forward(network, z), y)
    out = (
        name_entries("z", z[0], 2)
        | name_entries("y", y[0], 2)
        | name_entries("y_hat", softmax(z)[0], 3)
    )
    out |= name_entries("delta", gradients.delta[0][0], 3)
    return out | {"L": decimals(cost(network, z, y), 3)}


def cost_example() -> dict[str, str]:
    """W = 10⁶: W + 1 forward passes against one step of about 3 forward passes' work (the forward
    pass, the deltas and the weight gradients are one unit of matrix work each)."""
    weights, step = 10**6, 3
    speed_up = (weights + 1) / step
    return {
        "weights": scientific(weights, 1),
        "step_passes": str(step),
        "speed_up": scientific(speed_up, 1),
    }


def autodiff() -> dict[str, str]:
    """The gradients that the slide's listing computes."""
    names = runpy.run_path(str(Path(__file__).parents[1] / "listings/value.py"))
    return {"dc_da": f"{names['a'].grad:g}", "dJ_dw": decimals(names["w"].grad, 4)}
