"""A small engine."""

EPSILON = 1e-6


class Network:
    """A network."""

    def cost(self, x):
        """Half the square."""
        return x**2 / 2

    def backward(self, x, grad):
        return backward(x, grad)


def forward(x):
    return 2 * x


def backward(x, grad):
    """The gradient.

    Two lines of it.
    """
    # the rule
    return 2 * grad
