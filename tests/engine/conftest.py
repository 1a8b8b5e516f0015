"""Lets the tests import `reference`, and the unit's numbers as the module `golden`."""

import sys
from pathlib import Path

import matplotlib
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]
matplotlib.use("Agg")


@pytest.fixture(scope="session")
def golden():
    from tools.golden import load_unit

    return load_unit(ROOT / "unit05")
