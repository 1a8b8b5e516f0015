"""Multiply–adds against a run that counts them, and a backward pass that stores less."""

import weakref
from dataclasses import replace

import numpy as np
import pytest
import reference

from gradflow import (
    DeepNetwork,
    backward,
    checkpointed_backward,
    create_network,
    forward,
    gradient_check,
    multiply_adds,
    one_hot,
    optimal_spacing,
)


class Counted(np.ndarray):
    """An array whose matrix products are counted."""

    total = 0

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        arrays = [x.view(np.ndarray) if isinstance(x, Counted) else x for x in inputs]
        if "out" in options:
            options["out"] = tuple(x.view(np.ndarray) for x in options["out"])
        if ufunc is np.matmul:
            Counted.total += arrays[0].shape[0] * arrays[0].shape[1] * arrays[1].shape[1]
        result = getattr(ufunc, method)(*arrays, **options)
        return result.view(Counted) if isinstance(result, np.ndarray) else result


def counting(network):
    """The same network, each product with whose weights is counted."""
    counted = replace(network)
    params = [(W.view(Counted), b) for W, b in network.params]
    object.__setattr__(counted, "params", params)  # past the check, which makes plain arrays
    return counted


@pytest.fixture(autouse=True)
def fresh_count(monkeypatch):
    monkeypatch.setattr(Counted, "total", 0)


def batch(network, samples):
    rng = np.random.default_rng(0)
    X = rng.standard_normal((samples, network.sizes[0]))
    return X, one_hot(rng.integers(0, network.sizes[-1], samples), network.sizes[-1])


@pytest.mark.parametrize("sizes", [(3, 2), (5, 4, 3), (4, 7, 7, 2)])
@pytest.mark.parametrize("samples", [1, 6])
def test_multiply_adds_equal_a_counted_run(sizes, samples):
    network = counting(create_network(sizes, rng=np.random.default_rng(0)))
    X, Y = batch(network, samples)
    counts = multiply_adds(sizes, samples)
    pass_ = forward(network, X)
    assert Counted.total == counts.forward
    backward(network, pass_, Y)
    assert Counted.total == counts.forward + counts.backward


def test_multiply_adds_of_differences_equal_a_gradient_check(monkeypatch):
    sizes = (4, 5, 3)
    network = create_network(sizes, rng=np.random.default_rng(0))
    monkeypatch.setattr("gradflow.checking.replace", lambda net, params: counting(net))
    gradient_check(network, *batch(network, 2))
    counts = multiply_adds(sizes, 2)
    analytic = counts.forward + counts.backward
    assert Counted.total == counts.central_differences + analytic
    parameters = 4 * 5 + 5 + 5 * 3 + 3
    assert counts.forward_differences == (parameters + 1) * counts.forward


def arrays_of(gradients):
    return [*gradients.W, *gradients.b, *gradients.delta, gradients.x]


@pytest.mark.parametrize("every", [1, 2, 3, 5, 6, 9])
@pytest.mark.parametrize("loss", reference.LOSSES)
def test_checkpointed_gradients_are_bit_identical(every, loss):
    network, X, Y = reference.case("gelu", loss, 7, 6)
    gradients, _ = checkpointed_backward(network, X, Y, every)
    expected = backward(network, forward(network, X), Y)
    for ours, theirs in zip(arrays_of(gradients), arrays_of(expected), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_checkpoint_cost_by_hand(monkeypatch):
    width, depth, samples = 8, 12, 16
    network = create_network([width] * (depth + 1), rng=np.random.default_rng(0))
    X, Y = batch(network, samples)
    array = 8 * samples * width
    costs = {k: checkpointed_backward(network, X, Y, k)[1] for k in range(1, depth + 1)}
    # k = depth is the ordinary pass: every z and a, nothing done again
    assert costs[depth] == ((1 + 2 * depth) * array, 0)
    assert costs[4].stored_bytes == (3 + 2 * 4) * array  # three inputs, z and a of four layers
    assert costs[4].extra_multiply_adds == 8 * samples * width**2
    done = []

    def noted(segment, a_in):
        done.append(multiply_adds(segment.sizes, len(a_in)).forward)
        return forward(segment, a_in)

    monkeypatch.setattr("gradflow.counting.forward", noted)
    checkpointed_backward(network, X, Y, 4)
    once = multiply_adds(network.sizes, samples).forward
    assert sum(done) == once + costs[4].extra_multiply_adds
    least = min(costs, key=lambda k: costs[k].stored_bytes)
    assert least in (optimal_spacing(depth), optimal_spacing(depth) + 1)


def test_checkpointed_backward_holds_no_more_than_reported(monkeypatch):
    network = create_network([8] * 13, rng=np.random.default_rng(0))
    X, Y = batch(network, 16)
    made, held = [], []

    def watched(segment, a_in):
        pass_ = forward(segment, a_in)
        made.extend(weakref.ref(array) for array in [*pass_.z, *pass_.a[1:]])
        held.append(sum(ref().nbytes for ref in made if ref() is not None) + X.nbytes)
        return pass_

    monkeypatch.setattr("gradflow.counting.forward", watched)
    stated = checkpointed_backward(network, X, Y, 4)[1].stored_bytes
    assert max(held) == stated


def test_optimal_spacing_stores_least():
    assert optimal_spacing(100, arrays=1) == 10
    assert optimal_spacing(50) == 5
    assert optimal_spacing(1) == 1


def test_counting_rejects_bad_arguments():
    network, X, Y = reference.case("tanh", "squared_error", 7, 3)
    with pytest.raises(ValueError, match=r"^invalid every: 0 \(want a positive integer\)"):
        checkpointed_backward(network, X, Y, 0)
    with pytest.raises(ValueError, match=r"^invalid network: DeepNetwork"):
        checkpointed_backward(DeepNetwork.of(network, residual=True), X, Y, 2)
    with pytest.raises(ValueError, match=r"^invalid sizes: -3 "):
        multiply_adds([4, -3])
    with pytest.raises(ValueError, match=r"^invalid sizes: \[3\] "):
        multiply_adds([3])
