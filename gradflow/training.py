"""Gradient descent: full batch, mini-batch or one sample at a time, with optional clipping."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from tqdm import tqdm

from gradflow.arrays import Array
from gradflow.diagnostics import layer_norms, norm
from gradflow.network import (
    ForwardPass,
    Gradients,
    Network,
    cost_of_pass,
    forward,
    predict,
)
from gradflow.validation import finite_array, generator, invalid, positive, positive_integer


@dataclass(frozen=True)
class History:
    """What training did, on all training samples: row 0 before the first step, then one row per
    `record_every` epochs.

    loss, accuracy, samples_seen: (rows,); delta_norms, gradient_norms: (rows, L), as `layer_norms`
    gives them; weight_norms: (rows, L), ‖W‖ (Frobenius); validation_loss, validation_accuracy:
    (rows,), or None without validation data;
    stopped: None, or why training ended early.
    """

    loss: Array
    accuracy: Array
    delta_norms: Array
    gradient_norms: Array
    weight_norms: Array
    samples_seen: Array
    validation_loss: Array | None = None
    validation_accuracy: Array | None = None
    stopped: str | None = None


ADVICE = "; try a smaller learning_rate or clip_norm"


class NotFinite(ArithmeticError):
    """A loss or weight has become NaN or infinite; `train` catches it and stops."""


def train(
    network: Network,
    X: ArrayLike,
    Y: ArrayLike,
    *,
    learning_rate: float,
    epochs: int,
    batch_size: int | None = None,
    clip_norm: float | None = None,
    rng: np.random.Generator | None = None,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    progress: bool = False,
    record_every: int = 1,
) -> tuple[Network, History]:
    """Return the trained network and its history; the given network is not changed.

    X: (N, n_in), Y: (N, n_out). batch_size: None for the full batch, 1 for SGD; smaller batches
    take the samples in a new order from `rng` each epoch. clip_norm: the threshold τ for the
    global norm. record_every: epochs per row of the history; the last epoch always has one. A row
    takes as long as an epoch. Training stops if a row's loss or a weight is not finite: the history
    then ends with the last finite row, and the network of that row is returned.
    Raises ValueError for arguments that don't fit.
    """
    X = finite_array("X", X, (None, network.sizes[0]))
    Y = finite_array("Y", Y, (len(X), network.sizes[-1]))
    positive("learning_rate", learning_rate)
    positive_integer("epochs", epochs)
    positive_integer("record_every", record_every)
    batch_size = _checked_batch_size(batch_size, len(X), rng)
    if clip_norm is not None:
        positive("clip_norm", clip_norm)

    if validation is not None:
        validation = _checked_validation(network, validation)

    network, last_finite = _copy(network), _copy(network)  # the first is updated in place
    recorded, rows, stopped = [0], [], None
    with np.errstate(all="ignore"):
        rows.append(_first_row(network, X, Y, validation))
        for epoch in tqdm(range(1, epochs + 1), desc="epochs", disable=not progress):
            for batch in _batches(len(X), batch_size, rng):
                step(network, X[batch], Y[batch], learning_rate, clip_norm)
            if epoch % record_every and epoch < epochs:
                continue
            try:
                rows.append(_row(network, X, Y, validation))
            except NotFinite as reason:
                network, stopped = last_finite, f"stopped in epoch {epoch}: {reason}"
                break
            recorded.append(epoch)
            last_finite = _copy(network)
    return network, _history(rows, len(X) * np.array(recorded), stopped)


def step(
    network: Network,
    X: Array,
    Y: Array,
    learning_rate: float,
    clip_norm: float | None = None,
) -> None:
    """One training step on a batch, in place; the arguments are not checked."""
    gradients = network.run_backward(network.run_forward(X), Y)
    if clip_norm is not None:
        gradients = clip(gradients, clip_norm)
    descend(network, gradients, learning_rate)


def descend(network: Network, gradients: Gradients, learning_rate: float) -> None:
    """One step down the gradient, W ← W - η ∇J, in place."""
    for (W, b), grad_W, grad_b in zip(network.params, gradients.W, gradients.b, strict=True):
        W -= learning_rate * grad_W
        b -= learning_rate * grad_b


def global_norm(gradients: Gradients) -> float:
    """Euclidean norm of all weight and bias gradients together."""
    return norm([norm(g) for g in (*gradients.W, *gradients.b)])


def clip(gradients: Gradients, threshold: float) -> Gradients:
    """Gradients of W and b scaled down to a global norm of at most `threshold`.

    Pascanu et al. 2013. Raises ValueError for a threshold that is not positive.
    """
    positive("threshold", threshold)
    length = global_norm(gradients)
    if length <= threshold:
        return gradients
    W, b = ([g * (threshold / length) for g in gs] for gs in (gradients.W, gradients.b))
    return gradients._replace(W=W, b=b)


def accuracy(network: Network, X: ArrayLike, Y: ArrayLike) -> float:
    """Share of samples classified as in Y: by the largest output, or by ½ for a single output."""
    y_hat = predict(network, X)
    return _accuracy(y_hat, finite_array("Y", Y, y_hat.shape))


def one_hot(labels: ArrayLike, classes: int) -> Array:
    """Targets (N, classes) with a 1 in the column that each integer label names."""
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        raise invalid("labels", f"{labels.dtype} of shape {labels.shape}", "integers of shape (N,)")
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        raise invalid("labels", f"{labels.min()} to {labels.max()}", f"0 to {classes - 1}")
    targets: Array = np.eye(classes)[labels]
    return targets


Batch = slice | NDArray[np.intp]  # all samples, or their indices
Row = dict[str, ArrayLike]  # an entry for each column of a History
Samples = tuple[Array, Array]  # X (N, n_in), Y (N, n_out)


def _first_row(network: Network, X: Array, Y: Array, validation: Samples | None) -> Row:
    try:
        return _row(network, X, Y, validation)
    except NotFinite:
        raise invalid("network", "its loss is not finite", "finite before training") from None


def _row(network: Network, X: Array, Y: Array, validation: Samples | None) -> Row:
    pass_ = network.run_forward(X)
    loss = _finite_loss("loss", network, pass_, Y)
    if not all(np.isfinite(array).all() for layer in network.params for array in layer):
        raise NotFinite("a weight is no longer finite" + ADVICE)
    delta_norms, gradient_norms = layer_norms(network.run_backward(pass_, Y))
    row: Row = {"loss": loss, "accuracy": _accuracy(pass_.a[-1], Y)}
    row |= {"delta_norms": delta_norms, "gradient_norms": gradient_norms}
    row["weight_norms"] = [np.linalg.norm(W) for W, _ in network.params]
    if validation is not None:
        held_out, Y_held_out = forward(network, validation[0]), validation[1]
        row["validation_loss"] = _finite_loss("validation loss", network, held_out, Y_held_out)
        row["validation_accuracy"] = _accuracy(held_out.a[-1], Y_held_out)
    return row


def _finite_loss(name: str, network: Network, pass_: ForwardPass, Y: Array) -> float:
    loss = cost_of_pass(network, pass_, Y)
    if not np.isfinite(loss):
        raise NotFinite(f"the {name} is no longer finite ({loss})" + ADVICE)
    return loss


def _history(rows: list[Row], samples_seen: Array, stopped: str | None) -> History:
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return History(**columns, samples_seen=samples_seen, stopped=stopped)


def _accuracy(y_hat: Array, Y: Array) -> float:
    if Y.shape[1] == 1:
        return float(((y_hat > 0.5) == (Y > 0.5)).mean())
    return float((y_hat.argmax(axis=1) == Y.argmax(axis=1)).mean())


def _batches(samples: int, size: int, rng: np.random.Generator | None) -> Iterator[Batch]:
    if size == samples:
        yield slice(None)
        return
    assert rng is not None  # train has checked it
    order = rng.permutation(samples)
    for start in range(0, samples, size):
        yield order[start : start + size]


def _checked_batch_size(size: int | None, samples: int, rng: object) -> int:
    if size is None:
        return samples
    if positive_integer("batch_size", size) > samples:
        raise invalid("batch_size", size, f"at most the {samples} samples there are")
    if size < samples:
        generator("rng", rng)
    return size


def _checked_validation(network: Network, validation: object) -> Samples:
    if not isinstance(validation, tuple) or len(validation) != 2:
        raise invalid("validation", type(validation).__name__, "a pair (X, Y)")
    X, Y = validation
    X = finite_array("validation X", X, (None, network.sizes[0]))
    return X, finite_array("validation Y", Y, (len(X), network.sizes[-1]))


def _copy(network: Network) -> Network:
    return replace(network, params=[(W.copy(), b.copy()) for W, b in network.params])
