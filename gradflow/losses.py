"""Losses, each with its output delta, dL/dz of the last layer.

z, y_hat and y have shape (N, n); a value has shape (N,), one number per sample.
The output delta depends on the loss, the recursion to the layers before it does not.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import logsumexp

from gradflow.arrays import Array


class Loss(NamedTuple):
    """Per-sample value of (z, y_hat, y), and output delta of (z, y_hat, y, df).

    terms: size of the numbers that the value is computed from. The rounding error of the value is
    about this size times the unit round-off, however small the value is.
    """

    value: Callable[[Array, Array, Array], Array]
    delta: Callable[..., Array]
    terms: Callable[[Array, Array, Array], Array]


def softmax(z: Array) -> Array:
    """Rows of z as probabilities; the largest entry is subtracted first, so nothing overflows."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    p: Array = e / e.sum(axis=-1, keepdims=True)
    return p


LOSSES: dict[str, Loss] = {
    # ½ Σ (ŷ - y)², for any elementwise output activation
    "squared_error": Loss(
        value=lambda z, y_hat, y: 0.5 * np.square(y_hat - y).sum(axis=1),
        delta=lambda z, y_hat, y, df: (y_hat - y) * df(z),
        terms=lambda z, y_hat, y: (abs(y_hat - y) * (abs(y_hat) + abs(y))).sum(axis=1),
    ),
    # -Σ y log ŷ, from the logits z; the delta holds for softmax outputs and targets that sum to 1
    "softmax_cross_entropy": Loss(
        value=lambda z, y_hat, y: (y * (logsumexp(z, axis=1, keepdims=True) - z)).sum(axis=1),
        delta=lambda z, y_hat, y, df: y_hat - y,
        terms=lambda z, y_hat, y: (y * (abs(logsumexp(z, axis=1, keepdims=True)) + abs(z))).sum(
            axis=1
        ),
    ),
    # Σ y ŷ: its gradient at the output is y, so y can be any upstream gradient
    "linear": Loss(
        value=lambda z, y_hat, y: (y * y_hat).sum(axis=1),
        delta=lambda z, y_hat, y, df: y * df(z),
        terms=lambda z, y_hat, y: abs(y * y_hat).sum(axis=1),
    ),
}
