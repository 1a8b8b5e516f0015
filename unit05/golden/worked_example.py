"""Numbers of the 2-2-1 networks computed by hand: the worked example, the exercise, and Mazur's."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from gradflow import ACTIVATIONS, Network, backward, cost, forward
from gradflow.notebook.number_text import decimals, scientific
from gradflow.training import descend

from .entries import name_entries

EPSILON = 1e-3  # large enough that the printed errors are truncation, the same on every machine
STEP = 1.0


def worked_network() -> tuple[Network, np.ndarray, np.ndarray]:
    """The network of the worked example, its input and its target."""
    params = [([[0.5, -0.5], [0.25, 0.25]], [0.5, 0.25]), ([[2.0, -1.0]], [0.0])]
    return _network(params), np.array([[1.0, 2.0]]), np.array([[1.0]])


def worked() -> dict[str, str]:
    """Names: z1_2 is z of layer 1, unit 2; W1_12 is row 1, column 2; dW1_12 its gradient,
    fd_dW1_12 the central difference, err_dW1_12 their relative error; back1_1 is Wᵀδ, before the
    slope; after_… holds after one step with η."""
    network, X, Y = worked_network()
    out = {"epsilon": scientific(EPSILON, 1), "eta": decimals(STEP, 2)}
    out |= _both_passes(network, X, Y)
    gradients = backward(network, forward(network, X), Y)
    return out | _differences(network, X, Y, gradients) | _after_a_step(network, X, Y, gradients)


def exercise() -> dict[str, str]:
    """The 2-2-1 network that is given on paper; names as in `worked`."""
    params = [([[0.5, 1.0], [-1.0, -0.5]], [1.5, 1.0]), ([[1.0, -2.0]], [0.5])]
    return _both_passes(_network(params), np.array([[2.0, -1.0]]), np.array([[0.0]]))


def mazur(rate: float = 0.5) -> dict[str, str]:
    """Mazur's 2-2-2 example (2015) and one step of it, to nine digits as he prints them."""
    params = [([[0.15, 0.2], [0.25, 0.3]], [0.35] * 2), ([[0.4, 0.45], [0.5, 0.55]], [0.6] * 2)]
    network, X, Y = _network(params), np.array([[0.05, 0.1]]), np.array([[0.01, 0.99]])
    out = {"eta": decimals(rate, 1), "J": decimals(cost(network, X, Y), 9)}
    descend(network, backward(network, forward(network, X), Y), rate)
    for layer, (W, _) in enumerate(network.params, start=1):
        out |= name_entries(f"after_W{layer}", W, 9)
    return out


def _network(params: Sequence[tuple[ArrayLike, ArrayLike]]) -> Network:
    return Network([(np.array(W), np.array(b)) for W, b in params])


def _both_passes(network, X, Y) -> dict[str, str]:
    """One sample forward and backward."""
    pass_ = forward(network, X)
    gradients = backward(network, pass_, Y)
    assert gradients.x is not None  # `backward` computes it for every network
    out = {"y": decimals(Y.item(), 4)}
    out |= name_entries("x", X[0], 4) | {"y_hat": decimals(pass_.a[-1].item(), 4)}
    out |= {"J": decimals(cost(network, X, Y), 5)}
    out |= {"residual": decimals((pass_.a[-1] - Y).item(), 4)}
    for layer, (W, b) in enumerate(network.params, start=1):
        z, a, delta = (_[layer - 1][0] for _ in (pass_.z, pass_.a[1:], gradients.delta))
        out |= name_entries(f"W{layer}", W, 4) | name_entries(f"b{layer}", b, 4)
        out |= name_entries(f"z{layer}", z, 4) | name_entries(f"a{layer}", a, 4)
        out |= name_entries(f"slope{layer}", ACTIVATIONS["sigmoid"].df(z), 4)
        out |= name_entries(f"delta{layer}", delta, 5)
        out |= name_entries(f"dW{layer}", gradients.W[layer - 1], 5)
        out |= name_entries(f"db{layer}", gradients.b[layer - 1], 5)
    out |= name_entries("back1", gradients.delta[1][0] @ network.params[1][0], 5)
    return out | name_entries("dx", gradients.x[0], 5)


def _differences(network, X, Y, gradients) -> dict[str, str]:
    """Central differences with ε = 10⁻³, and their relative errors."""
    out: dict[str, str] = {}
    errors = []
    for layer, (W, b) in enumerate(network.params, start=1):
        grad_W, grad_b = gradients.W[layer - 1], gradients.b[layer - 1]
        for name, array, gradient in ((f"dW{layer}", W, grad_W), (f"db{layer}", b, grad_b)):
            numeric = np.empty_like(array)
            for index in np.ndindex(array.shape):
                numeric[index] = _difference(network, X, Y, array, index)
            error = np.abs(numeric - gradient) / np.abs(gradient)
            errors.append(error.max())
            out |= name_entries(f"fd_{name}", numeric, 5)
            out |= name_entries(f"err_{name}", error, 2, scientific)
    return out | {"err_max": scientific(max(errors), 2)}


def _difference(network, X, Y, array, index) -> float:
    entry, values = array[index], []
    for sign in (1, -1):
        array[index] = entry + sign * EPSILON
        values.append(cost(network, X, Y))
    array[index] = entry
    return (values[0] - values[1]) / (2 * EPSILON)


def _after_a_step(network, X, Y, gradients) -> dict[str, str]:
    descend(network, gradients, STEP)
    out = {"J_after": decimals(cost(network, X, Y), 5)}
    out |= {"y_hat_after": decimals(forward(network, X).a[-1].item(), 4)}
    for layer, (W, b) in enumerate(network.params, start=1):
        out |= name_entries(f"after_W{layer}", W, 4) | name_entries(f"after_b{layer}", b, 4)
    return out
