"""The slides' worked example, worked again by hand, and what the network refuses."""

from math import exp

import numpy as np
import pytest

from gradflow import (
    Network,
    backward,
    cost,
    create_network,
    forward,
    gradient_check,
    predict,
    train,
)

PARAMS = [([[0.5, -0.5], [0.25, 0.25]], [0.5, 0.25]), ([[2.0, -1.0]], [0.0])]
X, Y = [[1.0, 2.0]], [[1.0]]


def test_forward_pass_of_worked_example_by_hand():
    pass_ = forward(Network(PARAMS), X)
    a2 = 1 / (1 + exp(-1))  # z = 0.25 · 1 + 0.25 · 2 + 0.25 = 1
    z_out = 2 * 0.5 - a2
    y_hat = 1 / (1 + exp(-z_out))
    np.testing.assert_allclose(pass_.z[0], [[0, 1]], atol=1e-16)
    np.testing.assert_allclose(pass_.a[1], [[0.5, a2]], rtol=1e-15)
    np.testing.assert_allclose(pass_.z[1], [[z_out]], rtol=1e-15)
    np.testing.assert_allclose(pass_.a[2], [[y_hat]], rtol=1e-15)
    assert pass_.a[0].tolist() == X
    assert cost(Network(PARAMS), X, Y) == pytest.approx((y_hat - 1) ** 2 / 2, rel=1e-14)


def test_backward_pass_of_worked_example_by_hand():
    network = Network(PARAMS)
    gradients = backward(network, forward(network, X), Y)
    a2 = 1 / (1 + exp(-1))
    y_hat = 1 / (1 + exp(-(1 - a2)))
    delta_out = (y_hat - 1) * y_hat * (1 - y_hat)
    delta = [0.25 * 2 * delta_out, a2 * (1 - a2) * -1 * delta_out]
    np.testing.assert_allclose(gradients.W[1], [[0.5 * delta_out, a2 * delta_out]], rtol=1e-14)
    np.testing.assert_allclose(gradients.b[1], [delta_out], rtol=1e-14)
    np.testing.assert_allclose(gradients.W[0], np.outer(delta, [1, 2]), rtol=1e-14)
    np.testing.assert_allclose(gradients.b[0], delta, rtol=1e-14)
    np.testing.assert_allclose(
        gradients.x, [[0.5 * delta[0] + 0.25 * delta[1], -0.5 * delta[0] + 0.25 * delta[1]]]
    )


def test_worked_example_rounds_to_slide_values(golden):
    printed = golden.worked()
    expected = {"z1_1": "0", "z1_2": "1", "a1_1": "0.5", "a1_2": "0.7311", "z2": "0.2689"}
    expected |= {"y_hat": "0.5668", "J": "0.09382", "delta2": "−0.10636", "dW2_11": "−0.05318"}
    expected |= {"dW2_12": "−0.07775", "delta1_1": "−0.05318", "delta1_2": "0.02091"}
    expected |= {"dW1_11": "−0.05318", "dW1_12": "−0.10636", "dW1_21": "0.02091"}
    expected |= {"dW1_22": "0.04182", "db1_1": "−0.05318", "db2": "−0.10636"}
    assert {name: printed[name] for name in expected} == expected


def test_batch_gradient_is_mean_over_samples():
    network = Network(PARAMS)
    both = backward(network, forward(network, [[1.0, 2.0], [-1.0, 0.5]]), [[1.0], [0.0]])
    one = backward(network, forward(network, [[1.0, 2.0]]), [[1.0]])
    other = backward(network, forward(network, [[-1.0, 0.5]]), [[0.0]])
    np.testing.assert_allclose(both.W[0], (one.W[0] + other.W[0]) / 2, rtol=1e-14)


def test_network_repr_shows_sizes_and_names():
    network = create_network([64, 32, 10], rng=np.random.default_rng(1))
    assert network.sizes == (64, 32, 10)
    assert repr(network) == (
        "Network(64-32-10, hidden=relu, output=softmax, loss=softmax_cross_entropy)"
    )
    assert predict(network, np.zeros((3, 64))).shape == (3, 10)


def wrong(params=PARAMS, **options):
    return lambda: Network(params, **options)


def created(**options):
    options = {"sizes": [2, 2], "rng": np.random.default_rng(1)} | options
    return lambda: create_network(options.pop("sizes"), **options)


def trained(X=X, Y=Y, **options):
    options = {"learning_rate": 0.1, "epochs": 1} | options
    return lambda: train(Network(PARAMS), X, Y, **options)


NET = Network(PARAMS)
SOFTMAX = create_network([2, 3], rng=np.random.default_rng(1))
TWO = {"X": [X[0], X[0]], "Y": [Y[0], Y[0]]}

ERRORS = {
    "learning_rate: -1 (want a positive number)": trained(learning_rate=-1),
    "learning_rate: nan (want a positive number)": trained(learning_rate=float("nan")),
    "learning_rate: True (want a positive number)": trained(learning_rate=True),
    "epochs: 0 (want a positive integer)": trained(epochs=0),
    "epochs: 1.5 (want a positive integer)": trained(epochs=1.5),
    "batch_size: 2 (want at most the 1 samples there are)": trained(batch_size=2),
    "rng: None (want a generator such as": trained(**TWO, batch_size=1),
    "rng: 7 (want a generator such as": created(rng=7),
    "clip_norm: 0 (want a positive number)": trained(clip_norm=0),
    "validation X: shape (1, 3) (want shape (N, 2))": trained(validation=([[1, 2, 3]], Y)),
    "validation Y: shape (1, 2) (want shape (1, 1))": trained(validation=(X, [[1, 2]])),
    "hidden: relux (want one of identity, sigmoid,": wrong(hidden="relux"),
    "hidden: softmax (want one of identity, sigmoid,": wrong(hidden="softmax"),
    "output: [] (want one of": wrong(output=[]),
    "loss: mse (want one of squared_error,": wrong(loss="mse"),
    "network: output softmax with loss squared_error (want softmax and": wrong(output="softmax"),
    "network: output sigmoid with loss softmax_cross_entropy": wrong(loss="softmax_cross_entropy"),
    "params: no layer (want at least one (W, b))": wrong([]),
    "W2: shape (1, 3) (want shape (N, 2))": wrong([PARAMS[0], ([[1, 2, 3]], [0])]),
    "b1: shape (3,) (want shape (2,))": wrong([(PARAMS[0][0], [1, 2, 3])]),
    "b1: shape (2, 1) (want shape (2,))": wrong([(PARAMS[0][0], [[1], [2]])]),
    "W1: contains NaN or infinity (want finite numbers)": wrong([([[float("nan")]], [0])]),
    "W1: rows of different lengths (want an array of numbers)": wrong([([[1], [1, 2]], [0])]),
    "W1: <U1 values (want an array of numbers)": wrong([([["x"]], [0])]),
    "sizes: 0 (want a positive integer)": created(sizes=[2, 0]),
    "sizes: [2] (want at least an input and an output size)": created(sizes=[2]),
    "init: zero (want one of normal, xavier, he, orthogonal)": created(init="zero"),
    "multiplier: 0 (want a positive number)": created(multiplier=0),
    "dtype: <class 'int'> (want float64 or float32)": created(dtype=int),
    "X: shape (2,) (want shape (N, 2))": lambda: forward(NET, [1.0, 2.0]),
    "X: shape (0, 2) (want shape (N, 2))": lambda: forward(NET, np.zeros((0, 2))),
    "X: contains NaN or infinity": lambda: predict(NET, [[1.0, float("inf")]]),
    "X: complex128 values": lambda: predict(NET, [[1j, 2]]),
    "Y: shape (1, 2) (want shape (1, 1))": lambda: cost(NET, X, [[1, 0]]),
    "Y: rows that are no probabilities (want rows >= 0 that": lambda: cost(SOFTMAX, X, [[1, 1, 0]]),
    "Y: rows that are no probabilities": lambda: cost(SOFTMAX, X, [[2, -1, 0]]),
    "epsilon: 0 (want a positive number)": lambda: gradient_check(NET, X, Y, epsilon=0),
    "samples: 0 (want a positive integer)": lambda: gradient_check(NET, X, Y, samples=0),
    "rng: None (want a generator": lambda: gradient_check(NET, X, Y, samples=2),
}


@pytest.mark.parametrize("message", ERRORS)
def test_error_states_value_and_what_is_wanted(message):
    with pytest.raises(ValueError, match=r"^invalid ") as error:
        ERRORS[message]()
    assert str(error.value).startswith(f"invalid {message}")
