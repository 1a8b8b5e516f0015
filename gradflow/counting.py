"""Costs of the passes: multiply–adds, and a backward pass that stores less and recomputes."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array
from gradflow.network import ForwardPass, Gradients, Network, checked_targets, forward, output_delta
from gradflow.validation import finite_array, invalid, layer_sizes, positive_integer


class MultiplyAdds(NamedTuple):
    """Multiply–adds of the matrix products; operations per unit are not counted."""

    forward: int
    backward: int
    forward_differences: int
    central_differences: int


def multiply_adds(sizes: Sequence[int], samples: int = 1) -> MultiplyAdds:
    """Work for one gradient of a batch, sizes as for `create_network`.

    The forward pass uses each weight once per sample. The backward pass uses it twice: for the
    gradient of the layer's input, and for the outer product of delta and input. Central differences
    take two forward passes per parameter, biases included; forward differences one, and one more
    at the point itself.
    """
    sizes = layer_sizes(sizes)
    weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    parameters = weights + sum(sizes[1:])
    one_pass = positive_integer("samples", samples) * weights
    return MultiplyAdds(
        one_pass, 2 * one_pass, (parameters + 1) * one_pass, 2 * parameters * one_pass
    )


class CheckpointCost(NamedTuple):
    """Largest number of bytes of forward arrays held at once, and the recomputed multiply–adds."""

    stored_bytes: int
    extra_multiply_adds: int


def checkpointed_backward(
    network: Network, X: ArrayLike, Y: ArrayLike, every: int
) -> tuple[Gradients, CheckpointCost]:
    """The gradients of `backward`, bit for bit, with the input of every `every`-th layer stored.

    The layers from one stored input to the next form a segment. Going back, its z and a are
    computed again from there; only those of the last segment remain from the forward pass.
    Chen et al. 2016. Raises ValueError for arguments that don't fit.
    """
    if type(network) is not Network:
        raise invalid("network", network, "a plain Network")
    X = finite_array("X", X, (None, network.sizes[0]))
    depth = len(network.params)
    starts = range(0, depth, positive_integer("every", every))
    inputs = [X]  # of the segments that are still to be differentiated
    for start in starts[:-1]:
        inputs.append(_segment(network, start, every, inputs[-1]).a[-1])
    delta, grad_W = [X] * depth, [X] * depth  # one per layer, filled from the back
    stored_bytes = 0
    df = ACTIVATIONS[network.hidden].df
    for start in reversed(starts):
        pass_ = _segment(network, start, every, inputs[-1])
        stored_bytes = max(stored_bytes, _bytes([*inputs, *pass_.z, *pass_.a[1:]]))
        for k in reversed(range(start, min(start + every, depth))):
            if k == depth - 1:
                delta[k] = output_delta(network, pass_, checked_targets(network, pass_, Y))
            else:
                delta[k] = df(pass_.z[k - start]) * (delta[k + 1] @ network.params[k + 1][0])
            grad_W[k] = delta[k].T @ pass_.a[k - start] / len(X)
        inputs.pop()
        del pass_  # frees its arrays before the next segment is computed
    x = delta[0] @ network.params[0][0] / len(X)
    recomputed = sum(W.size for W, _ in network.params[: starts[-1]]) * len(X)
    gradients = Gradients(grad_W, [d.sum(axis=0) / len(d) for d in delta], delta, x)
    return gradients, CheckpointCost(stored_bytes, recomputed)


def optimal_spacing(depth: int, arrays: int = 2) -> int:
    """The `every` that stores least: depth/k inputs and arrays·k in a segment, so √(depth/arrays).

    arrays: number of arrays per recomputed layer, here z and a.
    """
    ratio = positive_integer("depth", depth) / positive_integer("arrays", arrays)
    return max(1, round(math.sqrt(ratio)))


def _segment(network: Network, start: int, every: int, a_in: Array) -> ForwardPass:
    """Forward pass of the layers from `start` (counted from 0) up to the next stored input."""
    stop = start + every
    params = network.params[start:stop]
    if stop >= len(network.params):
        return forward(Network(params, network.hidden, network.output, network.loss), a_in)
    return forward(Network(params, network.hidden, network.hidden), a_in)


def _bytes(arrays: Sequence[Array]) -> int:
    return sum(array.nbytes for array in arrays)
