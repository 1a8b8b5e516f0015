"""A whole training on the Digits data: time and accuracy on unseen digits, engine and peers.

All train the same network from the same start with the same step size, batches and epochs; a turn
is another seed of start and order. So the accuracies are equal within their spread, and times can
be compared. `train` also takes loss, accuracy and norms of all samples each epoch, the peers don't;
`steps_ratio` compares them with the engine's steps alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from gradflow import Network, accuracy, create_network, one_hot

from .measure import interleave, one_core, ratio, spread
from .peers import Params, Training, absent, engine_steps, engine_training, installed

LAYERS, BATCH, LEARNING_RATE, EPOCHS = [64, 32, 10], 32, 0.2, 30
SEEDS = 10
TARGETS = {"scikit-learn": 3.0, "PyTorch": 3.3}  # those of a step of this shape


def measure(quick: bool) -> dict:
    """A row for the engine and each peer: time of a training, its ratio, accuracy."""
    splits = train_test_split(*digits(), test_size=0.2, random_state=5)
    samples: dict[str, list[float]] = {}
    scores: dict[str, list[float]] = {}
    with one_core():
        for seed in range(2 if quick else SEEDS):
            for name, (time, score) in one_turn(splits, seed, 1 if quick else EPOCHS).items():
                samples.setdefault(name, []).append(time)
                scores.setdefault(name, []).append(score)
    times = {name: np.array(values) for name, values in samples.items()}
    rows = [row(times, scores, name) for name in times if name != "steps"]
    about = {"layers": "-".join(map(str, LAYERS)), "batch": BATCH, "learning_rate": LEARNING_RATE}
    about |= {"epochs": 1 if quick else EPOCHS, "train": len(splits[0]), "test": len(splits[1])}
    return {"unit": "ms a training", **about, "absent": absent(), "rows": rows}


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Images (1797, 64) with grey levels from 0 to 1, and labels (1797,)."""
    images, labels = load_digits(return_X_y=True)
    return images / 16, labels


def one_turn(splits: tuple, seed: int, epochs: int) -> dict[str, tuple[float, float]]:
    """Milliseconds and test accuracy of one training each, all from the same start."""
    X, X_test, labels, labels_test = splits
    network = create_network(LAYERS, rng=np.random.default_rng(seed))
    task = Training(network, X, labels, BATCH, LEARNING_RATE, epochs, seed)
    runs = {"gradflow": engine_training(task), "steps": engine_steps(task)}
    runs |= {name: peer(task) for name, peer in installed().items()}
    trained: dict[str, Params] = {}
    keeping = {name: keep(trained, name, run) for name, run in runs.items()}
    times = interleave(keeping, rounds=1, warm=1)
    return {name: (times[name][0], score(trained[name], X_test, labels_test)) for name in trained}


def keep(trained: dict, name: str, run):
    """`run` that puts its result into `trained`."""

    def keeping() -> None:
        trained[name] = run()

    return keeping


def score(params: Params, X: np.ndarray, labels: np.ndarray) -> float:
    return accuracy(
        Network(params, "relu", "softmax", "softmax_cross_entropy"), X, one_hot(labels, 10)
    )


def row(times: dict, scores: dict, name: str) -> dict:
    """Ratios are in units of the engine's time; the accuracy has its mean and deviation."""
    target = TARGETS.get(name)
    found: dict[str, Any] = {"peer": name, "time_ms": spread(times[name])}
    found["accuracy"] = {
        "mean": float(np.mean(scores[name])),
        "deviation": float(np.std(scores[name], ddof=1)),
    }
    if name == "gradflow":
        return found
    found["ratio"] = ratio(times, name, to="gradflow")
    found["steps_ratio"] = ratio(times, name, to="steps")
    met = None if target is None else bool(found["ratio"]["median"] >= target)
    note = f"the steps alone, without the history: {found['steps_ratio']['median']:.2f}"
    return found | {"target": target, "met": met} | ({"note": note} if met is False else {})


def table(result: dict) -> str:
    head = f"{'peer':14}{'ratio (quartiles)':>20}{'target':>8}  {'':7}{'accuracy':>15}"
    missing = [f"not installed: {name}" for name in result["absent"]]
    return "\n".join([head, *map(line, result["rows"]), *missing])


def line(row: dict) -> str:
    accuracy = "{mean:.3f} ± {deviation:.3f}".format(**row["accuracy"])
    if "ratio" not in row:
        return f"{row['peer']:14}{'1':>20}{'–':>8}  {'':7}{accuracy:>15}"
    found = "{median:.2f} ({low:.2f}–{high:.2f})".format(**row["ratio"])
    target = "–" if row["target"] is None else f"{row['target']:.1f}"
    verdict = {None: "", True: "met", False: "missed"}[row["met"]]
    start = f"{row['peer']:14}{found:>20}{target:>8}  {verdict:7}{accuracy:>15}"
    return f"{start}  {row.get('note', '')}".rstrip()
