"""Reverse-mode automatic differentiation of scalars: what the frameworks do, small enough to read.

Every operation returns its value, the values it was made from, and the local derivatives to them.
"""

import math
import numbers
from collections import defaultdict

from gradflow.validation import invalid


class Value:
    """A number that remembers how it was made; after `backward`, `grad` is the derivative to it."""

    def __init__(self, data: float, parents: tuple = (), local: tuple = ()):
        if not isinstance(data, numbers.Real):
            raise invalid("Value", repr(data), "a real number")
        self.data, self.parents, self.local = float(data), parents, local
        self.grad = 0.0

    def __add__(self, other):
        other = _value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = _value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n: float):
        if not isinstance(n, numbers.Real):
            raise invalid("exponent", repr(n), "a real number")
        return Value(self.data**n, (self,), (n * self.data ** (n - 1) if n else 0.0,))

    def exp(self):
        y = math.exp(self.data)
        return Value(y, (self,), (y,))

    def log(self):
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def tanh(self):
        y = math.tanh(self.data)
        return Value(y, (self,), (1 - y * y,))

    def sigmoid(self):
        y = (1 + math.tanh(self.data / 2)) / 2
        return Value(y, (self,), (y * (1 - y),))

    def relu(self):
        return Value(max(self.data, 0.0), (self,), (float(self.data > 0),))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -_value(other)

    def __truediv__(self, other):
        return self * _value(other) ** -1

    def __rsub__(self, other):
        return _value(other) - self

    def __rtruediv__(self, other):
        return _value(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def backward(self) -> None:
        """Add to the `grad` of everything this value was made from: d self / d it."""
        upstream = defaultdict(float, {self: 1.0})
        for node in reversed(topological_order(self)):
            node.grad += upstream[node]
            for parent, local in zip(node.parents, node.local, strict=True):
                # one term per path: add, don't overwrite
                upstream[parent] += upstream[node] * local

    def __float__(self) -> float:
        return self.data

    def __repr__(self) -> str:
        return f"Value({self.data:g}, grad={self.grad:g})"


def topological_order(root: Value) -> list[Value]:
    """All values that `root` was made from, each after its parents; `root` comes last.

    Going through it backwards, a node's upstream gradient is complete before it is passed on.
    """
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order


def _value(x) -> Value:
    return x if isinstance(x, Value) else Value(x)
