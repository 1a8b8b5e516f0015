/** The widget "gradient-flow": settings, the chart of gradients by layer, and its numbers. */
import {createHtml, createSvg} from "../parts/dom.js";
import {button, select, slider, toggle} from "../parts/inputs.js";
import {createReadout, formatNumber} from "../parts/readout.js";
import {choice, flag, number} from "../parts/state.js";
import {createWidget} from "../parts/widget.js";
import {DEPTH, createSimulation, criticalMultiplier} from "./core.js";
import {curvesOf, meaning} from "./curves.js";
import {finding} from "./finding.js";
import {drawPlot} from "./plot.js";
import {createRunner} from "./runner.js";
import {createNumbers} from "./table.js";

const NAMES = new Map([["sigmoid", "Sigmoid"], ["tanh", "Tanh"], ["relu", "ReLU"]]);
const RANGE = {min: 0.1, max: 4, step: 0.1};
const XAVIER = 1;
const HE = Math.SQRT2;

export const fields = {
  activation: choice(NAMES.keys(), "sigmoid"),
  m: number({min: RANGE.min, max: RANGE.max, value: 1.5}),
  meanfield: flag(true),
  naive: flag(false),
  gradients: flag(false),
  whole: flag(false),
  numbers: flag(false)
};

/**
 * @param {{document?: Document, invalidation?: Promise<void>}} [options]
 * @returns {HTMLElement}
 */
export function gradientFlow({document = globalThis.document, invalidation} = {}) {
  const h = createHtml(document);
  const controls = createControls(document);
  const presets = createPresets(document, (m) => frame.set({m}));
  const picture = createSvg(document)("svg", {class: "drawing gf-plot", role: "img"});
  const numbers = createNumbers(document, DEPTH);
  const runner = createRunner(createSimulation(), {document, ticks: RANGE, invalidation});
  const frame = createWidget({
    document, name: "gradient-flow", fields, controls, invalidation, origin: "seeded: random weights, the same at each visit",
    aside: [
      h("div", {class: "gf-settings"}, controls.activation, controls.m, presets.node),
      h("div", {class: "gf-shown"}, ["meanfield", "naive", "gradients", "whole", "numbers"].map((name) => controls[name]))
    ],
    figure: [picture, numbers.node],
    paint: (state, {width, format, precise}) => {
      const setting = {activation: state.activation, multiplier: state.m, gradients: state.gradients};
      const {seeds, settled, result} = runner.run(setting, () => frame.repaint());
      const curves = curvesOf(setting, result);
      const size = {document, width: width || 852, height: height(width, state.numbers)};
      const shown = curves.all.filter(({field}) => !field || state[field]);
      presets.update(state);
      numbers.update(curves, {seeds, visible: state.numbers, format: precise ? format : undefined});
      picture.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
      picture.replaceChildren(drawPlot({curves: shown, caption: caption(seeds), whole: state.whole}, size));
      numbers.node.closest(".w")?.setAttribute("data-settled", String(settled));
      const text = finding({delta: curves.delta, gradient: curves.gradient, naive: state.naive ? curves.naive : null});
      picture.setAttribute("aria-label", `${NAMES.get(state.activation)}, weight multiplier ${formatNumber(state.m)}. ${text} ${meaning(shown)}`);
      return text;
    }
  });
  runner.watch(frame.node);
  return frame.node;
}

export const caption = (seeds) => `size of δ: median and middle 80 % of ${seeds} networks`;

/** The figure's height: less where the numbers stand below it. */
function height(width, numbers) {
  if (width && width < 560) return 380;
  return numbers ? 290 : 450;
}

function createControls(document) {
  const box = (label, tone) => toggle({document, label, tone});
  return {
    activation: select({document, label: "Activation", options: NAMES, value: "sigmoid"}),
    m: slider({document, label: "Weight multiplier", name: "m", ...RANGE, value: 1.5, format: (value) => formatNumber(value, {decimals: 3})}),
    meanfield: box("Mean-field line"),
    naive: box("Naive formula"),
    gradients: box("Weight gradients", "bwd"),
    whole: box("Whole axis, 10⁻²⁰ to 10²⁰"),
    numbers: box("Numbers")
  };
}

/** Buttons for the multipliers between the ticks, and what stands in the way of one that the slider does not reach. */
function createPresets(document, choose) {
  const h = createHtml(document);
  let critical = NaN;
  const buttons = {
    xavier: button({document, label: "Xavier", title: "m = 1 where n_in = n_out", pressed: false, onclick: () => choose(XAVIER)}),
    he: button({document, label: "He", title: "m = √2", pressed: false, onclick: () => choose(HE)}),
    critical: button({document, label: "Critical", pressed: false, onclick: () => choose(critical)})
  };
  const readout = createReadout({document, name: "critical", label: "critical m"});
  const reason = h("span", {class: "w-label"});
  return {
    node: h("div", {class: "gf-presets"}, h("div", {class: "w-buttons"}, Object.values(buttons)), h("p", {}, readout.node, reason)),
    update({activation, m}) {
      critical = criticalMultiplier(activation);
      const reachable = critical <= RANGE.max;
      readout.update(critical, (value) => formatNumber(value, {decimals: reachable ? 3 : 1}));
      reason.textContent = reachable ? "" : ", beyond the slider";
      buttons.critical.disabled = !reachable;
      const pressed = {xavier: XAVIER, he: HE, critical};
      for (const [name, value] of Object.entries(pressed)) buttons[name].setAttribute("aria-pressed", String(m === value));
    }
  };
}
