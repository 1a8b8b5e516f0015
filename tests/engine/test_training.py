"""Training: a step against hand arithmetic, clipping, seeds, the stop when nothing is finite."""

import numpy as np
import pytest

from gradflow import (
    Gradients,
    Network,
    accuracy,
    backward,
    clip,
    cost,
    create_network,
    forward,
    global_norm,
    layer_norms,
    one_hot,
    train,
)

LINE = Network([([[2.0]], [0.0])], hidden="identity", output="identity")


def blobs(n=60, seed=1):
    """Three separate clouds in the plane."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 3
    centres = np.array([[0.0, 2.0], [2.0, -1.0], [-2.0, -1.0]])
    return centres[labels] + 0.4 * rng.standard_normal((n, 2)), one_hot(labels, 3)


def small(seed=2):
    return create_network([2, 8, 3], rng=np.random.default_rng(seed))


def test_training_step_by_hand():
    # ŷ = 2x for x = 1, 3; y = 1, 2: residuals 1, 4; dJ/dw = (1·1 + 4·3)/2 = 6.5; dJ/db = 2.5
    network, history = train(LINE, [[1.0], [3.0]], [[1.0], [2.0]], learning_rate=0.1, epochs=1)
    W, b = network.params[0]
    assert W.item() == pytest.approx(2 - 0.65, rel=1e-15)
    assert b.item() == pytest.approx(-0.25, rel=1e-15)
    assert history.loss[0] == (1**2 + 4**2) / 4
    assert history.loss[1] == pytest.approx(((1.1 - 1) ** 2 + (3.8 - 2) ** 2) / 4, rel=1e-13)
    assert history.gradient_norms[0].tolist() == [6.5]
    assert history.delta_norms[0] == pytest.approx(np.sqrt((1 + 16) / 2))


def test_train_does_not_change_given_network():
    train(LINE, [[1.0]], [[1.0]], learning_rate=0.1, epochs=3)
    assert LINE.params[0][0].item() == 2


def test_epoch_uses_every_sample_once():
    # the gradients of a linear loss don't depend on the weights, so an epoch's steps add up
    network = Network([([[0.0]], [0.0])], output="identity", loss="linear")
    X, Y = np.arange(1.0, 8.0)[:, None], np.ones((7, 1))
    for size in (1, 7, None):
        rng = np.random.default_rng(3)
        after, _ = train(network, X, Y, learning_rate=1, epochs=1, batch_size=size, rng=rng)
        steps = 7 / (size or 7)
        assert after.params[0][0].item() == pytest.approx(-28 / 7 * steps, rel=1e-14)


def test_clip_scales_to_global_norm():
    network = small()
    X, Y = blobs()
    gradients = backward(network, forward(network, X), Y)
    norm = global_norm(gradients)
    flat = np.concatenate([g.ravel() for g in (*gradients.W, *gradients.b)])
    assert norm == pytest.approx(np.linalg.norm(flat), rel=1e-14)
    clipped = clip(gradients, norm / 4)
    assert global_norm(clipped) == pytest.approx(norm / 4, rel=1e-14)
    np.testing.assert_allclose(clipped.W[0], gradients.W[0] / 4, rtol=1e-14)
    assert clip(gradients, norm * 2) is gradients


@pytest.mark.parametrize(("dtype", "size"), [(np.float32, 1e30), (np.float64, 1e200)])
def test_clip_of_gradient_whose_square_overflows_is_finite(dtype, size):
    W, b = np.array([[3.0]], dtype) * dtype(size), np.array([4.0], dtype) * dtype(size)
    huge = Gradients([W], [b], [np.array([[size]], dtype)])
    assert global_norm(huge) == pytest.approx(5 * size, rel=1e-6)
    assert layer_norms(huge).delta[0] == pytest.approx(size, rel=1e-6)
    assert clip(huge, 1.0).W[0].item() == pytest.approx(0.6, rel=1e-6)
    assert global_norm(clip(huge, 1.0)) == pytest.approx(1, rel=1e-6)


def test_infinite_validation_loss_raises_or_stops_training():
    network = Network([(np.array([[1e10]]), np.zeros(1))], output="identity")
    far = ([[1e150]], [[0.0]])
    with pytest.raises(ValueError, match=r"^invalid network: its loss is not finite"):
        train(network, [[0.0]], [[0.0]], learning_rate=0.1, epochs=1, validation=far)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda net, X, Y: accuracy(net, X, Y[:1]), r"^invalid Y: shape \(1, "),
        (lambda net, X, Y: accuracy(net, X, Y * np.nan), r"^invalid Y: contains NaN"),
        (lambda net, X, Y: accuracy(net, X, np.arange(len(X))), r"^invalid Y: shape \("),
        (
            lambda net, X, Y: train(net, X, Y, learning_rate=1, epochs=1, validation=X),
            r"^invalid validation: ndarray \(want a pair \(X, Y\)\)",
        ),
        (
            lambda net, X, Y: clip(backward(net, forward(net, X), Y), -1.0),
            r"^invalid threshold: -1.0",
        ),
    ],
)
def test_train_rejects_arguments_that_do_not_fit(call, message):
    with pytest.raises(ValueError, match=message):
        call(small(), *blobs())


def test_clipped_step_has_length_rate_times_threshold():
    network, _ = train(LINE, [[1.0]], [[-50.0]], learning_rate=0.1, epochs=1, clip_norm=1.0)
    W, b = network.params[0]
    assert np.hypot(W.item() - 2, b.item()) == pytest.approx(0.1, rel=1e-13)


def test_training_learns_and_same_seed_gives_same_network():
    X, Y = blobs()
    options = {"learning_rate": 0.1, "epochs": 30, "batch_size": 16, "validation": blobs(30, 9)}
    runs = [train(small(), X, Y, **options, rng=np.random.default_rng(4)) for _ in range(2)]
    (network, history), (twin, same) = runs
    assert history.accuracy[-1] == accuracy(network, X, Y) == 1
    assert history.loss[-1] == cost(network, X, Y) < 0.1 * history.loss[0]
    assert history.validation_accuracy[-1] == 1
    assert history.stopped is None
    assert history.loss.tolist() == same.loss.tolist()
    assert all((W == V).all() for (W, _), (V, _) in zip(network.params, twin.params, strict=True))


def test_infinite_weight_stops_training_with_finite_loss():
    # the step throws W1 and b1 to -inf, which ReLU hides: z = -inf, a = 0
    params = [([[1e-3]], [0.0]), ([[1e10], [-1e10]], [0.0, 0.0])]
    network = Network(params, "relu", "softmax", "softmax_cross_entropy")
    trained, history = train(network, [[1.0]], [[0.0, 1.0]], learning_rate=1e300, epochs=3)
    assert history.stopped.startswith("stopped in epoch 1: a weight is no longer finite")
    assert len(history.loss) == 1
    np.testing.assert_array_equal(trained.params[0][0], [[1e-3]])


def test_history_has_row_before_and_after_each_epoch():
    X, Y = blobs()
    network, history = train(small(), X, Y, learning_rate=0.1, epochs=5)
    assert history.samples_seen.tolist() == [0, 60, 120, 180, 240, 300]
    assert history.loss.shape == history.accuracy.shape == (6,)
    assert history.delta_norms.shape == history.gradient_norms.shape == (6, 2)
    assert history.validation_loss is None
    norms = layer_norms(backward(network, forward(network, X), Y))
    np.testing.assert_allclose(history.delta_norms[-1], norms.delta, rtol=1e-14)
    np.testing.assert_allclose(history.gradient_norms[-1], norms.gradient, rtol=1e-14)
    weights = [np.linalg.norm(W) for W, _ in network.params]
    np.testing.assert_allclose(history.weight_norms[-1], weights, rtol=1e-14)


def test_train_with_record_every_skips_rows_and_nothing_else():
    X, Y = blobs()
    options = {"learning_rate": 0.1, "epochs": 7, "batch_size": 16}
    (network, all_rows), (same, some) = (
        train(small(), X, Y, **options, record_every=every, rng=np.random.default_rng(4))
        for every in (1, 3)
    )
    rows = [0, 3, 6, 7]  # the last epoch has a row, too
    assert some.samples_seen.tolist() == [60 * row for row in rows]
    assert some.loss.tolist() == all_rows.loss[rows].tolist()
    assert some.weight_norms.tolist() == all_rows.weight_norms[rows].tolist()
    assert cost(same, X, Y) == cost(network, X, Y)


def test_train_that_diverges_between_rows_returns_network_of_last_row():
    network, history = train(LINE, [[1.0]], [[0.0]], learning_rate=1e30, epochs=50, record_every=20)
    assert history.stopped.startswith("stopped in epoch 20: ")
    assert history.samples_seen.tolist() == [0]
    assert cost(network, [[1.0]], [[0.0]]) == history.loss[-1]


@pytest.mark.parametrize("batch_size", [None, 1])
def test_training_stops_when_loss_is_not_finite(batch_size):
    X, Y = [[1.0], [2.0]], [[0.0], [1.0]]
    options = {"batch_size": batch_size, "rng": np.random.default_rng(5)}
    network, history = train(LINE, X, Y, learning_rate=1e30, epochs=50, **options)
    rows = len(history.loss)
    assert 1 <= rows < 50
    assert history.stopped.startswith(f"stopped in epoch {rows}: the ")
    assert "no longer finite" in history.stopped
    assert history.stopped.endswith("try a smaller learning_rate or clip_norm")
    assert np.isfinite(history.loss).all()
    assert np.isfinite(history.gradient_norms).all()
    assert len(history.delta_norms) == len(history.samples_seen) == rows
    assert cost(network, X, Y) == history.loss[-1]  # the network of the last row


def test_train_rejects_network_with_infinite_loss():
    network = Network([([[1e200]], [0.0])], output="identity")
    with pytest.raises(ValueError, match=r"^invalid network: its loss is not finite"):
        train(network, [[1e10]], [[0.0]], learning_rate=1, epochs=1)


def test_progress_bar_shows_epochs(capsys):
    train(LINE, [[1.0]], [[1.0]], learning_rate=0.1, epochs=3)
    assert capsys.readouterr().err == ""
    train(LINE, [[1.0]], [[1.0]], learning_rate=0.1, epochs=3, progress=True)
    assert "3/3" in capsys.readouterr().err


def test_accuracy_of_one_output_splits_at_half():
    network = Network([([[1.0]], [0.0])])
    assert accuracy(network, [[3.0], [-3.0], [1.0], [2.0]], [[1], [0], [0], [1]]) == 0.75


def test_one_hot_marks_column_of_label():
    assert one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    with pytest.raises(ValueError, match=r"^invalid labels: 0 to 3"):
        one_hot([0, 3], 3)
    with pytest.raises(ValueError, match=r"^invalid labels: float64"):
        one_hot([0.5], 3)
