"""How a learner's result differs from the right one, in words that don't show the right one."""

import numpy as np

from gradflow.arrays import Array

TOLERANCE = 1e-6  # relative, of the largest entry
CLOSE = 0.01  # for a ratio this close to 1, say how many digits agree


def are_close(a: Array, b: Array) -> bool:
    """Equal shapes, and equal entries up to `TOLERANCE` times the largest."""
    return a.shape == b.shape and bool(abs(a - b).max() <= TOLERANCE * abs(b).max())


def describe_problem(name: str, array: Array | None, want: Array) -> str:
    """What is wrong with the learner's result; empty if it is right."""
    if array is None:
        return f"{name} is no array of numbers"
    if array.shape != want.shape:
        return f"{name} has shape {array.shape} (want {want.shape})"
    if not np.isfinite(array).all():
        return f"{name} contains NaN or infinity"
    if are_close(array, want):
        return ""
    return name + _difference(array, want)


def _difference(array: Array, want: Array) -> str:
    """Sign and size of the error: of all entries if they share it, else of the worst one."""
    index = np.unravel_index(np.argmax(abs(array - want)), want.shape)
    text = _ratio_text(float(array[index]), float(want[index]))
    if array.size == 1:
        return f" {text}"
    if _is_multiple(array, want, index):
        return f" {text} in every entry"
    wrong = int((abs(array - want) > TOLERANCE * abs(want).max()).sum())
    entry = f"[{', '.join(map(str, index))}]"
    if wrong == 1:
        return f": 1 entry is wrong: {entry} {text}"
    count = f"all {wrong}" if wrong == want.size else wrong
    return f": {count} entries are wrong; the worst, {entry}, {text}"


def _is_multiple(array: Array, want: Array, index: tuple[np.intp, ...]) -> bool:
    if want[index] == 0:
        return False
    multiple = array[index] / want[index] * want
    return bool(np.isfinite(multiple).all()) and are_close(array, multiple)


def _ratio_text(value: float, want: float) -> str:
    """How a number differs from the right one: "has the wrong sign" for -2 against 2."""
    if want == 0:
        return "should be 0"
    if value == 0:
        return "is 0 instead of another number"
    exponent = np.log10(abs(value)) - np.log10(abs(want))
    is_opposite = (value < 0) != (want < 0)
    if abs(exponent) < np.log10(1 + CLOSE):
        return "has the wrong sign" if is_opposite else _digits_text(value / want)
    size = f"is too {'large' if exponent > 0 else 'small'} by {_factor_text(abs(exponent))}"
    return f"has the wrong sign and {size}" if is_opposite else size


def _digits_text(ratio: float) -> str:
    digits = int(-np.log10(abs(ratio - 1)))
    return f"agrees in its first {digits} digits only"


def _factor_text(exponent: float) -> str:
    if exponent >= 3:
        return f"about {exponent:.0f} powers of ten"
    factor = 10**exponent
    digits = 2 if factor >= 1.1 else 3  # never "a factor of 1"
    return f"a factor of {float(f'{factor:.{digits}g}'):g}"


def shape_hint(got: tuple[int, ...], want: tuple[int, ...]) -> str:
    """A hint on what may have led to the wrong shape."""
    if got == want[::-1]:
        return "is it transposed?"
    if int(np.prod(got)) == int(np.prod(want)):
        return "is there an axis too many or too few?"
    return "is it summed over the right axis, and over no other?"


def find_moved(wrong: dict[str, Array], right: dict[str, Array]) -> dict[str, str]:
    """Right results in the wrong order: name → name of the result that stands in its place."""
    unmatched, moved = list(wrong), {}
    for name, array in wrong.items():
        match = next((other for other in unmatched if are_close(array, right[other])), None)
        if match:
            unmatched.remove(match)
            moved[name] = match
    while moved.keys() != set(moved.values()):  # until a permutation remains
        permuted = moved.keys() & set(moved.values())
        moved = {a: b for a, b in moved.items() if a in permuted and b in permuted}
    return moved
