"""Scalars in both modes: each operation, shared values, long chains, counts, the listing."""

import math
import re
import runpy

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from conftest import ROOT
from expressions import EXPRESSIONS

from gradflow import (
    Dual,
    Network,
    Value,
    autodiff,
    backward,
    forward,
    forward_mode,
    naive_backward,
    operation_counts,
    reverse_mode,
    to_dot,
    topological_order,
)

OPERATIONS = {
    "add": lambda a, b: a + b,
    "add_number": lambda a, b: 2 + a + 3 + 0 * b,
    "subtract": lambda a, b: a - b,
    "subtract_from_number": lambda a, b: 2 - a + 0 * b,
    "negate": lambda a, b: -a + 0 * b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "divide_number": lambda a, b: 3 / a + b / 2,
    "power": lambda a, b: a**3 + b**-0.5,
    "power_zero": lambda a, b: a**0 + b**1,
    "reuse": lambda a, b: (a + a) * a * b,
}
FUNCTIONS = {
    "exp": anp.exp,
    "log": anp.log,
    "tanh": anp.tanh,
    "sigmoid": lambda x: 1 / (1 + anp.exp(-x)),
    "relu": lambda x: anp.maximum(x, 0.0),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_in_reverse_mode_agrees_with_autograd(name):
    f, point = OPERATIONS[name], (1.3, 0.7)
    a, b = map(Value, point)
    out = f(a, b)
    out.backward()
    assert out.data == pytest.approx(f(*point), rel=1e-14)
    expected = autograd.grad(lambda p: f(p[0], p[1]))(np.array(point))
    np.testing.assert_allclose([a.grad, b.grad], expected, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_in_forward_mode_agrees_with_reverse_mode(name):
    point = (1.3, 0.7)
    expected = reverse_mode(OPERATIONS[name], point)
    assert forward_mode(OPERATIONS[name], point) == pytest.approx(expected, rel=1e-14)
    assert OPERATIONS[name](*map(Dual, point)).data == OPERATIONS[name](*map(Value, point)).data


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_expression_agrees_with_autograd(expression):
    point = EXPRESSIONS[expression]
    value = expression(*map(Value, point), Value.relu).data
    assert value == expression(*point, lambda x: max(x, 0.0))
    with_relu = autograd.grad(lambda p: expression(*p, lambda x: anp.maximum(x, 0.0)))
    expected = pytest.approx(with_relu(np.array(point)), rel=1e-14)
    assert reverse_mode(lambda *inputs: expression(*inputs, Value.relu), point) == expected
    assert forward_mode(lambda *inputs: expression(*inputs, Dual.relu), point) == expected


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("x", [0.0001, 0.4, 2.5])
def test_function_in_forward_mode_agrees_with_reverse_mode(name, x):
    expected = reverse_mode(getattr(Value, name), (x,))
    assert forward_mode(getattr(Dual, name), (x,)) == expected


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("x", [0.4, 2.5])
def test_function_in_reverse_mode_agrees_with_autograd(name, x):
    a = Value(x)
    out = getattr(a, name)()
    out.backward()
    assert out.data == pytest.approx(float(FUNCTIONS[name](x)), rel=1e-14)
    assert a.grad == pytest.approx(float(autograd.grad(FUNCTIONS[name])(x)), rel=1e-12)


def test_relu_at_and_below_zero_has_slope_zero():
    for x in (0.0, -1.0):
        a = Value(x)
        a.relu().backward()
        assert a.grad == 0


def test_operation_at_extreme_input_is_finite():
    assert Value(-1e4).sigmoid().data == 0
    assert Value(1e4).sigmoid().data == 1
    assert Value(1e4).tanh().data == 1


def test_gradients_of_several_paths_are_added():
    a = Value(2)
    b = a + a
    c = b**2 + b
    c.backward()
    assert (c.data, b.grad, a.grad) == (20, 9, 18)


def test_naive_backward_counts_shared_paths_twice():
    a = Value(2)
    b = a + a
    c = b * b + b
    naive_backward(c)
    # b has 4 when it is first visited, 8 at the second visit and 9 at the third; a gets each twice
    assert (b.grad, a.grad) == (9, 2 * (4 + 8 + 9))


def test_naive_backward_without_fan_out_is_right():
    w, x = Value(0.5), Value(-2)
    naive_backward((w * x + 1).tanh())
    expected = reverse_mode(lambda w, x: (w * x + 1).tanh(), (0.5, -2))
    assert [w.grad, x.grad] == expected


class CountingFloat(float):
    """A local derivative that counts how often something is multiplied by it."""

    multiplications = 0

    def _product(self, other):
        CountingFloat.multiplications += 1
        return float(self) * other

    __mul__ = __rmul__ = _product


def test_operation_counts_equal_a_counted_run(monkeypatch):
    def f(w, x, b):
        y = (2 * w * x + b).sigmoid()
        return y * y + b

    inputs = [Value(p) for p in (0.5, -2.0, 1.0)]
    root = f(*inputs)
    counts = operation_counts(root)
    assert counts.operations == 6  # two products, a sum, a sigmoid, a square, a sum
    assert (counts.reverse, counts.forward) == (10, 30)

    for node in topological_order(root):
        node.local = tuple(map(CountingFloat, node.local))
    monkeypatch.setattr(CountingFloat, "multiplications", 0)
    root.backward()
    assert CountingFloat.multiplications == counts.reverse

    evaluate = autodiff._evaluate

    def counting(*arguments):
        data, local = evaluate(*arguments)
        return data, tuple(map(CountingFloat, local))

    monkeypatch.setattr(autodiff, "_evaluate", counting)
    monkeypatch.setattr(CountingFloat, "multiplications", 0)
    assert forward_mode(f, (0.5, -2.0, 1.0)) == pytest.approx([x.grad for x in inputs], rel=1e-14)
    assert CountingFloat.multiplications == counts.forward


def test_dot_graph_shows_values_and_gradients():
    x, y = Value(1, "x"), Value(3, 'a "quoted" name')
    J = 2 * (x + y)
    J.backward()
    assert to_dot(J).splitlines() == [
        "digraph {",
        "  rankdir=LR",
        "  node [shape=box]",
        '  n0 [label="a \\"quoted\\" name\\n3\\n∂ 2"]',
        '  n1 [label="x\\n1\\n∂ 2"]',
        '  n2 [label="+\\n4\\n∂ 2"]',
        '  n1 -> n2 [label="1"]',
        '  n0 -> n2 [label="1"]',
        '  n3 [label="× 2\\n8\\n∂ 1"]',
        '  n2 -> n3 [label="2"]',
        "}",
    ]


def test_second_backward_adds_to_gradients():
    a = Value(3)
    out = (a * a) * a
    out.backward()
    out.backward()
    assert a.grad == 2 * 27


def test_topological_order_puts_parents_first():
    a, b = Value(1), Value(2)
    c = a * b
    out = c + a
    order = topological_order(out)
    assert set(order) == {a, b, c, out}
    for node in order:
        assert all(order.index(parent) < order.index(node) for parent in node.parents)


def test_backward_of_long_chain_needs_no_recursion():
    a = Value(1)
    out = a
    for _ in range(20_000):
        out = out + 1
    out.backward()
    assert a.grad == 1


def test_backward_of_deep_diamond_takes_linear_time():
    a = Value(1)
    out = a
    for _ in range(60):
        out = out + out
    out.backward()
    assert a.grad == 2**60


def test_autodiff_agrees_with_worked_example():
    W1, b1 = [[Value(0.5), Value(-0.5)], [Value(0.25), Value(0.25)]], [Value(0.5), Value(0.25)]
    W2, x = [Value(2), Value(-1)], [1, 2]
    a = [(w[0] * x[0] + w[1] * x[1] + b).sigmoid() for w, b in zip(W1, b1, strict=True)]
    y_hat = (W2[0] * a[0] + W2[1] * a[1]).sigmoid()
    J = (y_hat - 1) ** 2 / 2
    J.backward()
    network = Network(
        [([[0.5, -0.5], [0.25, 0.25]], [0.5, 0.25]), ([[2, -1]], [0])],
    )
    gradients = backward(network, forward(network, [x]), [[1]])
    np.testing.assert_allclose([[w.grad for w in row] for row in W1], gradients.W[0], rtol=1e-13)
    np.testing.assert_allclose([[w.grad for w in W2]], gradients.W[1], rtol=1e-13)
    np.testing.assert_allclose([b.grad for b in b1], gradients.b[0], rtol=1e-13)


def test_value_rejects_what_is_not_a_finite_number():
    for bad in ("1", None, 1j, [1.0]):
        with pytest.raises(ValueError, match=r"^invalid Value: "):
            Value(bad)
        with pytest.raises(ValueError, match=r"^invalid Dual: "):
            Dual(bad)
        with pytest.raises(ValueError, match=r"^invalid operand: "):
            Value(1) + bad
    with pytest.raises(ValueError, match=r"^invalid Value: nan "):
        Value(math.nan)
    with pytest.raises(ValueError, match=r"^invalid exponent: "):
        Value(2) ** Value(3)


def test_modes_reject_constants_and_each_other():
    with pytest.raises(ValueError, match=r"^invalid function value: 3.0 \(want a Dual\)"):
        forward_mode(lambda x: 3.0, [1.0])
    with pytest.raises(ValueError, match=r"^invalid function value: 3.0 \(want a Value\)"):
        reverse_mode(lambda x: 3.0, [1.0])
    with pytest.raises(ValueError, match=r"^invalid operand: Dual\(2, tangent=1\) \(want a Value"):
        Value(1) * Dual(2, 1)


@pytest.mark.parametrize("kind", [Value, Dual])
@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (lambda kind: kind(0) ** -1, "invalid power: 0 ** -1 (want a base other than 0, or an exp"),
        (
            lambda kind: kind(0) ** 0.5,
            "invalid power: 0 ** 0.5 (want a positive base: the slope at",
        ),
        (lambda kind: kind(-8) ** 0.5, "invalid power: -8 ** 0.5 (want a positive base, or an int"),
        (lambda kind: kind(-1).log(), "invalid argument of log: -1 (want a positive number)"),
        (lambda kind: kind(math.inf) + 1, "invalid {kind}: inf (want a finite number)"),
    ],
)
def test_operation_outside_domain_raises_with_wanted_value(kind, operation, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said.format(kind=kind.__name__))}"):
        operation(kind)


def test_division_by_the_number_zero_raises():
    for kind in (Value(1), Dual(1, 1)):
        with pytest.raises(ValueError, match=r"^invalid divisor: 0 \(want"):
            kind / 0


def test_power_accepts_negative_base_with_any_integer_exponent():
    assert [(Value(-2) ** n).data for n in (-2, -1, 0, 1, 3)] == [0.25, -0.5, 1, -2, -8]


@pytest.mark.parametrize("kind", [Value, Dual])
@pytest.mark.parametrize(
    ("name", "operation"),
    [
        ("add", lambda kind: kind(1e308) + kind(1e308)),
        ("multiply", lambda kind: kind(1e200) * 1e200),
        ("multiply", lambda kind: kind(-1e200) * kind(1e200)),
        ("power", lambda kind: kind(1e200) ** 2),
        ("power", lambda kind: kind(1e-200) ** -1),
        ("exp", lambda kind: kind(1000).exp()),
        ("log", lambda kind: kind(1e-310).log()),
    ],
)
def test_overflow_in_any_operation_raises(kind, name, operation):
    with pytest.raises(ValueError, match=rf"^invalid {name}: .* \(want .* within 1.8e308"):
        operation(kind)


def test_overflow_of_derivative_raises_and_changes_no_gradient():
    x = Value(1e-200, "x")
    y = (x * 1e200) * 1e200
    with pytest.raises(ValueError, match=r"^invalid derivative by x: inf"):
        y.backward()
    assert (x.grad, y.grad) == (0, 0)
    with pytest.raises(ValueError, match=r"^invalid tangent: inf"):
        forward_mode(lambda x: (x * 1e200) * 1e200, [1e-200])


RESCALE = "rescale the numbers$"
WITHOUT_VALUE = {
    # rounded to 0: a function, a product, a sum
    "sigmoid": (lambda: Value(-1000).sigmoid().log(), r"sigmoid\(-1000\) is positive, but rounded"),
    "exp": (
        lambda: Value(-800).exp().log(),
        r"exp\(-800\) is positive.*: log\(exp\(z\)\) is z for",
    ),
    "indirect": (lambda: (2 * Value(-800).exp()).log(), rf"exp\(-800\) is positive, .*{RESCALE}"),
    "two": (lambda: (Value(-800).exp() + Value(-900).exp()).log(), r"exp\(-800\) is positive"),
    "product": (lambda: (Value(1e-200) * Value(1e-200)).log(), "too small for a float and rounded"),
    "constant": (lambda: (Value(1e-200) * 1e-200).log(), "too small for a float and rounded"),
    "power": (lambda: (Value(1e-200) ** 2).log(), "too small for a float and rounded"),
    "1 - sigmoid": (lambda: (1 - Value(40).sigmoid()).log(), r"1 - sigmoid\(z\) is sigmoid\(-z\)"),
    "far": (lambda: (1 - Value(800).sigmoid()).log(), r"log\(1 - sigmoid\(z\)\) is -z - log"),
    "1 - tanh²": (
        lambda: (1 - Value(25).tanh() ** 2) ** -1,
        rf"tanh\(25\) is so close .*{RESCALE}",
    ),
    "1 - exp": (lambda: (1 - Value(-1e-20).exp()).log(), r"exp\(-1e-20\) is so close to 1"),
    "2 - 2 tanh": (lambda: (2 + 2 * Value(-50).tanh()).log(), r"tanh\(-50\) is so close to -1"),
    "sum": (lambda: ((1 + Value(1e-20)) - 1).log(), rf"1e-20 \+ 1 is so close to 1 .*{RESCALE}"),
    "1/sum": (lambda: 1 / ((1 + Value(1e-20)) - 1), r"1e-20 \+ 1 is so close to 1"),
    "log": (lambda: 1 / (1 + Value(1e-20)).log(), r"1e-20 \+ 1 is so close to 1"),
    "tanh": (lambda: (1 - Value(1e6).tanh()).log(), "the operand may be 0 only by rounding$"),
    "negative": (
        lambda: (Value(40).sigmoid() - 1).log(),
        "the operand is negative, though rounded",
    ),
    "below a sum": (lambda: (1 + Value(-800).exp()).log().log(), r"exp\(-800\) is positive"),
    # no form avoids the overflow, or the operand is no exponential
    "1/exp": (lambda: 1 / Value(-800).exp(), rf"exp\(-800\) is positive, .*{RESCALE}"),
    "1/sigmoid": (lambda: 1 / Value(-800).sigmoid(), rf"sigmoid\(-800\) is positive, .*{RESCALE}"),
    "root": (lambda: Value(-800).sigmoid() ** 0.5, rf"sigmoid\(-800\) is positive, .*{RESCALE}"),
    "root of exp": (lambda: Value(-800).exp() ** 0.5, r"is exp\(0.5 \* z\) for every z$"),
}


@pytest.mark.parametrize("case", WITHOUT_VALUE)
def test_operand_rounded_to_zero_is_named_as_the_cause(case):
    operation, cause = WITHOUT_VALUE[case]
    with pytest.raises(ValueError, match=rf"^invalid .*: 0.* \(want .*\); .*{cause}"):
        operation()


@pytest.mark.parametrize(
    ("x", "function", "exact"),
    [
        (1e8, lambda x: (x + 1) ** 2 - x**2 - 2 * x - 1, "0"),
        (2**53, lambda x: (x + 1) - x - 0.5, "positive"),
    ],
)
def test_operand_made_negative_by_rounding_is_named(x, function, exact):
    message = rf"; the operand is {exact}, but rounding errors make it negative$"
    with pytest.raises(ValueError, match=message):
        function(Value(x)).log()


def test_rounding_is_not_blamed_on_a_value_that_is_not_in_the_way():
    y = Value(1)
    for _ in range(60):  # 2^60 paths
        y = y + y
    with pytest.raises(ValueError, match=r"\(want a positive number\)$"):
        (y - y).log()


FUNCTIONS_OF_VALUES = {
    name: lambda x, name=name: getattr(x, name)() for name in ("exp", "log", "relu", "sigmoid")
}
REWRITTEN = {
    "log sigmoid": (lambda z: z.sigmoid().log(), -1000, -1000),
    "log exp": (lambda z: z.exp().log(), -800, -800),
    "log 1 - sigmoid": (lambda z: (1 - z.sigmoid()).log(), 800, -800),
    "root of exp": (lambda z: z.exp() ** 0.5, -800, math.exp(-400)),
    "power of exp": (lambda z: z.exp() ** -0.1, -800, math.exp(80)),
}


@pytest.mark.parametrize("case", REWRITTEN)
def test_remedy_that_an_error_names_gives_the_exact_value(case):
    function, x, exact = REWRITTEN[case]
    with pytest.raises(ValueError, match="rounded") as error:
        function(Value(x))
    remedy = re.search(r": [^:]+ is ([^:]+?)(?: for every z| for z [<>] 0)?$", str(error.value))
    value = eval(remedy[1], FUNCTIONS_OF_VALUES, {"z": Value(x)})
    assert value.data == pytest.approx(exact, rel=1e-12)


def test_remedy_for_one_minus_sigmoid_gives_the_exact_value():
    assert (-Value(40)).sigmoid().log().data == pytest.approx(-40, rel=1e-12)


def test_overflow_of_exp_names_its_limit_and_no_quotient():
    with pytest.raises(ValueError, match=r"exp overflows above 709\.78\)$"):
        Value(1000).exp()
    assert math.isfinite(Value(709.78).exp().data)


@pytest.mark.parametrize(
    "zero",
    [
        lambda: Value(0),
        lambda: Value(5) * 0,
        lambda: Value(0) * Value(3),
        Value(-1).relu,
        lambda: Value(2) - 2,
        lambda: 1 - Value(0).exp(),
        lambda: Value(40).tanh() + Value(-40).tanh(),
        lambda: Value(1e-20).exp() - Value(1e-20).exp(),
    ],
)
def test_operand_that_is_exactly_zero_has_no_other_cause(zero):
    with pytest.raises(ValueError, match=r"\(want a positive number\)$"):
        zero().log()


def test_operand_of_a_long_chain_is_explained_without_recursion():
    y = Value(0)
    for _ in range(20_000):
        y = y + 0
    with pytest.raises(ValueError, match=r"\(want a positive number\)$"):
        y.log()


@pytest.mark.parametrize("z", [0.0, 1e-3, 1.0, 30.0, 600.0])
def test_remedy_for_logarithm_of_sigmoid_has_value_and_slope(z):
    losses = [lambda z: z.sigmoid().log(), lambda z: (1 - z.sigmoid()).log()]
    for loss, sign in zip(losses, (-1, 1), strict=True):
        with pytest.raises(ValueError, match="rounded") as error:
            loss(Value(sign * 1000))
        remedy = re.search(r" is ([^:]+) for z [<>] 0$", str(error.value))
        point = Value(sign * z)
        y = eval(remedy[1], FUNCTIONS_OF_VALUES, {"z": point})
        y.backward()
        assert y.data == pytest.approx(-np.logaddexp(0, z), rel=1e-14)
        assert point.grad == pytest.approx(-sign / (1 + np.exp(-z)), rel=1e-12)


def test_slide_listing_runs_and_gives_gradient():
    names = runpy.run_path(str(ROOT / "unit05" / "listings" / "value.py"))
    assert names["a"].grad == 18
    z, y_hat = 0.5, math.tanh(0.5)
    assert names["w"].grad == pytest.approx((y_hat - 1) * (1 - y_hat**2) * -2, rel=1e-14)
    assert names["x"].grad == pytest.approx((y_hat - 1) * (1 - y_hat**2) * z, rel=1e-14)


def test_both_listings_have_equal_lines():
    def lines(name):
        text = (ROOT / "unit05" / "listings" / name).read_text(encoding="utf-8")
        return text[text.index("a = number(2.0)") :]

    assert lines("value.py") == lines("pytorch.py")
