"""Synthetic materials data from documented physics: steels, infrared spectra, a sintering process.

Each docstring names its source, or says what is a guess, and which constants are invented.
Nothing here was measured.
"""

from gradflow.materials.alloys import ELEMENTS, alloys, pearlite, tensile_strength, yield_strength
from gradflow.materials.process import BOUNDS, Process, fired_strength, process
from gradflow.materials.spectra import BANDS, CLASSES, WAVENUMBERS, absorbance, spectra

__all__ = [
    "BANDS",
    "BOUNDS",
    "CLASSES",
    "ELEMENTS",
    "WAVENUMBERS",
    "Process",
    "absorbance",
    "alloys",
    "fired_strength",
    "pearlite",
    "process",
    "spectra",
    "tensile_strength",
    "yield_strength",
]
