"""What slides say about trained networks: they name the seeds, and quote figures, not numbers."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.notebooks.files import read  # noqa: E402

SLIDES = {
    part.split("{#", 1)[1].split()[0].rstrip("}"): part
    for path in sorted(ROOT.glob("unit05/_*.qmd"))
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    if "{#" in part.splitlines()[0]
}
WITH_TRAINING = {
    "batch-vs-stochastic": "02-digits.ipynb#fig-batches",
    "exploding": "03-sigmoid-relu.ipynb#fig-explosion",
    "exercise-extension": "03-sigmoid-relu.ipynb#fig-sigmoid-relu",
    "vanishing-consequences": "figures.ipynb#fig-stall",
    "relu-variants": "figures.ipynb#fig-variants",
    "materials-strength": "04-materials.ipynb#fig-alloy-norms",
    "materials-spectra": "04-materials.ipynb#fig-spectra",
    "diagnostics": "figures.ipynb#fig-diagnostics",
}


@pytest.mark.parametrize("slide", WITH_TRAINING)
def test_slide_with_training_says_which_seeds(slide):
    assert f"{WITH_TRAINING[slide]} >}}}}" in SLIDES[slide]
    assert re.search(r"\bseeds?\b", SLIDES[slide])


@pytest.mark.parametrize("slide", WITH_TRAINING)
def test_slide_with_training_types_no_result(slide):
    prose = re.sub(r"\$[^$]*\$|\{\{<.*?>\}\}|\]\([^)]*\)", "", SLIDES[slide])
    assert re.findall(r"\d+\.\d+|\d+ ?(?:%|MPa)", prose) == []


@pytest.mark.parametrize(
    "slide", ["vanishing-consequences", "materials-spectra", "exercise-extension"]
)
def test_slide_on_untrained_sigmoid_names_first_weights(slide):
    assert re.search(r"Xavier's weights|He's weights", SLIDES[slide])


def test_slide_names_step_that_overshoots_in_notebook():
    cells = {cell.id: cell for cell in read(ROOT / "notebooks/01-manual-backprop.ipynb").cells}
    printed = cells["step-numbers"].outputs[0].text
    best, too_far = map(float, re.search(r"η = ([\d.]+), .* η = ([\d.]+)", printed).groups())
    named = float(re.search(r"a step of (\d+) does end higher", SLIDES["weight-update"])[1])
    assert best < too_far <= named
