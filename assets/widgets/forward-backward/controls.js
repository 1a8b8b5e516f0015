/** The widget's inputs but for the steps: network, presets, values, activations, samples. */

import {MODELS, SAMPLES, titleOf} from "../network-diagram/index.js";
import {redraw} from "../ui/dom.js";
import {button, select, slider, toggle} from "../ui/inputs/inputs.js";
import {formatNumber} from "../ui/readout.js";
import {defaults} from "../ui/state/fields.js";
import {PRESETS, SLIDER, activationNames, fields, rangeOf, slidersOf} from "./fields.js";
import {changeActivation, changeValue, hasSlider, valueOfElement} from "./state.js";

/**
 * @import {Html} from "../ui/dom.js"
 * @import {Input} from "../ui/inputs/inputs.js"
 * @import {Run} from "./core.js"
 * @import {State, ValueElement} from "./state.js"
 *
 * @typedef {object} Context what a control's listeners need; its `show` gets the state to paint
 * @property {Document} document
 * @property {Html} h
 * @property {() => State} state the present state
 * @property {(changes: Partial<State>) => void} set
 * @property {(name: string) => void} choose chooses an element
 *
 * @typedef {[key: string, text: string]} Option
 */

/**
 * A select whose options may change. `onChange` gets the chosen key.
 * @param {Context} context @param {string} label @param {(key: string) => void} onChange
 */
function createList({document, h}, label, onChange) {
  const node = select({document, label, options: new Map(), value: ""});
  const input = /** @type {HTMLSelectElement} */ (node.querySelector("select"));
  node.addEventListener("input", () => onChange(node.value));
  return {
    node,
    /** @param {Option[]} options @param {string} chosen */
    show(options, chosen) {
      redraw(input, ...options.map(([value, text]) => h("option", {value}, text)));
      node.value = chosen;
    }
  };
}

/** @param {Context} context */
export function createNetworkList({document, set}) {
  const titles = new Map(Object.entries(MODELS).map(([net, {title}]) => [net, title]));
  const node = select({document, label: "Network", options: titles, value: fields.net.value});
  node.addEventListener("input", () =>
    set({net: node.value, step: null, chosen: "none", trained: 0})
  );
  return {node, show: (/** @type {State} */ {net}) => void (node.value = net)};
}

/** The buttons of the presets, and whether gradients are shown. @param {Context} context */
export function createPresets({document, h, state, set}) {
  const apply = (/** @type {Partial<State>} */ changes) => () => {
    const {present, panel} = state();
    set({...defaults(fields), present, step: present ? 0 : null, panel, ...changes});
  };
  const buttons = Object.entries(PRESETS).map(([label, changes]) =>
    button({document, label, onclick: apply(changes)})
  );
  const gradients = toggle({document, label: "Show gradients", tone: "bwd"});
  gradients.addEventListener("input", () => set({gradients: gradients.value, step: null}));
  return {
    node: h("div", {class: "w-buttons fb-presets"}, buttons, gradients),
    show: (/** @type {State} */ state) => void (gradients.value = state.gradients)
  };
}

/**
 * The sliders of the values that have a field of their own: a group for each network with some.
 * @param {Context} context
 */
export function createSliders({document, h}) {
  /** @type {Record<string, Input<number>>} */
  const inputs = {};
  const nets = Object.keys(MODELS).filter(net => slidersOf(net).length);
  const groups = nets.map(net => {
    const sliders = slidersOf(net).map(
      name => (inputs[name] = slider({document, label: name, ...SLIDER, value: fields[name].value}))
    );
    return {net, node: h("div", {}, sliders)};
  });
  return {
    inputs,
    node: groups.map(({node}) => node),
    /** @param {State} state */
    show(state) {
      for (const {net, node} of groups) node.hidden = net !== state.net;
    }
  };
}

/** What is chosen, and a slider for its value if it has none yet. @param {Context} context */
export function createChooser(context) {
  const list = createList(context, "Chosen", context.choose);
  const container = context.h("div");
  /** @type {Input<number> | null} */
  let input = null;
  let shownId = "";
  return {
    node: [list.node, container],
    /** @param {State} state @param {Run} run */
    show(state, {elements, chosen}) {
      const labels = [...elements].map(([name, {label}]) => /** @type {Option} */ ([name, label]));
      list.show([["none", "click in the drawing"], ...labels], state.chosen);
      const element =
        chosen && chosen.kind !== "delta" && !hasSlider(state, chosen) ? chosen : null;
      const id = element ? `${state.net} ${state.chosen}` : "";
      if (id !== shownId) {
        input = element && createValueSlider(context, state, element);
        container.replaceChildren(...(input ? [input] : []));
      }
      shownId = id;
      if (input && element) input.value = valueOfElement(state, element);
    }
  };
}

/** @param {Context} context @param {State} present @param {ValueElement} element */
function createValueSlider({document, state, set}, present, element) {
  const node = slider({
    document,
    label: `Value of ${element.label}`,
    name: "chosen",
    ...rangeOf(MODELS[present.net], element.kind, element.index),
    value: valueOfElement(present, element),
    format: value => formatNumber(value)
  });
  node.classList.add("fb-value");
  node.addEventListener("input", () => set(changeValue(state(), element, node.value)));
  return node;
}

const MOST_LAYERS = 3;

/** Activation of each layer, and how many samples. @param {Context} context */
export function createArchitecture(context) {
  const layers = Array.from({length: MOST_LAYERS}, (_, l) => createActivationList(context, l));
  const loss = context.h("p", {class: "w-label"});
  const samples = createSampleLists(context);
  return {
    node: [...layers.map(({node}) => node), loss, ...samples.node],
    /** @param {State} state @param {Run} run */
    show(state, run) {
      for (const list of layers) list.show(run);
      loss.textContent = lossText(run);
      samples.show(state);
    }
  };
}

/** @param {Context} context @param {number} layer */
function createActivationList(context, layer) {
  const {node, show} = createList(context, `Layer ${layer + 1}`, name =>
    context.set(changeActivation(context.state(), layer, name))
  );
  return {
    node,
    /** @param {Run} run */
    show({model, network: {layers}}) {
      node.hidden = layer >= layers.length;
      if (node.hidden) return;
      const titles = activationNames(model, layer).map(
        name => /** @type {Option} */ ([name, titleOf(name)])
      );
      show(titles, layers[layer].f);
    }
  };
}

/** @param {Run} run */
function lossText({network}) {
  if (network.loss === "cross_entropy") return "Loss: cross-entropy, which goes with the softmax.";
  const outputs = network.samples[0].y.length;
  const alternative = outputs > 1 ? "; with a softmax, cross-entropy" : "";
  return `Loss: ½ squared error${alternative}.`;
}

/** How many samples, and which of them is shown. @param {Context} context */
function createSampleLists(context) {
  /** @param {number} count @returns {Option[]} */
  const numbers = count => Array.from({length: count}, (_, i) => [`${i + 1}`, `${i + 1}`]);
  /** @type {Option[]} */
  const counts = [["1", "one"], ...numbers(SAMPLES).slice(1)];
  const change = (/** @type {"samples" | "sample"} */ field) => (/** @type {string} */ key) =>
    context.set({[field]: Number(key), step: null});
  const samples = createList(context, "Samples", change("samples"));
  const sample = createList(context, "Sample shown", change("sample"));
  return {
    node: [samples.node, sample.node],
    /** @param {State} state */
    show(state) {
      samples.show(counts, String(state.samples));
      sample.node.hidden = state.samples === 1;
      sample.show(numbers(state.samples), String(state.sample));
    }
  };
}
