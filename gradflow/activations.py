"""Activation functions, each with its derivative.

All are elementwise, keep the dtype, and give finite values without warnings for |z| up to 1e4.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import expit as sigmoid
from scipy.special import ndtr as normal_cdf

from gradflow.arrays import Array, Function

LEAKY_SLOPE = 0.1


class Activation(NamedTuple):
    """A function, its derivative, and the points where its first or second derivative jumps."""

    f: Function
    df: Function
    kinks: tuple[float, ...] = ()


def step(z: Array) -> Array:
    """1 where z > 0, else 0: the derivative of ReLU, with the convention 0 at 0."""
    return (z > 0).astype(z.dtype)  # np.heaviside takes up to ten times as long


def normal_pdf(z: Array) -> Array:
    """Density of the standard normal distribution."""
    return np.exp(-0.5 * z * z) / float(np.sqrt(2 * np.pi))


def sigmoid_slope(z: Array) -> Array:
    """σ(z)(1 - σ(z)), without cancellation at large |z|; one exponential is faster than two σ."""
    e = np.exp(-np.abs(z))
    slope: Array = e / np.square(1 + e)
    return slope


# 1 - sigmoid(z) is written sigmoid(-z), and 1 - tanh(z)² as a slope of the sigmoid: the differences
# would lose digits at large |z|.
ACTIVATIONS: dict[str, Activation] = {
    "identity": Activation(
        f=lambda z: +z,
        df=lambda z: np.ones_like(z),
    ),
    "sigmoid": Activation(
        f=sigmoid,
        df=sigmoid_slope,
    ),
    "tanh": Activation(
        f=np.tanh,
        df=lambda z: 4 * sigmoid_slope(2 * z),
    ),
    "relu": Activation(
        f=lambda z: np.maximum(z, 0),
        df=step,
        kinks=(0.0,),
    ),
    "leaky_relu": Activation(
        f=lambda z: np.maximum(LEAKY_SLOPE * z, z),
        df=lambda z: LEAKY_SLOPE + (1 - LEAKY_SLOPE) * step(z),
        kinks=(0.0,),
    ),
    "elu": Activation(
        f=lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
        df=lambda z: np.exp(np.minimum(z, 0)),
        kinks=(0.0,),  # the slope is continuous, the second derivative is not
    ),
    "gelu": Activation(
        f=lambda z: z * normal_cdf(z),
        df=lambda z: normal_cdf(z) + z * normal_pdf(z),
    ),
    "silu": Activation(
        f=lambda z: z * sigmoid(z),
        df=lambda z: sigmoid(z) * (1 + z * sigmoid(-z)),
    ),
}
