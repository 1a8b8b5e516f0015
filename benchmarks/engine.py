"""A training step of the engine against scikit-learn, PyTorch and JAX, on five shapes.

A step is forward, backward and update for one mini-batch, in float64, on one core; a turn takes
many steps of each, one peer right after the other. `peers` says what each does.
"Products" are the matrix products of the step alone. Every peer has to make them, so `limit`, the
peer's time in units of theirs, is what no code around NumPy's products can exceed.
"""

from __future__ import annotations

import numpy as np

from gradflow import create_network

from .measure import interleave, one_core, ratio, spread
from .peers import Training, absent, engine_steps, installed

# layers, batch size, batches, epochs: about a quarter of a second
SHAPES = {
    "a": ([64, 32, 10], 32, 50, 20),
    "b": ([64, 64, 64, 10], 128, 30, 10),
    "c": ([64, *5 * [128], 10], 128, 20, 3),
    "d": ([64, *4 * [512], 10], 256, 6, 1),
    "e": ([64, *50 * [64], 10], 32, 20, 2),
}
# how many times as fast as the peer the engine is meant to be
TARGETS = {
    "scikit-learn": {"a": 3.0, "b": 2.0, "c": 1.5, "d": 1.2, "e": 1.6},
    "PyTorch": {"a": 3.3, "b": 2.2, "c": 1.7, "d": 1.4, "e": 2.4},
}


def measure(quick: bool) -> dict:
    """Rows of shape × peer: times a step and how many times as long as the engine's."""
    with one_core():
        rows = [row for shape in SHAPES for row in measure_shape(shape, quick)]
    return {"unit": "ms a step", "absent": absent(), "rows": rows}


def measure_shape(shape: str, quick: bool) -> list[dict]:
    layers, batch, batches, epochs = SHAPES[shape]
    task = training(shape, batches=2, epochs=1) if quick else training(shape, batches, epochs)
    peers = installed()
    candidates = {"gradflow": engine_steps(task), "products": lambda: products(task)}
    candidates |= {name: peer(task) for name, peer in peers.items()}
    samples = interleave(candidates, rounds=2 if quick else 15)
    samples = {name: times * batch / (len(task.X) * task.epochs) for name, times in samples.items()}
    about = {"shape": shape, "layers": "-".join(map(str, layers)), "batch": batch}
    return [about | compare(samples, peer, TARGETS.get(peer, {}).get(shape)) for peer in peers]


def compare(samples: dict[str, np.ndarray], peer: str, target: float | None) -> dict:
    """One row: `ratio` is the peer's time in units of the engine's, turn by turn."""
    row = {
        "peer": peer,
        "time_ms": spread(samples[peer]),
        "engine_ms": spread(samples["gradflow"]),
        "ratio": ratio(samples, peer, to="gradflow"),
        "limit": ratio(samples, peer, to="products"),
        "target": target,
        "met": None
        if target is None
        else bool(ratio(samples, peer, "gradflow")["median"] >= target),
    }
    return row | ({"note": note(row)} if row["met"] is False else {})


def note(row: dict) -> str:
    """Where the time goes when a target is missed."""
    limit, share = row["limit"]["median"], row["ratio"]["median"] / row["limit"]["median"]
    if limit < row["target"]:
        return f"out of reach here: the matrix products alone reach only {limit:.2f}"
    return f"the matrix products take {share:.0%} of the step, elementwise lines and calls the rest"


def training(shape: str, batches: int, epochs: int) -> Training:
    """A He-initialised network and `batches` batches of random samples, in the given order."""
    layers, batch, *_ = SHAPES[shape]
    rng = np.random.default_rng(5)
    X = rng.standard_normal((batches * batch, layers[0]))
    labels = np.arange(len(X)) % layers[-1]
    network = create_network(layers, rng=rng)
    return Training(network, X, labels, batch, learning_rate=1e-3, epochs=epochs)


def products(task: Training) -> None:
    """The matrix products of the steps, with matrices of the same shapes."""
    W = [W for W, _ in task.network.params]
    a = [np.ones((task.batch, n)) for n in task.network.sizes]
    for _ in task.batches():
        for k in range(len(W)):
            a[k] @ W[k].T
            a[k + 1].T @ a[k]
            if k:
                a[k + 1] @ W[k]


def table(result: dict) -> str:
    head = (
        f"{'shape':6}{'layers':22}{'batch':>5}  {'peer':13}{'ratio (quartiles)':>20}{'target':>8}"
    )
    missing = [f"not installed: {name}" for name in result["absent"]]
    return "\n".join([head, *map(line, result["rows"]), *missing])


def line(row: dict) -> str:
    layers = row["layers"] if len(row["layers"]) <= 21 else row["layers"][:18] + "…"
    found = "{median:.2f} ({low:.2f}–{high:.2f})".format(**row["ratio"])
    target = "–" if row["target"] is None else f"{row['target']:.1f}"
    verdict = {None: "", True: "met", False: "missed: " + row.get("note", "")}[row["met"]]
    start = f"{row['shape']:6}{layers:22}{row['batch']:5}  {row['peer']:13}"
    return f"{start}{found:>20}{target:>8}  {verdict}".rstrip()
