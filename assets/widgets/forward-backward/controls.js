/** The widget's inputs but for the steps: network, presets, values, activations, samples. */

import {LAYER_ACTIVATIONS} from "../engine/network.js";
import {LIMIT, MODELS, SAMPLES, titleOf} from "../network-diagram/index.js";
import {createHtml} from "../ui/dom.js";
import {button, select, slider, toggle} from "../ui/inputs/inputs.js";
import {formatNumber} from "../ui/readout.js";
import {defaults} from "../ui/state/fields.js";
import {PRESETS} from "./presets.js";
import {
  SLIDER,
  WEIGHT_LIMIT,
  changeOf,
  fieldOf,
  fields,
  keysOf,
  positionOf,
  slidersOf,
  stepOfData,
  valuesOf
} from "./state.js";

/**
 * @typedef {{document: Document, state: () => object, set: (changes: object) => void,
 *   choose: (name: string) => void}} Context what a control reads, and how it changes the state
 */

/** A select whose options may change. `onChange` gets the chosen key. */
function createList(document, label, options, onChange) {
  const h = createHtml(document);
  const node = select({document, label, options, value: [...options.keys()][0]});
  const input = node.querySelector("select");
  const keysIn = map => [...map.keys()].join();
  let keys = keysIn(options);
  node.addEventListener("input", () => onChange(input.value));
  return {
    node,
    show(next, chosen) {
      if (keysIn(next) !== keys)
        input.replaceChildren(...[...next].map(([key, text]) => h("option", {value: key}, text)));
      keys = keysIn(next);
      node.value = chosen;
    }
  };
}

/** @param {Context} context */
export function createNetworkList({document, set}) {
  const titles = new Map(Object.entries(MODELS).map(([key, {title}]) => [key, title]));
  const change = net => set({net, step: null, chosen: "none", trained: 0});
  const list = createList(document, "Network", titles, change);
  return {node: list.node, show: ({net}) => list.show(titles, net)};
}

/** The buttons of the presets, and whether gradients are shown. @param {Context} context */
export function createPresets({document, state, set}) {
  const h = createHtml(document);
  const apply = changes => () => {
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
    show: state => void (gradients.value = state.gradients)
  };
}

/** The sliders of the values that have a field of their own: a group for each network with some. */
export function createSliders(document) {
  const h = createHtml(document);
  const create = name => slider({document, label: name, ...SLIDER, value: fields[name].value});
  const nets = Object.keys(MODELS).filter(net => slidersOf(net).length);
  const names = nets.flatMap(slidersOf);
  const inputs = Object.fromEntries(names.map(name => [name, create(name)]));
  const groups = nets.map(net => ({
    net,
    node: h(
      "div",
      {},
      slidersOf(net).map(n => inputs[n])
    )
  }));
  return {
    inputs,
    node: groups.map(({node}) => node),
    show(state) {
      for (const {net, node} of groups) node.hidden = net !== state.net;
    }
  };
}

/** What is chosen, and a slider for its value if it has none yet. @param {Context} context */
export function createChooser(context) {
  const {document, state, choose} = context;
  const h = createHtml(document);
  const list = createList(document, "Chosen", new Map([["none", "nothing"]]), choose);
  const container = h("div");
  let shownId = "";
  return {
    node: [list.node, container],
    show({elements, chosen}) {
      const labels = [...elements].map(([name, {label}]) => [name, label]);
      list.show(new Map([["none", "click in the drawing"], ...labels]), state().chosen);
      const id = needsSlider(state(), chosen) ? `${state().net} ${state().chosen}` : "";
      if (id !== shownId)
        container.replaceChildren(...(id ? [createValueSlider(context, chosen)] : []));
      shownId = id;
      const input = container.firstElementChild;
      if (input) input.value = valueIn(state(), chosen);
    }
  };
}

/** Whether an element has a value that no other slider sets. */
function needsSlider(state, element) {
  if (!element || element.kind === "delta") return false;
  const field = fieldOf(state, element.kind, positionOf(state, element));
  return !slidersOf(state.net).includes(field);
}

const valueIn = (state, element) => valuesOf(state)[element.kind][positionOf(state, element)];

function createValueSlider({document, state, set}, element) {
  const {label, kind, index} = element;
  const model = MODELS[state().net];
  const isProbability = kind === "data" && index === 2 && model.sizes.at(-1) > 1;
  const limit = isProbability ? 1 : kind === "data" ? LIMIT : WEIGHT_LIMIT;
  const node = slider({
    document,
    label: `Value of ${label}`,
    name: "chosen",
    min: isProbability ? 0 : -limit,
    max: limit,
    step: kind === "data" ? stepOfData(model, index) : 0.05,
    value: valueIn(state(), element),
    format: value => formatNumber(value)
  });
  node.classList.add("fb-value");
  node.addEventListener("input", () =>
    set(changeOf(state(), kind, positionOf(state(), element), node.value))
  );
  return node;
}

const MOST_LAYERS = 3;

/** Activation of each layer, and how many samples. @param {Context} context */
export function createArchitecture(context) {
  const {document, state} = context;
  const h = createHtml(document);
  const layers = Array.from({length: MOST_LAYERS}, (_, l) => createActivationList(context, l));
  const samples = createSampleLists(context);
  const loss = h("p", {class: "w-label"});
  return {
    node: [...layers.map(({node}) => node), loss, ...samples.node],
    show(run) {
      for (const list of layers) list.show(run);
      loss.textContent = lossText(run);
      samples.show(state());
    }
  };
}

function createActivationList({document, state, set}, layer) {
  const change = name => {
    const {activations} = keysOf(state().net);
    set({[activations]: state()[activations].map((old, l) => (l === layer ? name : old))});
  };
  const titles = new Map([["relu", "ReLU"]]);
  const list = createList(document, `Layer ${layer + 1}`, titles, change);
  return {
    node: list.node,
    show({model: {sizes}, network}) {
      list.node.hidden = layer >= sizes.length - 1;
      if (list.node.hidden) return;
      const hasSoftmax = layer === sizes.length - 2 && sizes.at(-1) > 1;
      const names = [...Object.keys(LAYER_ACTIVATIONS), ...(hasSoftmax ? ["softmax"] : [])];
      list.show(new Map(names.map(name => [name, titleOf(name)])), network.layers[layer].f);
    }
  };
}

function lossText({model, network}) {
  if (network.loss === "cross_entropy") return "Loss: cross-entropy, which goes with the softmax.";
  const alternative = model.sizes.at(-1) > 1 ? "; with a softmax, cross-entropy" : "";
  return `Loss: ½ squared error${alternative}.`;
}

/** How many samples, and which of them is shown. */
function createSampleLists({document, set}) {
  const numbers = (count, textOf = String) =>
    new Map(Array.from({length: count}, (_, i) => [String(i + 1), textOf(i + 1)]));
  const counts = numbers(SAMPLES, n => (n === 1 ? "one" : String(n)));
  const change = field => key => set({[field]: Number(key), step: null});
  const samples = createList(document, "Samples", counts, change("samples"));
  const sample = createList(document, "Sample shown", numbers(SAMPLES), change("sample"));
  return {
    node: [samples.node, sample.node],
    show(state) {
      samples.show(counts, String(state.samples));
      sample.node.hidden = state.samples === 1;
      sample.show(numbers(state.samples), String(state.sample));
    }
  };
}
