"""The grid of networks that every gradient is tested on, and the same cost written for autograd."""

import itertools

import autograd.numpy as anp
import numpy as np
from autograd.scipy.special import erf, expit, logsumexp

from gradflow import ACTIVATIONS, Network

# tanh, relu … in a form that autograd differentiates by itself; nothing is shared with the engine
FUNCTIONS = {
    "identity": lambda z: z,
    "sigmoid": expit,
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.1 * z),
    "elu": lambda z: anp.where(z > 0, z, anp.exp(anp.where(z > 0, 0.0, z)) - 1),
    "gelu": lambda z: z * (1 + erf(z / anp.sqrt(2.0))) / 2,
    "silu": lambda z: z * expit(z),
}
LOSSES = ("squared_error", "softmax_cross_entropy")
BATCHES = (1, 7, 64)
DEPTHS = (1, 2, 3, 4, 5, 6)
GRID = list(itertools.product(ACTIVATIONS, LOSSES, BATCHES, DEPTHS))


def case(activation, loss, batch, depth, width=4):
    """A random network of the grid, with biases, and a batch for it; the same on every call."""
    seed = [list(ACTIVATIONS).index(activation), LOSSES.index(loss), batch, depth]
    rng = np.random.default_rng(seed)
    sizes = [3, *[width] * (depth - 1), 2]
    gain = 2.0 if activation == "sigmoid" else 1.0
    params = [
        (gain * rng.standard_normal((n, m)) / np.sqrt(m), 0.5 * rng.standard_normal(n))
        for m, n in itertools.pairwise(sizes)
    ]
    output = "softmax" if loss == "softmax_cross_entropy" else activation
    network = Network(params, hidden=activation, output=output, loss=loss)
    Y = rng.random((batch, 2))
    return network, rng.standard_normal((batch, 3)), Y / Y.sum(axis=1, keepdims=True)


def cost(params, X, Y, activation, loss, residual=False, layer_norm=False):
    """The cost, as one would write it for a library that differentiates."""
    a = X
    for W, b in params[:-1]:
        z = anp.dot(a, anp.transpose(W))
        if layer_norm:
            mean = anp.mean(z, axis=1, keepdims=True)
            variance = anp.mean((z - mean) ** 2, axis=1, keepdims=True)
            z = (z - mean) / anp.sqrt(variance + 1e-5)
        out = FUNCTIONS[activation](z + b)
        a = out + a if residual and W.shape[0] == W.shape[1] else out
    W, b = params[-1]
    z = anp.dot(a, anp.transpose(W)) + b
    if loss == "softmax_cross_entropy":
        losses = anp.sum(Y * (logsumexp(z, axis=1, keepdims=True) - z), axis=1)
    else:
        losses = anp.sum((FUNCTIONS[activation](z) - Y) ** 2, axis=1) / 2
    return anp.mean(losses)
