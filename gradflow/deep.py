"""What keeps deep networks trainable: residual connections and layer normalisation.

`forward` and `backward` work with these networks as with plain ones.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array
from gradflow.network import ForwardPass, Gradients, Network, output_delta
from gradflow.validation import invalid

EPSILON = 1e-5  # under the root of layer normalisation, as in PyTorch


class DeepPass(NamedTuple):
    """A forward pass: z and a as in `Pass`, and what normalisation divided by.

    scale: per layer the standard deviations (N, 1), or None if the layer is not normalised.
    """

    z: list[Array]
    a: list[Array]
    scale: list[Array | None]


@dataclass(eq=False, repr=False)
class DeepNetwork(Network):
    """A network whose hidden layers have residual connections, layer normalisation, or both.

    residual: a = σ(z) + a_in in each hidden layer that is as wide as its input (He et al. 2016).
    layer_norm: z = n(W a_in) + b, where n gives the units of a layer mean 0 and variance 1 for
    each sample (Ba et al. 2016); its gain is fixed at 1.
    """

    residual: bool = False
    layer_norm: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.layer_norm and 1 in self.sizes[1:-1]:
            raise invalid("sizes", self.sizes, "2 or more units in a normalised layer")

    @classmethod
    def of(cls, network: Network, *, residual: bool = False, layer_norm: bool = False) -> Self:
        """A deep network that shares the parameters of `network`."""
        return cls(
            network.params, network.hidden, network.output, network.loss, residual, layer_norm
        )

    @property
    def skips(self) -> list[bool]:
        """Per layer 1 … L, whether its input is added to its output."""
        square = [W.shape[0] == W.shape[1] for W, _ in self.params]
        return [self.residual and fits for fits in square[:-1]] + [False]

    @property
    def norms(self) -> list[bool]:
        """Per layer 1 … L, whether it is normalised."""
        return [self.layer_norm] * (len(self.params) - 1) + [False]

    def run_forward(self, X: Array) -> DeepPass:
        """Forward pass of a batch X (N, n_in)."""
        z, a = [], [X]
        scales: list[Array | None] = []
        layers = zip(self.params, self.functions, self.norms, self.skips, strict=True)
        for (W, b), f, norm, skip in layers:
            product = a[-1] @ W.T
            scale = _deviation(product) if norm else None
            z.append((product if scale is None else _centred(product) / scale) + b)
            a.append(f(z[-1]) + a[-1] if skip else f(z[-1]))
            scales.append(scale)
        return DeepPass(z, a, scales)

    def run_backward(self, pass_: ForwardPass, Y: Array) -> Gradients:
        """Backward pass for targets Y (N, n_out)."""
        if not isinstance(pass_, DeepPass):
            raise invalid("pass_", f"a {type(pass_).__name__}", "a DeepPass of this network")
        z, a, scales = pass_
        df, skips, samples = ACTIVATIONS[self.hidden].df, self.skips, len(a[0])
        delta, grad_W = list(z), list(z)  # one per layer, filled from the back
        delta[-1] = output_delta(self, pass_, Y)
        upstream = np.zeros_like(a[-1])  # dL/da of the layer's output; not used at the last layer
        for k in reversed(range(len(z))):
            (W, b), scale = self.params[k], scales[k]
            if k < len(z) - 1:
                delta[k] = df(z[k]) * upstream
            # dL/d(W a_in), which normalisation makes different from dL/dz
            product_delta = delta[k] if scale is None else _through_norm(delta[k], z[k] - b, scale)
            grad_W[k] = product_delta.T @ a[k] / samples
            through_weights = product_delta @ W
            upstream = through_weights + upstream if skips[k] else through_weights
        return Gradients(grad_W, [d.mean(axis=0) for d in delta], delta, x=upstream / samples)

    def __repr__(self) -> str:
        plain = super().__repr__().removeprefix("Network(").removesuffix(")")
        return f"DeepNetwork({plain}, residual={self.residual}, layer_norm={self.layer_norm})"


def _centred(product: Array) -> Array:
    centred: Array = product - product.mean(axis=1, keepdims=True)
    return centred


def _deviation(product: Array) -> Array:
    deviation: Array = np.sqrt(product.var(axis=1, keepdims=True) + EPSILON)
    return deviation


def _through_norm(upstream: Array, normed: Array, scale: Array) -> Array:
    """The gradient before normalisation from that after it; mean and scale have gradients, too."""
    projection = (upstream * normed).mean(axis=1, keepdims=True)
    gradient: Array = (_centred(upstream) - normed * projection) / scale
    return gradient
