"""Automatic differentiation of scalars, as in the frameworks, but small enough to read.

Each operation returns its value and its local derivatives. Reverse mode (`Value`) records them in a
graph and multiplies them from the result backwards. Forward mode (`Dual`) multiplies them during
the computation, for one direction at a time.
"""

import math
import numbers
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Self, TypeVar

from gradflow.rounding import LARGEST, Use, explain_rounding
from gradflow.validation import invalid

# --- the operations ---

Evaluated = tuple[float, tuple[float, ...]]  # value, (local derivative for each operand)
Operation = Callable[..., Evaluated]


def add(a: float, b: float) -> Evaluated:
    return a + b, (1.0, 1.0)


def multiply(a: float, b: float) -> Evaluated:
    return a * b, (b, a)


def power(a: float, n: float) -> Evaluated:
    if a < 0 and not n.is_integer():
        raise invalid("power", f"{a:g} ** {n:g}", "a positive base, or an integer exponent")
    if a == 0 and n < 0:
        raise invalid("power", f"0 ** {n:g}", "a base other than 0, or an exponent >= 0")
    if a == 0 and 0 < n < 1:
        raise invalid("power", f"0 ** {n:g}", "a positive base: the slope at 0 is infinite")
    return a**n, (n * a ** (n - 1) if n else 0.0,)


def exp(a: float) -> Evaluated:
    y = math.exp(a)
    return y, (y,)


def log(a: float) -> Evaluated:
    if a <= 0:
        raise invalid("argument of log", f"{a:g}", "a positive number")
    return math.log(a), (1 / a,)


# 1 - tanh² and σ(1 - σ) are written without a difference, which would lose digits at large |a|.


def tanh(a: float) -> Evaluated:
    e = math.exp(-2 * abs(a))
    return math.tanh(a), (4 * e / (1 + e) ** 2,)


def sigmoid(a: float) -> Evaluated:
    e = math.exp(-abs(a))
    return (1 if a >= 0 else e) / (1 + e), (e / (1 + e) ** 2,)


def relu(a: float) -> Evaluated:
    return max(a, 0.0), (float(a > 0),)


class Scalar:
    """Python's arithmetic in terms of the operations above; subclasses define `apply`."""

    data: float

    def apply(self, operation: Operation, *operands: "Scalar | float", **constants: float) -> Self:
        raise NotImplementedError

    def __add__(self, other: Self | float) -> Self:
        return self.apply(add, self, other)

    def __mul__(self, other: Self | float) -> Self:
        return self.apply(multiply, self, other)

    def __pow__(self, n: float) -> Self:
        return self.apply(power, self, n=_number("exponent", n))

    def exp(self) -> Self:
        return self.apply(exp, self)

    def log(self) -> Self:
        return self.apply(log, self)

    def tanh(self) -> Self:
        return self.apply(tanh, self)

    def sigmoid(self) -> Self:
        return self.apply(sigmoid, self)

    def relu(self) -> Self:
        return self.apply(relu, self)

    def __neg__(self) -> Self:
        return self * -1

    def __sub__(self, other: Self | float) -> Self:
        return self + -other

    def __truediv__(self, other: Self | float) -> Self:
        if other == 0:
            raise invalid("divisor", 0, "a number other than 0")
        return self * other**-1

    def __rsub__(self, other: float) -> Self:
        return -self + other

    def __rtruediv__(self, other: float) -> Self:
        return self**-1 * other

    __radd__, __rmul__ = __add__, __mul__

    def __float__(self) -> float:
        return self.data


class Value(Scalar):
    """A number in a graph of operations; `backward` puts the derivative by it into `grad`.

    parents: the values that it was computed from, without plain numbers; local: the derivatives by
    these; arguments: the parents and the numbers, in the operation's order.
    """

    def __init__(self, data: float, name: str = "") -> None:
        self.data, self.name = _number("Value", data), name
        self.operation = ""
        self.parents: tuple[Value, ...] = ()
        self.arguments: tuple[Value | float, ...] = ()
        self.local: tuple[float, ...] = ()
        self.grad = 0.0

    def apply(self, operation: Operation, *operands: Scalar | float, **constants: float) -> "Value":
        data, local = _evaluate(operation, operands, constants)
        edges = _edges(Value, operands, local)
        result = Value(data)
        result.operation = _describe(operation, operands, constants)
        result.parents, result.local = zip(*edges, strict=True)
        arguments = (*operands, *constants.values())
        result.arguments = tuple(o if isinstance(o, Value) else float(o) for o in arguments)
        return result

    def backward(self) -> None:
        """Add to the `grad` of each value in the graph the derivative of this value.

        Raises ValueError, and changes no `grad`, if a derivative overflows.
        """
        upstream = defaultdict(float, {self: 1.0})
        for node in reversed(topological_order(self)):
            _number(f"derivative by {node.name or node.operation or 'an input'}", upstream[node])
            for parent, local in zip(node.parents, node.local, strict=True):
                # one term per path: add, do not overwrite
                upstream[parent] += upstream[node] * local
        for node, derivative in upstream.items():
            node.grad += derivative

    def __repr__(self) -> str:
        return f"Value({self.data:g}, grad={self.grad:g})"


class Dual(Scalar):
    """A number and its tangent, the derivative in one direction."""

    def __init__(self, data: float, tangent: float = 0.0) -> None:
        self.data, self.tangent = _number("Dual", data), _number("tangent", tangent)

    def apply(self, operation: Operation, *operands: Scalar | float, **constants: float) -> "Dual":
        data, local = _evaluate(operation, operands, constants)
        edges = _edges(Dual, operands, local)
        return Dual(data, sum(d * operand.tangent for operand, d in edges))

    def __repr__(self) -> str:
        return f"Dual({self.data:g}, tangent={self.tangent:g})"


def forward_mode(function: Callable[..., Dual], point: Sequence[float]) -> list[float]:
    """The gradient of a function at a point by forward mode: one run per input."""
    runs = []
    for k in range(len(point)):
        inputs = [Dual(x, float(i == k)) for i, x in enumerate(point)]
        runs.append(_checked_kind("function value", function(*inputs), Dual).tangent)
    return runs


def reverse_mode(function: Callable[..., Value], point: Sequence[float]) -> list[float]:
    """The gradient of a function at a point by reverse mode: one run and one backward pass."""
    inputs = [Value(x) for x in point]
    _checked_kind("function value", function(*inputs), Value).backward()
    return [x.grad for x in inputs]


def topological_order(root: Value) -> list[Value]:
    """All values that `root` was computed from, each after its parents; `root` is last.

    In the reverse order, a node's upstream gradient is complete before it is passed on.
    """
    order: list[Value] = []
    visited: set[Value] = set()
    stack = [(root, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order


SIGNS: dict[Operation, str] = {add: "+", multiply: "×", power: "^"}


def _evaluate(
    operation: Operation, operands: Sequence[Scalar | float], constants: Mapping[str, float]
) -> Evaluated:
    arguments = [o.data if isinstance(o, Scalar) else _number("operand", o) for o in operands]
    try:
        data, local = operation(*arguments, **constants)
    except OverflowError:
        data, local = math.inf, ()
    except ValueError as error:
        raise ValueError(f"{error}{_rounding_hint(operation, operands, constants)}") from None
    if not all(map(math.isfinite, [data, *local])):
        shown = ", ".join(f"{x:g}" for x in [*arguments, *constants.values()])
        raise invalid(operation.__name__, shown, OVERFLOW.get(operation, LIMIT))
    return data, local


LIMIT = "a result and a slope within 1.8e308, the largest float: rescale the numbers"
OVERFLOW: dict[Operation, str] = {exp: f"{LIMIT}; exp overflows above {LARGEST}"}


def _rounding_hint(
    operation: Operation, operands: Sequence[Scalar | float], constants: Mapping[str, float]
) -> str:
    """Why an operand is 0 or negative, if exact arithmetic would make it another number."""
    operand = operands[0]
    if operation not in (log, power) or not isinstance(operand, Value):
        return ""
    use = Use(operation.__name__, operand, constants.get("n", 0.0))
    return explain_rounding(use, topological_order(operand))


Kind = TypeVar("Kind", bound=Scalar)


def _edges(
    kind: type[Kind], operands: Sequence[Scalar | float], local: Sequence[float]
) -> list[tuple[Kind, float]]:
    """The operands that are not plain numbers, with their local derivatives."""
    pairs = zip(operands, local, strict=True)
    return [(_checked_kind("operand", o, kind), d) for o, d in pairs if isinstance(o, Scalar)]


def _checked_kind(name: str, x: object, kind: type[Kind]) -> Kind:
    """Return `x` if it is of that kind: the two modes can't be mixed."""
    if not isinstance(x, kind):
        raise invalid(name, repr(x), f"a {kind.__name__}")
    return x


def _describe(
    operation: Operation, operands: Sequence[Scalar | float], constants: Mapping[str, float]
) -> str:
    """The operation with its plain numbers: `+`, `× -1`, `^ 2`, `exp`."""
    plain_numbers = [o for o in operands if not isinstance(o, Value)] + list(constants.values())
    sign = SIGNS.get(operation, operation.__name__)
    return " ".join([sign, *(f"{x:g}" for x in plain_numbers)])


def _number(name: str, x: object) -> float:
    if not isinstance(x, numbers.Real) or not math.isfinite(x):
        raise invalid(name, repr(x), "a finite number")
    return float(x)
