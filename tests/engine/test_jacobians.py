"""Jacobians against differences, and what their singular values must be."""

import itertools

import numpy as np
import pytest
import reference

from gradflow import (
    ACTIVATIONS,
    DeepNetwork,
    create_network,
    forward,
    input_jacobians,
    layer_jacobians,
    singular_values,
    upstream_network,
)

EPSILON = np.finfo(float).eps ** (1 / 3)


def differences(network, x):
    steps = EPSILON * np.eye(len(x))
    columns = [
        (forward(network, [x + e]).a[-1][0] - forward(network, [x - e]).a[-1][0]) / (2 * EPSILON)
        for e in steps
    ]
    return np.array(columns).T


@pytest.mark.parametrize("loss", reference.LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("parts", list(itertools.product([False, True], repeat=2)), ids=str)
def test_input_jacobian_agrees_with_differences(activation, loss, parts):
    plain, X, _ = reference.case(activation, loss, 7, 4)
    network = DeepNetwork.of(plain, residual=parts[0], layer_norm=parts[1])
    for x in X[:3]:
        np.testing.assert_allclose(
            input_jacobians(network, x)[-1], differences(network, x), rtol=1e-6, atol=1e-9
        )


def test_layer_jacobian_is_slope_times_weights():
    network, X, _ = reference.case("tanh", "squared_error", 7, 3)
    z = forward(network, X[:1]).z
    for J, (W, _), z_layer in zip(layer_jacobians(network, X[0]), network.params, z, strict=True):
        np.testing.assert_allclose(J, (1 - np.tanh(z_layer[0]) ** 2)[:, None] * W, rtol=1e-12)


def test_orthogonal_identity_layers_keep_every_singular_value_at_1():
    network = create_network(
        [16] * 11,
        hidden="identity",
        output="identity",
        loss="squared_error",
        init="orthogonal",
        rng=np.random.default_rng(0),
    )
    for values in singular_values(network, np.ones(16)):
        np.testing.assert_allclose(values, 1, rtol=1e-12)


def test_normal_weights_spread_the_spectrum_with_depth():
    rng = np.random.default_rng(0)
    weights = [rng.standard_normal((32, 32)) / np.sqrt(32) for _ in range(10)]
    spectra = singular_values(upstream_network(weights, "tanh"), 0.1 * rng.standard_normal(32))
    spread = [np.log10(s[0] / s[16]) for s in spectra]
    assert spread[0] < 1 < 2 < spread[-1]


@pytest.mark.parametrize("x", [[1.0, 2.0], [[1.0, 2.0, 3.0]], [1.0, np.nan, 0.0]])
def test_jacobians_reject_inputs_that_do_not_fit(x):
    network, _, _ = reference.case("tanh", "squared_error", 1, 2)
    with pytest.raises(ValueError, match=r"^invalid x: "):
        layer_jacobians(network, x)
