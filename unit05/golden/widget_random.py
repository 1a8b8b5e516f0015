"""The widgets' random numbers (assets/widgets/engine/random.js), for many seeds at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def standard_normals(seeds: int, count: int) -> np.ndarray:
    """Standard normal numbers by sfc32 and the polar method, one row per seed from 1 on"""
    state: NDArray[Any] = np.empty((4, seeds), dtype=np.uint32)
    a, b, c, counter = state
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
