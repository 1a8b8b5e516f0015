"""A short run of each part: its results are there, whole and consistent. Their sizes mean nothing.

What the times are is not tested: a test that depends on a clock fails on a busy machine.
"""

import json
import os
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import __main__ as command
from benchmarks import build, cost, digits, engine, growth, pages, peers, widgets

COMMON = {"__init__", "__main__", "measure", "peers", "built_site"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The result of a part, measured once."""
    folder, results = tmp_path_factory.mktemp("results"), {}

    def result(part):
        if part not in results:
            assert command.main([part, "--quick", "--out", str(folder)]) == 0
            results[part] = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
        return results[part]

    return result


def numbers(value):
    """All numbers in parsed JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


@pytest.mark.parametrize("part", command.PARTS)
def test_part_measures_prints_and_writes(part, run):
    result = run(part)
    assert result["machine"]["date"]
    assert len(numbers(result)) > 10
    assert np.isfinite(numbers(result)).all()


def test_pages_time_the_overview_in_view_and_whole(run):
    view, whole = run("pages")["overview"]
    assert 0 < view["ms"]["median"] <= whole["ms"]["median"]


def test_every_module_is_common_or_a_part():
    modules = {path.stem for path in Path(command.__file__).parent.glob("*.py")}
    assert modules - COMMON <= set(command.PARTS)


def test_engine_has_a_row_for_each_shape_and_peer(run):
    result = run("engine")
    expected = [(shape, peer) for shape in engine.SHAPES for peer in peers.installed()]
    assert [(row["shape"], row["peer"]) for row in result["rows"]] == expected
    assert set(result["absent"]) == set(peers.PEERS) - set(peers.installed())
    for row in result["rows"]:
        layers, batch, *_ = engine.SHAPES[row["shape"]]
        assert row["layers"].split("-") == [str(n) for n in layers]
        assert row["batch"] == batch
        assert row["target"] == engine.TARGETS.get(row["peer"], {}).get(row["shape"])
        assert min(numbers([row["time_ms"], row["engine_ms"], row["ratio"], row["limit"]])) > 0
        agrees_with_target(row)
        assert ("note" in row) == (row["met"] is False)


def agrees_with_target(row):
    if row["target"] is None:
        assert row["met"] is None
    else:
        assert row["met"] == (row["ratio"]["median"] >= row["target"])


def test_engine_ratios_follow_from_the_samples():
    samples = {"gradflow": np.array([1.0, 2.0, 4.0]), "products": np.array([0.5, 1.0, 2.0])}
    samples["PyTorch"] = np.array([2.0, 6.0, 8.0])
    row = engine.compare(samples, "PyTorch", target=2.5)
    assert row["ratio"] == {"median": 2, "low": 2, "high": 2.5, "n": 3}
    assert row["limit"]["median"] == 4
    assert row["met"] is False
    assert "take 50% of the step" in row["note"]
    assert "alone reach only 4.00" in engine.compare(samples, "PyTorch", target=4.5)["note"]
    assert engine.compare(samples, "PyTorch", target=2.0)["met"] is True


def test_digits_has_a_row_for_each_trainer(run):
    rows = run("digits")["rows"]
    assert set(run("digits")["absent"]) == set(peers.PEERS) - set(peers.installed())
    assert [row["peer"] for row in rows] == ["gradflow", *peers.installed()]
    for row in rows[1:]:
        agrees_with_target(row)
        assert ("note" in row) == (row["met"] is False)
        assert min(row["steps_ratio"]["median"], row["ratio"]["median"]) > 0


def test_peers_learn_digits_to_equal_accuracy(name):
    splits = digits.train_test_split(*digits.digits(), test_size=0.2, random_state=5)
    scores = {who: score for who, (_, score) in digits.one_turn(splits, 1, epochs=12).items()}
    assert scores["gradflow"] > 0.93
    assert scores[name] == pytest.approx(scores["gradflow"], abs=0.03)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system can't pin a core")
def test_cost_compares_both_gradients_in_turns_on_one_core(monkeypatch):
    turns = []

    def interleave(candidates, **options):
        turns.append((list(candidates), len(os.sched_getaffinity(0))))
        return {name: np.array([1.0, 2.0]) for name in candidates}

    monkeypatch.setattr(cost, "interleave", interleave)
    rows = cost.measure(quick=True)["rows"]
    expected = [(["forward", "backprop"], 1), (["differences", "backprops"], 1)]
    assert turns == expected * len(rows)
    assert {row["speed_up"]["median"] for row in rows} == {cost.PER_TURN}


def test_notes_state_what_was_measured():
    times = {"a, tanh": np.array([2.0, 4.0]), "a, relu": np.array([1.0, 2.0])}
    said = widgets.note(times, "a, tanh", "a, relu")
    assert said == {"note": "relu, which takes no exp, takes 50% of this time"}
    assert widgets.note(times, "a, relu", "a, relu") == {}
    traffic = object.__new__(pages.Traffic)
    traffic.urls = {"1": "http://x/a.html", "2": "http://x/b.js?c=d", "3": "http://x/e.js"}
    traffic.finished = {"1": 2000, "2": 3000, "3": 1000}
    assert traffic.note == "js 4 kB, html 2 kB"
    row = pages.weight("deck", {"kilobytes": pages.LIMIT_KB + 1, "note": traffic.note})
    assert (row["met"], row["note"]) == (False, "js 4 kB, html 2 kB")


def test_copied_sources_hold_nothing_built(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "ROOT", tmp_path / "project")
    for name in ("_quarto.yml", "unit/slides.pdf", "notebooks/a.zip", "_site/a.html"):
        (build.ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (build.ROOT / name).touch()
    copy = build.copy_sources(tmp_path / "copy")
    assert [p.name for p in copy.rglob("*") if p.is_file()] == ["_quarto.yml"]


def test_imports_of_benchmarks_are_pinned():
    root = Path(command.__file__).parents[1]
    pinned = "\n".join(p.read_text("utf-8") for p in root.glob("requirements*.txt"))
    texts = [p.read_text("utf-8") for p in root.glob("benchmarks/*.py")]
    found = set(re.findall(r"^ *(?:from|import) (\w+)", "\n".join(texts), re.M))
    others = found - sys.stdlib_module_names - {"gradflow", "tools", "benchmarks"}
    names = {name.replace("sklearn", "scikit-learn") for name in others}
    assert {name for name in names if f"\n{name}==" not in pinned} == set()


def test_growth_has_all_points_and_fits(run):
    result = run("growth")
    points = [(row["series"], row["value"]) for row in result["rows"]]
    expected = [(name, value) for name, (values, _) in growth.SERIES.items() for value in values]
    assert points == expected
    assert [row["series"] for row in result["fits"]] == list(growth.SERIES)
    assert [row["shape"] for row in result["memory"]] == list(engine.SHAPES)


def test_fit_finds_exponent_and_interval():
    exact = growth.fit({n: np.array([3.0 * n**1.5]) for n in (2, 4, 8, 16)})
    assert exact["exponent"] == pytest.approx(1.5)
    assert exact["high"] - exact["low"] == pytest.approx(0, abs=1e-6)
    # log2 of the times is 0, 1, 1, 2: slope 0.6, residual variance 0.1, Σ(x - mean)² = 5
    loose = growth.fit({n: np.array([t]) for n, t in zip((1, 2, 4, 8), (1, 2, 2, 4), strict=True)})
    assert loose["exponent"] == pytest.approx(0.6)
    assert loose["standard_error"] == pytest.approx(np.sqrt(0.1 / 5))
    assert loose["high"] - loose["exponent"] == pytest.approx(4.302653 * np.sqrt(0.02), rel=1e-6)


def test_kept_bytes_equal_a_count_by_hand():
    # 5 samples: z, a, delta of 3 + 2 units; gradients of 4·3 + 3·2 weights and 3 + 2 biases
    assert growth.kept_bytes([4, 3, 2], 5) == 8 * (3 * 5 * 5 + 18 + 5)


def test_memory_of_a_step_is_near_the_kept_bytes():
    for row in growth.memory_rows():
        assert 1 <= row["ratio"] < 1.4
