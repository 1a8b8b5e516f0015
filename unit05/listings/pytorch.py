from torch import float64, tensor


def number(x):
    return tensor(x, dtype=float64, requires_grad=True)


a = number(2.0)
b = a + a
c = b**2 + b
c.backward()

w, x = number(0.5), number(-2.0)
y_hat = (w * x + 1.5).tanh()
J = (y_hat - 1) ** 2 / 2
J.backward()
