/** The simulator's inputs: those in front, and the multipliers that buttons set. */
import {createHtml} from "../../ui/dom.js";
import {button, select, slider, switchOff, toggle} from "../../ui/inputs/inputs.js";
import {createReadout, formatNumber} from "../../ui/readout.js";
import {criticalMultiplier} from "../core.js";
import {ACTIVATION_NAMES, CLIP_NAMES, RANGES, WEIGHT_NAMES} from "../state.js";

const XAVIER = 1;
const HE = Math.SQRT2;

/** All inputs by the field that each sets. */
export function createControls(document) {
  const box = (label, tone) => toggle({document, label, tone});
  const short = decimals => value => formatNumber(value, {decimals});
  return {
    activation: select({
      document,
      label: "Activation",
      options: ACTIVATION_NAMES,
      value: "sigmoid"
    }),
    m: slider({
      document,
      label: "Weight multiplier",
      name: "m",
      ...RANGES.m,
      value: 1.5,
      format: short(3)
    }),
    meanfield: box("Mean-field line"),
    naive: box("Naive formula"),
    gradients: box("Weight gradients", "bwd"),
    whole: box("Whole axis, 10⁻²⁰ to 10²⁰"),
    numbers: box("Numbers"),
    depth: slider({
      document,
      label: "Depth",
      name: "depth",
      ...RANGES.depth,
      value: 15,
      format: short(0)
    }),
    width: slider({
      document,
      label: "Width",
      name: "width",
      ...RANGES.width,
      value: 64,
      format: short(0)
    }),
    weights: select({document, label: "Weights", options: WEIGHT_NAMES, value: "gaussian"}),
    bias: slider({
      document,
      label: "Biases",
      name: "bias",
      ...RANGES.bias,
      value: 0,
      format: short(1)
    }),
    residual: box("Residual connections"),
    norm: box("Layer normalisation"),
    clip: select({document, label: "Clip gradients", options: CLIP_NAMES, value: "off"}),
    histograms: box("Histograms")
  };
}

/**
 * Buttons for multipliers between the slider's steps, and why one is disabled: its multiplier is
 * beyond the slider.
 */
export function createPresets(document, choose) {
  const h = createHtml(document);
  let critical = NaN;
  const buttons = {
    xavier: button({
      document,
      label: "Xavier",
      title: "m = 1 where n_in = n_out",
      pressed: false,
      onclick: () => choose(XAVIER)
    }),
    he: button({document, label: "He", title: "m = √2", pressed: false, onclick: () => choose(HE)}),
    critical: button({document, label: "Critical", pressed: false, onclick: () => choose(critical)})
  };
  const readout = createReadout({document, name: "critical", label: "critical m"});
  const reason = h("span", {class: "w-label"});
  return {
    node: h(
      "div",
      {class: "gf-presets"},
      h("div", {class: "w-buttons"}, Object.values(buttons)),
      h("p", {}, readout.node, reason)
    ),
    update({activation, m, bias, residual, norm}) {
      critical = criticalMultiplier(activation);
      const holds = !bias && !residual && !norm;
      const reachable = critical <= RANGES.m.max;
      readout.update(critical, value => formatNumber(value, {decimals: reachable ? 3 : 1}));
      reason.textContent = !holds ? ", of plain networks" : reachable ? "" : ", beyond the slider";
      switchOff(buttons.critical, !reachable);
      const pressed = {xavier: XAVIER, he: HE, critical};
      for (const [name, value] of Object.entries(pressed))
        buttons[name].setAttribute("aria-pressed", String(m === value));
    }
  };
}
