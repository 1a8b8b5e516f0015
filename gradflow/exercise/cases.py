"""The seeded numbers on which the checks call a learner's functions."""

import numpy as np

from gradflow.activations import ACTIVATIONS
from gradflow.exercise.steps import Values
from gradflow.network import Network, forward


def paper_case(seed: int = 395) -> Values:
    """One sample of the 2-2-1 network; all numbers, the results too, differ in size."""
    rng = np.random.default_rng(seed)
    x_1, x_2, w_1, w_2 = rng.uniform(0.5, 2, 4) * [1, -1, -1, 1]
    a_1, a_2, y_hat = rng.uniform(0.2, 0.9, 3)
    return Values(x_1=x_1, x_2=x_2, y=0.1, w_1=w_1, w_2=w_2, a_1=a_1, a_2=a_2, y_hat=y_hat)


def batch_cases() -> list[Values]:
    """Five samples in a 3-3-3 network, where a transposed matrix fits, and six in 2-4-1."""
    return [batch_case((3, 3, 3), 5), batch_case((2, 4, 1), 6)]


def batch_case(sizes: tuple[int, int, int], samples: int, seed: int = 5) -> Values:
    """Inputs X, targets Y, parameters, and the right z and a of both layers."""
    rng = np.random.default_rng(seed)
    n0, n1, n2 = sizes
    params = [(rng.normal(size=(n1, n0)), rng.normal(size=n1))]
    params += [(rng.normal(size=(n2, n1)), rng.normal(size=n2))]
    X, Y = rng.normal(size=(samples, n0)), rng.uniform(size=(samples, n2))
    network = Network(params)
    pass_ = forward(network, X)
    (W1, b1), (W2, b2) = network.params
    (z1, z2), (_, a1, a2) = pass_.z, pass_.a
    return Values(X=X, Y=Y, W1=W1, b1=b1, W2=W2, b2=b2, z1=z1, a1=a1, z2=z2, a2=a2)


def difference_case() -> Values:
    """A function of four parameters; the step is large, so that one-sided differences are off."""
    f = ACTIVATIONS["sigmoid"].f
    weights = np.random.default_rng(5).normal(size=4)
    return Values(
        f=lambda theta: float(f(np.sin(theta) @ weights) + theta[0] ** 3),
        theta=np.array([0.3, -0.7, 1.1, 0.5]),
        epsilon=0.01,
    )
