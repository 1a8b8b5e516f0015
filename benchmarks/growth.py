"""How the time of a training step grows with depth, width and batch, and what it keeps in memory.

Times: log–log least squares over the medians; the exponent comes with its standard error and 95 %
interval, and holds for the range it was fitted on. The products grow with exponent 1 in depth and
batch and 2 in width; what each call costs regardless of size makes the exponents smaller.
Memory: the peak that tracemalloc sees in a step, beside the bytes that the shapes say: z and a of
each layer, delta of each layer, gradients of each W and b.
"""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
from scipy.stats import t

from gradflow import create_network, one_hot
from gradflow.training import step

from .engine import SHAPES
from .measure import interleave, one_core, power_law, spread

# what grows → its values, the network's layers and the batch size for a value
SERIES = {
    "depth": ([4, 8, 16, 32, 64], lambda n: ([64, *n * [64], 10], 32)),
    "width": ([64, 128, 256, 512, 1024], lambda n: ([64, n, n, 10], 64)),
    "batch": ([32, 64, 128, 256, 512, 1024], lambda n: ([64, 128, 128, 10], n)),
}


def measure(quick: bool) -> dict:
    """A row a point, a fit a series, and a memory row for each shape of `engine`."""
    with one_core():
        samples = {name: time_series(name, quick) for name in SERIES}
    points = [
        {"series": name, "value": value, "time_ms": spread(times)}
        for name, series in samples.items()
        for value, times in series.items()
    ]
    fits = [{"series": name} | fit(series) for name, series in samples.items()]
    return {"unit": "ms a step", "rows": points, "fits": fits, "memory": memory_rows()}


def time_series(name: str, quick: bool) -> dict[int, np.ndarray]:
    """Milliseconds a step in each turn, for each value of what grows."""
    values, setting = SERIES[name]
    runs = {value: one_step(*setting(value)) for value in values}
    return interleave(runs, rounds=2 if quick else 40, calls=1 if quick else 4)


def one_step(layers: list[int], batch: int):
    """A function that makes one step of `gradflow.train` on a batch of random samples."""
    rng = np.random.default_rng(5)
    network, X = create_network(layers, rng=rng), rng.standard_normal((batch, layers[0]))
    Y = one_hot(np.arange(batch) % layers[-1], layers[-1])
    return lambda: step(network, X, Y, learning_rate=1e-3)


def fit(series: dict[int, np.ndarray]) -> dict:
    """Exponent p of time ~ value^p, with its 95 % interval."""
    found = power_law(list(series), [np.median(times) for times in series.values()])
    exponent, half = found["exponent"], t.ppf(0.975, len(series) - 2) * found["standard_error"]
    limits = {"low": float(exponent - half), "high": float(exponent + half)}
    return {"from": min(series), "to": max(series), **found, **limits}


def memory_rows() -> list[dict]:
    rows = []
    for shape, (layers, batch, *_) in SHAPES.items():
        stored, peak = kept_bytes(layers, batch), peak_bytes(one_step(layers, batch))
        row = {"shape": shape, "layers": "-".join(map(str, layers)), "batch": batch}
        rows.append(row | {"kept_bytes": stored, "peak_bytes": peak, "ratio": peak / stored})
    return rows


def kept_bytes(layers: list[int], batch: int) -> int:
    """Bytes of z, a and delta of each layer and of the gradients of W and b, in float64."""
    gradients = sum((n_in + 1) * n_out for n_in, n_out in pairwise(layers))
    return 8 * (3 * batch * sum(layers[1:]) + gradients)


def peak_bytes(run) -> int:
    """The most that `run` has allocated at any time; it runs once before, for what stays."""
    run()
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def table(result: dict) -> str:
    lines = [f"{'time grows with':17}{'range':>12}{'exponent':>10}{'± error':>9}{'95 %':>14}"]
    for row in result["fits"]:
        span, interval = "{from}–{to}".format(**row), "{low:.2f}–{high:.2f}".format(**row)
        numbers = f"{row['exponent']:10.2f}{row['standard_error']:9.2f}"
        lines.append(f"{row['series']:17}{span:>12}{numbers}{interval:>14}")
    lines += ["", f"{'memory of shape':17}{'kept MB':>12}{'peak MB':>10}{'ratio':>9}"]
    for row in result["memory"]:
        sizes = f"{row['kept_bytes'] / 1e6:12.2f}{row['peak_bytes'] / 1e6:10.2f}"
        lines.append(f"{row['shape']:17}{sizes}{row['ratio']:9.2f}")
    return "\n".join(lines)
