"""What keeps deep networks trainable: residual connections and layer normalisation.

`forward` and `backward` work with these networks as with plain ones.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array
from gradflow.network import Gradients, Network, Pass, output_delta
from gradflow.validation import invalid

EPSILON = 1e-5  # under the root of layer normalisation, as in PyTorch


class DeepPass(Pass):
    """A `Pass`, and in `scale` each layer's standard deviations (N, 1) that divide it, or None."""

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
            raise invalid("sizes", self.sizes, "2 or more units in a layer that is normalised")

    @classmethod
    def of(cls, network: Network, *, residual: bool = False, layer_norm: bool = False) -> Self:
        """The same parameters with the parts that are chosen."""
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
        pass_ = DeepPass(z, a)
        pass_.scale = scales
        return pass_

    def run_backward(self, pass_: Pass, Y: Array) -> Gradients:
        """Backward pass for targets Y (N, n_out)."""
        if not isinstance(pass_, DeepPass):
            raise invalid("pass_", f"a {type(pass_).__name__}", "a DeepPass of this network")
        z, a = pass_
        df, skips, samples = ACTIVATIONS[self.hidden].df, self.skips, len(a[0])
        delta = [output_delta(self, pass_, Y)]
        grad_W: list[Array] = []
        upstream = np.zeros_like(a[-1])  # dL/da of the layer's output, where a skip needs it
        for k in reversed(range(len(z))):
            (W, b), scale, skip = self.params[k], pass_.scale[k], skips[k]
            into_product = delta[0]
            if scale is not None:
                into_product = _through_norm(into_product, z[k] - b, scale)
            grad_W.insert(0, into_product.T @ a[k] / samples)
            passed_on = into_product @ W
            upstream = passed_on + upstream if skip else passed_on
            if k > 0:
                delta.insert(0, df(z[k - 1]) * upstream)
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
    """The gradient before normalisation from that after it: mean and scale depend on it, too."""
    along = (upstream * normed).mean(axis=1, keepdims=True)
    before: Array = (_centred(upstream) - normed * along) / scale
    return before
