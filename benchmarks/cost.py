"""What a gradient costs: finite differences against backpropagation, from 100 to 100,000 weights.

One gradient of the same network each time: 32 samples, three ReLU layers of equal width. Finite
differences are the one-sided ones of the slide, W + 1 evaluations of the cost. Backpropagation is
measured up to ten million weights, since only there the multiply–adds outweigh the calls.
"""

from __future__ import annotations

import numpy as np

from gradflow import Network, backward, cost, create_network, forward

from .measure import interleave, one_core, power_law, ratio, spread

WIDTHS = (5, 10, 18, 31, 57, 99, 182)  # W is about 100, 300, 1000, …, 100,000
WIDER = (316, 577, 999, 1825)  # up to 10,000,000, for backpropagation alone
SAMPLES = 32
STEP = 1e-8
PER_TURN = 20  # gradients by backpropagation beside one by differences
# (what, from about, to about): each slope over the decades asked for, then over the largest alone
FITS = (
    ("differences_ms", 50, 2e5),
    ("differences_ms", 5e3, 2e5),
    ("backprop_ms", 50, 2e5),
    ("backprop_ms", 2e5, 2e7),
)


def measure(quick: bool = False) -> dict:
    widths = WIDTHS[:3] if quick else WIDTHS + WIDER
    with one_core():
        rows = [measure_width(width, quick) for width in widths]
    fits = [fit(rows, *asked) for asked in FITS if len(within(rows, *asked)) > 2]
    return {"samples": SAMPLES, "rows": rows, "fits": fits}


def measure_width(width: int, quick: bool) -> dict:
    """Times of one gradient by either method, and of the forward pass alone."""
    network = create_network(
        [width] * 4, output="identity", loss="squared_error", rng=np.random.default_rng(0)
    )
    X, Y = np.random.default_rng(1).standard_normal((2, SAMPLES, width))
    passes = {
        "forward": lambda: forward(network, X),
        "backprop": lambda: backward(network, forward(network, X), Y),
    }
    times = interleave(passes, rounds=3 if quick else 60, calls=3)
    row = {
        "width": width,
        "weights": sum(W.size + b.size for W, b in network.params),
        "forward_ms": spread(times["forward"]),
        "backprop_ms": spread(times["backprop"]),
        "step_over_forward": ratio(times, "backprop", "forward"),
    }
    if width in WIDTHS:
        both = {
            "differences": lambda: differences(network, X, Y),
            "backprops": lambda: [passes["backprop"]() for _ in range(PER_TURN)],
        }
        times = interleave(both, rounds=1 if quick else 3)
        times["backprop"] = times["backprops"] / PER_TURN
        row["differences_ms"] = spread(times["differences"])
        row["speed_up"] = ratio(times, "differences", "backprop")
    return row


def differences(network: Network, X: np.ndarray, Y: np.ndarray) -> list[np.ndarray]:
    """The gradient for every W and b by one-sided differences; the parameters stay as they are."""
    base, gradients = cost(network, X, Y), []
    for array in (array for layer in network.params for array in layer):
        gradient = np.empty_like(array)
        for index in np.ndindex(array.shape):
            entry = array[index]
            array[index] = entry + STEP
            gradient[index] = (cost(network, X, Y) - base) / STEP
            array[index] = entry
        gradients.append(gradient)
    return gradients


def within(rows: list[dict], column: str, smallest: float, largest: float) -> list[dict]:
    return [r for r in rows if column in r and smallest <= r["weights"] <= largest]


def fit(rows: list[dict], column: str, smallest: float, largest: float) -> dict:
    """Slope of log time against log W over a range of W, with its standard error."""
    used = within(rows, column, smallest, largest)
    weights = [row["weights"] for row in used]
    found = power_law(weights, [row[column]["median"] for row in used])
    return {
        "of": column,
        "from_weights": weights[0],
        "to_weights": weights[-1],
        "slope": found["exponent"],
        "standard_error": found["standard_error"],
    }


def table(result: dict) -> str:
    lines = [f"{'W':>9} {'differences':>14} {'backprop':>11} {'speed-up':>9} {'step/forward':>13}"]
    for row in result["rows"]:
        lines.append(
            f"{row['weights']:9d} {shown(row.get('differences_ms'), '.1f', ' ms'):>14}"
            f" {shown(row['backprop_ms'], '.3f', ' ms'):>11}"
            f" {shown(row.get('speed_up'), '.0f', '×'):>9}"
            f" {shown(row['step_over_forward'], '.2f', '×'):>13}"
        )
    lines += [
        f"slope of {f['of'].removesuffix('_ms')}, W from {f['from_weights']} to {f['to_weights']}:"
        f" {f['slope']:.2f} ± {f['standard_error']:.2f}"
        for f in result["fits"]
    ]
    return "\n".join(lines)


def shown(value: dict | None, form: str, unit: str) -> str:
    return f"{value['median']:{form}}{unit}" if value else "–"
