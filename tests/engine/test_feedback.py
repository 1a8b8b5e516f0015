"""Feedback for learners: each mistake gets its own hint, and nothing a learner does raises."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from gradflow import Network, backward, cost, forward
from gradflow import exercise as check
from gradflow.exercise.cases import batch_case, batch_cases, difference_case, paper_case
from gradflow.exercise.deviations import TOLERANCE, are_close
from gradflow.exercise.feedback import CONSEQUENCES, TRANSPOSED, check_results
from gradflow.exercise.mistakes_backward import BACKWARD
from gradflow.exercise.mistakes_depth import HE, NORM, RATIO
from gradflow.exercise.mistakes_differences import DIFFERENCES
from gradflow.exercise.mistakes_forward import COST, FORWARD, SLOPE
from gradflow.exercise.mistakes_paper import PAPER
from gradflow.exercise.steps import SHARED_HINTS, compute_results, sigmoid
from gradflow.exercise.steps import slope as sigmoid_slope

BATCH = batch_cases()[0]
RNG = np.random.default_rng(5)
TABLES = {
    "slope": (SLOPE, SimpleNamespace(z=RNG.uniform(-3, 3, (4, 3)))),
    "paper": (PAPER, paper_case()),
    "forward": (FORWARD, BATCH),
    "cost": (COST, BATCH),
    "backward": (BACKWARD, BATCH),
    "differences": (DIFFERENCES, difference_case()),
    "norm": (NORM, SimpleNamespace(grad_W=RNG.normal(size=(4, 3)))),
    "ratio": (RATIO, SimpleNamespace(norms=RNG.uniform(0.1, 1, (7, 5)))),
    "he": (HE, SimpleNamespace(n_in=50, n_out=18)),
}


def engine_gradients(case):
    """The gradients of gradflow's own network with the parameters of a case."""
    network = Network([(case.W1, case.b1), (case.W2, case.b2)])
    return network, backward(network, forward(network, case.X), case.Y)


@pytest.mark.parametrize("case", batch_cases(), ids=["3-3-3", "2-4-1"])
def test_right_results_of_batch_equal_the_engine(case):
    network, gradients = engine_gradients(case)
    pass_ = forward(network, case.X)
    found = (
        compute_results(FORWARD, case)
        | compute_results(COST, case)
        | compute_results(BACKWARD, case)
    )
    expected = {"z1": pass_.z[0], "a1": pass_.a[1], "z2": pass_.z[1], "a2": pass_.a[2]}
    expected |= {"J": cost(network, case.X, case.Y)}
    for layer in (1, 2):
        expected[f"delta{layer}"] = gradients.delta[layer - 1]
        expected[f"W{layer}"], expected[f"b{layer}"] = (
            array[layer - 1] for array in (gradients.W, gradients.b)
        )
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_allclose(found[name], array, rtol=1e-13, err_msg=name)


def test_right_results_on_paper_equal_the_engine():
    case = batch_case((2, 2, 1), 1)
    _, gradients = engine_gradients(case)
    names = ("x_1", "x_2", "w_1", "w_2", "a_1", "a_2")
    numbers = dict(zip(names, [*case.X[0], *case.W2[0], *case.a1[0]], strict=True))
    found = compute_results(
        PAPER, SimpleNamespace(y=case.Y.item(), y_hat=case.a2.item(), **numbers)
    )
    expected = np.concatenate(
        [gradients.delta[1][0], gradients.delta[0][0]]
        + [array.ravel() for k in (1, 0) for array in (gradients.W[k], gradients.b[k])]
    )
    np.testing.assert_allclose(list(found.values()), expected, rtol=1e-13)


@pytest.mark.parametrize("name", TABLES)
def test_mistake_differs_from_right_result_and_other_mistakes(name):
    table, case = TABLES[name]
    right = compute_results(table, case)
    for step_name, step in table.items():
        made = {"right": right[step_name]}
        made |= {
            m: compute_results(table, case, **{step_name: m})[step_name] for m in step.mistakes
        }
        pairs = [(a, b) for a in made for b in made if a < b and made[a].shape == made[b].shape]
        for a, b in pairs:
            scale = max(abs(made[a]).max(), abs(made[b]).max())
            apart = abs(made[a] - made[b]).max() / scale
            assert apart > 100 * TOLERANCE, f"{step_name}: {a} is like {b}"


@pytest.mark.parametrize("name", TABLES)
def test_mistake_gets_its_own_hint(name):
    table, case = TABLES[name]
    for step_name, step in table.items():
        for mistake, (hint, _) in step.mistakes.items():
            made = list(compute_results(table, case, **{step_name: mistake}).values())
            feedback = check_results(name, table, [case], lambda _, made=made: made)
            assert feedback.state == "wrong"
            assert hint in repr(feedback), f"{step_name}: {mistake}"


def forward_of(change):
    """A forward pass whose results are changed by `change`, a function of their dict."""

    def run(X, W1, b1, W2, b2):
        found = compute_results(FORWARD, SimpleNamespace(X=X, W1=W1, b1=b1, W2=W2, b2=b2))
        return tuple(change(found).values())

    return run


def test_right_results_are_called_right():
    feedback = check.check_forward(forward_of(lambda found: found))
    assert feedback
    assert repr(feedback) == "✓ forward: right"


@pytest.mark.parametrize("gap", [..., [..., ...]])
def test_gap_is_reported_as_open(gap):
    feedback = check.check_slope(lambda z: gap)
    assert repr(feedback) == "… slope: not filled in yet"
    assert not feedback


def test_gap_among_right_results_is_named():
    feedback = check.check_forward(forward_of(lambda found: found | {"a2": ...}))
    assert feedback.state == "open"
    assert "3 of 4 right so far" in repr(feedback)
    assert "not filled in yet: a2" in repr(feedback)


def test_computing_with_gap_is_reported_as_open():
    feedback = check.check_slope(lambda z: ... * z)
    assert feedback.state == "open"


class Unconvertible:
    def __array__(self, *_, **__):
        raise TypeError("not this one")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("yes", "slope is no array of numbers"),
        ([[1.0], [1.0, 2.0]], "slope is no array of numbers"),
        (np.full((4, 3), np.nan), "slope contains NaN"),
        (np.full((4, 3), np.inf), "slope contains NaN or infinity"),
        (np.full((4, 3), 1e308), "is too large by about 309 powers of ten"),
        (Unconvertible(), "slope is no array of numbers"),
        (np.ones((3, 4)), "slope has shape (3, 4) (want (4, 3)):\n        is it transposed?"),
        (np.ones((4, 3, 1)), "is there an axis too many or too few?"),
        (1.0, "slope has shape () (want (4, 3))"),
        (None, "slope is None: is a `return` or a value missing?"),
    ],
)
def test_result_of_wrong_kind_is_reported(value, text):
    feedback = check.check_slope(lambda z: value)
    assert feedback.state == "wrong"
    assert text in repr(feedback)


def test_error_in_learners_line_is_reported_with_that_line():
    def broken(z):
        return sigmoid(z) * undefined  # noqa: F821

    feedback = check.check_slope(broken)
    assert "return sigmoid(z) * undefined" in repr(feedback)
    assert "NameError" in repr(feedback)


def test_error_about_none_is_shown_and_not_called_a_gap():
    def append_in_place(f, theta, epsilon):
        gradient = []
        for _ in theta:
            gradient = gradient.append(f(theta + epsilon))
        return gradient

    feedback = check.check_differences(append_in_place)
    assert feedback.state == "wrong"
    assert "'NoneType' object has no attribute 'append'" in repr(feedback)


def test_result_that_is_none_among_right_ones_is_named():
    feedback = check.check_forward(forward_of(lambda found: found | {"a2": None}))
    assert feedback.state == "wrong"
    assert "a2 is None" in repr(feedback)


def test_shapes_that_do_not_fit_get_a_hint():
    feedback = check.check_forward(lambda X, W1, b1, W2, b2: W1.T @ X)
    assert TRANSPOSED in repr(feedback)


@pytest.mark.parametrize("returned", [1, (1, 2)])
def test_wrong_number_of_results_is_reported(returned):
    text = repr(check.check_forward(lambda *_: returned))
    assert "(want z1, a1, z2, a2)" in text
    assert ("one int" if returned == 1 else "2 results") in text


def test_consequence_of_mistake_is_not_called_a_mistake():
    def change(found):
        z1 = found["z1"]
        values = SimpleNamespace(**vars(BATCH))
        return compute_results(FORWARD, values, z1="no_bias") if z1.shape == (5, 3) else found

    text = repr(check.check_forward(forward_of(change)))
    mistakes, consequences = text.split(CONSEQUENCES)
    assert "is the bias b1 missing?" in mistakes
    assert [line.split(":")[0].strip() for line in mistakes.splitlines()[1:2]] == ["z1"]
    assert consequences == " a1, z2, a2"


def test_two_mistakes_are_both_named():
    made = {"delta2": "slope", "b1": "wrong_axis"}
    wrong = list(compute_results(BACKWARD, BATCH, **made).values())
    text = repr(check_results("backward", BACKWARD, [BATCH], lambda _: wrong))
    assert "the slope σ′ is missing" in text
    assert "over the wrong axis" in text


SIZES = {  # a1 as a multiple of the right one: the feedback on it
    1.4: "a1 is too large by a factor of 1.4 in every entry",
    72.0: "a1 is too large by a factor of 72 in every entry",
    0.2: "a1 is too small by a factor of 5 in every entry",
    5e6: "a1 is too large by about 7 powers of ten in every entry",
    -1.0: "a1 has the wrong sign in every entry",
    -2.0: "a1 has the wrong sign and is too large by a factor of 2 in every entry",
    0.0: "a1 is 0 instead of another number in every entry",
    1.0002: "a1 agrees in its first 3 digits only in every entry",
}


@pytest.mark.parametrize("multiple", SIZES)
def test_feedback_on_multiple_states_sign_and_factor(multiple):
    def change(found):
        return found | {"a1": found["a1"] * multiple}

    text = repr(check.check_forward(forward_of(change)))
    assert SIZES[multiple] in text
    assert "%" not in text


def test_feedback_on_one_wrong_entry_gives_its_index():
    def change(found):
        found["a1"][2, 1] *= 1.4
        return found

    text = repr(check.check_forward(forward_of(change)))
    assert "a1: 1 entry is wrong: [2, 1] is too large by a factor of 1.4" in text


def test_feedback_on_several_wrong_entries_counts_and_names_worst():
    def change(found):
        found["a1"][2, :2] *= [-1, 3]
        return found

    text = repr(check.check_forward(forward_of(change)))
    assert "a1: 2 entries are wrong; the worst, [2, " in text


ORDERS = {
    "gradients first": ["W2", "b2", "W1", "b1", "delta2", "delta1"],
    "layer 1 first": ["delta1", "delta2", "W1", "b1", "W2", "b2"],
    "two swapped": ["delta2", "delta1", "b2", "W2", "W1", "b1"],
    "reversed": ["b1", "W1", "b2", "W2", "delta1", "delta2"],
    "a cycle of three": ["delta2", "delta1", "W1", "W2", "b2", "b1"],
}


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("case", batch_cases(), ids=["3-3-3", "2-4-1"])
def test_feedback_on_reordered_results_names_each_place(case, name):
    found, order = compute_results(BACKWARD, case), ORDERS[name]
    given = [found[key] for key in order]
    text = repr(check_results("backward", BACKWARD, [case], lambda _: given))
    moved = [(a, b) for a, b in zip(BACKWARD, order, strict=True) if a != b]
    assert text.count(" in the place of ") == len(moved)
    for place, other in moved:
        assert f"{other} in the place of {place}" in text
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize("name", ["paper", "forward", "backward"])
def test_feedback_names_any_swap_of_two_results(name):
    table, case = TABLES[name]
    found, names = compute_results(table, case), list(table)
    for i, first in enumerate(names):
        for second in names[:i]:
            if are_close(found[first], found[second]):
                continue  # a bias's gradient is its δ, so both are equal
            if {first, second} == {"dW1_12", "dW1_21"}:
                continue  # called swapped indices, which is the likelier mistake
            given = found | {first: found[second], second: found[first]}
            text = repr(check_results(name, table, [case], lambda _, g=given: list(g.values())))
            assert f"{first} in the place of {second}" in text
            assert len(text.splitlines()) == 2


def test_feedback_on_reordered_results_still_names_mistakes():
    wrong = compute_results(BACKWARD, BATCH, b1="wrong_axis_sum")
    wrong["W2"], wrong["W1"] = wrong["W1"], wrong["W2"]
    text = repr(check_results("backward", BACKWARD, [BATCH], lambda _: list(wrong.values())))
    assert "W1 in the place of W2" in text
    assert "summed over the wrong axis" in text


def test_overwriting_input_does_not_change_right_results():
    def careless(X, W1, b1, W2, b2):
        found = forward_of(lambda found: found)(X, W1, b1, W2, b2)
        X *= 0
        return found

    assert check.check_forward(careless)


def test_summary_counts_right_parts():
    right, gap = check.check_slope(sigmoid_slope), check.check_slope(lambda z: ...)
    assert "1 of 2 right" in repr(check.summary(right, gap))
    assert not check.summary(right, gap)
    assert check.summary(right, right)


@pytest.mark.parametrize("factor", [1.011, 1.02, 1.04, 1.049, 1.099, 1 / 1.011, 1 / 1.049, -1.03])
def test_result_off_by_a_few_percent_is_not_off_by_factor_1(factor):
    feedback = check.check_he(lambda n_in, n_out: factor * np.sqrt(2 / n_in))
    shown = re.search(r"by a factor of (1\.\d+)", str(feedback))
    assert shown, feedback
    assert float(shown[1]) == pytest.approx(max(abs(factor), 1 / abs(factor)), abs=0.006)


def test_indices_swapped_in_two_weights_are_named():
    def swap_indices(x_1, x_2, y, w_1, w_2, a_1, a_2, y_hat):
        v = SimpleNamespace(**vars(paper_case()))
        right = compute_results(PAPER, v)
        right["dW1_12"], right["dW1_21"] = right["dW1_21"], right["dW1_12"]
        return tuple(right.values())

    text = repr(check.check_paper(swap_indices))
    assert text.count("the two indices are swapped") == 2
    assert "wrong order" not in text


def test_paper_case_has_numbers_of_different_sizes():
    # so that a wrong sign, or another unit's number, is off in its first digit
    case = paper_case()
    results = compute_results(PAPER, case)
    numbers = [*vars(case).values(), *(x for name, x in results.items() if name[:2] != "db")]
    sizes = np.sort(np.abs(np.array(numbers, dtype=float)))
    assert (sizes[1:] / sizes[:-1]).min() > 1.1


def test_differences_without_restoring_the_parameter_get_a_hint():
    def difference_without_restoring(f, theta, epsilon):
        gradient = np.empty_like(theta)
        for k in range(theta.size):
            theta[k] += epsilon
            above = f(theta)
            theta[k] -= 2 * epsilon
            gradient[k] = (above - f(theta)) / (2 * epsilon)
        return gradient

    feedback = repr(check.check_differences(difference_without_restoring))
    assert "is each parameter put back after its entry?" in feedback


@pytest.mark.parametrize("k", [1, 2])
@pytest.mark.parametrize("mistake", ["delta_of_unit", "both_slopes"])
def test_hidden_delta_of_other_unit_or_without_slopes_is_named(k, mistake):
    results = compute_results(PAPER, paper_case(), **{f"delta_{k}": mistake})
    text = repr(check.check_paper(lambda *_: tuple(results.values())))
    assert SHARED_HINTS[mistake]["title"] in text
