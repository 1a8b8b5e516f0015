from gradflow import Value as number

# Each operation makes a new Value.

# backward() fills in their gradients.


a = number(2.0)
b = a + a
c = b**2 + b
c.backward()

w, x = number(0.5), number(-2.0)
y_hat = (w * x + 1.5).tanh()
J = (y_hat - 1) ** 2 / 2
J.backward()
