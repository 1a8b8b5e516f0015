"""The tool that writes numbers: formats, and that it notices whatever is stale."""

import json
import math
import os
from fractions import Fraction

import pytest
import yaml
from conftest import ROOT

from gradflow import ACTIVATIONS
from gradflow.notebook.number_text import decimals, fixed, scientific
from tools import golden as tool


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (decimals(-0.106357, 5), "−0.10636"),
        (decimals(0.5, 4), "0.5"),
        (decimals(-1e-9, 4), "0"),
        (decimals(100, 0), "100"),
        (fixed(-2.9018, 2), "−2.90"),
        (scientific(0.25**10, 2), "9.5×10⁻⁷"),
        (scientific(1e-3, 1), "10⁻³"),
        (scientific(1.0e-8, 2), "1.0×10⁻⁸"),
        (scientific(-3.3e5, 1), "−3×10⁵"),
    ],
)
def test_golden_texts_are_formatted_for_print(text, expected):
    assert text == expected


def write_unit(root, number="1", folder="unit01"):
    path = root / folder / "golden/__init__.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"def variables():\n    return {{'g': {{'n': '{number}'}}}}\n"
        f"def fixtures():\n    return {{'f.json': {{'values': [{number}, 0.5]}}}}\n"
    )
    os.utime(path, (0, 0))  # an edit within the second must be seen too


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool.collect, "__defaults__", (tmp_path,))
    monkeypatch.setattr(tool.expected_files, "__defaults__", (tmp_path,))
    monkeypatch.setattr(tool.stale, "__defaults__", (tmp_path,))
    write_unit(tmp_path)
    return tmp_path


def test_golden_tool_writes_and_reports_stale_files(root, capsys):
    assert tool.main(["--check"]) == 1
    assert "stale: _variables.yml, tests/golden/f.json" in capsys.readouterr().err
    assert tool.main([]) == 0
    assert yaml.safe_load((root / "_variables.yml").read_text()) == {"g": {"n": "1"}}
    assert tool.main(["--check"]) == 0
    write_unit(root, "2")
    assert tool.main(["--check"]) == 1
    tool.main([])
    (root / "tests" / "golden" / "old.json").write_text("{}")
    capsys.readouterr()
    assert tool.main(["--check"]) == 1
    assert capsys.readouterr().err == "stale: tests/golden/old.json (run `make golden`)\n"
    tool.main([])
    assert not (root / "tests" / "golden" / "old.json").exists()


def test_golden_check_ignores_only_last_digits(root):
    tool.main([])
    path = root / "tests" / "golden" / "f.json"
    for value, code in ((0.5 + 1e-13, 0), (0.5 + 1e-9, 1)):
        path.write_text(json.dumps({"values": [1, value]}))
        assert tool.main(["--check"]) == code
    path.write_text("{")
    assert tool.main(["--check"]) == 1


def test_golden_rejects_name_used_by_two_units(root):
    write_unit(root, folder="unit02")
    with pytest.raises(ValueError, match=r"unit02/golden: g "):
        tool.collect(root)


# --- the fixtures say what they should ---


def load(name):
    return json.loads((ROOT / "tests" / "golden" / name).read_text(encoding="utf-8"))


def test_forward_backward_fixture_agrees_with_engine():
    cases = load("forward-backward.json")["cases"]
    assert len(cases) >= 60
    dead = exact_zeros = 0
    for case in cases:
        s = {name: Fraction(round(10 * value), 10) for name, value in case["settings"].items()}
        assert all(float(exact) == case["settings"][name] for name, exact in s.items())
        z = s["w11"] * s["x1"] + s["w21"] * s["x2"]
        r = case["results"]
        dead += z < 0
        exact_zeros += z == 0 and any(s.values())
        open_ = z > 0
        y_hat = s["w_out"] * z if open_ else 0
        assert r["z_h"] == float(z)
        assert r["a_h"] == float(z if open_ else 0)
        assert r["loss"] == float((y_hat - 1) ** 2 / 2)
        assert r["dL_dw21"] == float((y_hat - 1) * s["w_out"] * s["x2"] if open_ else 0)
    assert dead >= 10
    assert exact_zeros >= 8
    assert not any(math.copysign(1, v) < 0 for c in cases for v in c["results"].values() if v == 0)


def test_activations_fixture_agrees_with_engine():
    data = load("activations.json")
    assert data["z"][0] == -5
    assert data["z"][-1] == 5
    assert 0 in data["z"]
    assert len(data["functions"]) == 7
    for name, case in data["functions"].items():
        for z, f in zip(data["z"], case["f"], strict=True):
            assert f == pytest.approx(float(ACTIVATIONS[name].f(float(z))), rel=1e-13, abs=1e-300)


def test_gradient_flow_fixture_agrees_with_engine():
    data = load("gradient-flow.json")
    assert {case["activation"] for case in data["networks"]} == {"sigmoid", "tanh", "relu"}
    for case in data["networks"]:
        assert len(case["delta_norms"]) == len(case["weights"]) == len(case["gradient_norms"])
        assert min(case["delta_norms"]) > 0
    assert len(data["mean_field"]) == len(data["naive"]) == 18
