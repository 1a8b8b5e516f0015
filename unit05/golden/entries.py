"""Printed numbers by the names that slides quote."""

from collections.abc import Callable

import numpy as np

from gradflow.notebook.number_text import decimals


def round_all(numbers: dict[str, float]) -> dict[str, str]:
    """Numbers with at most four decimals."""
    return {name: decimals(number, 4) for name, number in numbers.items()}


def name_entries(
    name: str, array, places: int, text: Callable[[float, int], str] = decimals
) -> dict[str, str]:
    """Name an array's entries: W1_11, W1_12, … of a matrix W1, z1_1, z1_2, … of a vector z1.

    An array with one entry is also named itself: z2 and z2_1.
    """
    array = np.asarray(array)
    out = {}
    for index in np.ndindex(array.shape):
        out[f"{name}_{''.join(str(k + 1) for k in index)}"] = text(float(array[index]), places)
    return out | ({name: next(iter(out.values()))} if array.size == 1 else {})
