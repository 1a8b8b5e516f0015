"""Strength of ferrite–pearlite steels from their composition and grain size.

Solid solution and Hall–Petch, with the coefficients that F. B. Pickering fitted to low-carbon
steels: *Physical Metallurgy and the Design of Steels*, Applied Science Publishers, 1978.
Compositions are mass fractions {element: number or array (N,)} that sum to 1; grain sizes are mean
ferrite grain diameters in µm; strengths are in MPa.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from gradflow.arrays import Array
from gradflow.validation import (
    generator,
    invalid,
    non_negative,
    positive_integer,
    standard_deviation,
)

ELEMENTS = ("carbon", "manganese", "silicon", "iron")
TSI = 15.4  # MPa in a long ton-force per square inch, the unit of Pickering's fits

# Carbon in ferrite and in austenite at the eutectoid, iron–carbon phase diagram, mass percent.
FERRITE, EUTECTOID = 0.022, 0.76

# Ranges from which `alloys` draws: mass percent, µm. Invented, within the range of the fits.
CARBON, MANGANESE, SILICON, GRAIN_SIZE = (0.05, 0.2), (0.3, 1.6), (0.05, 0.5), (5, 50)


def pearlite(carbon: ArrayLike) -> Array:
    """Percent of pearlite after slow cooling, from the mass fraction of carbon.

    Lever rule just below the eutectoid temperature. Raises ValueError above the carbon content of
    pearlite, where there is no ferrite.
    """
    percent = 100 * non_negative("carbon", carbon)
    if (percent > EUTECTOID).any():
        raise invalid("carbon", percent.max() / 100, f"a mass fraction up to {EUTECTOID / 100}")
    return 100 * np.maximum(percent - FERRITE, 0) / (EUTECTOID - FERRITE)


def yield_strength(composition: Mapping[str, ArrayLike], grain_size: ArrayLike) -> Array:
    """σ_y = 15.4 (3.5 + 2.1 Mn + 5.4 Si + 1.13/√d): friction, solid solution, Hall–Petch.

    Mn, Si in mass percent, d in mm. Pickering 1978, without the term for free nitrogen: the steels
    are killed with aluminium, which binds it.
    Raises ValueError for fractions outside 0 to 1 or that don't sum to 1, and grain sizes <= 0.
    """
    _, Mn, Si, root = _terms(composition, grain_size)
    return TSI * (3.5 + 2.1 * Mn + 5.4 * Si + 1.13 * root)


def tensile_strength(composition: Mapping[str, ArrayLike], grain_size: ArrayLike) -> Array:
    """σ_TS = 15.4 (19.1 + 1.8 Mn + 5.4 Si + 0.25 pearlite + 0.5/√d), pearlite in percent.

    Pickering 1978. Its relation to the yield strength is therefore
    σ_TS − σ_y = 15.4 (15.6 − 0.3 Mn + 0.25 pearlite − 0.63/√d): silicon hardens both alike,
    pearlite adds work hardening, and small grains raise the yield strength more.
    Raises ValueError as `yield_strength`, and for carbon as `pearlite`.
    """
    C, Mn, Si, root = _terms(composition, grain_size)
    return TSI * (19.1 + 1.8 * Mn + 5.4 * Si + 0.25 * pearlite(C / 100) + 0.5 * root)


def alloys(samples: int, rng: np.random.Generator, *, noise: float = 10.0) -> dict[str, Array]:
    """A table of synthetic steels: columns (samples,) by name.

    The mass fractions `carbon`, `manganese`, `silicon` and `iron`, `grain_size` (µm),
    `yield_strength` and `tensile_strength` (MPa). Composition and 1/√d are drawn uniformly;
    both strengths get normal scatter of standard deviation `noise` (MPa), as in a tensile test.
    Raises ValueError for arguments that don't fit.
    """
    samples = positive_integer("samples", samples)
    noise, rng = standard_deviation("noise", noise), generator("rng", rng)
    C, Mn, Si = (rng.uniform(*limits, samples) / 100 for limits in (CARBON, MANGANESE, SILICON))
    composition = dict(zip(ELEMENTS, (C, Mn, Si, 1 - (C + Mn + Si)), strict=True))
    fine, coarse = (d**-0.5 for d in GRAIN_SIZE)
    grain_size = rng.uniform(coarse, fine, samples) ** -2
    strengths = {
        "yield_strength": yield_strength(composition, grain_size),
        "tensile_strength": tensile_strength(composition, grain_size),
    }
    scattered = {name: s + rng.normal(0, noise, samples) for name, s in strengths.items()}
    return composition | {"grain_size": grain_size} | scattered


def _terms(composition: Mapping[str, ArrayLike], grain_size: ArrayLike) -> tuple[Array, ...]:
    """C, Mn, Si in mass percent, and 1/√d with d in mm."""
    C, Mn, Si, _ = (100 * fraction for fraction in _fractions(composition))
    grain_size = non_negative("grain_size", grain_size)
    if (grain_size == 0).any():
        raise invalid("grain_size", 0, "positive numbers (µm)")
    return C, Mn, Si, (grain_size / 1000) ** -0.5


def _fractions(composition: Mapping[str, ArrayLike]) -> list[Array]:
    if set(composition) != set(ELEMENTS):
        raise invalid(
            "composition", ", ".join(composition), "the fractions of " + ", ".join(ELEMENTS)
        )
    fractions = [non_negative(name, composition[name]) for name in ELEMENTS]
    total = np.asarray(sum(fractions))
    wrong = total[abs(total - 1) > 1e-9]
    if wrong.size:
        raise invalid("composition", f"a sum of {wrong[0]:g}", "mass fractions that sum to 1")
    return fractions
