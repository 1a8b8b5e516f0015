"""Expressions of scalars for any automatic differentiation: micrograd's two tests, and fan-outs.

Each takes its inputs and the ReLU that goes with their type.
"""


def sanity_check(x, relu):
    z = 2 * x + 2 + x
    q = relu(z) + z * x
    h = relu(z * z)
    return h + q + q * x


def more_operations(a, b, relu):
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + relu(b + a)
    d += 3 * d + relu(b - a)
    f = (c - d) ** 2
    return f / 2.0 + 10.0 / f


def used_twice(a, relu):
    return a + a


def used_twice_and_again(a, relu):
    b = a + a
    return b * b + b


EXPRESSIONS = {
    sanity_check: (-4.0,),
    more_operations: (-4.0, 2.0),
    used_twice: (3.0,),
    used_twice_and_again: (2.0,),
}
