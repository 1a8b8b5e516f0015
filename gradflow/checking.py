"""Gradient check: the backward pass against central differences of the cost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS
from gradflow.losses import LOSSES
from gradflow.network import Network, Pass, backward, cost_of_pass, forward
from gradflow.validation import generator, invalid, positive, positive_integer

# Unit round-off of float64, half the spacing of the numbers at 1.
ROUND_OFF = float(np.finfo(np.float64).eps) / 2
# Truncation grows as ε², round-off as u/ε: together they are least near u^(1/3), within a factor of
# order 1 that depends on the function.
BEST_EPSILON = ROUND_OFF ** (1 / 3)
# A difference of this many resolutions is still explained by round-off.
MARGIN = 20
# In an array whose entries are all below this many resolutions, round-off alone can give a right
# gradient a relative error above 1e-4.
WEAK = 2e4
# A difference that is further off than this, relatively, may be so by truncation. With a step above
# FINE its error is shown, since a user may want to see it.
SUSPECT = 1e-5
FINE = 1e-4


class GradientCheck(NamedTuple):
    """Result of a gradient check.

    max_error: largest relative_error of an array; worst: the entry of it that is furthest off, as
    "W1[0, 1]"; analytic, numeric: its two values; checked: entries compared; kinks: entries left
    out because ±ε moves some unit across a kink of its activation; unresolved: entries left out
    because the gradient is too small for a difference to confirm it.
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

    Works in float64. Rounding the cost to about u|J| puts a difference off by about u|J|/ε. An
    entry is unresolved if that explains the disagreement and the gradient is no larger, or its
    whole array is close to it. A wrong gradient disagrees by more and is always compared. Where a
    network almost fits its data, `numeric` is freed of truncation by a second difference at 2ε.
    Raises ValueError for arguments that don't fit, and if no entry could be compared.
    """
    positive("epsilon", epsilon)
    params = [(W.astype(np.float64), b.astype(np.float64)) for W, b in network.params]
    network = replace(network, params=params)  # perturbed in place
    gradients = backward(network, forward(network, X), Y)
    names, arrays = zip(*_named(network.params), strict=True)
    analytic = [g for layer in zip(gradients.W, gradients.b, strict=True) for g in layer]
    numeric = [np.full(array.shape, np.nan) for array in arrays]  # NaN: not compared
    resolution = [np.zeros(array.shape) for array in arrays]
    entries = _entries(arrays, samples, rng)
    for k, index in entries:
        numeric[k][index], resolution[k][index] = _difference(
            network, X, Y, arrays[k], index, epsilon
        )
    kinks = sum(bool(np.isnan(numeric[k][index])) for k, index in entries)
    if epsilon <= FINE:
        at_double = partial(_difference, network, X, Y, epsilon=2 * epsilon)
        _refine(arrays, analytic, numeric, at_double)
    unresolved = _leave_out_unresolved(analytic, numeric, resolution)
    checked = len(entries) - kinks - unresolved
    if not checked:
        raise _nothing_to_compare(epsilon, kinks, unresolved)
    error, worst = _worst(analytic, numeric)
    k, index = worst
    name = f"{names[k]}[{', '.join(map(str, index))}]"
    values = float(analytic[k][index]), float(numeric[k][index])
    return GradientCheck(error, name, *values, checked, kinks, unresolved)


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """‖a − b‖ / max(‖a‖, ‖b‖), and 0 if both are 0."""
    scale = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(np.subtract(a, b)) / scale) if scale > 0 else 0.0


def _difference(network, X, Y, array: np.ndarray, index: tuple, epsilon: float):
    """Central difference for one entry, NaN if it crosses a kink, and its resolution."""
    kept = array[index]
    array[index] = kept + epsilon
    above = forward(network, X)
    array[index] = kept - epsilon
    below = forward(network, X)
    array[index] = kept
    if _crosses_kink(network, above, below):
        return np.nan, 0.0
    rise = cost_of_pass(network, above, Y) - cost_of_pass(network, below, Y)
    rounding = ROUND_OFF * max(_cost_terms(network, pass_, Y) for pass_ in (above, below))
    return rise / (2 * epsilon), rounding / epsilon


def _cost_terms(network: Network, pass_: Pass, Y: ArrayLike) -> float:
    """Mean size of the numbers that are added up to J; where they cancel it is larger than |J|."""
    return float(LOSSES[network.loss].terms(pass_.z[-1], pass_.a[-1], np.asarray(Y)).mean())


def _refine(arrays, analytic, numeric, at_double: Callable) -> None:
    """Take the truncation off differences that look wrong.

    A difference is off by ε² times something, and at 2ε by 4 times as much.
    """
    for array, a, n in zip(arrays, analytic, numeric, strict=True):
        suspects = abs(a - n) > SUSPECT * np.fmax(abs(a), abs(n))  # False where n is NaN
        for index in map(tuple, np.argwhere(suspects)):
            refined = n[index] - (at_double(array, index)[0] - n[index]) / 3  # NaN at a kink
            if abs(a[index] - refined) < abs(a[index] - n[index]):
                n[index] = refined


def _leave_out_unresolved(analytic, numeric, resolution) -> int:
    """Set the differences that can't confirm their gradient to NaN; return how many there are."""
    count = 0
    for a, n, limit in zip(analytic, numeric, resolution, strict=True):
        size = np.fmax(abs(a), abs(n))
        compared = ~np.isnan(n)
        weak = size[compared].max(initial=0.0) < WEAK * limit
        unresolved = (
            (a != n) & (abs(a - n) <= MARGIN * limit) & (weak | (size <= MARGIN * limit)) & compared
        )
        n[unresolved] = np.nan
        count += int(unresolved.sum())
    return count


def _nothing_to_compare(epsilon: float, kinks: int, unresolved: int) -> ValueError:
    if not unresolved:
        return invalid("epsilon", epsilon, "a smaller one: all entries cross a kink")
    found = f"{unresolved} gradients too small for differences to resolve, {kinks} at a kink"
    return invalid("network", found, "one that is less saturated, or fits its data less exactly")


def _crosses_kink(network: Network, above: Pass, below: Pass) -> bool:
    names = [network.hidden] * (len(above.z) - 1) + [network.output]
    return any(
        ((up > kink) != (down > kink)).any()
        for name, up, down in zip(names, above.z, below.z, strict=True)
        if name in ACTIVATIONS
        for kink in ACTIVATIONS[name].kinks
    )


def _named(params) -> Iterator[tuple[str, np.ndarray]]:
    for layer, (W, b) in enumerate(params, start=1):
        yield f"W{layer}", W
        yield f"b{layer}", b


def _entries(arrays, samples: int | None, rng: object) -> list[tuple[int, tuple]]:
    entries = [(k, index) for k, array in enumerate(arrays) for index in np.ndindex(array.shape)]
    if samples is None or positive_integer("samples", samples) >= len(entries):
        return entries
    drawn = generator("rng", rng).choice(len(entries), samples, replace=False)
    return [entries[k] for k in sorted(drawn)]


def _worst(analytic, numeric) -> tuple[float, tuple[int, tuple]]:
    """Largest relative error of an array, over the entries compared, and its worst entry."""
    found = []
    for k, (a, n) in enumerate(zip(analytic, numeric, strict=True)):
        compared = ~np.isnan(n)
        if compared.any():
            off = np.where(compared, np.abs(a - n), -1.0)
            index = tuple(map(int, np.unravel_index(off.argmax(), off.shape)))
            found.append((relative_error(a[compared], n[compared]), (k, index)))
    return max(found, key=lambda item: item[0])
