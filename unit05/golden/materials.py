"""Numbers of the slide on the synthetic ceramic process."""

from gradflow import Value
from gradflow.materials import process
from gradflow.notebook.number_text import decimals, fixed


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
