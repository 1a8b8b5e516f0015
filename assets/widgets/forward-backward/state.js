/** The widget's state: the values of the chosen network, and the nearest valid state. */

import {MODELS, createNetwork, elementsOf, microSteps} from "../network-diagram/index.js";
import {FIELDS_BY_NETWORK, keysOf, singleFields, slidersOf} from "./fields.js";

/**
 * @import {Given, ParameterElement} from "../network-diagram/elements.js"
 * @import {Model} from "../network-diagram/networks.js"
 * @import {Kind} from "./fields.js"
 *
 * @typedef {object} Setting what all networks have
 * @property {string} net the network's name in MODELS
 * @property {boolean} gradients whether gradients are shown
 * @property {number} samples how many samples the cost is the mean of
 * @property {number} sample the one that is shown, from 1
 * @property {number | null} step how many micro-steps are done; null while none is chosen
 * @property {string} chosen an element's name, or "none"
 * @property {string} panel the section that is open
 * @property {boolean} present whether the deck's keys step through the micro-steps
 * @property {number} epsilon log₁₀ of the step of the central differences
 * @property {number} rate η
 * @property {number} trained how many gradient steps are done
 *
 * @typedef {Setting & Record<string, any>} State with the values of each network, by the names that
 *   fields.js gives them
 * @typedef {{label: string} & (Given | ParameterElement)} ValueElement an element with a value
 */

/**
 * The values of the chosen network.
 * @param {State} state @returns {Pick<Model, "activations" | "parameters" | "data">}
 */
export function valuesOf(state) {
  const keys = keysOf(state.net);
  /** @param {Kind} kind */
  const read = kind => [
    ...singleFields(state.net, kind).map(name => state[name]),
    ...(state[keys[kind]] ?? [])
  ];
  return {activations: state[keys.activations], parameters: read("parameters"), data: read("data")};
}

/** @param {State} state @param {number} layer @param {string} name @returns {Partial<State>} */
export function changeActivation(state, layer, name) {
  const {activations} = keysOf(state.net);
  return {[activations]: state[activations].with(layer, name)};
}

/**
 * The position of an element's value among the parameters, or the numbers of the samples.
 * @param {State} state @param {ValueElement} element
 */
const positionOf = ({sample}, {kind, index}) => index + (kind === "data" ? 3 * (sample - 1) : 0);

/** @param {State} state @param {ValueElement} element @returns {number} */
export const valueOfElement = (state, element) =>
  valuesOf(state)[element.kind][positionOf(state, element)];

/** @param {State} state @param {ValueElement} element @param {number} value @returns {Partial<State>} */
export function changeValue(state, element, value) {
  const names = singleFields(state.net, element.kind);
  const position = positionOf(state, element);
  if (position < names.length) return {[names[position]]: value};
  const key = keysOf(state.net)[element.kind];
  return {[key]: state[key].with(position - names.length, value)};
}

/**
 * Whether one of the network's sliders sets an element's value.
 * @param {State} state @param {ValueElement} element
 */
export function hasSlider(state, element) {
  const names = singleFields(state.net, element.kind);
  return slidersOf(state.net).includes(names[positionOf(state, element)]);
}

/**
 * The fields of the networks that are not chosen, with the names of the networks.
 * @param {State} state
 */
const fieldsOfOthers = ({net}) =>
  Object.entries(FIELDS_BY_NETWORK)
    .filter(([other]) => other !== net)
    .flatMap(([other, fields]) =>
      Object.entries(fields).map(([name, field]) => ({other, name, field}))
    );

/**
 * The state without the values of the networks that are not shown: what a link has to say.
 * @param {State} state @returns {State}
 */
export const linkedState = state => ({
  ...state,
  ...Object.fromEntries(fieldsOfOthers(state).map(({name, field}) => [name, field.value]))
});

/**
 * A valid state: step, sample and element that the chosen network has, or the nearest ones.
 * @param {State} state
 * @returns {{state: State, ignored: string[]}} ignored: what the network doesn't have
 */
export function normalise(state) {
  const model = MODELS[state.net];
  const names = [...elementsOf(model).keys()];
  const last = microSteps(createNetwork(model, valuesOf(state), state.samples)).length;
  const valid = {
    ...state,
    step: state.step === null ? null : Math.min(state.step, last),
    sample: Math.min(state.sample, state.samples),
    chosen: names.includes(state.chosen) ? state.chosen : "none"
  };
  return {state: valid, ignored: listIgnored(state, valid, names)};
}

/** @param {State} state @param {State} valid @param {string[]} names */
function listIgnored(state, valid, names) {
  const {net, samples} = state;
  const want = {
    chosen: `one of ${names.join(", ")}, for ${net}`,
    sample: `at most ${samples}, the number of samples`,
    step: `at most ${valid.step}, the last one`
  };
  const changed = Object.entries(want).filter(([name]) => valid[name] !== state[name]);
  const ofOthers = fieldsOfOthers(state)
    .map(({name, field, other}) => ({name, field, other, text: field.format(state[name])}))
    .filter(({field, text}) => text !== field.format(field.value));
  return [
    ...changed.map(([name, want]) => `ignored ${name}: ${state[name]} (want ${want})`),
    ...ofOthers.map(
      ({name, other, text}) => `ignored ${name}: ${text} (want net:${other} for it, not ${net})`
    )
  ];
}
