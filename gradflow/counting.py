"""Work and memory, counted: multiply–adds of the passes, and a backward pass that stores less."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array
from gradflow.network import Gradients, Network, Pass, checked_targets, forward, output_delta
from gradflow.validation import finite_array, invalid, layer_sizes, positive_integer


class MultiplyAdds(NamedTuple):
    """Multiply–adds of the matrix products; what is done once per unit is left out."""

    forward: int
    backward: int
    forward_differences: int
    central_differences: int


def multiply_adds(sizes: Sequence[int], samples: int = 1) -> MultiplyAdds:
    """Work for one gradient of a batch, sizes as for `create_network`.

    Forward, each weight takes part once per sample. Backward it does so twice: the delta is passed
    on to the layer's input, and the outer product of delta and input is added up. Differences are
    one or two forward passes per parameter, biases included, and one-sided ones the base point.
    """
    sizes = layer_sizes(sizes)
    weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    parameters = weights + sum(sizes[1:])
    once = positive_integer("samples", samples) * weights
    return MultiplyAdds(once, 2 * once, (parameters + 1) * once, 2 * parameters * once)


class CheckpointCost(NamedTuple):
    """Most bytes of forward arrays held at once, and the multiply–adds done a second time."""

    stored_bytes: int
    extra_multiply_adds: int


def checkpointed_backward(
    network: Network, X: ArrayLike, Y: ArrayLike, every: int
) -> tuple[Gradients, CheckpointCost]:
    """The gradients of `backward`, bit for bit, from the input of every `every`-th layer alone.

    The layers from one kept input to the next form a segment. Going back, its z and a are computed
    once more from there; only the last segment's are at hand from the forward pass.
    Chen et al. 2016. Raises ValueError for arguments that don't fit.
    """
    if type(network) is not Network:
        raise invalid("network", network, "a plain Network")
    X = finite_array("X", X, (None, network.sizes[0]))
    depth = len(network.params)
    starts = range(0, depth, positive_integer("every", every))
    kept = [X]
    for start in starts[:-1]:
        kept.append(_segment(network, start, every, kept[-1]).a[-1])
    delta: list[Array] = []
    grad_W: list[Array] = []
    stored = 0
    df = ACTIVATIONS[network.hidden].df
    for start in reversed(starts):
        pass_ = _segment(network, start, every, kept[-1])
        stored = max(stored, _bytes([*kept, *pass_.z, *pass_.a[1:]]))
        for k in reversed(range(start, min(start + every, depth))):
            if k == depth - 1:
                delta.insert(0, output_delta(network, pass_, checked_targets(network, pass_, Y)))
            else:
                delta.insert(0, df(pass_.z[k - start]) * (delta[0] @ network.params[k + 1][0]))
            grad_W.insert(0, delta[0].T @ pass_.a[k - start] / len(X))
        kept.pop()
        del pass_  # before the next segment is computed
    x = delta[0] @ network.params[0][0] / len(X)
    again = sum(W.size for W, _ in network.params[: starts[-1]]) * len(X)
    gradients = Gradients(grad_W, [d.sum(axis=0) / len(d) for d in delta], delta, x)
    return gradients, CheckpointCost(stored, again)


def optimal_spacing(depth: int, arrays: int = 2) -> int:
    """The `every` that stores least: depth/k inputs and arrays·k in a segment, so √(depth/arrays).

    arrays: how many are kept per recomputed layer, here z and a.
    """
    ratio = positive_integer("depth", depth) / positive_integer("arrays", arrays)
    return max(1, round(math.sqrt(ratio)))


def _segment(network: Network, start: int, every: int, a_in: Array) -> Pass:
    """Forward pass of the layers from `start` (counted from 0) up to the next kept input."""
    stop = start + every
    params = network.params[start:stop]
    if stop >= len(network.params):
        return forward(Network(params, network.hidden, network.output, network.loss), a_in)
    return forward(Network(params, network.hidden, network.hidden), a_in)


def _bytes(arrays: Sequence[Array]) -> int:
    return sum(array.nbytes for array in arrays)
