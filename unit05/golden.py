"""Unit 5's numbers: what its slides print, and what the widgets' cores are tested against."""

import math
import operator
import runpy
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from gradflow import (
    ACTIVATIONS,
    BEST_EPSILON,
    DeepNetwork,
    Dual,
    Network,
    Value,
    backward,
    cost,
    dead_fraction,
    forward,
    layer_norms,
    mean_field,
    naive_backward,
    naive_line,
    operation_counts,
    softmax,
    topological_order,
    upstream_network,
)
from gradflow.materials import process
from gradflow.training import descend
from tools.golden import decimals, fixed, scientific

EPSILON = 1e-3  # large enough that the printed errors are truncation, the same on every machine
STEP = 1.0
MICRO_RATE = 0.5  # of the micro-step fixture's descent


def variables() -> dict[str, dict[str, str]]:
    """Texts for the slides, by group and name."""
    return {
        "univariate": univariate(),
        "chain": chain(),
        "paths": paths(),
        "graph": graph(),
        "differences": differences(),
        "storage": storage(),
        "worked": worked(),
        "exercise": exercise(),
        "mazur": mazur(),
        "reverse": reverse_mode(),
        "softmax": softmax_example(),
        "cost": cost_example(),
        "vanish": vanish(),
        "simulator": simulator(),
        "process": process_example(),
        "autodiff": autodiff(),
    }


def fixtures() -> dict[str, object]:
    """Unrounded inputs and results for the tests of the widgets' cores."""
    return {
        "forward-backward.json": forward_backward_fixture(),
        "micro-steps.json": micro_steps_fixture(),
        "activations.json": activations_fixture(),
        "path-through-depth.json": path_fixture(),
        "predict-gradient.json": predict_fixture(),
        "gradient-flow.json": gradient_flow_fixture(),
        "computational-graph.json": computational_graph_fixture(),
    }


# --- slides: Part 0 and 1 ---


def univariate() -> dict[str, str]:
    """y = 3u, u = x² at x = 1."""
    x = Value(1)
    u = x**2
    y = 3 * u
    y.backward()
    numbers = {"x": x.data, "u": u.data, "y": y.data, "dy_du": u.grad, "du_dx": x.grad / u.grad}
    return _short({**numbers, "dy_dx": x.grad})


def chain() -> dict[str, str]:
    """b = a + a, c = b² + b at a = 2; who counts one of the two paths from a to b gets half."""
    a = Value(2)
    b = a + a
    c = b**2 + b
    c.backward()
    numbers = {"a": a.data, "b": b.data, "c": c.data, "dc_db": b.grad, "dc_da": a.grad}
    return _short({**numbers, "wrong": b.grad})


def paths(a: int = 2) -> dict[str, str]:
    """The same example edge by edge: b = a + a, c = b² + b."""
    b = Value(2 * a)
    square = b**2
    square.backward()
    return _short({"copy": 1, "square": b.grad, "linear": 1})


def differences(weights: int = 10**6, milliseconds: int = 1) -> dict[str, str]:
    """One gradient of a million weights by forward differences and by backpropagation, at 1 ms per
    forward pass; the best central step is near the cube root of the unit round-off."""
    minutes = (weights + 1) * milliseconds / 60_000
    return {
        "pass_time": f"{milliseconds} ms",
        "time": f"{minutes:.0f} minutes",
        "backprop_time": f"{3 * milliseconds} ms",
        "round_off": scientific(np.finfo(float).eps / 2, 1),
        "best_step": scientific(BEST_EPSILON, 1),
    }


def storage(depth: int = 9, segment: int = 3) -> dict[str, str]:
    """Layers held at once if every `segment`-th is kept and one segment is recomputed."""
    return {"depth": str(depth), "held": str(depth // segment + segment - 1)}


def graph() -> dict[str, str]:
    """J = (x + y) z at x = 1, y = 3, z = -2."""
    x, y, z = Value(1), Value(3), Value(-2)
    s = x + y
    J = s * z
    J.backward()
    named = {"x": x, "y": y, "z": z, "s": s, "J": J}
    values = {name: value.data for name, value in named.items()}
    return _short(values | {f"dJ_d{name}": value.grad for name, value in named.items()})


# --- slides: the worked 2-2-1 example ---


def worked_network() -> tuple[Network, np.ndarray, np.ndarray]:
    """The network of the worked example, its input and its target."""
    params = [([[0.5, -0.5], [0.25, 0.25]], [0.5, 0.25]), ([[2.0, -1.0]], [0.0])]
    return Network(params), np.array([[1.0, 2.0]]), np.array([[1.0]])


def worked() -> dict[str, str]:
    """Names: z1_2 is z of layer 1, unit 2; W1_12 is row 1, column 2; dW1_12 its gradient,
    fd_dW1_12 the central difference, err_dW1_12 their relative error; back1_1 is Wᵀδ, before the
    slope; after_… holds after one step with η."""
    network, X, Y = worked_network()
    out = {"epsilon": scientific(EPSILON, 1), "eta": decimals(STEP, 2)}
    out |= _both_passes(network, X, Y)
    gradients = backward(network, forward(network, X), Y)
    return out | _differences(network, X, Y, gradients) | _after_a_step(network, X, Y, gradients)


def exercise() -> dict[str, str]:
    """The 2-2-1 network that is given on paper; names as in `worked`."""
    params = [([[0.5, 1.0], [-1.0, -0.5]], [1.5, 1.0]), ([[1.0, -2.0]], [0.5])]
    return _both_passes(Network(params), np.array([[2.0, -1.0]]), np.array([[0.0]]))


def mazur(rate: float = 0.5) -> dict[str, str]:
    """Mazur's 2-2-2 example (2015) and one step of it, to nine digits as he prints them."""
    params = [([[0.15, 0.2], [0.25, 0.3]], [0.35] * 2), ([[0.4, 0.45], [0.5, 0.55]], [0.6] * 2)]
    network, X, Y = Network(params), np.array([[0.05, 0.1]]), np.array([[0.01, 0.99]])
    out = {"eta": decimals(rate, 1), "J": decimals(cost(network, X, Y), 9)}
    descend(network, backward(network, forward(network, X), Y), rate)
    for layer, (W, _) in enumerate(network.params, start=1):
        out |= _entries(f"after_W{layer}", W, 9)
    return out


def _both_passes(network, X, Y) -> dict[str, str]:
    """One sample forward and backward."""
    pass_ = forward(network, X)
    gradients = backward(network, pass_, Y)
    out = {"y": decimals(Y.item(), 4)}
    out |= _entries("x", X[0], 4) | {"y_hat": decimals(pass_.a[-1].item(), 4)}
    out |= {"J": decimals(cost(network, X, Y), 5)}
    out |= {"residual": decimals((pass_.a[-1] - Y).item(), 4)}
    for layer, (W, b) in enumerate(network.params, start=1):
        z, a, delta = (_[layer - 1][0] for _ in (pass_.z, pass_.a[1:], gradients.delta))
        out |= _entries(f"W{layer}", W, 4) | _entries(f"b{layer}", b, 4)
        out |= _entries(f"z{layer}", z, 4) | _entries(f"a{layer}", a, 4)
        out |= _entries(f"slope{layer}", ACTIVATIONS["sigmoid"].df(z), 4)
        out |= _entries(f"delta{layer}", delta, 5)
        out |= _entries(f"dW{layer}", gradients.W[layer - 1], 5)
        out |= _entries(f"db{layer}", gradients.b[layer - 1], 5)
    out |= _entries("back1", gradients.delta[1][0] @ network.params[1][0], 5)
    return out | _entries("dx", gradients.x[0], 5)


def _differences(network, X, Y, gradients) -> dict[str, str]:
    """Central differences with ε = 10⁻³, and their relative errors."""
    out, errors = {}, []
    for layer, (W, b) in enumerate(network.params, start=1):
        grad_W, grad_b = gradients.W[layer - 1], gradients.b[layer - 1]
        for name, array, gradient in ((f"dW{layer}", W, grad_W), (f"db{layer}", b, grad_b)):
            numeric = np.empty_like(array)
            for index in np.ndindex(array.shape):
                numeric[index] = _difference(network, X, Y, array, index)
            error = np.abs(numeric - gradient) / np.abs(gradient)
            errors.append(error.max())
            out |= _entries(f"fd_{name}", numeric, 5)
            out |= _entries(f"err_{name}", error, 2, scientific)
    return out | {"err_max": scientific(max(errors), 2)}


def _difference(network, X, Y, array, index) -> float:
    kept, values = array[index], []
    for sign in (1, -1):
        array[index] = kept + sign * EPSILON
        values.append(cost(network, X, Y))
    array[index] = kept
    return (values[0] - values[1]) / (2 * EPSILON)


def _after_a_step(network, X, Y, gradients) -> dict[str, str]:
    descend(network, gradients, STEP)
    out = {"J_after": decimals(cost(network, X, Y), 5)}
    out |= {"y_hat_after": decimals(forward(network, X).a[-1].item(), 4)}
    for layer, (W, b) in enumerate(network.params, start=1):
        out |= _entries(f"after_W{layer}", W, 4) | _entries(f"after_b{layer}", b, 4)
    return out


# --- slides: Parts 2 to 5 ---


def reverse_mode(inputs: int = 1000, width: int = 100, outputs: int = 1) -> dict[str, str]:
    """Multiply-adds of J3 J2 J1, inputs → width → width → outputs, bracketed from the right and
    from the left."""
    counts = {
        "forward": (width * width * inputs, outputs * width * inputs),
        "reverse": (outputs * width * width, outputs * width * inputs),
    }
    grouped = {
        f"{mode}_{name}": f"{count:,}".replace(",", "\u202f")
        for mode, (first, then) in counts.items()
        for name, count in (("first", first), ("then", then), ("total", first + then))
    }
    ratio = sum(counts["forward"]) / sum(counts["reverse"])
    passes = {"forward_passes": str(inputs), "reverse_passes": str(outputs)}
    return {**grouped, **passes, "ratio": f"{ratio:.0f}"}


def softmax_example() -> dict[str, str]:
    """Three logits, the first class being true: the output delta is ŷ - y."""
    z, y = np.array([[2.0, 1.0, 0.1]]), np.array([[1.0, 0.0, 0.0]])
    network = Network([(np.eye(3), np.zeros(3))], output="softmax", loss="softmax_cross_entropy")
    gradients = backward(network, forward(network, z), y)
    out = _entries("z", z[0], 2) | _entries("y", y[0], 2) | _entries("y_hat", softmax(z)[0], 3)
    out |= _entries("delta", gradients.delta[0][0], 3)
    return out | {"L": decimals(cost(network, z, y), 3)}


def cost_example() -> dict[str, str]:
    """W = 10⁶: W + 1 forward passes against one step of about 3 forward passes' work (the forward
    pass, the deltas and the weight gradients are one unit of matrix work each)."""
    weights, step = 10**6, 3
    speed_up = (weights + 1) / step
    return {
        "weights": scientific(weights, 1),
        "step_passes": str(step),
        "speed_up": scientific(speed_up, 1),
    }


def vanish() -> dict[str, str]:
    """Powers of the sigmoid's largest slope: p10 is 0.25^10."""
    slope = float(ACTIVATIONS["sigmoid"].df(0.0))
    powers = {
        f"p{n}": decimals(slope**n, 4) if n <= 3 else scientific(slope**n, 2)
        for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20)
    }
    return {"slope": decimals(slope, 2), **powers}


def simulator() -> dict[str, str]:
    """Layer 1 relative to layer 15, log10: relu_1_5 is ReLU at m = 1.5 by the mean-field line;
    sim_… a simulated network (median over seeds), naive_… the first guess. …_50: 50 sigmoid layers
    at m = 1.5; …_last is layer 49, …_gain what residual connections gain over plain layers."""
    settings = {"sigmoid": (1.5, 4), "tanh": (1, 1.5, 4), "relu": (1, 1.5, 4)}
    pairs = [(activation, m) for activation, ms in settings.items() for m in ms]
    simulated = dict(zip(pairs, simulate(pairs), strict=True))
    parts = ({}, {"residual": True}, {"layer_norm": True})
    plain, residual, norm = (simulate([("sigmoid", 1.5)], depth=50, **part)[0] for part in parts)
    out = {
        "plain_50": fixed(plain[0], 2),
        "norm_50": fixed(norm[0], 2),
        "residual_50": fixed(residual[0], 2),
        "residual_50_last": fixed(residual[48], 2),
        "residual_50_gain": fixed(residual[0] - plain[0], 1),
    }
    for activation, m in pairs:
        name = f"{activation}_{m:g}".replace(".", "_")
        out[name] = fixed(mean_field(activation, m).line[0], 2)
        out[f"sim_{name}"] = fixed(simulated[activation, m][0], 2)
        out[f"naive_{name}"] = fixed(naive_line(activation, m)[0], 2)
    critical = brentq(lambda m: mean_field("sigmoid", m, depth=60).line[0], 5, 20)
    return out | {
        "he": decimals(np.sqrt(2), 2),
        "xavier": "1",
        "sigmoid_critical": decimals(critical, 1),
    }


def simulate(pairs, *, seeds=40, width=64, depth=15, batch=16, **parts) -> np.ndarray:
    """Median over seeds of log10(delta of a layer / delta of the last), per (activation, m), layer:
    the very networks that the simulator shows, drawn as in assets/widgets/gradient-flow/draw.js."""
    logs = np.empty((seeds, len(pairs), depth))
    square = width * width
    for seed, numbers in enumerate(_normals(seeds, depth * square + 2 * batch * width)):
        draws = numbers[: depth * square].reshape(depth, width, width) / np.sqrt(width)
        X, upstream = numbers[depth * square :].reshape(2, width, batch).transpose(0, 2, 1)
        X = X * np.sqrt(width) / np.linalg.norm(X, axis=1, keepdims=True)  # ‖x‖² = n_in
        for k, (activation, m) in enumerate(pairs):
            plain = upstream_network(list(m * draws), activation)
            network = DeepNetwork.of(plain, **parts)
            delta = layer_norms(backward(network, forward(network, X), upstream)).delta
            logs[seed, k] = np.log10(delta / delta[-1])
    return np.median(logs, axis=0)


def _normals(seeds: int, count: int) -> np.ndarray:
    """Standard normal numbers of the seeds 1, 2, …, one row a seed, as the widgets draw them
    (assets/widgets/parts/random.js): sfc32 and the polar method."""
    a, b, c, counter = np.empty((4, seeds), dtype=np.uint32)
    a[:], b[:], c[:], counter[:] = 0x9E3779B9, 0x243F6A88, np.arange(1, seeds + 1), 1
    draws = np.empty((2 * (int(count / 1.5) + 100), seeds), dtype=np.uint32)  # pairs: π/4 are used
    for i in range(-15, len(draws)):
        total = a + b + counter
        a, b, c = b ^ (b >> 9), c + (c << 3), ((c << 21) | (c >> 11)) + total
        counter += 1
        if i >= 0:
            draws[i] = total
    u, v = 2 * (draws.reshape(-1, 2, seeds).transpose(1, 2, 0) * 2.0**-32) - 1
    rows = []
    for x, y in zip(u, v, strict=True):
        square = x * x + y * y
        inside = (square < 1) & (square > 0)
        factor = np.sqrt(-2 * np.log(square[inside]) / square[inside])
        rows.append(np.column_stack([x[inside] * factor, y[inside] * factor]).ravel()[:count])
    return np.array(rows)


def process_example() -> dict[str, str]:
    """The synthetic ceramic at the slide's settings: its state, and dStrength/d everything.

    temperature reaches the strength on two paths: d_dense by way of the porosity, d_grown by way of
    the grain size; they add up to d_temperature.
    """
    values = _process_values()
    values["strength"].backward()
    out = {name: decimals(value.data, 2) for name, value in values.items()}
    out |= {f"d_{name}": _rounded(value.grad) for name, value in values.items()}
    for name, state in {"dense": "porosity", "grown": "grain"}.items():
        again = _process_values()
        again[state].backward()
        out[f"d_{name}"] = fixed(values[state].grad * again["temperature"].grad, 1)
    out["d_temperature"] = fixed(values["temperature"].grad, 1)  # so that the printed sum is right
    return out | {"strength": f"{values['strength'].data:.0f}"}


def _process_values() -> dict[str, Value]:
    values = process(mixing=30, temperature=1773, sintering=3)._asdict()
    return {name.removesuffix("_size"): value for name, value in values.items()}


def _rounded(number: float) -> str:
    """To about three digits."""
    return fixed(number, 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2)


def autodiff() -> dict[str, str]:
    """The gradients that the slide's listing computes."""
    names = runpy.run_path(Path(__file__).parent / "listings/value.py")
    return {"dc_da": f"{names['a'].grad:g}", "dJ_dw": decimals(names["w"].grad, 4)}


# --- fixtures for the widgets' cores ---

SETTINGS = ("x1", "x2", "w11", "w21", "w_out")
CHOSEN = (  # tenths
    (10, -10, 5, -5, 10),  # the widget's start: everything 0
    (10, 10, 5, -8, 10),  # dead
    (-20, -20, 20, 20, 20),  # far below 0
    (20, 20, 20, 20, 20),
    (3, -6, 4, 2, 10),  # z = 0.12 - 0.12 = 0
    (1, 2, 6, -3, 15),
    (7, 3, 3, -7, -12),
    (1, -3, 9, 3, 20),
    (11, 7, 7, -11, 5),
    (0, 0, 13, -4, 9),
    (12, 5, 0, 0, -20),
    (6, 3, 1, -2, 7),
    (15, 10, 8, 4, 0),
)


def forward_backward_fixture() -> dict[str, object]:
    """2 inputs → 1 hidden ReLU → 1 linear output, target 1; in fractions: a zero is a zero."""
    rng = np.random.default_rng(5)
    drawn = rng.integers(-20, 21, (87, len(SETTINGS))).tolist()
    return {"cases": [_forward_backward_case(tenths) for tenths in (*CHOSEN, *drawn)]}


def _forward_backward_case(tenths) -> dict[str, dict[str, float]]:
    x1, x2, w11, w21, w_out = (Fraction(t, 10) for t in tenths)
    z_h = w11 * x1 + w21 * x2
    a_h = max(z_h, Fraction(0))
    y_hat = w_out * a_h
    dL_dy = y_hat - 1
    dL_dzh = dL_dy * w_out if z_h > 0 else Fraction(0)
    results = {"z_h": z_h, "a_h": a_h, "z_y": y_hat, "y_hat": y_hat, "loss": dL_dy**2 / 2}
    results |= {"dL_dy": dL_dy, "dL_dwout": dL_dy * a_h, "dL_dzh": dL_dzh}
    results |= {"dL_dw11": dL_dzh * x1, "dL_dw21": dL_dzh * x2}
    settings = dict(zip(SETTINGS, (t / 10 for t in tenths), strict=True))
    return {"settings": settings, "results": {name: float(v) for name, v in results.items()}}


def micro_steps_fixture() -> dict[str, object]:
    """Networks of several shapes, activations, losses and numbers of samples: all values and
    gradients, the result of every micro-step in the widget's order, one step of descent."""
    rng = np.random.default_rng(22)
    shapes = ((2, 1, 1), (2, 2, 1), (2, 2, 2), (2, 3, 2, 1))
    pairs = (("relu", "identity"), ("sigmoid", "sigmoid"), ("tanh", "identity"))
    pairs += (("leaky_relu", "tanh"), ("elu", "identity"), ("gelu", "sigmoid"), ("silu", "tanh"))
    cases = [_worked_case()]
    for sizes in shapes:
        for i, (hidden, output) in enumerate(pairs):
            cases.append(_network_case(rng, sizes, hidden, output, "squared_error", 1 + i % 4))
    for count, hidden in enumerate(("relu", "sigmoid", "tanh", "gelu"), start=1):
        softmax_case = ("softmax", "softmax_cross_entropy", count)
        cases.append(_network_case(rng, (2, 2, 2), hidden, *softmax_case))
    return {"rate": MICRO_RATE, "cases": cases}


def _worked_case() -> dict[str, object]:
    network, X, Y = worked_network()
    return _micro_case(network, X, Y)


def _network_case(rng, sizes, hidden, output, loss, count) -> dict[str, object]:
    shapes = [(n_out, n_in) for n_in, n_out in pairwise(sizes)]
    params = [(rng.uniform(-2, 2, shape), rng.uniform(-1, 1, shape[0])) for shape in shapes]
    network = Network(params, hidden=hidden, output=output, loss=loss)
    X = rng.uniform(-2, 2, (count, sizes[0]))
    Y = rng.uniform(0, 1, (count, sizes[-1]))
    return _micro_case(network, X, Y / Y.sum(axis=1, keepdims=True) if sizes[-1] > 1 else Y)


def _micro_case(network, X, Y) -> dict[str, object]:
    pass_ = forward(network, X)
    gradients = backward(network, pass_, Y)
    pairs = zip(network.params, zip(gradients.W, gradients.b, strict=True), strict=True)
    after = [[(p - MICRO_RATE * g).tolist() for p, g in zip(*pair, strict=True)] for pair in pairs]
    steps = [*_micro_steps(network, X, Y, pass_, gradients), ("update", after[0][0][0][0])]
    return {
        "hidden": network.hidden,
        "output": network.output,
        "loss": network.loss,
        "params": [[W.tolist(), b.tolist()] for W, b in network.params],
        "x": X.tolist(),
        "y": Y.tolist(),
        "z": [z.tolist() for z in pass_.z],
        "a": [a.tolist() for a in pass_.a],
        "delta": [delta.tolist() for delta in gradients.delta],
        "cost": cost(network, X, Y),
        "gradients": [
            [W.tolist(), b.tolist()] for W, b in zip(gradients.W, gradients.b, strict=True)
        ],
        "operations": [op for op, _ in steps],
        "results": [result for _, result in steps],
        "after": after,
    }


def _micro_steps(network, X, Y, pass_, gradients) -> Iterator[tuple[str, float]]:
    """Operation and result of each micro-step; gradients add up from sample to sample."""
    depth, count = len(network.params), len(X)
    softmaxed = network.output == "softmax"
    for i in range(count):
        for layer in range(depth):
            yield from (("z", float(v)) for v in pass_.z[layer][i])
            outputs = pass_.a[layer + 1][i]
            if softmaxed and layer == depth - 1:
                yield "softmax", float(outputs[0])
            else:
                yield from (("a", float(v)) for v in outputs)
        yield "loss", cost(network, X[i : i + 1], Y[i : i + 1])
        if 1 < count == i + 1:
            yield "cost", cost(network, X, Y)
        for layer in reversed(range(depth)):
            delta = gradients.delta[layer]
            if layer == depth - 1:
                upstream = pass_.a[-1][i] - Y[i]
            else:
                upstream = gradients.delta[layer + 1][i] @ network.params[layer + 1][0]
            for k, value in enumerate(delta[i]):
                if not (softmaxed and layer == depth - 1):
                    yield "upstream", float(upstream[k])
                yield "delta", float(value)
            so_far = delta[: i + 1]
            yield from (
                ("weight", float(v)) for v in (so_far.T @ pass_.a[layer][: i + 1] / count).flat
            )
            yield from (("bias", float(v)) for v in so_far.sum(axis=0) / count)


def activations_fixture() -> dict[str, object]:
    """f and f' on a grid; the largest slope, and where it is (null: on all of z > 0)."""
    z = np.arange(-500, 501, 25) / 100
    names = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu")
    functions = {name: _activation_case(name, z) for name in names}
    other = [_leaky_case(alpha, z) for alpha in (0.01, 0.25, 0.5, 0.99)]
    other += [_elu_case(alpha, z) for alpha in (0.1, 0.7, 1.3, 3.0)]
    return {"z": z.tolist(), "functions": functions, "parameters": other}


def _leaky_case(alpha: float, z: np.ndarray) -> dict[str, object]:
    """max(αz, z), 0 < α < 1; α at 0, as the engine has it."""
    df = np.where(z > 0, 1.0, alpha)
    return _parameter_case("leaky_relu", alpha, np.maximum(alpha * z, z), df, 1.0)


def _elu_case(alpha: float, z: np.ndarray) -> dict[str, object]:
    """z above 0, α(exp(z) - 1) below; at 0 the slope from below, α."""
    below = np.minimum(z, 0)
    f, df = np.where(z > 0, z, alpha * np.expm1(below)), np.where(z > 0, 1.0, alpha * np.exp(below))
    return _parameter_case("elu", alpha, f, df, max(1.0, alpha))


def _parameter_case(name, alpha, f, df, largest) -> dict[str, object]:
    return {"name": name, "alpha": alpha, "f": f.tolist(), "df": df.tolist(), "df_max": largest}


def _activation_case(name: str, z: np.ndarray) -> dict[str, object]:
    f, df, kinks = ACTIVATIONS[name]
    peak = None if kinks else _steepest(name)
    return {
        "f": f(z).tolist(),
        "df": df(z).tolist(),
        "df_max": float(df(np.float64(1.0 if peak is None else peak))),
        "argmax": peak,
    }


def _steepest(name: str) -> float:
    """Where f'' = 0 and f' is largest: 0 by symmetry, √2 for GELU, a root for SiLU."""
    if name == "gelu":
        return float(np.sqrt(2))
    if name == "silu":  # f'' = s(1 - s)(2 + z(1 - 2s)), s = sigmoid(z)
        s = ACTIVATIONS["sigmoid"].f
        return float(brentq(lambda z: 2 + z * (1 - 2 * s(z)), 1, 4, xtol=1e-15))
    return 0.0


DEEP_SHAPES = (  # activation, depth, width, multiplier, residual, layer_norm
    ("tanh", 8, 4, 1.0, False, False),
    ("sigmoid", 10, 4, 1.5, True, False),
    ("relu", 15, 4, 1.0, True, False),
    ("tanh", 15, 5, 1.5, False, True),
    ("relu", 15, 5, 2.0, False, True),
    ("tanh", 15, 4, 1.0, True, True),
    ("sigmoid", 2, 3, 4.0, True, True),
    ("relu", 12, 6, 1.4, True, True),
)


def predict_fixture() -> list[dict[str, object]]:
    """Small networks, each gradient, and what the common mistakes make of it instead."""
    rng = np.random.default_rng(11)
    hidden = ("sigmoid", "tanh", "relu") * 4
    outputs = [("sigmoid", 1), ("identity", 2)] * 6
    return [_predict_case(rng, h, o, n) for h, (o, n) in zip(hidden, outputs, strict=True)]


def _predict_case(rng, hidden, output, count) -> dict[str, object]:
    params = [(rng.choice(np.arange(-4, 5) / 2, (n, 2)), np.zeros(n)) for n in (2, count)]
    network = Network(params, hidden=hidden, output=output, loss="squared_error")
    x, y = rng.choice([-2.0, -1.0, 0.5, 1.0], (1, 2)), np.array([[1.0, 0.0][:count]])
    pass_ = forward(network, x)
    gradients = backward(network, pass_, y)
    right = {
        "delta1": gradients.delta[0][0],
        "delta2": gradients.delta[1][0],
        "W1": gradients.W[0],
        "W2": gradients.W[1],
    }
    mistakes = _mistakes_of(network, pass_, y, gradients)
    return {
        "hidden": hidden,
        "output": output,
        "params": [[W.tolist(), b.tolist()] for W, b in params],
        "x": x[0].tolist(),
        "y": y[0].tolist(),
        "gradients": {name: array.tolist() for name, array in right.items()},
        "mistakes": {
            name: {
                id: [_filled(one, right[name]).tolist() for one in made]
                for id, made in found.items()
                if made
            }
            for name, found in mistakes.items()
        },
    }


def _filled(array, like) -> np.ndarray:
    return np.broadcast_to(np.asarray(array, dtype=float), np.shape(like))


def _mistakes_of(network, pass_, y, gradients) -> dict[str, dict[str, list]]:
    """Per gradient and mistake (gradflow/mistakes.json) the wrong arrays it may lead to."""
    (z1, z2), (x, a1, y_hat) = ([v[0] for v in values] for values in (pass_.z, pass_.a))
    (_, _), (W2, _) = network.params
    one = len(W2) == 1  # sigmoid output; else two linear ones
    f1, f2 = ACTIVATIONS[network.hidden], ACTIVATIONS[network.output]
    slope1, slope2, error = f1.df(z1), f2.df(z2), y_hat - y[0]
    d1, d2 = gradients.delta[0][0], gradients.delta[1][0]
    back = W2.T @ d2
    sigmoid = network.hidden == "sigmoid"
    return {
        "delta1": {
            "slope": [back],
            "activation_for_slope": [a1 * back],
            "half_slope": [(1 - a1) * back] if sigmoid else [],
            "slope_at_activation": [f1.df(a1) * back],
            "slope_of_layer": [slope2[0] * back] if one else [],
            "slope_of_unit": [slope1[::-1] * back],
            "upstream": [slope1],
            "factor_two": [2 * d1, d1 / 2],
            "weight": [slope1 * d2.sum()],
            "weight_of_unit": [slope1 * back[::-1]],
            "transposed": [] if one else [slope1 * (W2 @ d2)],
            "only_first": [] if one else [slope1 * W2[0] * d2[0]],
            "only_second": [] if one else [slope1 * W2[1] * d2[1]],
            "error_for_delta": [slope1 * (W2.T @ error)] if one else [],
            "sign": [-d1],
        },
        "delta2": {
            "slope": [error],
            "activation_for_slope": [y_hat * error],
            "half_slope": [(1 - y_hat) * error] if one else [],
            "slope_at_activation": [f2.df(y_hat) * error],
            "slope_of_layer": [slope1[0] * error, slope1[1] * error],
            "slope_of_unit": [] if one else [slope2[::-1] * error],
            "upstream": [slope2],
            "factor_two": [2 * d2, d2 / 2],
            "sign": [-d2],
        },
        "W1": {
            "slope": [np.outer(back, x)],
            "activation_for_slope": [np.outer(a1 * back, x)],
            "half_slope": [np.outer((1 - a1) * back, x)] if sigmoid else [],
            "slope_at_activation": [np.outer(f1.df(a1) * back, x)],
            "slope_of_unit": [np.outer(slope1[::-1] * back, x)],
            "upstream": [np.outer(slope1, x)],
            "weight_of_unit": [np.outer(slope1 * back[::-1], x)],
            "slope_of_layer": [np.outer(slope2[0] * back, x)] if one else [],
            "weight": [np.outer(slope1 * d2.sum(), x)],
            "transposed": [] if one else [np.outer(slope1 * (W2 @ d2), x)],
            "only_first": [] if one else [np.outer(slope1 * W2[0] * d2[0], x)],
            "only_second": [] if one else [np.outer(slope1 * W2[1] * d2[1], x)],
            "error_for_delta": [np.outer(slope1 * (W2.T @ error), x)] if one else [],
            "factor_two": [2 * gradients.W[0], gradients.W[0] / 2],
            "delta": [x],
            "delta_of_unit": [np.outer(d1[::-1], x)],
            "delta_of_layer": [d * x for d in d2],
            "swapped": [gradients.W[0].T],
            "input": [np.outer(d1, [1, 1])],
            "input_of_unit": [np.outer(d1, x[::-1])],
            "input_of_layer": [np.outer(d1 * a1, [1, 1]), *(np.outer(d1, [v, v]) for v in y_hat)],
            "weight_for_input": [d1[:, None] * network.params[0][0]],
            "sign": [-gradients.W[0]],
        },
        "W2": {
            "slope": [np.outer(error, a1)],
            "activation_for_slope": [np.outer(y_hat * error, a1)],
            "half_slope": [np.outer((1 - y_hat) * error, a1)] if one else [],
            "slope_at_activation": [np.outer(f2.df(y_hat) * error, a1)],
            "slope_of_unit": [] if one else [np.outer(slope2[::-1] * error, a1)],
            "upstream": [np.outer(slope2, a1)],
            "slope_of_layer": [np.outer(s * error, a1) for s in slope1],
            "factor_two": [2 * gradients.W[1], gradients.W[1] / 2],
            "delta": [a1],
            "delta_of_unit": [] if one else [np.outer(d2[::-1], a1)],
            "delta_of_layer": [d1 * a1],
            "swapped": [] if one else [gradients.W[1].T],
            "input": [np.outer(d2, [1, 1])],
            "input_of_unit": [np.outer(d2, a1[::-1])],
            "input_of_layer": [np.outer(d2 * y_hat, [1, 1]), np.outer(d2, x)],
            "z_for_input": [np.outer(d2, z1)],
            "weight_for_input": [d2[:, None] * W2],
            "sign": [-gradients.W[1]],
        },
    }


def path_fixture() -> list[dict[str, object]]:
    """Chains of single units, x = 1: z, and δ for an upstream gradient of 1 at the output."""
    rng = np.random.default_rng(8)
    cases = [(1, 1.0, False), (10, 1.8, False), (30, 4.0, False), (30, 0.1, False), (12, 2.0, True)]
    return [
        _path_case(rng, activation, layers, m, signed)
        for layers, m, signed in cases
        for activation in ("sigmoid", "relu")
    ]


def _path_case(rng, activation, layers, m, signed) -> dict[str, object]:
    draws = m * rng.standard_normal(layers)
    weights = draws if signed else np.abs(draws)
    network = upstream_network([w.reshape(1, 1) for w in weights], activation)
    pass_ = forward(network, np.ones((1, 1)))
    delta = backward(network, pass_, np.ones((1, 1))).delta
    return {
        "activation": activation,
        "weights": weights.tolist(),
        "z": [float(z[0, 0]) for z in pass_.z],
        "delta": [float(d[0, 0]) for d in delta],
    }


def gradient_flow_fixture() -> dict[str, object]:
    """Small networks without biases, the upstream dJ/da of the last layer given (one row a
    sample); norms as the simulator plots them; the mean-field and the naive line."""
    rng = np.random.default_rng(15)
    shapes = (("sigmoid", 3, 3, 1.5), ("tanh", 6, 4, 1.0), ("relu", 6, 4, 1.5))
    shapes += (("tanh", 15, 3, 1.5), ("relu", 15, 4, 1.5), ("sigmoid", 15, 4, 4.0))
    multipliers = (0.1, 0.5, 1.0, 1.5, 2.0, 4.0)
    kinds = ("sigmoid", "tanh", "relu")
    return {
        "networks": [_flow_case(rng, *shape) for shape in shapes],
        "deep": [_deep_case(rng, *shape) for shape in DEEP_SHAPES],
        "chaotic": _chaotic_case(rng),
        "mean_field": [_mean_field_case(name, m) for name in kinds for m in multipliers],
        "mean_field_bias": [_mean_field_case(name, 1.5, 0.5) for name in kinds],
        "naive": [
            {"activation": name, "multiplier": m, "line": naive_line(name, m).tolist()}
            for name in kinds
            for m in multipliers
        ],
    }


def _flow_case(rng, activation: str, depth: int, width: int, m: float) -> dict[str, object]:
    """A network in which some ReLU stays open in every layer."""
    norms = None
    while norms is None or norms.delta.min() == 0:
        weights = [m / np.sqrt(width) * rng.standard_normal((width, width)) for _ in range(depth)]
        x, upstream = rng.standard_normal((2, 3, width))
        network = upstream_network(weights, activation)
        norms = layer_norms(backward(network, forward(network, x), upstream))
    return {
        "activation": activation,
        "weights": [W.tolist() for W in weights],
        "x": x.tolist(),
        "upstream": upstream.tolist(),
        "delta_norms": norms.delta.tolist(),
        "gradient_norms": norms.gradient.tolist(),
    }


def _deep_case(rng, activation, depth, width, m, residual, norm) -> dict[str, object]:
    """A network with biases, and with what `gradflow.deep` adds."""
    weights = [m / np.sqrt(width) * rng.standard_normal((width, width)) for _ in range(depth)]
    biases = list(rng.standard_normal((depth, width)) / 2)
    x, upstream = rng.standard_normal((2, 3, width))
    params = list(zip(weights, biases, strict=True))
    plain = Network(params, hidden=activation, output=activation, loss="linear")
    network = DeepNetwork.of(plain, residual=residual, layer_norm=norm)
    norms = layer_norms(backward(network, forward(network, x), upstream))
    return {
        "activation": activation,
        "residual": residual,
        "norm": norm,
        "weights": [W.tolist() for W in weights],
        "biases": [b.tolist() for b in biases],
        "x": x.tolist(),
        "upstream": upstream.tolist(),
        "delta_norms": norms.delta.tolist(),
        "gradient_norms": norms.gradient.tolist(),
        "dead": dead_fraction(network, x).tolist(),
    }


def _chaotic_case(rng, depth: int = 30, width: int = 4, m: float = 3.0) -> dict[str, object]:
    """tanh, m > 1: small differences grow from layer to layer, so each layer's input is stored, and
    the gradient that reaches its output; the norms are those of δ and ∇W."""
    weights = [m / np.sqrt(width) * rng.standard_normal((width, width)) for _ in range(depth)]
    x, upstream = rng.standard_normal((2, 3, width))
    network = upstream_network(weights, "tanh")
    pass_ = forward(network, x)
    gradients = backward(network, pass_, upstream)
    norms = layer_norms(gradients)
    arriving = [d @ W for d, W in zip(gradients.delta[1:], weights[1:], strict=True)] + [upstream]
    return {
        "activation": "tanh",
        "weights": [W.tolist() for W in weights],
        "inputs": [a.tolist() for a in pass_.a[:-1]],
        "upstream": [g.tolist() for g in arriving],
        "delta_norms": norms.delta.tolist(),
        "gradient_norms": norms.gradient.tolist(),
    }


def _mean_field_case(activation: str, multiplier: float, bias: float = 0.0) -> dict[str, object]:
    field = mean_field(activation, multiplier, bias=bias)
    line, chi, q = (column.tolist() for column in field)
    setting = {"activation": activation, "multiplier": multiplier}
    return setting | ({"bias": bias} if bias else {}) | {"line": line, "chi": chi, "q": q}


# Python's own grammar and the engine: program, inputs
PROGRAMS = (
    ("J = (x + y) * z", {"x": 1, "y": 3, "z": -2}),
    ("b = a + a\nc = b**2 + b", {"a": 2}),
    ("b = a + a\nc = b*b + b", {"a": 2}),
    ("J = (sigmoid(w*x + b) - t)**2 / 2", {"w": 0.5, "x": 2, "b": -0.5, "t": 1}),
    ("J = log(1 + exp(x))", {"x": -0.3}),
    ("J = -x**2 + 3*x - 4/x", {"x": 1.7}),
    ("J = 2 - x - (y - x) / (x*y)", {"x": 0.4, "y": -1.1}),
    ("h = tanh(u*x)\nJ = h*h*h - relu(-h) + relu(h)", {"u": -0.8, "x": 1.3}),
    ("r = sqrt(x**2 + y**2)\nJ = sin(r) / r", {"x": 0.6, "y": -1.4}),
    ("J = cos(x)*exp(-y) - x**-2 * y", {"x": 2.3, "y": 0.7}),
    ("b = a*a\nc = b*b\nd = c*c - b", {"a": 1.1}),
    ("a = sigmoid(x)\nb = a*x\nc = a*b + b\nJ = c/a", {"x": 0.9}),
    ("J = relu(x) * relu(y - x)", {"x": 0.5, "y": 0.25}),
    (
        "a1 = sigmoid(w11*x1 + w12*x2 + b1)\na2 = sigmoid(w21*x1 + w22*x2 + b2)\n"
        "y = sigmoid(v1*a1 + v2*a2 + c)\nJ = (y - t)**2 / 2",
        {"x1": 1, "x2": 2, "w11": 0.5, "w12": -0.5, "b1": 0.5, "w21": 0.25, "w22": 0.25}
        | {"b2": 0.25, "v1": 2, "v2": -1, "c": 0, "t": 1},
    ),
)
METHODS = ("sigmoid", "tanh", "relu", "exp", "log")


def sin(a: float):
    """An operation as in gradflow.autodiff: value, local derivative."""
    return math.sin(a), (math.cos(a),)


def cos(a: float):
    return math.cos(a), (-math.sin(a),)


FUNCTIONS = {name: operator.methodcaller(name) for name in METHODS} | {
    "sqrt": lambda a: a**0.5,
    "sin": lambda a: a.apply(sin, a),
    "cos": lambda a: a.apply(cos, a),
}


def computational_graph_fixture() -> dict[str, object]:
    """What `Value`, `Dual` and the naive order make of each program."""
    return {"cases": [_graph_case(program, point) for program, point in PROGRAMS]}


def _graph_case(program: str, point: dict[str, float]) -> dict[str, object]:
    right, naive = _run(program, point, Value), _run(program, point, Value)
    root, naive_root = (list(names.values())[-1] for names in (right, naive))
    root.backward()
    naive_backward(naive_root)
    pairs = zip(topological_order(root), topological_order(naive_root), strict=True)
    return {
        "program": program,
        "point": point,
        "nodes": [
            {"operation": a.operation, "value": a.data, "gradient": a.grad, "naive": b.grad}
            for a, b in pairs
        ],
        "names": {
            name: {"value": right[name].data, "gradient": right[name].grad, "naive": node.grad}
            for name, node in naive.items()
        },
        "tangents": {name: _tangent(program, point, name) for name in point},
        "counts": operation_counts(root)._asdict(),
    }


def _tangent(program: str, point: dict[str, float], name: str) -> float:
    duals = {key: Dual(value, float(key == name)) for key, value in point.items()}
    return list(_run(program, duals, lambda dual: dual).values())[-1].tangent


def _run(program: str, point: dict, make) -> dict:
    """The program's variables, the inputs first, the result last."""
    names = {name: make(value) for name, value in point.items()}
    exec(program, dict(FUNCTIONS), names)
    return names


# --- helpers ---


def _short(numbers: dict[str, float]) -> dict[str, str]:
    return {name: decimals(number, 4) for name, number in numbers.items()}


def _entries(name: str, array, places: int, text=decimals) -> dict[str, str]:
    """W1 → W1_11, W1_12, …; a vector's entries are z1_1, z1_2; one number is also z2 itself."""
    array = np.asarray(array)
    out = {}
    for index in np.ndindex(array.shape):
        out[f"{name}_{''.join(str(k + 1) for k in index)}"] = text(float(array[index]), places)
    return out | ({name: next(iter(out.values()))} if array.size == 1 else {})
