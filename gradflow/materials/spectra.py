"""Infrared spectra: bands of functional groups at tabulated wavenumbers, broadened.

The positions lie within the ranges of the tables in R. M. Silverstein, F. X. Webster, D. J. Kiemle,
*Spectrometric Identification of Organic Compounds*, 7th ed., Wiley, 2005, chapter 2. Widths,
heights, scatter, baseline and noise are invented. Wavenumbers are in 1/cm, absorbance has no unit.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gradflow.arrays import Array
from gradflow.validation import (
    finite_array,
    generator,
    invalid,
    lookup,
    non_negative,
    positive_integer,
    standard_deviation,
)


class Band(NamedTuple):
    """A vibration: what moves, centre and half width at half maximum (1/cm), height."""

    name: str
    centre: float
    width: float
    height: float


BACKBONE = (  # every molecule here has an aliphatic chain
    Band("C–H stretch", 2930, 40, 0.7),
    Band("C–H bend", 1465, 15, 0.4),
    Band("CH₃ bend", 1375, 12, 0.25),
)
BANDS: dict[str, tuple[Band, ...]] = {
    "alkane": (),
    "alcohol": (Band("O–H stretch", 3350, 120, 0.7), Band("C–O stretch", 1060, 30, 0.7)),
    "ketone": (Band("C=O stretch", 1715, 18, 1.0), Band("C–C–C bend", 1170, 25, 0.3)),
    "ester": (Band("C=O stretch", 1740, 18, 1.0), Band("C–O stretch", 1190, 35, 0.8)),
    "carboxylic acid": (
        Band("O–H stretch", 3000, 250, 0.6),
        Band("C=O stretch", 1710, 22, 1.0),
        Band("C–O stretch", 1260, 35, 0.5),
    ),
    "nitrile": (Band("C≡N stretch", 2250, 15, 0.4),),
}
CLASSES = tuple(BANDS)
WAVENUMBERS = np.linspace(4000, 600, 171)

SHIFT = 8.0  # standard deviation of a band's centre from molecule to molecule, 1/cm
HEIGHTS = (0.4, 1.2)  # between these times its height


def absorbance(wavenumber: ArrayLike, bands: Sequence[Band]) -> Array:
    """Sum of Lorentz profiles, height / (1 + ((ν − centre)/width)²), of the shape of `wavenumber`.

    The profile of an oscillator whose phase is lost at a constant rate.
    Raises ValueError for widths <= 0, heights < 0 and what is not a number.
    """
    wavenumber = finite_array("wavenumber", wavenumber, (None,))
    total = np.zeros(wavenumber.shape)
    for band in bands:
        centre = non_negative("centre", band.centre)
        width, height = non_negative("width", band.width), non_negative("height", band.height)
        if width == 0:
            raise invalid("width", band.width, "a positive number (1/cm)")
        total += height / (1 + ((wavenumber - centre) / width) ** 2)
    return total


def spectra(
    samples_per_class: int, rng: np.random.Generator, *, noise: float = 0.05
) -> tuple[Array, Array]:
    """Synthetic spectra (N, 171) at `WAVENUMBERS`, and labels (N,): positions in `CLASSES`.

    Each spectrum: the bands of its class and of the backbone, shifted and scaled at random, on a
    sloped baseline as from scattering, with normal noise of standard deviation `noise`.
    Raises ValueError for arguments that don't fit.
    """
    samples_per_class = positive_integer("samples_per_class", samples_per_class)
    noise, rng = standard_deviation("noise", noise), generator("rng", rng)
    labels = np.repeat(np.arange(len(CLASSES)), samples_per_class)
    return np.array([_spectrum(CLASSES[k], rng, noise) for k in labels]), labels


def _spectrum(name: str, rng: np.random.Generator, noise: float) -> Array:
    bands = [
        Band(b.name, b.centre + rng.normal(0, SHIFT), b.width, b.height * rng.uniform(*HEIGHTS))
        for b in (*BACKBONE, *lookup(BANDS, name, "class"))
    ]
    offset, slope = rng.uniform(0, 0.2), rng.uniform(-0.2, 0.4)
    baseline: Array = offset + slope * (WAVENUMBERS - WAVENUMBERS[-1]) / np.ptp(WAVENUMBERS)
    return absorbance(WAVENUMBERS, bands) + baseline + rng.normal(0, noise, WAVENUMBERS.size)
