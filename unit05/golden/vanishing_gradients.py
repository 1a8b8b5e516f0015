"""Numbers of the slides on vanishing and exploding gradients."""

import numpy as np
from scipy.optimize import brentq

from gradflow import (
    ACTIVATIONS,
    DeepNetwork,
    backward,
    forward,
    layer_norms,
    mean_field,
    naive_line,
    upstream_network,
)
from gradflow.notebook.number_text import decimals, fixed, scientific

from .widget_random import standard_normals


def vanish() -> dict[str, str]:
    """Powers of the sigmoid's largest slope: p10 is 0.25^10."""
    slope = float(ACTIVATIONS["sigmoid"].df(np.array(0.0)))
    powers = {
        f"p{n}": decimals(slope**n, 4) if n <= 3 else scientific(slope**n, 2)
        for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20)
    }
    return {"slope": decimals(slope, 2), **powers}


def simulator() -> dict[str, str]:
    """Layer 1 relative to layer 15, log10: relu_1_5 is ReLU at m = 1.5 by the mean-field line;
    sim_… a simulated network (median over seeds), naive_… the first guess. …_50: 50 sigmoid layers
    at m = 1.5; …_last is layer 49, …_gain what residual connections gain over plain layers."""
    settings = {"sigmoid": (1.5, 4), "tanh": (1, 1.5, 4), "relu": (1, 1.5, 4)}
    pairs = [(activation, m) for activation, ms in settings.items() for m in ms]
    simulated = dict(zip(pairs, simulate(pairs), strict=True))
    parts: tuple[dict[str, bool], ...] = ({}, {"residual": True}, {"layer_norm": True})
    plain, residual, norm = (simulate([("sigmoid", 1.5)], depth=50, **part)[0] for part in parts)
    out = {
        "plain_50": fixed(plain[0], 2),
        "norm_50": fixed(norm[0], 2),
        "residual_50": fixed(residual[0], 2),
        "residual_50_last": fixed(residual[48], 2),
        "residual_50_gain": fixed(residual[0] - plain[0], 1),
    }
    for activation, m in pairs:
        name = f"{activation}_{m:g}".replace(".", "_")
        out[name] = fixed(mean_field(activation, m).line[0], 2)
        out[f"sim_{name}"] = fixed(simulated[activation, m][0], 2)
        out[f"naive_{name}"] = fixed(naive_line(activation, m)[0], 2)
    critical = brentq(lambda m: mean_field("sigmoid", m, depth=60).line[0], 5, 20)
    return out | {
        "he": decimals(np.sqrt(2), 2),
        "xavier": "1",
        "sigmoid_critical": decimals(critical, 1),
    }


def simulate(pairs, *, seeds=40, width=64, depth=15, batch=16, **parts) -> np.ndarray:
    """Median over seeds of log10(delta of a layer / delta of the last), per (activation, m), layer:
    the networks that the simulator shows, drawn as in its simulation/sample-networks.js."""
    logs = np.empty((seeds, len(pairs), depth))
    square = width * width
    for seed, numbers in enumerate(standard_normals(seeds, depth * square + 2 * batch * width)):
        draws = numbers[: depth * square].reshape(depth, width, width) / np.sqrt(width)
        X, upstream = numbers[depth * square :].reshape(2, width, batch).transpose(0, 2, 1)
        X = X * np.sqrt(width) / np.linalg.norm(X, axis=1, keepdims=True)  # ‖x‖² = n_in
        for k, (activation, m) in enumerate(pairs):
            plain = upstream_network(list(m * draws), activation)
            network = DeepNetwork.of(plain, **parts)
            delta = layer_norms(backward(network, forward(network, X), upstream)).delta
            logs[seed, k] = np.log10(delta / delta[-1])
    return np.median(logs, axis=0)
