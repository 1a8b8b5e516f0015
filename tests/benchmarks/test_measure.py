"""Turns, ratios and spreads: what all benchmarks stand on. Nothing here looks at a clock."""

import json
import os

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from benchmarks import measure


@pytest.fixture
def ticking(monkeypatch):
    """A clock that only `spend(seconds)` moves."""
    now = [0.0]
    monkeypatch.setattr(measure.time, "perf_counter", lambda: now[0])

    def spend(seconds):
        now[0] += seconds

    return spend


def test_candidates_are_measured_in_turns():
    calls = []
    candidates = {name: (lambda name=name: calls.append(name)) for name in "ab"}
    measure.interleave(candidates, rounds=3, calls=2, warm=1)
    assert "".join(calls) == "aabb" * 4


def test_samples_are_milliseconds_per_call_without_warm_up(ticking):
    durations = iter([100, 1, 2, 3, 4])  # the first turn is the warm-up
    samples = measure.interleave({"a": lambda: ticking(next(durations))}, rounds=2, calls=2, warm=0)
    assert samples["a"].tolist() == [50500, 2500]
    durations = iter([100, 1, 2])
    samples = measure.interleave({"a": lambda: ticking(next(durations))}, rounds=2, warm=1)
    assert samples["a"].tolist() == [1000, 2000]


def test_ratios_are_taken_within_each_turn():
    # the machine was ten times as slow in the second turn; the ratio doesn't notice
    samples = {"ours": np.array([1.0, 10.0, 2.0]), "peer": np.array([3.0, 30.0, 6.0])}
    expected = {"median": 3, "low": 3, "high": 3, "n": 3}
    assert measure.ratio(samples, "peer", to="ours") == pytest.approx(expected)


def test_spread_is_median_and_quartiles():
    assert measure.spread([5, 1, 2, 4, 3]) == {"median": 3, "low": 2, "high": 4, "n": 5}


@pytest.mark.parametrize("options", [{"rounds": 0}, {"rounds": 1, "calls": 0}])
def test_measuring_no_candidate_raises(options):
    with pytest.raises(ValueError, match=r"^invalid benchmark: 1 candidates, \d × \d"):
        measure.interleave({"a": int}, **options)
    with pytest.raises(ValueError, match=r"^invalid benchmark: 0 candidates"):
        measure.interleave({}, rounds=1)


def test_benchmarks_run_on_one_thread():
    seen = []
    before = [pool["num_threads"] for pool in threadpool_info()]
    measure.interleave({"a": lambda: seen.extend(threadpool_info())}, rounds=1)
    assert {pool["num_threads"] for pool in seen} == {1}
    assert [pool["num_threads"] for pool in threadpool_info()] == before


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system can't pin a core")
def test_one_core_restores_the_cores():
    before = os.sched_getaffinity(0)
    with measure.one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_results_name_the_machine(tmp_path):
    path = measure.write("part", {"rows": [1]}, tmp_path / "new")
    assert path == tmp_path / "new" / "part.json"
    result = json.loads(path.read_text(encoding="utf-8"))
    assert result["rows"] == [1]
    machine = result["machine"]
    assert machine["cores"] >= 1
    assert machine["packages"]["numpy"] == np.__version__
    assert os.uname().nodename not in json.dumps(machine)
