"""An outside witness: Mazur's published 2-2-2 example (2015), in the digits that he prints.

https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
"""

import json
from pathlib import Path

import numpy as np

from gradflow import Network, backward, cost, forward

WITNESS = Path(__file__).resolve().parents[1] / "witness/mazur-2015.json"
PUBLISHED = json.loads(WITNESS.read_text(encoding="utf-8"))
X, Y = np.array([PUBLISHED["x"]]), np.array([PUBLISHED["y"]])


def mazur_network():
    return Network([(np.array(W), np.array(b)) for W, b in PUBLISHED["params"]])


def weights_after_one_step(network):
    gradients = backward(network, forward(network, X), Y)
    return [
        W - PUBLISHED["rate"] * dW for (W, _), dW in zip(network.params, gradients.W, strict=True)
    ]


def assert_printed(number, printed):
    """`printed` is the number, rounded to the digits that it has."""
    places = len(printed.split(".")[1])
    assert f"{number:.{places}f}" == printed


def test_mazur_network_has_the_published_loss():
    assert_printed(cost(mazur_network(), X, Y), PUBLISHED["J"])


def test_mazur_network_after_one_step_has_the_published_weights():
    after = weights_after_one_step(mazur_network())
    for W, printed in zip(after, PUBLISHED["after"], strict=True):
        for number, text in zip(W.ravel(), np.ravel(printed), strict=True):
            assert_printed(number, str(text))
