"""Initial weights of shape (n_out, n_in), drawn from a NumPy generator."""

import math
from collections.abc import Callable

import numpy as np

from gradflow.arrays import Array

Initialiser = Callable[[int, int, np.random.Generator], Array]


def normal(n_out: int, n_in: int, rng: np.random.Generator) -> Array:
    """Variance 1/n_in: with a multiplier m, the m/√n_in · N(0, 1) of the simulator slide."""
    return rng.standard_normal((n_out, n_in)) / math.sqrt(n_in)


def xavier(n_out: int, n_in: int, rng: np.random.Generator) -> Array:
    """Variance 2/(n_in + n_out), for activations linear around 0 (Glorot & Bengio 2010)."""
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2 / (n_in + n_out))


def he(n_out: int, n_in: int, rng: np.random.Generator) -> Array:
    """Variance 2/n_in: the 2 compensates for the half that ReLU sets to 0 (He et al. 2015)."""
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2 / n_in)


def orthogonal(n_out: int, n_in: int, rng: np.random.Generator) -> Array:
    """All singular values 1, uniformly distributed (Saxe et al. 2014).

    QR of a normal matrix. The signs of R's diagonal are moved into Q: without that the distribution
    is not uniform.
    """
    rows, columns = max(n_out, n_in), min(n_out, n_in)
    q, r = np.linalg.qr(rng.standard_normal((rows, columns)))
    q = q * np.sign(np.diag(r))
    return q if n_out >= n_in else q.T


INITIALISERS: dict[str, Initialiser] = {
    "normal": normal,
    "xavier": xavier,
    "he": he,
    "orthogonal": orthogonal,
}
