"""Activations, losses, initialisers: a gradient check per operation, extremes, statistics."""

import json
from pathlib import Path

import numpy as np
import pytest
from autograd import elementwise_grad
from reference import FUNCTIONS

from gradflow import ACTIVATIONS, INITIALISERS, LOSSES, Network, backward, cost, forward, softmax

Z = np.concatenate([np.linspace(-6, 6, 101)[:50], np.linspace(-6, 6, 101)[51:]])  # without 0
EXTREME = np.array([-1e4, -1e3, -745.5, -50.0, -1e-300, 0.0, 1e-300, 50.0, 745.5, 1e3, 1e4])
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_value_and_slope_agree_with_reference(name):
    f, df, _ = ACTIVATIONS[name]
    np.testing.assert_allclose(f(Z), FUNCTIONS[name](Z), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(df(Z), elementwise_grad(FUNCTIONS[name])(Z), rtol=1e-9, atol=1e-14)
    h = 1e-5
    np.testing.assert_allclose(df(Z), (f(Z + h) - f(Z - h)) / (2 * h), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_at_extreme_input_is_finite_and_keeps_dtype(name, dtype):
    z = EXTREME.astype(dtype)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        for function in ACTIVATIONS[name][:2]:
            assert np.isfinite(function(z)).all()
            assert function(z).dtype == dtype
    slopes = ACTIVATIONS[name].df(z)
    assert abs(slopes[0] - slopes[1]) < 1e-6  # flat or straight out there
    assert abs(slopes[-1] - slopes[-2]) < 1e-6


def test_activation_slope_at_kink_follows_convention():
    slope = {name: float(ACTIVATIONS[name].df(np.float64(0))) for name in ACTIVATIONS}
    assert slope["relu"] == 0
    assert slope["leaky_relu"] == 0.1
    assert slope["elu"] == slope["tanh"] == slope["identity"] == 1
    assert slope["sigmoid"] == 0.25
    assert slope["gelu"] == slope["silu"] == 0.5


def test_activation_has_stated_largest_slope():
    z = np.linspace(-5, 5, 200001)
    functions = json.loads((GOLDEN / "activations.json").read_text())["functions"]
    for name, case in functions.items():
        slopes = ACTIVATIONS[name].df(z)
        assert slopes.max() == pytest.approx(case["df_max"], rel=1e-9)
        if case["argmax"] is not None:
            assert z[slopes.argmax()] == pytest.approx(case["argmax"], abs=1e-4)


def test_softmax_of_extreme_logits_does_not_overflow():
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        p = softmax(np.array([[1e4, 0.0, -1e4], [-1e4, -1e4, -1e4]]))
    np.testing.assert_allclose(p, [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-15)


def test_cross_entropy_of_extreme_logits_is_finite():
    network = Network([(np.eye(2), np.zeros(2))], output="softmax", loss="softmax_cross_entropy")
    assert cost(network, [[1e4, -1e4]], [[0, 1]]) == 2e4
    assert cost(network, [[1e4, -1e4]], [[1, 0]]) == 0


def test_softmax_jacobian_times_loss_gradient_is_y_hat_minus_y():
    z, y = np.array([0.3, -1.2, 2.0]), np.array([0.0, 1.0, 0.0])
    y_hat = softmax(z[None])[0]
    jacobian = np.diag(y_hat) - np.outer(y_hat, y_hat)
    network = Network([(np.eye(3), np.zeros(3))], output="softmax", loss="softmax_cross_entropy")
    delta = backward(network, forward(network, z[None]), y[None]).delta[0][0]
    np.testing.assert_allclose(delta, jacobian @ (-y / y_hat), rtol=1e-14)
    np.testing.assert_allclose(delta, y_hat - y, rtol=1e-15)


@pytest.mark.parametrize("name", LOSSES)
def test_loss_has_one_value_per_sample(name):
    z = np.array([[0.2, -0.4], [1.0, 2.0], [0.0, 0.0]])
    y = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
    assert LOSSES[name].value(z, softmax(z), y).shape == (3,)


@pytest.mark.parametrize(
    ("name", "variance"), [("normal", 1 / 300), ("xavier", 2 / 500), ("he", 2 / 300)]
)
def test_initialiser_draws_stated_variance(name, variance):
    W = INITIALISERS[name](200, 300, np.random.default_rng(3))
    assert W.shape == (200, 300)
    assert W.var() == pytest.approx(variance, rel=0.02)  # standard error 0.6 %
    assert abs(W.mean()) < 4 * np.sqrt(variance / W.size)


@pytest.mark.parametrize("shape", [(6, 6), (4, 9), (9, 4), (1, 5)])
def test_orthogonal_weights_have_singular_values_of_1(shape):
    W = INITIALISERS["orthogonal"](*shape, np.random.default_rng(4))
    assert W.shape == shape
    small = W @ W.T if shape[0] <= shape[1] else W.T @ W
    np.testing.assert_allclose(small, np.eye(min(shape)), atol=1e-14)


def test_orthogonal_draws_both_signs_equally_often():
    rng = np.random.default_rng(5)
    corners = np.array([INITIALISERS["orthogonal"](3, 3, rng)[0, 0] for _ in range(2000)])
    assert abs(corners.mean()) < 4 * np.sqrt(1 / 3 / 2000)  # QR without the sign fix: about -0.5


def test_relu_network_keeps_its_scale_with_he():
    rng = np.random.default_rng(6)
    a = rng.standard_normal((300, 200))
    for _ in range(10):
        a = ACTIVATIONS["relu"].f(a @ INITIALISERS["he"](200, 200, rng).T)
    assert np.mean(a**2) == pytest.approx(1, rel=0.5)
