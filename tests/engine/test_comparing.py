"""Fair comparisons: the rule that chooses a step size, what it reports, how it says so."""

import numpy as np
import pytest

from gradflow import (
    Network,
    comparison_table,
    final_accuracy,
    final_loss,
    train,
    train_seeds,
    tune_step_size,
)
from gradflow.comparing import SEEDS, TUNING_SEEDS

LINE = Network([([[2.0]], [0.0])], hidden="identity", output="identity")


def number(result):
    return result


def parabola(rate, seed):
    """Smallest at rate 0.3, whatever the seed; the seed shifts it."""
    return (rate - 0.3) ** 2 + seed / 100


def train_line(rate, seed):
    return train(LINE, [[1.0]], [[3.0]], learning_rate=rate, epochs=200)


def test_tune_step_size_chooses_lowest_median_loss():
    runs = tune_step_size(parabola, (0.5, 0.1, 0.25), loss=number)
    assert runs.rate == 0.25
    # the median of the seeds 0, 1, 2 is that of seed 1
    assert runs.tried == pytest.approx({0.1: 0.05, 0.25: 0.0125, 0.5: 0.05})
    assert list(runs.tried) == [0.1, 0.25, 0.5]


def test_tune_step_size_ignores_one_lucky_seed():
    def lucky(rate, seed):
        return -100.0 if (rate, seed) == (1, 0) else rate

    assert tune_step_size(lucky, (0.1, 1), loss=number).rate == 0.1


def test_tune_step_size_reports_ten_seeds_that_did_not_choose():
    asked = []
    runs = tune_step_size(lambda rate, seed: asked.append((rate, seed)) or seed, (1, 2), number)
    assert not set(SEEDS) & set(TUNING_SEEDS)
    assert asked == [(r, s) for r in (1, 2) for s in TUNING_SEEDS] + [(1, s) for s in SEEDS]
    assert runs.results == list(SEEDS)
    assert len(SEEDS) == 10


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_tune_step_size_counts_diverged_run_as_worst(broken):
    def diverging(rate, seed):
        return broken if rate == 1 and seed != 1 else 5.0 if rate == 0.1 else -1.0

    runs = tune_step_size(diverging, (0.1, 1), loss=number)
    assert runs.tried == {0.1: 5.0, 1: np.inf}
    assert runs.rate == 0.1


def test_tune_step_size_raises_if_all_rates_diverge():
    with pytest.raises(ValueError, match=r"^invalid rates: \[1, 2\] \(want one .* smaller ones"):
        tune_step_size(lambda rate, seed: np.nan, (1, 2), loss=number)


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        ((1, 2, 3, 4, 5, 6), "6 of them"),
        ((0.1,), "1 of them"),
        ((0.1, 0.1), "1 of them"),
        ((0.1, -1), "-1"),
        ((np.nan,), "nan"),
    ],
)
def test_tune_step_size_rejects_rates_that_break_the_rule(rates, message):
    with pytest.raises(ValueError, match=f"^invalid rates: {message}"):
        tune_step_size(parabola, rates, loss=number)


@pytest.mark.parametrize(
    ("rates", "edge"),
    [
        ((0.1, 0.3, 0.5), ""),
        ((0.3, 0.5), "smallest"),
        ((0.1, 0.3), "largest"),
    ],
)
def test_tuned_runs_name_best_rate_at_edge(rates, edge):
    runs = tune_step_size(parabola, rates, loss=number)
    assert runs.edge == edge
    said = f"0.3 (the {edge} tried)" if edge else "0.3"
    assert f"step size {said}; " in str(runs)
    assert f"a  {said}  " in comparison_table({"a": runs}, {})


def test_tuned_runs_spread_is_median_smallest_and_largest():
    runs = train_seeds(parabola, 0.3, loss=number)
    assert runs.spread() == pytest.approx((0.145, 0.10, 0.19))
    assert runs.spread(lambda loss: 10 * loss) == pytest.approx((1.45, 1.0, 1.9))
    assert str(runs.spread()) == "0.145 (0.1 to 0.19)"


def test_tuned_runs_typical_result_has_median_loss():
    losses = dict(zip(SEEDS, [9, 1, 8, 2, 7, 3, 6, 4, 5, 0], strict=True))
    runs = train_seeds(lambda rate, seed: losses[seed], 1, loss=number)
    assert runs.results[runs.typical] == 4  # of 0 … 9 the lower of the two in the middle


def test_tuned_runs_name_reported_runs_that_diverge():
    def late(rate, seed):
        return np.nan if seed == 13 else 0.5

    assert str(train_seeds(late, 1, loss=number).spread()) == "0.5 (0.5 to diverged)"
    runs = train_seeds(lambda rate, seed: np.nan, 1, loss=number)
    assert str(runs.spread()) == "diverged (diverged to diverged)"


def test_train_seeds_says_that_step_size_was_given():
    runs = train_seeds(parabola, 0.3, loss=number)
    assert runs.results == pytest.approx([seed / 100 for seed in SEEDS])
    assert str(runs) == "step size 0.3 (given); loss of 10 seeds: 0.145 (0.1 to 0.19)"
    with pytest.raises(ValueError, match=r"^invalid rate: 0 \(want a positive number"):
        train_seeds(parabola, 0)


def test_tune_step_size_reads_what_train_returns():
    # one step maps the error e to (1 - 2η) e, since weight and bias share it: 1.5 diverges
    runs = tune_step_size(train_line, (0.001, 0.4, 1e3))
    assert runs.rate == 0.4
    assert runs.tried[1e3] == np.inf
    assert runs.spread().high < 1e-20
    assert runs.spread(final_accuracy) == (1, 1, 1)
    network, history = runs.results[0]
    assert final_loss(history) == final_loss((network, history)) == history.loss[-1]


def test_comparison_table_has_one_line_per_side():
    sides = {
        "left": tune_step_size(parabola, (0.1, 0.3, 0.5), loss=number),
        "right side": tune_step_size(parabola, (0.1, 0.4), loss=number),
    }
    table = comparison_table(sides, {"tenfold": lambda loss: 10 * loss})
    assert table.splitlines() == [
        "median of ten seeds (smallest to largest)",
        "            step size                tried        loss                 tenfold",
        "left        0.3                      0.1 0.3 0.5  0.145 (0.1 to 0.19)  1.45 (1 to 1.9)",
        "right side  0.4 (the largest tried)  0.1 0.4      0.155 (0.11 to 0.2)  1.55 (1.1 to 2)",
    ]
