"""Gradient flow: norms per layer, dead units, the mean-field line of random networks."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS, normal_pdf
from gradflow.arrays import Array, Function
from gradflow.network import Gradients, Network, forward
from gradflow.validation import (
    finite_array,
    invalid,
    lookup,
    non_negative,
    positive,
    positive_integer,
)

# The same average slope for all units, a first guess; it is called "naive" wherever it is shown.
AVERAGE_SLOPE = {"sigmoid": 0.15, "tanh": 0.5, "relu": 0.6}

# Ten-point Gauss–Legendre rule on [-1, 1]: positive nodes and their weights; the negative ones
# follow by symmetry. As literals, so that the JavaScript engine uses the same numbers.
NODES = (
    0.14887433898163122,
    0.4333953941292472,
    0.6794095682990244,
    0.8650633666889845,
    0.9739065285171717,
)
WEIGHTS = (
    0.29552422471475287,
    0.26926671930999635,
    0.21908636251598204,
    0.1494513491505806,
    0.06667134430868814,
)


class LayerNorms(NamedTuple):
    """Per layer 1 … L: size of the deltas, and norm of the weight gradient."""

    delta: Array
    gradient: Array


class MeanField(NamedTuple):
    """Per layer 1 … depth: log10 of delta relative to the last layer, gain chi, second moment q."""

    line: Array
    chi: Array
    q: Array


def layer_norms(gradients: Gradients) -> LayerNorms:
    """RMS over the batch of ‖δ‖₂/√n, which is the RMS of all entries, and ‖∇_W J‖ (Frobenius)."""
    delta = [norm(d) / np.sqrt(d.size) for d in gradients.delta]
    return LayerNorms(np.array(delta), np.array([norm(g) for g in gradients.W]))


def norm(array: ArrayLike) -> float:
    """‖array‖, the root of the sum of all squares, even if a square overflows."""
    array = np.asarray(array)
    largest = float(abs(array).max())
    if not 0 < largest < np.inf:
        return largest
    return largest * float(np.linalg.norm(array / largest))


def dead_fraction(network: Network, X: ArrayLike) -> Array:
    """Per hidden layer, the share of units whose slope σ'(z) is 0 for every sample of X."""
    df = ACTIVATIONS[network.hidden].df
    z = forward(network, X).z[:-1]
    return np.array([np.mean((df(layer) == 0).all(axis=0)) for layer in z])


def mean_field(
    activation: str,
    multiplier: float,
    depth: int = 15,
    input_second_moment: float = 1.0,
    bias: float = 0.0,
) -> MeanField:
    """Expected gradient flow in a wide network: weights multiplier/√n_in · N(0, 1), and biases
    bias · N(0, 1).

    q_1 = m² mean(x²) + s², q_{l+1} = m² E[σ(√q_l z)²] + s², chi_l = m² E[σ'(√q_l z)²], with
    z ~ N(0, 1), s = bias; line_l = ½ Σ_{k=l}^{depth-1} log10 chi_k. Holds for plain networks,
    depth ≪ width.
    Poole et al. 2016, Schoenholz et al. 2017; slide "Vanishing & Exploding Gradient Simulator".
    """
    function = lookup(ACTIVATIONS, activation, "activation")
    depth = positive_integer("depth", depth)
    if not 1e-100 < positive("multiplier", multiplier) < 1e100:
        raise invalid("multiplier", multiplier, "a number between 1e-100 and 1e100")
    m2 = multiplier**2
    s2 = float(non_negative("bias", bias)) ** 2
    q = [m2 * positive("input_second_moment", input_second_moment) + s2]
    while len(q) < depth:
        q.append(m2 * _mean_square(function.f, q[-1]) + s2)
    chi = np.array([m2 * _mean_square(function.df, moment) for moment in q])
    decades = 0.5 * np.log10(chi[:-1])
    line = np.append(np.cumsum(decades[::-1])[::-1], 0.0)
    return MeanField(line, chi, np.array(q))


def naive_line(activation: str, multiplier: float, depth: int = 15) -> Array:
    """A first guess, (depth - l) log10(m · average slope): only for comparison, it is wrong."""
    slope = lookup(AVERAGE_SLOPE, activation, "activation")
    gain = positive("multiplier", multiplier) * slope
    return np.arange(positive_integer("depth", depth) - 1, -1, -1) * float(np.log10(gain))


def _mean_square(g: Function, q: float) -> float:
    """E[g(√q z)²] for a standard normal z."""
    z, weight = _RULE
    return float(weight @ g(np.sqrt(q) * z) ** 2)


def normal_rule() -> tuple[Array, Array]:
    """Nodes and weights (1000 each) of a composite Gauss–Legendre rule for means over N(0, 1).

    On each side of 0, where ReLU has its kink, there are 50 panels of 10 points: 40 of width ¼ up
    to |z| = 10, of which the first is halved ten times towards 0, for functions that are steep
    there. The probability of |z| > 10 is 1.5e-23.
    """
    edges = np.concatenate([[0.0], 0.25 * 2.0 ** np.arange(-10, 1), 0.25 * np.arange(2, 41)])
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    nodes = np.concatenate([-np.array(NODES)[::-1], NODES])
    weights = np.concatenate([WEIGHTS[::-1], WEIGHTS])
    z = (middle[:, None] + half[:, None] * nodes).ravel()
    weight = (half[:, None] * weights).ravel() * normal_pdf(z)
    return np.concatenate([-z[::-1], z]), np.concatenate([weight[::-1], weight])


_RULE = normal_rule()


def upstream_network(weights: list[ArrayLike], activation: str) -> Network:
    """A network without biases whose targets Y are the upstream gradient of its outputs."""
    if len(weights) == 0:
        raise invalid("weights", "no layer", "at least one matrix")
    arrays = [finite_array(f"W{k}", W, (None, None)) for k, W in enumerate(weights, start=1)]
    params = [(W, np.zeros(len(W))) for W in arrays]
    return Network(params, hidden=activation, output=activation, loss="linear")
