"""Checks of arguments: each mistake of a caller raises a ValueError of the same form.

invalid learning_rate: -1 (want a positive number)
"""

import numbers
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gradflow.arrays import Array


def invalid(name: str, got: object, want: str) -> ValueError:
    """The error for a bad argument: its value, and what is wanted."""
    return ValueError(f"invalid {name}: {got} (want {want})")


def lookup(table: Mapping[str, Any], name: object, kind: str) -> Any:
    """Return `table[name]`; raise ValueError with the known names if there is none."""
    if not isinstance(name, str) or name not in table:
        raise invalid(kind, name, "one of " + ", ".join(table))
    return table[name]


def positive(name: str, value: float) -> float:
    """Return `value` if it is a finite number above 0, else raise ValueError."""
    if not _is_number(value) or not 0 < value < float("inf"):
        raise invalid(name, value, "a positive number")
    return value


def non_negative(name: str, value: ArrayLike) -> Array:
    """Return `value`, a number or array, as floats if all are finite and >= 0, else ValueError."""
    array = _float_array(name, value)
    wrong = array[~(np.isfinite(array) & (array >= 0))]
    if wrong.size:
        raise invalid(name, f"{wrong[0]:g}", "numbers >= 0")
    return array


def positive_integer(name: str, value: int) -> int:
    """Return `value` if it is an integer above 0, else raise ValueError."""
    if not _is_number(value) or not isinstance(value, numbers.Integral) or value < 1:
        raise invalid(name, value, "a positive integer")
    return int(value)


def layer_sizes(sizes: Sequence[int]) -> list[int]:
    """Return the units per layer, input first, if there are at least two layers."""
    checked = [positive_integer("sizes", n) for n in sizes]
    if len(checked) < 2:
        raise invalid("sizes", checked, "at least an input and an output size")
    return checked


def standard_deviation(name: str, value: float) -> float:
    """Return `value` if it is a finite number >= 0, else raise ValueError."""
    if not _is_number(value) or not 0 <= value < float("inf"):
        raise invalid(name, value, "a number >= 0")
    return float(value)


def generator(name: str, value: object) -> np.random.Generator:
    """Return `value` if it is a NumPy Generator, else raise ValueError."""
    if not isinstance(value, np.random.Generator):
        raise invalid(name, value, "a generator such as numpy.random.default_rng(5)")
    return value


def finite_array(name: str, value: ArrayLike, shape: tuple[int | None, ...]) -> Array:
    """Return `value` as a float array of the given shape (None: any length above 0).

    float32 stays float32; everything else becomes float64.
    Raises ValueError for other shapes, for entries that are not numbers, and for NaN or infinity.
    """
    array = _float_array(name, value)
    fits = len(shape) == array.ndim and all(
        got > 0 if want is None else got == want
        for got, want in zip(array.shape, shape, strict=True)
    )
    if not fits:
        raise invalid(name, f"shape {array.shape}", f"shape {_shape_text(shape)}")
    if not np.isfinite(array).all():
        raise invalid(name, "contains NaN or infinity", "finite numbers")
    return array


def _float_array(name: str, value: ArrayLike) -> Array:
    try:
        array = np.asarray(value)
    except ValueError:
        raise invalid(name, "rows of different lengths", "an array of numbers") from None
    if array.dtype.kind not in "fiub":
        raise invalid(name, f"{array.dtype} values", "an array of numbers")
    return array if array.dtype == np.float32 else array.astype(np.float64, copy=False)


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_)


def _shape_text(shape: tuple[int | None, ...]) -> str:
    lengths = ["N" if n is None else str(n) for n in shape]
    return f"({', '.join(lengths)}{',' if len(shape) == 1 else ''})"
