"""Residual connections and layer normalisation: gradients, what they do, what they refuse."""

import itertools

import autograd
import numpy as np
import pytest
import reference

from gradflow import (
    ACTIVATIONS,
    DeepNetwork,
    Network,
    backward,
    cost,
    create_network,
    forward,
    gradient_check,
    layer_norms,
    one_hot,
    relative_error,
    train,
)

PARTS = [
    {"residual": residual, "layer_norm": norm}
    for residual, norm in itertools.product([False, True], repeat=2)
]
GRID = list(itertools.product(ACTIVATIONS, reference.LOSSES, (1, 7), (1, 3, 5)))


@pytest.mark.parametrize("parts", PARTS, ids=str)
@pytest.mark.parametrize("setting", GRID, ids=lambda s: "-".join(map(str, s)))
def test_gradients_agree_with_autograd(setting, parts):
    plain, X, Y = reference.case(*setting)
    network = DeepNetwork.of(plain, **parts)
    value_and_grad = autograd.value_and_grad(
        lambda params, x: reference.cost(params, x, Y, setting[0], setting[1], **parts), (0, 1)
    )
    value, (params, x) = value_and_grad(list(network.params), X)
    gradients = backward(network, forward(network, X), Y)
    assert cost(network, X, Y) == pytest.approx(value, rel=1e-13)
    for (W, b), grad_W, grad_b in zip(params, gradients.W, gradients.b, strict=True):
        assert relative_error(grad_W, W) <= 1e-10
        assert relative_error(grad_b, b) <= 1e-10
    assert relative_error(gradients.x, x) <= 1e-10


@pytest.mark.parametrize("parts", PARTS, ids=str)
@pytest.mark.parametrize("loss", reference.LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradients_agree_with_central_differences(activation, loss, parts):
    plain, X, Y = reference.case(activation, loss, 7, 4, width=12)
    check = gradient_check(DeepNetwork.of(plain, **parts), X, Y)
    assert check.checked > 3 * check.kinks
    assert check.max_error <= 1e-6, check


def test_deep_network_without_options_equals_plain_network():
    plain, X, Y = reference.case("tanh", "squared_error", 7, 4)
    deep = DeepNetwork.of(plain)
    for a, b in zip(forward(plain, X).a, forward(deep, X).a, strict=True):
        np.testing.assert_array_equal(a, b)
    ours, theirs = (backward(net, forward(net, X), Y) for net in (plain, deep))
    np.testing.assert_array_equal(ours.W[0], theirs.W[0])


def test_skip_needs_equal_widths_and_a_hidden_layer():
    network = create_network([4, 4, 6, 6, 6], rng=np.random.default_rng(0))
    assert DeepNetwork.of(network, residual=True).skips == [True, False, True, False]
    assert DeepNetwork.of(network, layer_norm=True).skips == [False] * 4


def test_layer_norm_gives_each_sample_mean_0_and_variance_1():
    network = create_network([5, 8, 3], rng=np.random.default_rng(0))
    X = 100 * np.random.default_rng(1).standard_normal((6, 5)) + 30
    z = forward(DeepNetwork.of(network, layer_norm=True), X).z
    np.testing.assert_allclose(z[0].mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(z[0].var(axis=1), 1, rtol=1e-6)


def test_residual_or_norm_keeps_gradient_of_deep_sigmoid_network():
    rng = np.random.default_rng(0)
    plain = create_network([16] * 30 + [4], hidden="sigmoid", init="xavier", rng=rng)
    X, Y = rng.standard_normal((8, 16)), one_hot(np.arange(8) % 4, 4)

    def decades(network):
        delta = layer_norms(backward(network, forward(network, X), Y)).delta
        return np.log10(delta[0] / delta[-1])

    assert decades(plain) < -15
    assert decades(DeepNetwork.of(plain, residual=True)) > -1
    assert decades(DeepNetwork.of(plain, layer_norm=True)) > decades(plain) + 3


def test_trained_deep_network_keeps_type_and_lowers_loss():
    rng = np.random.default_rng(0)
    network = create_network([2, 8, 8, 8, 2], hidden="tanh", rng=rng)
    X = rng.standard_normal((64, 2))
    Y = one_hot((X[:, 0] * X[:, 1] > 0).astype(int), 2)
    deep = DeepNetwork.of(network, residual=True, layer_norm=True)
    trained, history = train(deep, X, Y, learning_rate=0.3, epochs=150)
    assert (trained.residual, trained.layer_norm) == (True, True)
    assert history.loss[-1] < history.loss[0] / 4


def test_layer_norm_rejects_layer_of_one_unit():
    network = Network([([[1.0, 2.0]], [0.0]), ([[2.0]], [0.0])])
    with pytest.raises(ValueError, match=r"invalid sizes: \(2, 1, 1\) \(want 2 or more units"):
        DeepNetwork.of(network, layer_norm=True)


def test_backward_with_other_kind_of_pass_raises():
    plain = Network([([[1.0, 2.0]], [0.0])])
    deep = DeepNetwork.of(plain)
    for network, other, want in ((plain, deep, "a Pass"), (deep, plain, "a DeepPass")):
        with pytest.raises(ValueError, match=rf"^invalid pass_: .* \(want {want} of this network"):
            backward(network, forward(other, [[1.0, 2.0]]), [[1.0]])
