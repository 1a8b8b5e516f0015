/** The widget "forward-backward": a small network and both its passes in micro-steps. */

import {
  createPanel,
  createValueTable,
  drawNetwork,
  layoutFor,
  rowsOf,
  stepOf
} from "../network-diagram/index.js";
import {createHtml, redraw} from "../ui/dom.js";
import {toggle} from "../ui/inputs/inputs.js";
import {threeDigits} from "../ui/readout.js";
import {createWidget} from "../ui/widget.js";
import {createCheckPanel} from "./check/panel.js";
import {
  createArchitecture,
  createChooser,
  createNetworkList,
  createPresets,
  createSliders
} from "./controls.js";
import {computeResults, runOf, shownOf} from "./core.js";
import {fields} from "./fields.js";
import {linkedState, normalise} from "./state.js";
import {presentWithKeys} from "./step-controls/presenting.js";
import {createTransport} from "./step-controls/transport.js";
import {altText, finding, originOf} from "./text.js";
import {createTraining} from "./training.js";

/**
 * @import {Child} from "../ui/dom.js"
 * @import {View} from "../ui/widget.js"
 * @import {Context} from "./controls.js"
 * @import {Run, Shown} from "./core.js"
 * @import {State} from "./state.js"
 */

/** Whether a choice stands for a gradient: not an input or a target, nor nothing. @param {string} name */
const isGradient = name => !/^([xy]|none$)/.test(name);

/**
 * `value.results` holds cost, outputs and the gradients of all parameters.
 * @param {{document?: Document, name?: string, invalidation?: Promise<void>}} [options] name: the
 *   parameter in the page's address; a second widget on the page needs its own
 * @returns {HTMLElement}
 */
export function forwardBackward({
  document = globalThis.document,
  name = "forward-backward",
  invalidation
} = {}) {
  const h = createHtml(document);
  /** @type {Context} */
  const context = {
    document,
    h,
    state: () => widget.state,
    set: changes => widget.set(changes),
    /** The rule of a chosen gradient is shown in the place of a step. */
    choose(chosen) {
      const {step, gradients} = widget.state;
      const shown = {gradients: gradients || isGradient(chosen)};
      widget.set({chosen, step: chosen === "none" ? step : null, ...shown});
    }
  };
  const controls = createControls(context);
  const {present, transport, ...figure} = createFigure(context);
  const origin = h("span", {}, "computed");
  const widget = createWidget({
    ...{document, name, fields, normalise, linkedState, invalidation, origin},
    results: computeResults,
    controls: {...controls.inputs, present},
    aside: controls.nodes,
    figure: figure.nodes,
    paint: (state, view) => {
      const run = runOf(state);
      const shown = shownOf(state, run);
      controls.show(state, run, view);
      figure.show(run, shown, view);
      origin.textContent = originOf(run);
      return finding(state, run, shown, view.precise ? view.format : threeDigits);
    }
  });
  const isOn = () => widget.state.present;
  presentWithKeys(widget.node, {isOn, step: transport.step, invalidation});
  invalidation?.then(transport.stop);
  return widget.node;
}

/** All inputs next to the figure; `inputs` are those that set one field each. @param {Context} context */
function createControls(context) {
  const network = createNetworkList(context);
  const presets = createPresets(context);
  const sliders = createSliders(context);
  const chooser = createChooser(context);
  const architecture = createArchitecture(context);
  const check = createCheckPanel(context);
  const training = createTraining(context);
  const sections = {
    values: createSection(context, "values", "Values", [sliders.node, chooser.node]),
    network: createSection(context, "network", "Activations and samples", architecture.node),
    doubt: createSection(context, "doubt", "Check gradients", check.node),
    train: createSection(context, "train", "Train", training.node)
  };
  return {
    inputs: {...sliders.inputs, epsilon: check.epsilon, rate: training.rate},
    nodes: [network.node, presets.node, Object.values(sections)],
    /** @param {State} state @param {Run} run @param {View} view */
    show(state, run, {format}) {
      for (const [key, node] of Object.entries(sections)) node.open = state.panel === key;
      for (const part of [network, presets, sliders, chooser, architecture]) part.show(state, run);
      if (state.panel === "doubt") check.show(run, state.epsilon, format);
      if (state.panel === "train") training.show(run, format);
    }
  };
}

/**
 * A section that opens in the place of the others.
 * @param {Context} context @param {string} key @param {string} title @param {Child} content
 */
function createSection({h, state, set}, key, title, content) {
  /** @param {Event} event */
  const toggleSection = event => {
    event.preventDefault();
    set({panel: state().panel === key ? "none" : key});
  };
  const summary = h("summary", {onclick: toggleSection}, title);
  return h("details", {class: "fb-section"}, summary, h("div", {}, content));
}

/** The drawing, the steps and the formulas. @param {Context} context */
function createFigure(context) {
  const {document, h, state, choose} = context;
  const isInDeck = Boolean(document.querySelector(".reveal .slides"));
  const present = toggle({document, label: "Presenting"});
  present.title = "The deck's next and previous keys walk the steps, then turn the slide";
  const transport = createTransport(context);
  const panel = createPanel(document);
  const table = createValueTable(document);
  const chooseClicked = (/** @type {{target: Element}} */ {target}) => {
    const name = target.closest("[data-choose]")?.getAttribute("data-choose");
    if (name && runOf(state()).elements.has(name)) choose(name);
  };
  const picture = h("div", {class: "fb-picture", onclick: chooseClicked});
  const bar = h("div", {class: "fb-bar"}, transport.node, isInDeck && present);
  return {
    present,
    transport,
    nodes: [picture, bar, panel.node, table.node],
    /** @param {Run} run @param {Shown} shown @param {View} view */
    show(run, shown, {width, precise, format}) {
      const {chosen} = run;
      const alt = altText(run, shown, format);
      const layout = layoutFor(run.model.sizes, width);
      redraw(picture, drawNetwork(document, layout, run, shown, {alt}));
      const step = shown.current ?? stepOf(chosen, run.samples, shown.sample);
      const parameter = chosen?.kind === "parameters" ? chosen : undefined;
      panel.show(step, {...run, chosen: parameter}, shown, {format, precise});
      // a slide has no space for the table
      table.show(rowsOf(run, shown), {precise: precise && !isInDeck, format});
      transport.show(run);
    }
  };
}
