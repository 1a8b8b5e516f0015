"""The types that the engine's functions share."""

from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

# float64 or float32. Not NDArray[np.floating]: NumPy's types take its products for float64.
Array = NDArray[Any]
Function = Callable[[Array], Array]  # of each entry, or, as softmax, of each row
Layer = tuple[Array, Array]  # W (n_out, n_in), b (n_out,)
