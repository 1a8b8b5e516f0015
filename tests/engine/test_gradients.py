"""Every gradient against independent automatic differentiation and central differences."""

import json
from pathlib import Path

import autograd
import numpy as np
import pytest
import reference

from gradflow import (
    ACTIVATIONS,
    Network,
    backward,
    cost,
    create_network,
    forward,
    gradient_check,
    relative_error,
)
from gradflow.exercise.steps import SHARED_HINTS

IDS = ["-".join(map(str, setting)) for setting in reference.GRID]
EPSILON = np.finfo(float).eps ** (1 / 3)


@pytest.mark.parametrize("setting", reference.GRID, ids=IDS)
def test_gradients_agree_with_autograd(setting):
    network, X, Y = reference.case(*setting)
    value_and_grad = autograd.value_and_grad(reference.cost, (0, 1))
    value, (params, x) = value_and_grad(list(network.params), X, Y, setting[0], setting[1])
    gradients = backward(network, forward(network, X), Y)
    assert cost(network, X, Y) == pytest.approx(value, rel=1e-13)
    for (W, b), grad_W, grad_b in zip(params, gradients.W, gradients.b, strict=True):
        assert relative_error(grad_W, W) <= 1e-10
        assert relative_error(grad_b, b) <= 1e-10
    assert relative_error(gradients.x, x) <= 1e-10


@pytest.mark.parametrize("setting", reference.GRID, ids=IDS)
def test_gradients_agree_with_central_differences(setting):
    network, X, Y = reference.case(*setting)
    check = gradient_check(network, X, Y)
    parameters = sum(W.size + b.size for W, b in network.params)
    assert check.checked + check.kinks + check.unresolved == parameters
    assert check.checked >= 0.9 * parameters
    assert check.max_error <= 1e-6, check


def test_input_gradient_agrees_with_central_differences():
    network, X, Y = reference.case("tanh", "squared_error", 7, 4)
    numeric = np.empty_like(X)
    for index in np.ndindex(X.shape):
        step = np.zeros_like(X)
        step[index] = EPSILON
        numeric[index] = cost(network, X + step, Y) - cost(network, X - step, Y)
    analytic = backward(network, forward(network, X), Y).x
    assert relative_error(numeric / (2 * EPSILON), analytic) <= 1e-8


def test_delta_is_not_divided_by_batch_size():
    network, X, Y = reference.case("tanh", "squared_error", 7, 3)
    together = backward(network, forward(network, X), Y)
    for k in range(len(X)):
        alone = backward(network, forward(network, X[[k]]), Y[[k]])
        for many, one in zip(together.delta, alone.delta, strict=True):
            np.testing.assert_allclose(many[[k]], one, rtol=1e-12, atol=1e-15)


def test_float32_network_gives_float32_gradients():
    rng = np.random.default_rng(1)
    for name in ACTIVATIONS:
        network = create_network([3, 4, 2], hidden=name, rng=rng, dtype=np.float32)
        X, Y = (
            rng.standard_normal((5, 3)).astype(np.float32),
            np.eye(2, dtype=np.float32)[[0, 1, 1, 0, 1]],
        )
        pass_ = forward(network, X)
        gradients = backward(network, pass_, Y)
        arrays = [*pass_.z, *pass_.a, *gradients.W, *gradients.b, *gradients.delta, gradients.x]
        assert {array.dtype for array in arrays} == {np.dtype(np.float32)}, name


# --- the gradient check itself ---


def break_gradient(monkeypatch, change):
    import gradflow.checking

    monkeypatch.setattr(
        gradflow.checking, "backward", lambda network, pass_, Y: change(backward(network, pass_, Y))
    )


def test_check_names_the_worst_entry(monkeypatch):
    def change(gradients):
        gradients.W[1][1, 2] *= 1.5
        return gradients

    network, X, Y = reference.case("tanh", "squared_error", 7, 3)
    break_gradient(monkeypatch, change)
    check = gradient_check(network, X, Y)
    assert check.worst == "W2[1, 2]"
    assert check.max_error > 1e-3
    assert check.analytic == pytest.approx(1.5 * check.numeric, rel=1e-6)


def test_check_leaves_out_and_counts_kinks():
    # z = 0 exactly in the hidden unit: every entry that moves it is at the kink
    network = Network([([[1.0, -1.0]], [0.0]), ([[2.0]], [0.5])], hidden="relu", output="identity")
    check = gradient_check(network, [[1.0, 1.0]], [[0.0]])
    assert (check.checked, check.kinks) == (2, 3)
    assert check.max_error <= 1e-8


def test_check_by_sample_is_seeded():
    network, X, Y = reference.case("gelu", "softmax_cross_entropy", 7, 4)
    checks = [gradient_check(network, X, Y, samples=9, rng=np.random.default_rng(2)) for _ in "ab"]
    assert checks[0] == checks[1]
    assert checks[0].checked == 9


def test_check_changes_nothing():
    network, X, Y = reference.case("tanh", "squared_error", 7, 3)
    before = [(W.copy(), b.copy()) for W, b in network.params]
    gradient_check(network, X, Y)
    for (W, b), (W0, b0) in zip(network.params, before, strict=True):
        assert (W == W0).all()
        assert (b == b0).all()


def saturated(weight: float) -> Network:
    params = [([[weight, weight]], [0.0]), ([[1.0]], [0.0])]
    return Network(params, hidden="sigmoid", output="identity")


@pytest.mark.parametrize("weight", [6, 7, 8, 9, 10, 12, 20, 50])
def test_check_counts_gradients_below_resolution_as_unresolved(weight):
    # sigma'(z) is below 2e-8 at z = 3 * 6: differences of J near 0.245 can't confirm it
    check = gradient_check(saturated(weight), [[1.0, 2.0]], [[0.3]])
    assert (check.checked, check.unresolved) == (2, 3)
    assert check.max_error <= 1e-9, check


def test_check_of_unsaturated_unit_leaves_nothing_unresolved():
    check = gradient_check(saturated(1), [[1.0, 2.0]], [[0.3]])
    assert (check.checked, check.unresolved) == (5, 0)


def random_case(seed: int):
    rng = np.random.default_rng(seed)
    hidden = str(rng.choice(list(ACTIVATIONS)))
    sizes = [3, *rng.integers(2, 6, rng.integers(1, 5)), 2]
    multiplier = float(10 ** rng.uniform(-1, 1))
    network = create_network(sizes, hidden=hidden, multiplier=multiplier, rng=rng)
    return network, rng.normal(size=(4, 3)), np.eye(2)[rng.integers(0, 2, 4)]


@pytest.mark.parametrize("seed", range(40))
def test_check_passes_right_gradients_of_any_scale(seed):
    check = gradient_check(*random_case(seed))
    assert check.max_error <= 1e-4, check


@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.9, 2.0])
@pytest.mark.parametrize("seed", range(10))
def test_check_fails_wrong_gradient_of_any_scale(monkeypatch, seed, factor):
    network, X, Y = random_case(seed)
    right = backward(network, forward(network, X), Y)
    k = int(np.argmin([abs(W).max() for W in right.W]))  # the layer with the smallest gradients

    def change(gradients):
        gradients.W[k] *= factor
        return gradients

    assert abs(right.W[k]).max() > 1e-8  # within reach of differences
    break_gradient(monkeypatch, change)
    assert gradient_check(network, X, Y).max_error > 0.05


@pytest.mark.parametrize("factor", [1.0011, 1.0015, 1.002, 1.005])
def test_check_fails_slightly_wrong_slope(monkeypatch, factor):
    # a relative error just above RESOLVED, which rounding hides at small steps
    right = ACTIVATIONS["gelu"]
    monkeypatch.setitem(ACTIVATIONS, "gelu", right._replace(df=lambda z: factor * right.df(z)))
    for seed in range(20):
        rng = np.random.default_rng(seed)
        network = create_network(
            [2, 1, 1], hidden="gelu", output="identity", loss="squared_error", rng=rng
        )
        check = gradient_check(network, rng.normal(size=(4, 2)), rng.normal(size=(4, 1)))
        assert (check.unresolved, check.max_error) == (0, pytest.approx(factor - 1, rel=0.05))


def test_check_fails_mean_over_one_sample_less(monkeypatch):
    def change(gradients):
        for array in [*gradients.W, *gradients.b]:
            array *= 500 / 499
        return gradients

    break_gradient(monkeypatch, change)
    for seed in range(10):
        rng = np.random.default_rng(seed)
        network = create_network([2, 1], output="tanh", loss="squared_error", rng=rng)
        check = gradient_check(network, rng.normal(size=(500, 2)), rng.normal(size=(500, 1)))
        assert check.max_error == pytest.approx(1 / 500, rel=0.05)


@pytest.mark.parametrize("wrong", [1e-6, -0.3, 1e6])
def test_check_fails_wrong_gradient_of_saturated_unit(monkeypatch, wrong):
    def change(gradients):
        gradients.W[0][0, 1] = wrong
        return gradients

    break_gradient(monkeypatch, change)
    check = gradient_check(saturated(20), [[1.0, 2.0]], [[0.3]])
    assert check.worst == "W1[0, 1]"
    assert check.max_error > 0.9


@pytest.mark.parametrize("factor", [-1.0, 0.0, 2.0])
def test_check_fails_wrong_gradient_too_small_for_exact_check(monkeypatch, factor):
    # 1e-8: a difference gives two digits of it, enough to see a wrong factor
    def change(gradients):
        gradients.W[0] *= factor
        return gradients

    break_gradient(monkeypatch, change)
    check = gradient_check(saturated(6), [[1.0, 2.0]], [[0.3]])
    assert check.max_error > 0.4, check


def nearly_fitted(hidden: str, residual: float, seed: int = 1):
    rng = np.random.default_rng(seed)
    parts = {"hidden": hidden, "output": "sigmoid", "loss": "squared_error"}
    network, X = create_network((3, 6, 2), **parts, rng=rng), rng.normal(size=(5, 3))
    return network, X, forward(network, X).a[-1] + residual * rng.normal(size=(5, 2))


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "gelu"])
@pytest.mark.parametrize("residual", [1e-10, 1e-9, 1e-8, 1e-7, 1e-4])
def test_check_passes_right_gradients_of_nearly_fitted_data(hidden, residual):
    # the gradients are about as small as the truncation of a difference, which grows as ε²
    for seed in range(5):
        check = gradient_check(*nearly_fitted(hidden, residual, seed))
        assert check.max_error <= 1e-4, check


@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.5, 2.0])
def test_check_fails_wrong_gradient_of_nearly_fitted_data(monkeypatch, factor):
    def change(gradients):
        gradients.W[0] *= factor
        return gradients

    break_gradient(monkeypatch, change)
    assert gradient_check(*nearly_fitted("tanh", 1e-9)).max_error > 0.4


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "gelu"])
def test_check_of_exactly_fitted_data_finds_nothing_to_compare(hidden):
    with pytest.raises(ValueError, match=r"38 gradients too small .* fits its data less exactly"):
        gradient_check(*nearly_fitted(hidden, 0.0))


@pytest.mark.parametrize("epsilon", [1e-2, 1e-3, 1e-8])
def test_check_of_exactly_fitted_data_is_unresolved_at_any_step(epsilon):
    with pytest.raises(ValueError, match="38 gradients too small"):
        gradient_check(*nearly_fitted("tanh", 0.0), epsilon=epsilon)


def test_check_counts_unresolved_entries_beside_resolved_ones():
    # one saturated unit and one live unit in the same arrays
    params = [([[40.0, 40.0], [0.5, 0.25]], [0.0, 0.0]), ([[1.0, 1.0]], [0.0])]
    network = Network(params, hidden="sigmoid", output="identity")
    check = gradient_check(network, [[1.0, 2.0]], [[0.3]])
    assert (check.checked, check.unresolved) == (6, 3)
    assert check.max_error <= 1e-8, check


def test_check_with_long_step_shows_truncation():
    check = gradient_check(*nearly_fitted("tanh", 0.3), epsilon=0.1)
    assert check.unresolved == 0
    assert check.max_error > 1e-4


def test_check_of_confident_classifier_finds_no_error():
    # J is 2e-9: it is a difference of logits near 20, so it is rounded to about 1e-15
    network = Network([(np.eye(2), np.zeros(2))], output="softmax", loss="softmax_cross_entropy")
    check = gradient_check(network, [[20.0, 0.0]], [[1.0, 0.0]])
    parameters = check.checked + check.kinks + check.unresolved
    assert (parameters, check.max_error <= 1e-4) == (6, True), check


def test_check_without_any_resolved_entry_raises():
    network = Network([([[1.0]], [0.0])], output="identity")
    with pytest.raises(ValueError, match=r"2 gradients too small .* \(want one that is less sat"):
        gradient_check(network, [[1.0]], [[1.0 + 1e-12]])


def scaled_case(seed: int, scale: float, hidden: str = "tanh"):
    """Inputs times `scale`, the weights of layer 1 divided by it: the same values everywhere."""
    rng = np.random.default_rng(seed)
    network, X = create_network([3, 4, 2], hidden=hidden, rng=rng), rng.normal(size=(5, 3))
    network.params[0][0][:] /= scale
    return network, scale * X, np.eye(2)[rng.integers(0, 2, 5)]


SCALES = [10.0**exponent for exponent in range(-6, 11)]
SMOOTH = ["sigmoid", "tanh", "gelu"]


@pytest.mark.parametrize("hidden", SMOOTH)
@pytest.mark.parametrize("scale", SCALES)
def test_check_passes_right_gradients_of_inputs_of_any_scale(scale, hidden):
    for seed in range(5):
        check = gradient_check(*scaled_case(seed, scale, hidden))
        assert check.max_error <= 1e-3, (seed, check)


@pytest.mark.parametrize("scale", [s for s in SCALES if s >= 1e-3])
@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.9, 2.0])
def test_check_fails_wrong_gradient_of_inputs_of_any_scale(monkeypatch, scale, factor):
    def change(gradients):
        gradients.W[0] *= factor
        return gradients

    break_gradient(monkeypatch, change)
    check = gradient_check(*scaled_case(1, scale))
    assert check.max_error > 0.05, check
    assert check.worst.startswith("W1")
    assert check.analytic == pytest.approx(factor * check.numeric, rel=0.01)


def test_check_of_unit_that_one_step_saturates_finds_no_error():
    params = [(np.array([[1e-6]]), np.zeros(1)), (np.ones((1, 1)), np.zeros(1))]
    network = Network(params, hidden="tanh", output="identity", loss="squared_error")
    check = gradient_check(network, [[1e6]], [[0.0]])
    assert (check.checked, check.unresolved) == (4, 0)
    assert check.max_error <= 1e-3, check


@pytest.mark.parametrize("epsilon", [1.0, 0.3, 0.1, 1e-2])
@pytest.mark.parametrize("hidden", SMOOTH)
def test_check_with_any_large_step_passes_right_gradients(hidden, epsilon):
    for seed in range(5):
        check = gradient_check(*scaled_case(seed, 1.0, hidden), epsilon=epsilon)
        assert check.max_error <= 1e-3, (seed, check)
        assert check.checked >= 24, (seed, check)


@pytest.mark.parametrize("epsilon", [1.0, 0.1])
@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.9, 2.0])
def test_check_with_any_large_step_fails_wrong_gradients(monkeypatch, factor, epsilon):
    def change(gradients):
        gradients.W[0] *= factor
        return gradients

    break_gradient(monkeypatch, change)
    assert gradient_check(*scaled_case(1, 1.0), epsilon=epsilon).max_error > 0.05


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_check_of_gradient_that_is_not_finite_shows_it(monkeypatch, value):
    def change(gradients):
        gradients.W[0][0, 0] = value
        return gradients

    break_gradient(monkeypatch, change)
    assert not gradient_check(*scaled_case(1, 1.0)).max_error <= 1


# --- what the check says where it can't compare anything ---


def test_check_with_tiny_step_names_epsilon():
    with pytest.raises(ValueError, match=r"invalid epsilon: 1e-12 \(want a larger one, such as"):
        gradient_check(*scaled_case(1, 1.0), epsilon=1e-12)


@pytest.mark.parametrize("factor", [1e8, 1e9, 1e12])
def test_check_of_network_with_huge_weights_names_size_of_cost(factor):
    network, X, Y = random_relu_case()
    for W, _ in network.params:
        W *= factor
    with pytest.raises(ValueError, match=r"J is computed from numbers near .* nearer to 1\)$"):
        gradient_check(network, X, Y)


def test_check_with_huge_targets_names_size_of_cost():
    network, X, Y = random_relu_case()
    with pytest.raises(ValueError, match=r"J is computed from numbers near [1-9]e\+16, .* 1\)$"):
        gradient_check(network, X, Y + 1e8)


def random_relu_case():
    rng = np.random.default_rng(1)
    parts = {"hidden": "relu", "output": "identity", "loss": "squared_error"}
    return create_network([3, 4, 2], **parts, rng=rng), rng.normal(size=(5, 3)), np.ones((5, 2))


# --- every mistake that the exercise knows ---

FIXTURES = Path(__file__).resolve().parents[1] / "golden"
ARRAYS = {"delta1": ("b", 0), "delta2": ("b", 1), "W1": ("W", 0), "W2": ("W", 1)}


def wrong_gradients():
    """(mistake, network, x, y, "W" or "b", layer, wrong array) of all smooth fixture networks."""
    for case in json.loads((FIXTURES / "predict-gradient.json").read_text(encoding="utf-8")):
        if case["hidden"] == "relu":
            continue
        parts = {name: case[name] for name in ("hidden", "output")}
        network = Network(case["params"], loss="squared_error", **parts)
        for name, mistakes in case["mistakes"].items():
            for mistake, arrays in mistakes.items():
                for array in arrays:
                    if relative_error(array, case["gradients"][name]) > 0.01:
                        yield mistake, network, [case["x"]], [case["y"]], *ARRAYS[name], array


def test_check_reports_backward_passes_with_each_known_mistake_as_wrong(monkeypatch):
    found = set()
    for mistake, network, x, y, kind, layer, wrong in wrong_gradients():

        def change(gradients, kind=kind, layer=layer, wrong=wrong):
            getattr(gradients, kind)[layer][...] = wrong
            return gradients

        with monkeypatch.context() as context:
            break_gradient(context, change)
            check = gradient_check(network, x, y)
        assert check.max_error > 1e-3, (mistake, check)
        assert check.worst.startswith(f"{kind}{layer + 1}"), (mistake, check)
        found.add(mistake)
    assert found == set(SHARED_HINTS) - {"product"}  # no backward pass, but a wrong factor
