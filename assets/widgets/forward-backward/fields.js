/**
 * The fields of the widget's state. Each network has its own activations, parameters and samples:
 * some values in fields of their own, the others in lists.
 */

import {LAYER_ACTIVATIONS} from "../engine/network.js";
import {LIMIT, MODELS, SAMPLES, elementsOf} from "../network-diagram/index.js";
import {choice, flag, number} from "../ui/state/fields.js";

/**
 * @import {Model} from "../network-diagram/networks.js"
 * @import {Field, Fields} from "../ui/state/fields.js"
 * @import {Setting, State} from "./state.js"
 *
 * @typedef {"parameters" | "data"} Kind of a network's numbers
 */

const WEIGHT_LIMIT = 4;
export const TRAINED = 1000;
export const EPSILON = {min: -12, max: 0, step: 1, value: -3};
export const RATE = {min: 0.05, max: 2, step: 0.05, value: 0.5};
const MOST_STEPS = 400;
const LONGEST_LIST = 400; // characters

/** The sliders of the values in fields of their own. */
export const SLIDER = {min: -LIMIT, max: LIMIT, step: 0.1};

/**
 * The values that the i-th number of a list may have. A target of two outputs is a probability.
 * @param {Model} model @param {Kind} kind @param {number} i
 */
export function rangeOf({sizes}, kind, i) {
  if (kind === "data" && i % 3 === 2 && sizes[sizes.length - 1] > 1)
    return {min: 0, max: 1, step: 0.01};
  const limit = kind === "data" ? LIMIT : WEIGHT_LIMIT;
  return {min: -limit, max: limit, step: 0.05};
}

/**
 * The activations that a layer may have: a softmax only at the output, with several units.
 * @param {Model} model @param {number} layer
 */
export function activationNames({sizes}, layer) {
  const maySoftmax = layer === sizes.length - 2 && sizes[layer + 1] > 1;
  return [...Object.keys(LAYER_ACTIVATIONS), ...(maySoftmax ? ["softmax"] : [])];
}

/**
 * A list as long as its default, joined by `separator`.
 * @template T
 * @param {{value: T[], want: string, separator: string, parse: (text: string, i: number) => T |
 *   undefined}} options parse: reads the i-th value
 * @returns {Field<T[]>}
 */
function list({value, want, separator, parse}) {
  return {
    value,
    want: `${value.length} ${want}`,
    parse: text => {
      const parts = text.length < LONGEST_LIST ? text.split(separator) : [];
      const list = parts.map(parse).filter(part => part !== undefined);
      return parts.length === value.length && list.length === value.length ? list : undefined;
    },
    format: values => values.join(separator)
  };
}

/** @param {Model} model */
const activationsField = model =>
  list({
    value: model.activations,
    want: "activations, joined by full stops",
    separator: ".",
    parse: (name, layer) => (activationNames(model, layer).includes(name) ? name : undefined)
  });

/** @param {Model} model @param {Kind} kind @param {number[]} value */
function numbersField(model, kind, value) {
  const {min, max} = rangeOf(model, kind, 0);
  const steps = new Set(value.map((_, i) => rangeOf(model, kind, i).step));
  return list({
    value,
    want: `numbers from ${min} to ${max} in steps of ${[...steps].join(" or ")}, joined by _`,
    separator: "_",
    parse: (text, i) => {
      const range = rangeOf(model, kind, i);
      const number = Number(text) + 0;
      const isValid =
        /^-?\d{1,2}(\.\d{1,2})?$/.test(text) &&
        number >= range.min &&
        number <= range.max &&
        Math.abs(number / range.step - Math.round(number / range.step)) < 1e-9;
      return isValid ? number : undefined;
    }
  });
}

/** The fields that list a network's own values. @param {string} net */
export function keysOf(net) {
  const digits = net.replaceAll("-", "");
  return {activations: `f${digits}`, parameters: `w${digits}`, data: `d${digits}`};
}

/**
 * The names of a network's first values, where they have fields of their own.
 * @param {string} net @param {Kind} kind @returns {string[]}
 */
export const singleFields = (net, kind) => MODELS[net].fields?.[kind] ?? [];

/**
 * The fields of one network by name: first values one by one, then lists of the others.
 * @param {string} net
 */
function fieldsOfNetwork(net) {
  const model = MODELS[net];
  const keys = keysOf(net);
  /** @type {Fields} */
  const fields = {[keys.activations]: activationsField(model)};
  for (const kind of /** @type {Kind[]} */ (["parameters", "data"])) {
    const names = singleFields(net, kind);
    names.forEach((name, i) => (fields[name] = number({...SLIDER, value: model[kind][i]})));
    const others = model[kind].slice(names.length);
    if (others.length) fields[keys[kind]] = numbersField(model, kind, others);
  }
  return fields;
}

export const FIELDS_BY_NETWORK = Object.fromEntries(
  Object.keys(MODELS).map(net => [net, fieldsOfNetwork(net)])
);

/** The inputs and weights that have sliders of their own. @param {string} net */
export function slidersOf(net) {
  const [x1, x2] = singleFields(net, "data");
  return x1 ? [x1, x2, ...singleFields(net, "parameters")] : [];
}

const elementNames = new Set(Object.values(MODELS).flatMap(model => [...elementsOf(model).keys()]));
/** @type {Fields} */
const networkFields = Object.assign({}, ...Object.values(FIELDS_BY_NETWORK));
const sliderNames = Object.keys(MODELS).flatMap(slidersOf);

/**
 * In the order in which links name them.
 * @type {{[Name in keyof Setting]: Field<Setting[Name]>} & Fields}
 */
export const fields = {
  ...Object.fromEntries(sliderNames.map(name => [name, networkFields[name]])),
  gradients: flag(false),
  net: choice(Object.keys(MODELS), "2-1-1"),
  target: networkFields.target,
  ...networkFields,
  samples: number({min: 1, max: SAMPLES, step: 1, value: 1}),
  sample: number({min: 1, max: SAMPLES, step: 1, value: 1}),
  step: createStepField(),
  chosen: choice(["none", ...elementNames], "none"),
  panel: choice(["none", "values", "network", "doubt", "train"], "values"), // doubt: the check
  present: flag(false),
  epsilon: number(EPSILON),
  rate: number(RATE),
  trained: number({min: 0, max: TRAINED, step: 1, value: 0})
};

/** @returns {Field<number | null>} */
function createStepField() {
  const isStep = (/** @type {string} */ text) =>
    /^\d{1,3}$/.test(text) && Number(text) <= MOST_STEPS;
  return {
    value: null,
    want: `off or a whole number from 0 to ${MOST_STEPS}`,
    parse: text => (text === "off" ? null : isStep(text) ? Number(text) : undefined),
    format: value => (value === null ? "off" : String(value))
  };
}

/**
 * Settings to try, by the labels of their buttons. The lecture starts with the first one.
 * @type {Record<string, Partial<State>>}
 */
export const PRESETS = {
  Moving: {x1: 1, x2: 0.5, w11: 0.6, w21: -0.4, w_out: 1.5, gradients: true},
  "Zero loss": {gradients: true},
  "Dead ReLU": {w11: -0.5, w21: 0.5, gradients: true},
  "Saturated sigmoid": {net: "2-2-1", gradients: true, w221: [3, 2.5, -2.5, -3, 2, -1, -4, 2, -3]}
};
