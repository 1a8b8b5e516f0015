"""Numbers as printed text: the minus is U+2212, powers of ten read 9.5×10⁻⁷."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def decimals(value: float, places: int) -> str:
    """Text with at most `places` decimals: −0.10636, 0.5, 0."""
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("0", "-0") else text.replace("-", "−")


def fixed(value: float, places: int) -> str:
    """Text with exactly `places` decimals: −6.76, 0.20."""
    return f"{value:.{places}f}".replace("-", "−")


def scientific(value: float, digits: int) -> str:
    """Text with `digits` significant digits and a power of ten: 9.5×10⁻⁷; just 10⁻³ for 1×10⁻³."""
    factor, exponent = f"{value:.{digits - 1}e}".split("e")
    power = "10" + str(int(exponent)).translate(_SUPERSCRIPTS)
    return power if factor == "1" else f"{factor.replace('-', '−')}×{power}"
