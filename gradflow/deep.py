"""What keeps deep networks trainable: residual connections and layer normalisation.

`forward` and `backward` work with these networks as with plain ones.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gradflow.activations import ACTIVATIONS
from gradflow.network import Gradients, Network, backward_pass, forward_pass, output_delta
from gradflow.validation import invalid

EPSILON = 1e-5  # under the root of layer normalisation, as in PyTorch


@dataclass(frozen=True, eq=False, repr=False)
class DeepNetwork(Network):
    """A network whose hidden layers have residual connections, layer normalisation, or both.

    residual: a = σ(z) + a_in in each hidden layer that is as wide as its input (He et al. 2016).
    layer_norm: z = n(W a_in) + b, where n gives the units of a layer mean 0 and variance 1 for
    each sample (Ba et al. 2016); its gain is fixed at 1.
    """

    residual: bool = False
    layer_norm: bool = False

    def __post_init__(self):
        super().__post_init__()
        if self.layer_norm and 1 in self.sizes[1:-1]:
            raise invalid("sizes", self.sizes, "2 or more units in a layer that is normalised")

    @classmethod
    def of(cls, network: Network, *, residual: bool = False, layer_norm: bool = False):
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

    def __repr__(self) -> str:
        plain = super().__repr__().removeprefix("Network(").removesuffix(")")
        return f"DeepNetwork({plain}, residual={self.residual}, layer_norm={self.layer_norm})"


class DeepPass(NamedTuple):
    """A `Pass`, and per layer the standard deviations (N, 1) it was divided by, or None."""

    z: list[np.ndarray]
    a: list[np.ndarray]
    scale: list[np.ndarray | None]


@forward_pass.register
def _(network: DeepNetwork, X: np.ndarray) -> DeepPass:
    z, a, scales = [], [X], []
    layers = zip(network.params, network.functions, network.norms, network.skips, strict=True)
    for (W, b), f, norm, skip in layers:
        product = a[-1] @ W.T
        scale = _deviation(product) if norm else None
        z.append((_centred(product) / scale if norm else product) + b)
        a.append(f(z[-1]) + a[-1] if skip else f(z[-1]))
        scales.append(scale)
    return DeepPass(z, a, scales)


@backward_pass.register
def _(network: DeepNetwork, pass_: DeepPass, Y: np.ndarray) -> Gradients:
    z, a, scales = pass_
    df, samples = ACTIVATIONS[network.hidden].df, len(a[0])
    delta, grad_W = [None] * len(z), [None] * len(z)
    delta[-1] = output_delta(network, pass_, Y)
    upstream = None  # dL/da of the layer's output, where a skip needs it
    for k in reversed(range(len(z))):
        W, b = network.params[k]
        into_product = delta[k]
        if scales[k] is not None:
            into_product = _through_norm(delta[k], z[k] - b, scales[k])
        grad_W[k] = into_product.T @ a[k] / samples
        passed_on = into_product @ W
        upstream = passed_on + upstream if network.skips[k] else passed_on
        if k > 0:
            delta[k - 1] = df(z[k - 1]) * upstream
    return Gradients(grad_W, [d.mean(axis=0) for d in delta], delta, x=upstream / samples)


def _centred(product: np.ndarray) -> np.ndarray:
    return product - product.mean(axis=1, keepdims=True)


def _deviation(product: np.ndarray) -> np.ndarray:
    return np.sqrt(product.var(axis=1, keepdims=True) + EPSILON)


def _through_norm(upstream: np.ndarray, normed: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """The gradient before normalisation from that after it: mean and scale depend on it, too."""
    along = (upstream * normed).mean(axis=1, keepdims=True)
    return (_centred(upstream) - normed * along) / scale
