"""A feed-forward network: forward pass, backward pass, cost.

Batches are in rows: X has shape (N, n_in), and W keeps the lecture's shape (n_out, n_in), so that a
layer is X @ W.T + b where the slides write W x + b for one column x.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array, Function, Layer
from gradflow.initialisers import INITIALISERS
from gradflow.losses import LOSSES, softmax
from gradflow.validation import finite_array, generator, invalid, layer_sizes, lookup, positive

OUTPUTS: dict[str, Function] = {name: activation.f for name, activation in ACTIVATIONS.items()}
OUTPUTS["softmax"] = softmax


@dataclass(eq=False, repr=False)
class Network:
    """Parameters [(W, b), ...] of the layers 1 … L and the names of what lies between them.

    W: (n_out, n_in), b: (n_out,), float64 or float32; training changes them in place. `output` is
    the last layer's activation; "softmax" and the loss "softmax_cross_entropy" go together.
    Raises ValueError if names or shapes don't fit.
    """

    params: Sequence[Layer]
    hidden: str = "sigmoid"
    output: str = "sigmoid"
    loss: str = "squared_error"

    def __post_init__(self) -> None:
        lookup(ACTIVATIONS, self.hidden, "hidden")
        lookup(OUTPUTS, self.output, "output")
        lookup(LOSSES, self.loss, "loss")
        if (self.output == "softmax") != (self.loss == "softmax_cross_entropy"):
            pair = f"output {self.output} with loss {self.loss}"
            raise invalid("network", pair, "softmax and softmax_cross_entropy together")
        self.params = _checked_params(self.params)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units per layer, from the input (layer 0) to the output (layer L)."""
        return (self.params[0][0].shape[1], *(len(b) for _, b in self.params))

    @property
    def functions(self) -> list[Function]:
        """Activation functions of the layers 1 … L."""
        hidden = [ACTIVATIONS[self.hidden].f] * (len(self.params) - 1)
        return [*hidden, OUTPUTS[self.output]]

    # A subclass, as in gradflow.deep, replaces these two. They don't check X and Y.

    def run_forward(self, X: Array) -> "ForwardPass":
        """Forward pass of a batch X (N, n_in)."""
        return forward_pass(self, X)

    def run_backward(self, pass_: "ForwardPass", Y: Array) -> "Gradients":
        """Backward pass for targets Y (N, n_out)."""
        if type(pass_) is not Pass:
            raise invalid("pass_", f"a {type(pass_).__name__}", "a Pass of this network")
        return backward_pass(self, pass_, Y)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.sizes))
        return f"Network({sizes}, hidden={self.hidden}, output={self.output}, loss={self.loss})"


class ForwardPass(Protocol):
    """What a forward pass caches: z[l] belongs to a[l + 1], a[0] is the input, a[-1] the output."""

    @property
    def z(self) -> list[Array]: ...

    @property
    def a(self) -> list[Array]: ...


class Pass(NamedTuple):
    """The forward pass of a plain network."""

    z: list[Array]
    a: list[Array]


class Gradients(NamedTuple):
    """Gradients of the cost J for every W, every b and the input x (N, n_in).

    delta: per layer dL/dz of each sample, (N, n), not divided by N. x: None where it isn't needed.
    """

    W: list[Array]
    b: list[Array]
    delta: list[Array]
    x: Array | None = None


def forward(network: Network, X: ArrayLike) -> ForwardPass:
    """Forward pass of a batch X (N, n_in)."""
    return network.run_forward(finite_array("X", X, (None, network.sizes[0])))


def backward(network: Network, pass_: ForwardPass, Y: ArrayLike) -> Gradients:
    """Backward pass for targets Y (N, n_out): the gradients of J."""
    gradients = network.run_backward(pass_, checked_targets(network, pass_, Y))
    if gradients.x is not None:
        return gradients
    W, delta = network.params[0][0], gradients.delta[0]
    return gradients._replace(x=delta @ W / len(delta))


# The slide "The Backpropagation Algorithm" shows the two functions below. They don't check their
# arguments: `train` calls them for each batch, and checks all samples once before.


def forward_pass(network: Network, X: Array) -> Pass:
    """Forward pass of a batch X (N, n_in) that fits."""
    # 1. layer by layer, keeping every z and a
    z, a = [], [X]
    for (W, b), f in zip(network.params, network.functions, strict=True):
        z.append(a[-1] @ W.T + b)
        a.append(f(z[-1]))
    return Pass(z, a)


def backward_pass(network: Network, pass_: Pass, Y: Array) -> Gradients:
    """Backward pass for targets Y (N, n_out) that fit."""
    z, a = pass_
    W = [W for W, b in network.params]
    df = ACTIVATIONS[network.hidden].df
    # 2. delta of the output layer
    delta = list(z)  # one per layer, filled from the back
    delta[-1] = output_delta(network, pass_, Y)
    # 3. recursion, from layer L - 1 down to layer 1
    for k in reversed(range(len(W) - 1)):
        delta[k] = df(z[k]) * (delta[k + 1] @ W[k + 1])
    # 4. gradients: means over the N rows of the batch
    layers = zip(delta, a[:-1], strict=True)
    grad_W = [d.T @ a_in / len(d) for d, a_in in layers]
    grad_b = [d.sum(axis=0) / len(d) for d in delta]
    return Gradients(grad_W, grad_b, delta)


def checked_targets(network: Network, pass_: ForwardPass, Y: ArrayLike) -> Array:
    """Y as an array, if it fits the outputs of the pass; else raise ValueError."""
    Y = finite_array("Y", Y, pass_.a[-1].shape)
    if network.loss == "softmax_cross_entropy" and not _are_probabilities(Y):
        raise invalid("Y", "rows that are no probabilities", "rows >= 0 that sum to 1")
    return Y


def output_delta(network: Network, pass_: ForwardPass, Y: Array) -> Array:
    """dL/dz of the last layer, (N, n_out), for targets of that shape."""
    df = None if network.output == "softmax" else ACTIVATIONS[network.output].df
    return LOSSES[network.loss].delta(pass_.z[-1], pass_.a[-1], Y, df)


def cost(network: Network, X: ArrayLike, Y: ArrayLike) -> float:
    """J, the mean of the per-sample losses."""
    return cost_of_pass(network, forward(network, X), Y)


def cost_of_pass(network: Network, pass_: ForwardPass, Y: ArrayLike) -> float:
    """J of a finished forward pass."""
    Y = checked_targets(network, pass_, Y)
    return float(LOSSES[network.loss].value(pass_.z[-1], pass_.a[-1], Y).mean())


def predict(network: Network, X: ArrayLike) -> Array:
    """The outputs ŷ, (N, n_out)."""
    return forward(network, X).a[-1]


def create_network(
    sizes: Sequence[int],
    *,
    hidden: str = "relu",
    output: str = "softmax",
    loss: str = "softmax_cross_entropy",
    init: str = "he",
    multiplier: float = 1.0,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
) -> Network:
    """A network with `multiplier` times the weights that `init` draws, and biases 0.

    sizes: units per layer, input first.
    Raises ValueError for names, sizes or numbers that don't fit.
    """
    sizes = layer_sizes(sizes)
    if np.dtype(dtype) not in (np.float64, np.float32):
        raise invalid("dtype", dtype, "float64 or float32")
    draw = lookup(INITIALISERS, init, "init")
    scale, rng = positive("multiplier", multiplier), generator("rng", rng)
    params = [
        ((scale * draw(n_out, n_in, rng)).astype(dtype), np.zeros(n_out, dtype))
        for n_in, n_out in pairwise(sizes)
    ]
    return Network(params, hidden=hidden, output=output, loss=loss)


def _checked_params(params: Sequence[tuple[ArrayLike, ArrayLike]]) -> tuple[Layer, ...]:
    if len(params) == 0:
        raise invalid("params", "no layer", "at least one (W, b)")
    checked, n_in = [], None
    for layer, (W, b) in enumerate(params, start=1):
        W = finite_array(f"W{layer}", W, (None, n_in))
        b = finite_array(f"b{layer}", b, (len(W),))
        checked.append((W, b))
        n_in = len(W)
    return tuple(checked)


def _are_probabilities(Y: Array) -> bool:
    return bool((Y >= 0).all()) and bool((abs(Y.sum(axis=1) - 1) < 1e-5).all())
