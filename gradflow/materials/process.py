"""A ceramic process, mixing, sintering and testing, as a graph of scalars to differentiate.

Grain growth and strength have the forms of the sources named; the mixing law and its part in the
densification are guesses. All constants are invented, of the size that alumina has.
"""

from typing import NamedTuple

from scipy.constants import gas_constant

from gradflow.autodiff import Dual, Scalar, Value
from gradflow.validation import invalid, positive

# What the plant can set; the bounds are invented.
BOUNDS = {"mixing": (10.0, 60.0), "temperature": (1650.0, 1900.0), "sintering": (1.0, 6.0)}

MIXING_TIME = 20.0  # min
GREEN_POROSITY = 0.4  # of the pressed powder
POWDER_GRAIN = 0.5  # µm
REFERENCE_TEMPERATURE = 1750.0  # K, at which the rates are given
DENSIFICATION_RATE, DENSIFICATION_ENERGY = 0.6, 400e3  # 1/h, J/mol
GROWTH_RATE, GROWTH_ENERGY = 1.2, 500e3  # µm³/h, J/mol
DENSE_STRENGTH = 600.0  # MPa · √µm
PORE_SENSITIVITY = 4.0


class Process(NamedTuple):
    """Settings mixing (min), temperature (K), sintering (h); states homogeneity and porosity
    (fractions), grain_size (µm); strength (MPa)."""

    mixing: Scalar
    temperature: Scalar
    sintering: Scalar
    homogeneity: Scalar
    porosity: Scalar
    grain_size: Scalar
    strength: Scalar


def process(
    mixing: Scalar | float, temperature: Scalar | float, sintering: Scalar | float
) -> Process:
    """Mix for so many minutes, sinter at so many kelvin for so many hours, test.

    - Mixing: homogeneity 1 − exp(−t/20 min), first order: a guess.
    - Densification: porosity 0.4 exp(−k t), first order too, with an Arrhenius k that is
      proportional to the homogeneity: a simplification.
    - Grain growth: G³ = G₀³ + K t with an Arrhenius K; alumina's cube-root law, R. L. Coble,
      J. Appl. Phys. 32 (1961) 793.
    - Testing: see `fired_strength`.

    Takes `Value` or `Dual`; plain numbers are converted to the same type, without one to `Value`.
    Raises ValueError for settings <= 0.
    """
    given = dict(zip(Process._fields, (mixing, temperature, sintering), strict=False))
    kind = next((type(x) for x in given.values() if isinstance(x, Scalar)), Value)
    mixing, temperature, sintering = (_setting(name, x, kind) for name, x in given.items())
    homogeneity = 1 - (-mixing / MIXING_TIME).exp()
    densification = homogeneity * arrhenius(DENSIFICATION_RATE, DENSIFICATION_ENERGY, temperature)
    porosity = GREEN_POROSITY * (-densification * sintering).exp()
    growth = arrhenius(GROWTH_RATE, GROWTH_ENERGY, temperature)
    grain_size = (POWDER_GRAIN**3 + growth * sintering) ** (1 / 3)
    strength = fired_strength(porosity, grain_size)
    return Process(mixing, temperature, sintering, homogeneity, porosity, grain_size, strength)


def fired_strength(porosity: Scalar, grain_size: Scalar) -> Scalar:
    """Strength (MPa) 600 G^(−1/2) exp(−4 P) from porosity P and grain size G (µm).

    F. P. Knudsen, J. Am. Ceram. Soc. 42 (1959) 376: k G^(−a) exp(−b P), here with a = ½; the
    porosity enters as W. Duckworth proposed, J. Am. Ceram. Soc. 36 (1953) 68.
    Takes `Value` or `Dual`. Raises ValueError for porosities outside 0 to 1 and grain sizes <= 0.
    """
    if not 0 <= float(porosity) <= 1:
        raise invalid("porosity", f"{float(porosity):g}", "a fraction from 0 to 1")
    positive("grain_size", float(grain_size))
    return DENSE_STRENGTH * grain_size**-0.5 * (-PORE_SENSITIVITY * porosity).exp()


def arrhenius(rate: float, energy: float, temperature: Scalar) -> Scalar:
    """The rate at a temperature in K, given that at 1750 K and the activation energy in J/mol."""
    return rate * (-(energy / gas_constant) * (1 / temperature - 1 / REFERENCE_TEMPERATURE)).exp()


def _setting(name: str, x: Scalar | float, kind: type[Scalar]) -> Scalar:
    positive(name, float(x) if isinstance(x, Scalar) else x)
    if isinstance(x, kind):
        return x
    if isinstance(x, Scalar):
        raise invalid(name, repr(x), f"a {kind.__name__}, as the other settings")
    return Value(x, name) if kind is Value else Dual(x)
