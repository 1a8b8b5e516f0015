/** The simulator's inputs: those in front, and the multipliers that buttons set. */
import {createHtml} from "../../ui/dom.js";
import {button, select, slider, switchOff, toggle} from "../../ui/inputs/inputs.js";
import {createReadout, formatNumber} from "../../ui/readout.js";
import {criticalMultiplier} from "../core.js";
import {ACTIVATION_NAMES, CLIP_NAMES, RANGES, WEIGHT_NAMES, fields} from "../state.js";

/** @import {Field} from "../../ui/state/fields.js" */
/** @import {State} from "../state.js" */
/** @typedef {ReturnType<typeof createControls>} Controls */

const XAVIER = 1;
const HE = Math.SQRT2;

/**
 * All inputs by the field that each sets.
 * @param {Document} document
 */
export function createControls(document) {
  /** @param {string} label @param {"fwd" | "bwd"} [tone] */
  const box = (label, tone) => toggle({document, label, tone});
  /**
   * @template {string} Key
   * @param {string} label @param {Map<Key, string>} options @param {Field<Key>} field
   */
  const list = (label, options, {value}) => select({document, label, options, value});
  /** @param {string} label @param {keyof typeof RANGES} name @param {number} decimals */
  const range = (label, name, decimals) =>
    slider({
      document,
      label,
      name,
      ...RANGES[name],
      value: fields[name].value,
      format: value => formatNumber(value, {decimals})
    });
  return {
    activation: list("Activation", ACTIVATION_NAMES, fields.activation),
    m: range("Weight multiplier", "m", 3),
    meanfield: box("Mean-field line"),
    naive: box("Naive formula"),
    gradients: box("Weight gradients", "bwd"),
    whole: box("Whole axis, 10⁻²⁰ to 10²⁰"),
    numbers: box("Numbers"),
    depth: range("Depth", "depth", 0),
    width: range("Width", "width", 0),
    weights: list("Weights", WEIGHT_NAMES, fields.weights),
    bias: range("Biases", "bias", 1),
    residual: box("Residual connections"),
    norm: box("Layer normalisation"),
    clip: list("Clip gradients", CLIP_NAMES, fields.clip),
    histograms: box("Histograms")
  };
}

/**
 * Buttons for multipliers between the slider's steps, and why one is disabled: its multiplier is
 * beyond the slider.
 * @param {Document} document @param {(multiplier: number) => void} choose
 */
export function createPresets(document, choose) {
  const h = createHtml(document);
  /** @type {Record<string, {multiplier: number, title?: string}>} */
  const presets = {
    Xavier: {multiplier: XAVIER, title: "m = 1 where n_in = n_out"},
    He: {multiplier: HE, title: "m = √2"},
    Critical: {multiplier: NaN}
  };
  const buttons = Object.entries(presets).map(([label, preset]) => {
    const onclick = () => choose(preset.multiplier);
    return button({document, label, title: preset.title, pressed: false, onclick});
  });
  const readout = createReadout({document, name: "critical", label: "critical m"});
  const reason = h("span", {class: "w-label"});
  return {
    node: h(
      "div",
      {class: "gf-presets"},
      h("div", {class: "w-buttons"}, buttons),
      h("p", {}, readout.node, reason)
    ),
    /** @param {State} state */
    update({activation, m, bias, residual, norm}) {
      const critical = criticalMultiplier(activation);
      presets.Critical.multiplier = critical;
      const isPlain = !bias && !residual && !norm;
      const isReachable = critical <= RANGES.m.max;
      readout.update(critical, value => formatNumber(value, {decimals: isReachable ? 3 : 1}));
      const limit = isReachable ? "" : ", beyond the slider";
      reason.textContent = isPlain ? limit : ", of plain networks";
      switchOff(buttons[2], !isReachable); // Critical
      Object.values(presets).forEach(({multiplier}, i) =>
        buttons[i].setAttribute("aria-pressed", String(m === multiplier))
      );
    }
  };
}
