"""Gradient check: the backward pass against central differences of the cost."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator
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
# A difference has settled if half the step changes it by less than this share: truncation, which
# grows as ε², is then below a third of RESOLVED.
SETTLED = RESOLVED / 4
# From a step that is too large to the next one.
STEP_RATIO = 8

Difference = Callable[[float], tuple[float, float]]  # step → value, bound on its rounding error
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
    left out because no difference is exact enough to confirm or refute the gradient.
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

    Works in float64. `epsilon` is the largest step; `check_entry` has the rule for smaller steps,
    and for entries that differences can't resolve.
    Raises ValueError for arguments that don't fit, and if no entry could be compared.
    """
    entries = check_entries(network, X, Y, epsilon=epsilon, samples=samples, rng=rng)
    kinks = sum(entry.at_kink for entry in entries.values())
    unresolved = sum(entry.unresolved for entry in entries.values())
    compared = {
        place: entry for place, entry in entries.items() if not (entry.unresolved or entry.at_kink)
    }
    if not compared:
        raise _nothing_to_compare(entries.values(), epsilon)
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
    differences = entry_differences(network, X, Y)
    return {
        place: check_entry(*differences[place], epsilon)
        for place in _draw_positions(list(differences), samples, rng)
    }


def entry_differences(
    network: Network, X: ArrayLike, Y: ArrayLike
) -> dict[Position, tuple[float, Difference]]:
    """For each entry its gradient, and its central difference as a function of the step."""
    params = [(W.astype(np.float64), b.astype(np.float64)) for W, b in network.params]
    network = replace(network, params=params)  # perturbed in place
    gradients = backward(network, forward(network, X), Y)
    analytic = dict(_by_name(zip(gradients.W, gradients.b, strict=True)))
    return {
        (name, index): (
            float(analytic[name][index]),
            partial(_difference, network, X, Y, array, index),
        )
        for name, array in _by_name(network.params)
        for index in np.ndindex(array.shape)
    }


def check_entry(analytic: float, difference: Difference, epsilon: float) -> EntryCheck:
    """Compare one gradient with differences; epsilon is the largest step.

    A step is too large where it moves a unit out of the range in which its activation is nearly
    quadratic, as with inputs of 1e6. So if the comparison at `epsilon` doesn't confirm the
    gradient, smaller steps are tried until one does, or until rounding hides it. What no step
    confirms is wrong if the difference settled at a step and smaller steps keep it there, and
    unresolved otherwise. So a right gradient that is compared differs by less than RESOLVED.
    """
    entry = first = compare_at_step(analytic, difference, epsilon)
    step, settled = epsilon, None
    while not _is_confirmed(entry) and math.isfinite(analytic - entry.numeric):
        if not entry.unresolved and _has_settled(entry, difference, step):
            settled = entry if settled is None or _differ(settled, entry) else settled
        if entry.bound >= RESOLVED * _size(entry):  # smaller steps round off even more
            if settled is None or _differ(settled, entry):
                return first._replace(unresolved=True)
            return settled
        step /= STEP_RATIO
        entry = compare_at_step(analytic, difference, step)
    return entry


def compare_at_step(analytic: float, difference: Difference, epsilon: float) -> EntryCheck:
    """Compare one gradient with `difference`: step → (difference, bound on its rounding error).

    Rounding of the cost changes a difference by at most MARGIN · u|J|/ε, the bound. A larger
    disagreement may be truncation. Its leading term is c·ε², so the difference with a step of 2ε
    changes by three times the truncation error. If this change explains the disagreement and the
    whole difference, the entry is unresolved; otherwise a third of it is subtracted.
    An entry is also unresolved if rounding explains the disagreement and could hide a relative
    error of RESOLVED. A wrong gradient is compared as soon as its error exceeds the bound.
    """
    numeric, bound = difference(epsilon)
    if abs(analytic - numeric) > bound:  # False at a kink, where numeric is NaN
        change = difference(2 * epsilon)[0] - numeric
        change = 0.0 if np.isnan(change) else change  # 2ε crosses a kink
        if is_hidden(analytic, numeric, bound + abs(change)):
            return EntryCheck(analytic, numeric, bound, True)
        numeric -= change / 3
    return EntryCheck(analytic, numeric, bound, is_hidden(analytic, numeric, bound, RESOLVED))


def _size(entry: EntryCheck) -> float:
    return max(abs(entry.analytic), abs(entry.numeric))


def _is_confirmed(entry: EntryCheck) -> bool:
    """Whether the difference agrees with the gradient, and is exact enough to say so."""
    is_close = abs(entry.analytic - entry.numeric) <= RESOLVED * _size(entry)
    return is_close and not entry.unresolved


def _has_settled(entry: EntryCheck, difference: Difference, step: float) -> bool:
    """Whether half the step gives the same difference, apart from rounding."""
    halved, bound = difference(step / 2)
    return abs(halved - entry.numeric) <= SETTLED * abs(entry.numeric) + bound


def _differ(entry: EntryCheck, other: EntryCheck) -> bool:
    """Whether two differences are apart by more than rounding."""
    return abs(entry.numeric - other.numeric) > RESOLVED * abs(other.numeric) + other.bound


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
    return rise / (2 * epsilon), _rounding_bound(terms, epsilon)


def _cost_terms(network: Network, pass_: ForwardPass, Y: ArrayLike) -> float:
    """Mean size of the numbers that add up to J; larger than |J| if they cancel."""
    return float(LOSSES[network.loss].terms(pass_.z[-1], pass_.a[-1], np.asarray(Y)).mean())


def _nothing_to_compare(entries: Collection[EntryCheck], epsilon: float) -> ValueError:
    """The error that names why no entry could be compared: epsilon, the size of J, or gradients.

    The largest gradient tells whether a larger step, or a cost near 1, would resolve it.
    """
    unresolved = [entry for entry in entries if entry.unresolved]
    if not unresolved:
        return invalid("epsilon", epsilon, "a smaller one: all entries cross a kink")
    resolvable = RESOLVED * max(abs(entry.analytic) for entry in unresolved)
    terms = max(entry.bound for entry in unresolved) * epsilon / (MARGIN * ROUND_OFF)
    step = max(epsilon, BEST_EPSILON)
    if epsilon < step and _rounding_bound(terms, step) < resolvable:
        want = f"a larger one, such as {step:.0e}: rounding hides all {len(unresolved)} gradients"
        return invalid("epsilon", epsilon, want)
    if _rounding_bound(1.0, step) < resolvable:
        found = f"J is computed from numbers near {terms:.0e}, and its rounding hides all gradients"
        return invalid("network", found, "inputs, weights and targets nearer to 1")
    kinks = sum(entry.at_kink for entry in entries)
    found = f"{len(unresolved)} gradients too small for differences to resolve, {kinks} at a kink"
    return invalid("network", found, "one that is less saturated, or fits its data less exactly")


def _rounding_bound(terms: float, epsilon: float) -> float:
    """How far rounding puts a difference off, for a cost that adds up numbers of size `terms`."""
    return MARGIN * ROUND_OFF * terms / epsilon


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
        error = relative_error(a, n) if np.isfinite(a).all() else math.inf
        found.append((error, places[int(np.abs(a - n).argmax())]))
    return max(found, key=lambda item: item[0])
