"""Every gradient against PyTorch, over the grid of tests/engine, and the slide's listing in it.

Run by `make test-torch`, which installs PyTorch first; `make test` does without.
"""

import runpy
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "engine"))

import reference  # noqa: E402
from expressions import EXPRESSIONS  # noqa: E402

from gradflow import DeepNetwork, Value, backward, cost, forward, relative_error  # noqa: E402

FUNCTIONS = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, 0.1),
    "elu": functional.elu,
    "gelu": functional.gelu,
    "silu": functional.silu,
}
IDS = ["-".join(map(str, setting)) for setting in reference.GRID]


def torch_cost(params, X, Y, activation, loss, residual=False, layer_norm=False):
    a = X
    for W, b in params[:-1]:
        z = functional.linear(a, W)
        if layer_norm:
            z = functional.layer_norm(z, z.shape[1:])
        out = FUNCTIONS[activation](z + b)
        a = out + a if residual and len(b) == a.shape[1] else out
    z = functional.linear(a, *params[-1])
    if loss == "softmax_cross_entropy":
        return functional.cross_entropy(z, Y)
    return functional.mse_loss(FUNCTIONS[activation](z), Y, reduction="sum") / (2 * len(Y))


@pytest.mark.parametrize("setting", reference.GRID, ids=IDS)
def test_networks_agree_with_pytorch(setting):
    compare(*reference.case(*setting))


@pytest.mark.parametrize(("residual", "layer_norm"), [(True, False), (False, True), (True, True)])
@pytest.mark.parametrize("activation", FUNCTIONS)
def test_deep_parts_agree_with_pytorch(activation, residual, layer_norm):
    plain, X, Y = reference.case(activation, "softmax_cross_entropy", 7, 5)
    network = DeepNetwork.of(plain, residual=residual, layer_norm=layer_norm)
    compare(network, X, Y, residual=residual, layer_norm=layer_norm)


def compare(network, X, Y, **parts):
    params = [
        (torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True))
        for W, b in network.params
    ]
    x = torch.tensor(X, requires_grad=True)
    J = torch_cost(params, x, torch.tensor(Y), network.hidden, network.loss, **parts)
    J.backward()
    gradients = backward(network, forward(network, X), Y)
    assert cost(network, X, Y) == pytest.approx(J.item(), rel=1e-13)
    for (W, b), grad_W, grad_b in zip(params, gradients.W, gradients.b, strict=True):
        assert relative_error(grad_W, W.grad.numpy()) <= 1e-10
        assert relative_error(grad_b, b.grad.numpy()) <= 1e-10
    assert relative_error(gradients.x, x.grad.numpy()) <= 1e-10


def test_listing_on_the_slide_gives_gradients_of_pytorch():
    listings = ROOT / "unit05" / "listings"
    ours = runpy.run_path(str(listings / "value.py"))
    theirs = runpy.run_path(str(listings / "pytorch.py"))
    for name in ("a", "w", "x"):
        np.testing.assert_allclose(theirs[name].grad.item(), ours[name].grad, rtol=1e-14)
    for name in ("c", "J"):
        np.testing.assert_allclose(theirs[name].item(), ours[name].data, rtol=1e-14)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_scalar_expressions_agree_with_pytorch(expression):
    ours = [Value(x) for x in EXPRESSIONS[expression]]
    theirs = [
        torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in EXPRESSIONS[expression]
    ]
    value, expected = expression(*ours, Value.relu), expression(*theirs, torch.relu)
    value.backward()
    expected.backward()
    assert value.data == expected.item()
    assert [x.grad for x in ours] == pytest.approx([x.grad.item() for x in theirs], rel=1e-14)
