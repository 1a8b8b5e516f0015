"""Gradient check: the backward pass against central differences of the cost."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array, Layer
from gradflow.losses import LOSSES
from gradflow.network import ForwardPass, Network, backward, cost_of_pass, forward
from gradflow.validation import generator, invalid, positive, positive_integer

# Unit round-off of float64, half the spacing of the numbers at 1.
ROUND_OFF = float(np.finfo(np.float64).eps) / 2
# Truncation grows as ε², round-off as u/ε: their sum is smallest near u^(1/3), up to a factor of
# order 1 that depends on the function.
BEST_EPSILON = ROUND_OFF ** (1 / 3)
# The rounding error of the cost is about u|J| per layer; this factor allows for several layers.
MARGIN = 20
# An entry is resolved if the bound on rounding is below this share of it: three digits are certain.
RESOLVED = 1e-3

Position = tuple[str, tuple[int, ...]]  # of an entry: ("W1", (0, 1))


class EntryCheck(NamedTuple):
    """One entry: gradient, difference (NaN at a kink), bound on the difference's rounding error,
    and whether the difference can't resolve the gradient."""

    analytic: float
    numeric: float
    bound: float
    unresolved: bool

    @property
    def at_kink(self) -> bool:
        return math.isnan(self.numeric)


class GradientCheck(NamedTuple):
    """Result of a gradient check.

    max_error: largest relative_error of an array; worst: the entry with the largest error in it, as
    "W1[0, 1]"; analytic, numeric: its two values; checked: number of entries compared; kinks:
    entries left out because ±ε moves a unit across a kink of its activation; unresolved: entries
    left out because the gradient is too small for a difference to confirm it.
    """

    max_error: float
    worst: str
    analytic: float
    numeric: float
    checked: int
    kinks: int
    unresolved: int


def gradient_check(
    network: Network,
    X: ArrayLike,
    Y: ArrayLike,
    *,
    epsilon: float = BEST_EPSILON,
    samples: int | None = None,
    rng: np.random.Generator | None = None,
) -> GradientCheck:
    """Compare each entry of every W and b (or `samples` of them, drawn by `rng`) with a difference.

    Works in float64. `check_entry` has the rule for entries that differences can't resolve.
    Raises ValueError for arguments that don't fit, and if no entry could be compared.
    """
    entries = check_entries(network, X, Y, epsilon=epsilon, samples=samples, rng=rng)
    kinks = sum(entry.at_kink for entry in entries.values())
    unresolved = sum(entry.unresolved for entry in entries.values())
    compared = {
        place: entry for place, entry in entries.items() if not (entry.unresolved or entry.at_kink)
    }
    if not compared:
        raise _nothing_to_compare(epsilon, kinks, unresolved)
    error, (name, index) = _worst(compared)
    worst = compared[name, index]
    place = f"{name}[{', '.join(map(str, index))}]"
    values = worst.analytic, worst.numeric
    return GradientCheck(error, place, *values, len(compared), kinks, unresolved)


def check_entries(
    network: Network,
    X: ArrayLike,
    Y: ArrayLike,
    *,
    epsilon: float = BEST_EPSILON,
    samples: int | None = None,
    rng: np.random.Generator | None = None,
) -> dict[Position, EntryCheck]:
    """The check of each entry; arguments as for gradient_check."""
    positive("epsilon", epsilon)
    params = [(W.astype(np.float64), b.astype(np.float64)) for W, b in network.params]
    network = replace(network, params=params)  # perturbed in place
    gradients = backward(network, forward(network, X), Y)
    arrays = dict(_by_name(network.params))
    analytic = dict(_by_name(zip(gradients.W, gradients.b, strict=True)))
    places = [(name, index) for name, array in arrays.items() for index in np.ndindex(array.shape)]
    return {
        (name, index): check_entry(
            float(analytic[name][index]),
            partial(_difference, network, X, Y, arrays[name], index),
            epsilon,
        )
        for name, index in _draw_positions(places, samples, rng)
    }


def check_entry(
    analytic: float, difference: Callable[[float], tuple[float, float]], epsilon: float
) -> EntryCheck:
    """Compare one gradient with `difference`: step → (difference, bound on its rounding error).

    Rounding of the cost changes a difference by at most MARGIN · u|J|/ε, the bound. A larger
    disagreement may be truncation. Its leading term is c·ε², so the difference with a step of 2ε
    changes by three times the truncation error. If this change explains the disagreement and the
    whole difference, the entry is unresolved; otherwise a third of it is subtracted.
    An entry is also unresolved if rounding explains the disagreement and could hide a relative
    error of RESOLVED. So a right gradient that is compared differs by less than RESOLVED, and a
    wrong one is compared as soon as its error exceeds the bound.
    """
    numeric, bound = difference(epsilon)
    if abs(analytic - numeric) > bound:  # False at a kink, where numeric is NaN
        change = difference(2 * epsilon)[0] - numeric
        change = 0.0 if np.isnan(change) else change  # 2ε crosses a kink
        if is_hidden(analytic, numeric, bound + abs(change)):
            return EntryCheck(analytic, numeric, bound, True)
        numeric -= change / 3
    return EntryCheck(analytic, numeric, bound, is_hidden(analytic, numeric, bound, RESOLVED))


def is_hidden(analytic: float, numeric: float, bound: float, share: float = 1.0) -> bool:
    """Whether an error of at most `bound` explains a disagreement, and is `share` of the gradient.

    False if the two are equal, as the zeros of a dead unit, or if one of them is NaN.
    """
    size = max(abs(analytic), abs(numeric))
    return analytic != numeric and abs(analytic - numeric) <= bound and share * size <= bound


def relative_error(a: Array, b: Array) -> float:
    """‖a − b‖ / max(‖a‖, ‖b‖), and 0 if both are 0."""
    scale = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(np.subtract(a, b)) / scale) if scale > 0 else 0.0


def _difference(
    network: Network,
    X: ArrayLike,
    Y: ArrayLike,
    array: Array,
    index: tuple[int, ...],
    epsilon: float,
) -> tuple[float, float]:
    """Central difference for one entry, NaN if it crosses a kink, and its bound on rounding."""
    value = array[index]
    array[index] = value + epsilon
    above = forward(network, X)
    array[index] = value - epsilon
    below = forward(network, X)
    array[index] = value
    if _crosses_kink(network, above, below):
        return np.nan, 0.0
    rise = cost_of_pass(network, above, Y) - cost_of_pass(network, below, Y)
    terms = max(_cost_terms(network, pass_, Y) for pass_ in (above, below))
    return rise / (2 * epsilon), MARGIN * ROUND_OFF * terms / epsilon


def _cost_terms(network: Network, pass_: ForwardPass, Y: ArrayLike) -> float:
    """Mean size of the numbers that add up to J; larger than |J| if they cancel."""
    return float(LOSSES[network.loss].terms(pass_.z[-1], pass_.a[-1], np.asarray(Y)).mean())


def _nothing_to_compare(epsilon: float, kinks: int, unresolved: int) -> ValueError:
    if not unresolved:
        return invalid("epsilon", epsilon, "a smaller one: all entries cross a kink")
    found = f"{unresolved} gradients too small for differences to resolve, {kinks} at a kink"
    return invalid("network", found, "one that is less saturated, or fits its data less exactly")


def _crosses_kink(network: Network, above: ForwardPass, below: ForwardPass) -> bool:
    names = [network.hidden] * (len(above.z) - 1) + [network.output]
    return any(
        ((up > kink) != (down > kink)).any()
        for name, up, down in zip(names, above.z, below.z, strict=True)
        if name in ACTIVATIONS
        for kink in ACTIVATIONS[name].kinks
    )


def _by_name(params: Iterable[Layer]) -> Iterator[tuple[str, Array]]:
    for layer, (W, b) in enumerate(params, start=1):
        yield f"W{layer}", W
        yield f"b{layer}", b


def _draw_positions(places: list[Position], samples: int | None, rng: object) -> list[Position]:
    if samples is None or positive_integer("samples", samples) >= len(places):
        return places
    drawn = generator("rng", rng).choice(len(places), samples, replace=False)
    return [places[k] for k in sorted(drawn)]


def _worst(compared: dict[Position, EntryCheck]) -> tuple[float, Position]:
    """Largest relative error of an array, over the entries compared, and its worst entry."""
    found = []
    for name in dict.fromkeys(name for name, _ in compared):
        places = [place for place in compared if place[0] == name]
        a, n = np.array([compared[place][:2] for place in places]).T
        found.append((relative_error(a, n), places[int(np.abs(a - n).argmax())]))
    return max(found, key=lambda item: item[0])
