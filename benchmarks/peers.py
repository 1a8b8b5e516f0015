"""The same training by the engine and by its peers: mini-batches, ReLU, softmax cross-entropy, SGD.

Each peer takes a `Training` and returns a function that runs it from the start weights and returns
the weights it ends with. All compute in float64. What differs is what each can't do without:
scikit-learn adds up the loss and keeps a (zero) momentum. It runs by its public `fit`, whose checks
come once for all steps. JAX compiles one step ("JAX jit"), and calls it for each batch from Python
as the others do.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from gradflow import Network, one_hot, train
from gradflow.training import step

Params = Sequence[tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Training:
    """A network to start from, samples X (N, n_in) with labels (N,), and how to go through them.

    seed: of the samples' order, a new one each epoch; None keeps the given order.
    """

    network: Network
    X: np.ndarray
    labels: np.ndarray
    batch: int
    learning_rate: float
    epochs: int
    seed: int | None = None

    def batches(self) -> Iterator:
        """The rows of each step, epoch after epoch."""
        rng = np.random.default_rng(self.seed)
        for _ in range(self.epochs):
            order = None if self.seed is None else rng.permutation(len(self.X))
            for start in range(0, len(self.X), self.batch):
                rows = slice(start, start + self.batch)
                yield rows if order is None else order[rows]


def engine_steps(training: Training) -> Callable[[], Params]:
    """The step that `gradflow.train` repeats, alone."""
    Y = one_hot(training.labels, training.network.sizes[-1])

    def run() -> Params:
        params = [(W.copy(), b.copy()) for W, b in training.network.params]
        network = replace(training.network, params=params)
        for rows in training.batches():
            step(network, training.X[rows], Y[rows], training.learning_rate)
        return network.params

    return run


def engine_training(training: Training) -> Callable[[], Params]:
    """`gradflow.train` as anyone would call it, with a row of its history each epoch."""
    Y = one_hot(training.labels, training.network.sizes[-1])

    def run() -> Params:
        network, _ = train(
            training.network,
            training.X,
            Y,
            learning_rate=training.learning_rate,
            epochs=training.epochs,
            batch_size=training.batch,
            rng=np.random.default_rng(training.seed),
        )
        return network.params

    return run


def scikit_learn(training: Training) -> Callable[[], Params]:
    """`MLPClassifier.fit` from the given weights, without momentum, penalty or early end."""
    model = MLPClassifier(
        training.network.sizes[1:-1],
        solver="sgd",
        alpha=0,
        momentum=0,
        nesterovs_momentum=False,
        learning_rate_init=training.learning_rate,
        batch_size=training.batch,
        shuffle=training.seed is not None,
        random_state=training.seed,
        max_iter=training.epochs,
        n_iter_no_change=np.inf,
        warm_start=True,  # so that `fit` starts from the weights set below
    )
    model.partial_fit(training.X, training.labels, classes=np.unique(training.labels))

    def run() -> Params:
        model.coefs_ = [W.T.copy() for W, _ in training.network.params]
        model.intercepts_ = [b.copy() for _, b in training.network.params]
        with warnings.catch_warnings():  # it warns that all epochs were used, as was asked for
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(training.X, training.labels)
        return [(W.T, b) for W, b in zip(model.coefs_, model.intercepts_, strict=True)]

    return run


def pytorch(training: Training) -> Callable[[], Params]:
    """Eager PyTorch: `Sequential` of `Linear` and `ReLU`, `cross_entropy`, `optim.SGD`."""
    import torch

    torch.set_num_threads(1)
    linear = [torch.nn.Linear(*W.T.shape, dtype=torch.float64) for W, _ in training.network.params]
    layers = [part for layer in linear for part in (layer, torch.nn.ReLU())]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=training.learning_rate)
    X, labels = torch.tensor(training.X), torch.tensor(training.labels)

    def run() -> Params:
        with torch.no_grad():
            for layer, (W, b) in zip(linear, training.network.params, strict=True):
                layer.weight.copy_(torch.from_numpy(W))
                layer.bias.copy_(torch.from_numpy(b))
        for rows in training.batches():
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(X[rows]), labels[rows]).backward()
            optimizer.step()
        return [(part.weight.detach().numpy(), part.bias.detach().numpy()) for part in linear]

    return run


def jax_jit(training: Training) -> Callable[[], Params]:
    """JAX: one compiled step, called for each batch."""
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")
    import jax

    jax.config.update("jax_enable_x64", True)
    classes = training.network.sizes[-1]

    def loss(params, X, labels):
        for W, b in params[:-1]:
            X = jax.nn.relu(X @ W.T + b)
        W, b = params[-1]
        log_p = jax.nn.log_softmax(X @ W.T + b)
        return -(jax.nn.one_hot(labels, classes) * log_p).sum() / len(X)

    @jax.jit
    def jitted(params, X, labels):
        gradients = jax.grad(loss)(params, X, labels)
        return jax.tree.map(lambda p, g: p - training.learning_rate * g, params, gradients)

    def run() -> Params:
        params = [(jax.numpy.array(W), jax.numpy.array(b)) for W, b in training.network.params]
        for rows in training.batches():
            params = jitted(params, training.X[rows], training.labels[rows])
        return [(np.asarray(W), np.asarray(b)) for W, b in params]

    return run


PEERS = {"scikit-learn": scikit_learn, "PyTorch": pytorch, "JAX jit": jax_jit}
MODULES = {"scikit-learn": "sklearn", "PyTorch": "torch", "JAX jit": "jax"}


def installed() -> dict[str, Callable[[Training], Callable[[], Params]]]:
    """The peers that this Python can import."""
    return {name: peer for name, peer in PEERS.items() if find_spec(MODULES[name])}


def absent() -> list[str]:
    return [name for name in PEERS if name not in installed()]
