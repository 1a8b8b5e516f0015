"""Norms, dead units, the mean-field line: against closed forms, other quadrature, simulation."""

from itertools import pairwise

import numpy as np
import pytest
import yaml
from conftest import ROOT
from scipy.integrate import quad
from scipy.stats import norm

from gradflow import (
    ACTIVATIONS,
    Gradients,
    Network,
    backward,
    dead_fraction,
    forward,
    layer_norms,
    mean_field,
    naive_line,
    normal_rule,
    upstream_network,
)


def test_layer_norms_by_hand():
    delta = np.array([[3.0, 4.0], [0.0, 0.0]])  # ‖δ‖/√n = 5/√2 and 0; RMS over the two: 2.5
    gradients = Gradients(W=[np.array([[3.0, 4.0]])], b=[np.zeros(2)], delta=[delta], x=delta)
    norms = layer_norms(gradients)
    assert norms.delta.tolist() == [2.5]
    assert norms.gradient.tolist() == [5.0]


def test_dead_fraction_counts_units_without_slope():
    W, b = np.eye(4), np.array([0.0, -5.0, 0.0, -9.0])
    X = np.array([[1.0, 1.0, -1.0, 1.0], [-1.0, 2.0, -2.0, 3.0]])  # units 2, 3 and 4 never open
    params = [(W, b), (np.ones((1, 4)), np.zeros(1))]
    for hidden, share in (("relu", 0.75), ("leaky_relu", 0.0), ("tanh", 0.0)):
        network = Network(params, hidden=hidden, output="identity")
        assert dead_fraction(network, X).tolist() == [share]


def test_dead_unit_gets_no_gradient():
    network = Network([(np.eye(2), [0.0, -9.0]), ([[1.0, 1.0]], [0.0])], "relu", "identity")
    gradients = backward(network, forward(network, [[1.0, 1.0]]), [[0.0]])
    assert gradients.W[0][1].tolist() == [0, 0]
    assert gradients.b[0][1] == 0


def test_upstream_network_takes_targets_as_upstream_gradient():
    rng = np.random.default_rng(1)
    weights, X, upstream = rng.standard_normal((2, 3, 3)), *rng.standard_normal((2, 5, 3))
    network = upstream_network(list(weights), "tanh")
    pass_ = forward(network, X)
    delta = backward(network, pass_, upstream).delta
    np.testing.assert_array_equal(delta[1], upstream * ACTIVATIONS["tanh"].df(pass_.z[1]))


@pytest.mark.parametrize("weights", [1.0, [1.0, 2.0], [[[1.0]]]])
def test_upstream_network_without_matrix_raises(weights):
    with pytest.raises(ValueError, match=r"^invalid W1: shape \(.*\) \(want shape \(N, N\)\)$"):
        upstream_network([weights], "relu")


# --- mean field ---


def test_normal_rule_integrates_normal_distribution():
    z, weight = normal_rule()
    assert len(z) == len(weight) == 1000
    assert (np.diff(z) > 0).all()
    for power, moment in ((0, 1), (1, 0), (2, 1), (4, 3), (6, 15)):
        assert weight @ z**power == pytest.approx(moment, rel=1e-13, abs=1e-14)


@pytest.mark.parametrize("multiplier", [0.1, 1.0, 1.5, 4.0])
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "elu", "gelu", "silu"])
def test_mean_field_agrees_with_adaptive_quadrature(name, multiplier):
    f, df, _ = ACTIVATIONS[name]

    def mean_square(g, q):
        def integrand(z):
            return g(np.sqrt(q) * z) ** 2 * norm.pdf(z)

        points = [-10, -2, -0.2, -0.02, -2e-3, 0, 2e-3, 0.02, 0.2, 2, 10]
        pairs = pairwise(points)
        return sum(quad(integrand, *pair, epsabs=1e-15, epsrel=1e-13)[0] for pair in pairs)

    found = mean_field(name, multiplier, depth=4)
    q = multiplier**2
    for layer in range(4):
        assert found.q[layer] == pytest.approx(q, rel=1e-12)
        assert found.chi[layer] == pytest.approx(multiplier**2 * mean_square(df, q), rel=1e-12)
        q = multiplier**2 * mean_square(f, q)


def test_mean_field_of_relu_in_closed_form():
    m = 1.5
    found = mean_field("relu", m, depth=15, input_second_moment=2.0)
    np.testing.assert_allclose(found.chi, m**2 / 2, rtol=1e-13)
    np.testing.assert_allclose(found.q, 2 * m**2 * (m**2 / 2) ** np.arange(15), rtol=1e-12)
    expected = np.arange(14, -1, -1) * np.log10(m / np.sqrt(2))
    np.testing.assert_allclose(found.line, expected, rtol=1e-12)


def test_mean_field_with_biases_by_hand():
    m, s = 1.5, 0.5
    found = mean_field("relu", m, depth=6, bias=s)
    q = [m**2 + s**2]
    while len(q) < 6:
        q.append(m**2 * q[-1] / 2 + s**2)
    np.testing.assert_allclose(found.q, q, rtol=1e-12)
    np.testing.assert_allclose(found.chi, m**2 / 2, rtol=1e-13)
    saturated = mean_field("tanh", m, bias=2.0)
    assert saturated.line[0] < mean_field("tanh", m).line[0] - 1
    with pytest.raises(ValueError, match=r"^invalid bias: -1 "):
        mean_field("tanh", m, bias=-1)


def test_relu_is_critical_at_he():
    np.testing.assert_allclose(mean_field("relu", np.sqrt(2), 100).line, 0, atol=1e-11)


def test_mean_field_gives_values_of_simulator_slide():
    variables = yaml.safe_load((ROOT / "_variables.yml").read_text(encoding="utf-8"))
    printed = variables["simulator"]
    lines = {"sigmoid_1_5": "−6.76", "sigmoid_4": "−2.90", "tanh_1": "−0.64", "tanh_1_5": "0.24"}
    lines |= {"tanh_4": "2.60", "relu_1": "−2.11", "relu_1_5": "0.36", "relu_4": "6.32"}
    assert {name: printed[name] for name in lines} == lines
    for name, line in lines.items():
        line, simulated = (float(text.replace("−", "-")) for text in (line, printed[f"sim_{name}"]))
        assert simulated == pytest.approx(line, abs=0.08)  # 40 networks; both are rounded
    assert 9 < float(printed["sigmoid_critical"]) < 11


def test_mean_field_line_sums_gains_up_to_last_layer():
    found = mean_field("tanh", 1.5, depth=15)
    assert f"{found.line[0]:.2f}" == "0.24"  # the simulator slide
    assert f"{mean_field('sigmoid', 1.5).line[0]:.2f}" == "-6.76"
    for layer in range(15):
        expected = 0.5 * np.log10(found.chi[layer:14]).sum()
        assert found.line[layer] == pytest.approx(expected, abs=1e-14)


def test_mean_field_line_agrees_with_simulation(golden):
    pairs = [("tanh", 1.5), ("relu", 1.5), ("sigmoid", 1.5)]
    simulated = golden.simulate(pairs, seeds=40, width=64, depth=8)[:, 0]
    for (name, m), log in zip(pairs, simulated, strict=True):
        assert log == pytest.approx(mean_field(name, m, depth=8).line[0], abs=0.1)


def test_relu_weight_gradients_are_flat_at_any_scale():
    rng = np.random.default_rng(7)
    for m in (0.5, 1.5, 3.0):
        ratios = []
        for _ in range(40):
            weights = m / 8 * rng.standard_normal((15, 64, 64))
            X, upstream = rng.standard_normal((2, 8, 64))
            network = upstream_network(list(weights), "relu")
            norms = layer_norms(backward(network, forward(network, X), upstream))
            ratios.append(np.log10(norms.gradient[0] / norms.gradient[-2]))
        assert abs(np.median(ratios)) < 0.35


def test_naive_line_uses_average_slope():
    line = naive_line("relu", 1.5, depth=15)
    assert line[0] == pytest.approx(14 * np.log10(0.9))
    assert line[-1] == 0
    with pytest.raises(ValueError, match=r"^invalid activation: gelu"):
        naive_line("gelu", 1.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("softmax", 1.0), "activation: softmax"),
        (("relu", 0), "multiplier: 0"),
        (("relu", 1e200), r"multiplier: 1e\+200"),
        (("relu", 1e-200), "multiplier: 1e-200"),
        (("relu", 1, 0), "depth: 0"),
        (("relu", 1, 15, -1), "input_second_moment: -1"),
    ],
)
def test_mean_field_rejects_bad_arguments(arguments, message):
    with pytest.raises(ValueError, match=f"^invalid {message} "):
        mean_field(*arguments)
