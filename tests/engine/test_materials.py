"""Materials generators: the physics they state, seeds, limits, gradients, and what they refuse."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from scipy.constants import gas_constant

from gradflow import Dual, Value, forward_mode, reverse_mode
from gradflow.materials import (
    BANDS,
    BOUNDS,
    CLASSES,
    WAVENUMBERS,
    absorbance,
    alloys,
    fired_strength,
    pearlite,
    process,
    spectra,
    tensile_strength,
    yield_strength,
)
from gradflow.materials.alloys import ELEMENTS
from gradflow.materials.spectra import Band

STEEL = {"carbon": 0.001, "manganese": 0.01, "silicon": 0.003, "iron": 0.986}
RNG = np.random.default_rng


def steel(**fractions):
    """STEEL with other fractions; iron is the balance."""
    changed = {**STEEL, **fractions}
    changed["iron"] = 1 - sum(changed[name] for name in ELEMENTS[:-1])
    return changed


# --- alloys ---


def test_alloy_strengths_by_hand():
    # 1 % Mn, 0.3 % Si, d = 0.01 mm, so 1/√d = 10; pearlite (0.1 - 0.022)/(0.76 - 0.022) = 10.57 %
    assert yield_strength(STEEL, 10) == pytest.approx(15.4 * (3.5 + 2.1 + 1.62 + 11.3))
    share = 100 * 0.078 / 0.738
    expected = 15.4 * (19.1 + 1.8 + 1.62 + 0.25 * share + 5)
    assert tensile_strength(STEEL, 10) == pytest.approx(expected)


@pytest.mark.parametrize("strength", [yield_strength, tensile_strength])
def test_smaller_grains_and_foreign_atoms_strengthen(strength):
    assert (np.diff(strength(STEEL, np.linspace(1, 100, 50))) < 0).all()
    assert strength(steel(silicon=0.005), 10) > strength(STEEL, 10)
    assert strength(steel(manganese=0.015), 10) > strength(STEEL, 10)


def test_carbon_adds_pearlite_which_adds_tensile_strength_only():
    richer = steel(carbon=0.002)
    assert tensile_strength(richer, 10) > tensile_strength(STEEL, 10)
    assert yield_strength(richer, 10) == yield_strength(STEEL, 10)


def test_pearlite_at_limits_of_lever_rule():
    assert pearlite([0, 0.00022, 0.0076]) == pytest.approx([0, 0, 100])


def test_stated_relation_of_the_two_strengths():
    table = alloys(50, RNG(5), noise=0)
    Mn, root = 100 * table["manganese"], (table["grain_size"] / 1000) ** -0.5
    difference = 15.4 * (15.6 - 0.3 * Mn + 0.25 * pearlite(table["carbon"]) - 0.63 * root)
    np.testing.assert_allclose(
        table["tensile_strength"] - table["yield_strength"], difference, rtol=1e-12
    )


def test_alloys_table_sums_to_1_with_stated_scatter_and_seed():
    table = alloys(200, RNG(5))
    assert all(column.shape == (200,) for column in table.values())
    assert np.abs(sum(table[name] for name in ELEMENTS) - 1).max() < 1e-12
    scatter = table["tensile_strength"] - tensile_strength(
        {name: table[name] for name in ELEMENTS}, table["grain_size"]
    )
    assert 8 < scatter.std() < 12
    again = alloys(200, RNG(5))
    assert all((table[name] == again[name]).all() for name in table)
    assert (alloys(200, RNG(6))["carbon"] != table["carbon"]).all()


# --- spectra ---


@pytest.mark.parametrize("name", CLASSES)
def test_absorbance_peaks_at_band_centres(name):
    for band in BANDS[name]:
        grid = np.linspace(band.centre - 60, band.centre + 60, 241)
        shape = absorbance(grid, [band])
        assert grid[shape.argmax()] == band.centre
        assert shape.max() == pytest.approx(band.height)
        half = absorbance([band.centre + band.width], [band])
        assert half == pytest.approx(band.height / 2)


def test_bands_add_up_and_spectra_without_bands_are_empty():
    a, b = BANDS["alcohol"]
    together = absorbance(WAVENUMBERS, [a, b])
    parts = absorbance(WAVENUMBERS, [a]) + absorbance(WAVENUMBERS, [b])
    np.testing.assert_allclose(together, parts)
    assert not absorbance(WAVENUMBERS, []).any()


def test_spectra_show_the_bands_of_their_class():
    signals, labels = spectra(40, RNG(5))
    assert signals.shape == (40 * len(CLASSES), len(WAVENUMBERS))
    assert (np.bincount(labels) == 40).all()
    mean = {name: signals[labels == k].mean(axis=0) for k, name in enumerate(CLASSES)}
    for name in CLASSES:
        for band in BANDS[name]:
            there = np.abs(WAVENUMBERS - band.centre).argmin()
            assert mean[name][there] - mean["alkane"][there] > band.height / 4


def test_spectra_have_stated_noise_and_seed():
    signals, _ = spectra(3, RNG(5))
    np.testing.assert_array_equal(signals, spectra(3, RNG(5))[0])
    assert (signals != spectra(3, RNG(6))[0]).all()

    # without noise neighbouring points differ by little
    def roughness(s):
        return np.abs(np.diff(s, n=2)).mean()

    assert roughness(spectra(3, RNG(5), noise=0)[0]) < roughness(signals) / 3


# --- process ---

SETTINGS = (30.0, 1773.0, 3.0)
POINTS = [SETTINGS, *zip(*([low, high] for low, high in BOUNDS.values()), strict=True)]


def strength(*settings):
    return process(*settings).strength


def strength_by_hand(settings):
    """The same formulas in plain NumPy, for HIPS autograd."""
    mixing, temperature, sintering = settings[0], settings[1], settings[2]

    def rate(at_1750, energy):
        return at_1750 * anp.exp(-energy / gas_constant * (1 / temperature - 1 / 1750))

    homogeneity = 1 - anp.exp(-mixing / 20)
    porosity = 0.4 * anp.exp(-homogeneity * rate(0.6, 400e3) * sintering)
    grain_size = (0.5**3 + rate(1.2, 500e3) * sintering) ** (1 / 3)
    return 600 * grain_size**-0.5 * anp.exp(-4 * porosity)


@pytest.mark.parametrize("settings", POINTS)
def test_sensitivities_agree_with_autograd_and_forward_mode(settings):
    assert strength(*settings).data == pytest.approx(strength_by_hand(settings), rel=1e-12)
    expected = autograd.grad(strength_by_hand)(np.array(settings))
    np.testing.assert_allclose(reverse_mode(strength, settings), expected, rtol=1e-10)
    np.testing.assert_allclose(forward_mode(strength, settings), expected, rtol=1e-10)


@pytest.mark.parametrize("settings", POINTS)
def test_sensitivities_agree_with_central_differences(settings):
    for k, gradient in enumerate(reverse_mode(strength, settings)):
        step = 1e-5 * settings[k]
        above, below = list(settings), list(settings)
        above[k] += step
        below[k] -= step
        difference = (strength(*above).data - strength(*below).data) / (2 * step)
        assert gradient == pytest.approx(difference, rel=1e-6, abs=1e-8)


def test_process_stages_change_in_expected_direction():
    start = process(*SETTINGS)
    longer_mixed, hotter, longer = process(60, 1773, 3), process(30, 1800, 3), process(30, 1773, 4)
    assert longer_mixed.homogeneity.data > start.homogeneity.data
    assert longer_mixed.strength.data > start.strength.data
    for other in (hotter, longer):
        assert other.porosity.data < start.porosity.data
        assert other.grain_size.data > start.grain_size.data


def test_process_at_limits_by_hand():
    unmixed = process(1e-9, 1773, 3)  # no densification
    assert unmixed.porosity.data == pytest.approx(0.4)
    hardly_sintered = process(30, 1773, 1e-9)
    assert hardly_sintered.grain_size.data == pytest.approx(0.5)
    assert process(1e4, 1773, 3).homogeneity.data == 1


def test_fired_strength_falls_with_pores_and_grain_size():
    def at(porosity, grain_size):
        return fired_strength(Value(porosity), Value(grain_size)).data

    assert at(0, 1) == 600
    assert at(0.1, 1) == pytest.approx(600 * np.exp(-0.4))
    assert at(0, 4) == pytest.approx(300)


def test_process_accepts_values_and_duals():
    values = tuple(map(Value, SETTINGS))
    assert process(*values).mixing is values[0]
    assert isinstance(process(*map(Dual, SETTINGS)).strength, Dual)


@pytest.mark.parametrize("kind", [Value, Dual])
@pytest.mark.parametrize("place", range(3))
def test_process_converts_numbers_to_type_of_settings(kind, place):
    settings = [kind(x) if i == place else x for i, x in enumerate(SETTINGS)]
    assert isinstance(process(*settings).strength, kind)
    assert float(process(*settings).strength) == float(process(*SETTINGS).strength)


# --- what is refused ---


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: yield_strength(STEEL, -10), "invalid grain_size: -10 "),
        (lambda: tensile_strength(STEEL, [5, 0]), "invalid grain_size: 0 "),
        (lambda: yield_strength(STEEL, np.nan), "invalid grain_size: nan "),
        (lambda: yield_strength(STEEL | {"iron": 0.9}, 10), "invalid composition: a sum of 0.914 "),
        (lambda: yield_strength(STEEL | {"carbon": -0.1}, 10), "invalid carbon: -0.1 "),
        (lambda: yield_strength(STEEL | {"silicon": np.nan}, 10), "invalid silicon: nan "),
        (lambda: yield_strength(STEEL | {"iron": 1.2}, 10), "invalid composition: a sum of 1.214 "),
        (lambda: yield_strength({"iron": 1}, 10), "invalid composition: iron "),
        (lambda: tensile_strength(steel(carbon=0.01), 10), "invalid carbon: 0.01 "),
        (lambda: alloys(0, RNG(5)), "invalid samples: 0 "),
        (lambda: alloys(3, 5), "invalid rng: 5 "),
        (lambda: alloys(3, RNG(5), noise=-1), "invalid noise: -1 "),
        (lambda: alloys(3, RNG(5), noise=[1, 2]), "invalid noise: [1, 2] "),
        (lambda: spectra(-3, RNG(5)), "invalid samples_per_class: -3 "),
        (lambda: spectra(3, None), "invalid rng: None "),
        (lambda: spectra(3, RNG(5), noise=np.nan), "invalid noise: nan "),
        (lambda: absorbance([np.nan], []), "invalid wavenumber: contains NaN "),
        (lambda: absorbance([1000], [Band("C=O", 1715, 0, 1)]), "invalid width: 0 "),
        (lambda: absorbance([1000], [Band("C=O", 1715, 10, -1)]), "invalid height: -1 "),
        (lambda: process(-30, 1773, 3), "invalid mixing: -30 "),
        (lambda: process(Value(30), Dual(1773), 3), "invalid temperature: Dual(1773"),
        (lambda: process(30, 0, 3), "invalid temperature: 0 "),
        (lambda: process(30, 1773, float("nan")), "invalid sintering: nan "),
        (lambda: process(30, Value(-1), 3), "invalid temperature: -1"),
        (lambda: fired_strength(Value(1.1), Value(2)), "invalid porosity: 1.1 "),
        (lambda: fired_strength(Value(0.1), Value(-2)), "invalid grain_size: -2"),
    ],
)
def test_materials_reject_bad_arguments_with_value(call, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 the message is compared below
        call()
    assert str(caught.value).startswith(message)
