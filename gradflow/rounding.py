"""Why an operation has no value: rounding of its operand, and what to write instead.

Decimals with 1300 digits stand for exact numbers. The widget "computational-graph" has a twin.
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gradflow.autodiff import Value

CONTEXT = decimal.Context(prec=1300, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
RESOLUTION = Decimal("1e-750")  # what is smaller may be a rounding error of the decimals too
MAX_EXPONENT = 2600  # exp of more, or of less than its negative, needs more digits
MAX_NODES = 1000
LARGEST = 709.78  # exp of it is near the largest float

Exact = Decimal | None  # None: no value, or none of a size that fits


class Use(NamedTuple):
    """The operation that failed, "log" or "power", with its operand and the power's exponent."""

    operation: str
    operand: Value
    n: float = 0.0


def explain_rounding(use: Use, order: Sequence[Value]) -> str:
    """What to add to the operation's error; "" if rounding is not the cause.

    order: all values that the operand was made from, each after its parents.
    """
    signs = exact_signs(order)
    sign, stored = signs[use.operand], _sign(use.operand.data)
    if math.isnan(sign):
        return "; the operand may be 0 only by rounding"
    if sign == stored:
        return ""
    if stored < 0 and sign == 0:
        return "; the operand is 0, but rounding errors make it negative"
    if stored < 0:
        return "; the operand is positive, but rounding errors make it negative"
    if sign < 0 and not (use.operation == "power" and use.n.is_integer()):
        return "; the operand is negative, though rounded to 0"
    return f"; {_describe_cause(use, signs)}"


# --- signs in exact arithmetic ---


def _exp(a: Decimal) -> Exact:
    return a.exp() if abs(a) <= MAX_EXPONENT else None


def _tanh(a: Decimal) -> Exact:
    decay = _exp(-2 * abs(a))
    return None if decay is None else ((1 - decay) / (1 + decay)).copy_sign(a)


def _sigmoid(a: Decimal) -> Exact:
    decay = _exp(-abs(a))
    return None if decay is None else (1 if a >= 0 else decay) / (1 + decay)


EXACT: dict[str, Callable[..., Exact]] = {
    "+": lambda a, b: a + b,
    "×": lambda a, b: a * b,
    "^": lambda a, n: a**n,
    "exp": _exp,
    "log": lambda a: a.ln(),
    "tanh": _tanh,
    "sigmoid": _sigmoid,
    "relu": lambda a: max(a, Decimal(0)),
}

# the sign of a result by the signs of its operands; None where it takes the exact value
SIGNS: dict[str, Callable[..., float | None]] = {
    "exp": lambda a: 1.0,
    "sigmoid": lambda a: 1.0,
    "tanh": lambda a: a,
    "relu": lambda a: a if math.isnan(a) else max(a, 0.0),
    "×": lambda a, b: a * b,
    "^": lambda a, n: 1.0 if a < 0 and n % 2 == 0 else a,
    "+": lambda a, b: a if a == b else None,
}


def exact_signs(order: Sequence[Value]) -> dict[Value, float]:
    """-1, 0 or 1 for each value, and nan where the decimals have too few digits."""
    exact = _exact_values(order) if len(order) <= MAX_NODES else {}
    signs: dict[Value, float] = {}
    for value in order:
        if not value.arguments:
            signs[value] = _sign(value.data)
            continue
        name = _name(value)
        read = [_sign(a) if isinstance(a, float) else signs[a] for a in value.arguments]
        if name == "^":
            read[1] = float(value.arguments[1])
        sign = SIGNS[name](*read) if name in SIGNS else None
        signs[value] = _sign(exact.get(value)) if sign is None else sign
    return signs


def _exact_values(order: Sequence[Value]) -> dict[Value, Exact]:
    values: dict[Value, Exact] = {}
    with decimal.localcontext(CONTEXT):
        for value in order:
            values[value] = _exact_value(value, values) if value.arguments else Decimal(value.data)
    return values


def _exact_value(value: Value, known: Mapping[Value, Exact]) -> Exact:
    read = [Decimal(a) if isinstance(a, float) else known[a] for a in value.arguments]
    if None in read or _name(value) not in EXACT:
        return None
    try:
        return EXACT[_name(value)](*read)
    except decimal.DecimalException:
        return None


def _sign(number: Decimal | float | None) -> float:
    if number is None:
        return math.nan
    if isinstance(number, Decimal) and abs(number) < RESOLUTION:
        return 0.0
    return float((number > 0) - (number < 0))


def _name(value: Value) -> str:
    return value.operation.partition(" ")[0]


# --- causes and remedies ---


def _describe_cause(use: Use, signs: Mapping[Value, float]) -> str:
    """A clause about the operation whose rounding made the operand 0, with the remedy."""
    value = use.operand
    while (rounded := _rounded_parent(value, signs)) is not None:
        value = rounded
    name = _name(value)
    if name in ("exp", "sigmoid"):
        return _describe_tiny(use, value)
    if name in ("×", "^"):
        return "the operand is not 0, but too small for a float and rounded to 0: rescale it"
    source = _find_rounded(value)
    if source is None:
        return "the operand is not 0, but rounding errors make it 0: rescale it"
    return _describe_close(use, source, value) if source.data else _describe_tiny(use, source)


def _rounded_parent(value: Value, signs: Mapping[Value, float]) -> Value | None:
    """The parent that was rounded to 0 and makes the value 0."""
    if _name(value) == "+" and any(parent.data != 0 for parent in value.parents):
        return None
    rounded = (parent for parent in value.parents if parent.data == 0 and signs[parent] != 0)
    return next(rounded, None)


def _find_rounded(total: Value) -> Value | None:
    """The nearest ancestor stored as 0, as ±1 or as one of its terms, though it differs."""
    queue, seen = list(total.parents), set(total.parents)
    for value in queue:
        numbers = [float(a) for a in value.arguments]
        is_tiny = _name(value) in ("exp", "sigmoid") and value.data == 0
        is_one = _name(value) in ("exp", "sigmoid", "tanh") and abs(value.data) == 1
        is_term_lost = _name(value) == "+" and value.data in numbers
        if is_tiny or ((is_one or is_term_lost) and 0 not in numbers):
            return value
        queue.extend(parent for parent in value.parents if parent not in seen)
        seen.update(value.parents)
    return None


LOGARITHMS = {
    "exp": "log(exp(z)) is z for every z",
    "sigmoid": "log(sigmoid(z)) is z - log(1 + exp(z)) for z < 0",
}


def _describe_tiny(use: Use, source: Value) -> str:
    name, x = _name(source), source.parents[0].data
    remedy = "rescale the numbers"
    if source is use.operand and use.operation == "log":
        remedy = LOGARITHMS[name]
    elif source is use.operand and name == "exp" and use.n * x <= LARGEST:
        remedy = f"exp(z) ** {use.n:g} is exp({use.n:g} * z) for every z"
    return f"{name}({x:g}) is positive, but rounded to 0: {remedy}"


def _describe_close(use: Use, source: Value, total: Value) -> str:
    name = _name(source)
    numbers = [float(a) for a in source.arguments]
    remedy = "rescale the numbers"
    if name == "sigmoid" and _is_one_minus(total, source):
        if _has_value(use, math.exp(-numbers[0])):  # sigmoid(-z), for large z
            remedy = "1 - sigmoid(z) is sigmoid(-z) for every z"
        elif use.operation == "log" and total is use.operand:
            remedy = "log(1 - sigmoid(z)) is -z - log(1 + exp(-z)) for z > 0"
    text = " + ".join(f"{x:g}" for x in numbers) if name == "+" else f"{name}({numbers[0]:g})"
    return f"{text} is so close to {source.data:g} that it is rounded to it: {remedy}"


def _is_one_minus(total: Value, source: Value) -> bool:
    negated = total.parents[0]
    return total.arguments == (negated, 1.0) and negated.arguments == (source, -1.0)


def _has_value(use: Use, x: float) -> bool:
    """Whether log or the power has a value and a slope at x."""
    try:
        results = [math.log(x), 1 / x] if use.operation == "log" else [x**use.n, x ** (use.n - 1)]
    except (ArithmeticError, ValueError):
        return False
    return all(map(math.isfinite, results))
