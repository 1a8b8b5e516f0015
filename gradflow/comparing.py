"""Fair comparisons of trainings: each side uses its own best step size, all use the same seeds.

runs = {
    hidden: tune_step_size(lambda rate, seed: run(hidden, rate, seed), (0.05, 0.2, 0.5, 1.0))
    for hidden in ("sigmoid", "relu")
}
print(comparison_table(runs, {"accuracy": final_accuracy}))
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gradflow.arrays import Array
from gradflow.training import History
from gradflow.validation import invalid, positive

TUNING_SEEDS = (0, 1, 2)
SEEDS = tuple(range(10, 20))  # different from the tuning seeds
MOST_RATES = 5


class Spread(NamedTuple):
    """Median, smallest and largest value over the seeds."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{_number(self.median)} ({_number(self.low)} to {_number(self.high)})"


@dataclass(frozen=True, eq=False)
class TunedRuns:
    """Ten trainings at one step size: the best one for three other seeds, or a given one.

    tried: median final loss per step size, in rising order, empty if the step size was given;
    results, losses: one per seed of `SEEDS`. A loss that is not finite counts as infinite.
    """

    rate: float
    tried: dict[float, float]
    results: list[Any]
    losses: Array

    @property
    def edge(self) -> str:
        """ "smallest" or "largest" if no smaller or larger step size was tried, else empty."""
        rates = list(self.tried)
        ends = {rates[0]: "smallest", rates[-1]: "largest"} if rates else {}
        return ends.get(self.rate, "")

    @property
    def typical(self) -> int:
        """The position in `results` of the run whose loss is the (lower) median."""
        return int(np.argsort(self.losses, kind="stable")[(len(self.losses) - 1) // 2])

    def spread(self, value: Callable[[Any], float] | None = None) -> Spread:
        """Median, smallest and largest `value` of the ten results; of the loss without `value`."""
        values = self.losses if value is None else np.array([value(r) for r in self.results])
        return Spread(_median(values), float(values.min()), float(values.max()))

    def __str__(self) -> str:
        tried = ", ".join(f"{_number(loss)} at {rate:g}" for rate, loss in self.tried.items())
        tuning = f"median loss of 3 seeds: {tried}; " if tried else ""
        others = f"10 {'other ' if tried else ''}seeds"
        return f"step size {_rate_text(self)}; {tuning}loss of {others}: {self.spread()}"


def final_loss(result: Any) -> float:
    """The last training loss of a `History`, or of the pair that `train` returns; infinite if
    training stopped early."""
    history = result if isinstance(result, History) else result[1]
    return np.inf if history.stopped else float(history.loss[-1])


def final_accuracy(result: Any) -> float:
    """The last training accuracy of a `History`, or of the pair that `train` returns."""
    history = result if isinstance(result, History) else result[1]
    return float(history.accuracy[-1])


def tune_step_size(
    train: Callable[[float, int], Any],
    rates: Sequence[float],
    loss: Callable[[Any], float] = final_loss,
) -> TunedRuns:
    """Choose one of at most five step sizes, then train with ten other seeds.

    train: (rate, seed) -> result. The chosen rate has the lowest median of `loss(result)` over
    the three `TUNING_SEEDS`; the runs reported are those of the ten `SEEDS`.
    Raises ValueError for too many rates, and if training diverges at every rate.
    """
    rates = sorted({positive("rates", rate) for rate in rates})
    if not 2 <= len(rates) <= MOST_RATES:
        raise invalid("rates", f"{len(rates)} of them", f"2 to {MOST_RATES}")
    tried = {
        rate: _median([_finite(loss(train(rate, seed))) for seed in TUNING_SEEDS]) for rate in rates
    }
    best = min(tried, key=lambda rate: tried[rate])
    if tried[best] == np.inf:
        raise invalid("rates", rates, "one at which training does not diverge; try smaller ones")
    return replace(train_seeds(train, best, loss), tried=tried)


def train_seeds(
    train: Callable[[float, int], Any],
    rate: float,
    loss: Callable[[Any], float] = final_loss,
) -> TunedRuns:
    """Train with the ten `SEEDS` at a given step size; arguments as for `tune_step_size`."""
    results = [train(positive("rate", rate), seed) for seed in SEEDS]
    return TunedRuns(rate, {}, results, np.array([_finite(loss(r)) for r in results]))


def comparison_table(
    sides: Mapping[str, TunedRuns], quantities: Mapping[str, Callable[[Any], float]]
) -> str:
    """A text table: per side the step size, the step sizes tried, loss, and the quantities."""
    header = ["", "step size", "tried", "loss", *quantities]
    rows = [header]
    for name, runs in sides.items():
        tried = " ".join(f"{rate:g}" for rate in runs.tried)
        spreads = [runs.spread(), *(runs.spread(value) for value in quantities.values())]
        rows.append([name, _rate_text(runs), tried, *map(str, spreads)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(["median of ten seeds (smallest to largest)", *lines])


def _finite(loss: float) -> float:
    return float(loss) if np.isfinite(loss) else np.inf


def _median(values: ArrayLike) -> float:
    """The median; np.median would give NaN between two infinite values."""
    ordered = np.sort(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return float(low if low == high else (low + high) / 2)


def _rate_text(runs: TunedRuns) -> str:
    remark = f" (the {runs.edge} tried)" if runs.edge else "" if runs.tried else " (given)"
    return f"{runs.rate:g}{remark}"


def _number(value: float) -> str:
    return "diverged" if np.isinf(value) else f"{value:.3g}"
