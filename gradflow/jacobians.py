"""Jacobians of a network at one sample, and their singular values: by how much vectors are scaled.

Slide "The Jacobian matrix perspective"; Saxe et al. 2014, Pennington et al. 2017.
"""

from functools import singledispatch
from itertools import accumulate

import numpy as np
from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array
from gradflow.deep import DeepNetwork, DeepPass
from gradflow.network import ForwardPass, Network, forward
from gradflow.validation import finite_array


def layer_jacobians(network: Network, x: ArrayLike) -> list[Array]:
    """Per layer 1 … L the matrix da/da_in, (n_out, n_in), at one sample x (n_in,)."""
    x = finite_array("x", x, (network.sizes[0],))
    return _jacobians(network, forward(network, x[None]))


def input_jacobians(network: Network, x: ArrayLike) -> list[Array]:
    """Per layer 1 … L the matrix da/dx, (n_out, network's n_in); the last one is end to end."""
    return list(accumulate(layer_jacobians(network, x), lambda before, layer: layer @ before))


def singular_values(network: Network, x: ArrayLike) -> list[Array]:
    """Per layer 1 … L the singular values of da/dx, largest first."""
    return [np.linalg.svd(J, compute_uv=False) for J in input_jacobians(network, x)]


@singledispatch
def _jacobians(network: Network, pass_: ForwardPass) -> list[Array]:
    """diag σ'(z) · W in each layer."""
    slopes = _slopes(network, pass_)
    return [slope @ W for slope, (W, _) in zip(slopes, network.params, strict=True)]


@_jacobians.register
def _(network: DeepNetwork, pass_: DeepPass) -> list[Array]:
    """diag σ'(z) · N · W + I, N the Jacobian of the normalisation, I where the input is added."""
    jacobians = []
    slopes = _slopes(network, pass_)
    layers = zip(slopes, network.params, pass_.z, pass_.scale, network.skips, strict=True)
    for slope, (W, b), z, scale, skip in layers:
        J = slope @ (W if scale is None else _normed(W, z[0] - b, scale))
        jacobians.append(J + np.eye(*J.shape) if skip else J)
    return jacobians


def _normed(W: Array, normed: Array, scale: Array) -> Array:
    jacobian: Array = (W - W.mean(axis=0) - np.outer(normed, normed @ W) / len(W)) / scale
    return jacobian


def _slopes(network: Network, pass_: ForwardPass) -> list[Array]:
    """Per layer da/dz, (n, n): diagonal except for softmax."""
    df = ACTIVATIONS[network.hidden].df
    hidden = [np.diag(df(z[0])) for z in pass_.z[:-1]]
    if network.output == "softmax":
        p = pass_.a[-1][0]
        return [*hidden, np.diag(p) - np.outer(p, p)]
    return [*hidden, np.diag(ACTIVATIONS[network.output].df(pass_.z[-1][0]))]
