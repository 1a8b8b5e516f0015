/**
 * The widget's state and how a link writes it. Each network keeps its own activations, parameters and
 * samples.
 */

import {choice, flag, number} from "../ui/state/fields.js";
import {LAYER_ACTIVATIONS} from "../engine/network.js";
import {
  LIMIT,
  MODELS,
  SAMPLES,
  createNetwork,
  elementsOf,
  microSteps
} from "../network-diagram/index.js";

export const WEIGHT_LIMIT = 4;
const STEP_OF_WEIGHTS = 0.05;
export const TRAINED = 1000;
export const EPSILON = {min: -12, max: 0, step: 1, value: -3};
export const RATE = {min: 0.05, max: 2, step: 0.05, value: 0.5};
const MOST_STEPS = 400;

/** The values that have a field of their own: sliders for all but the target. */
export const SLIDER = {min: -LIMIT, max: LIMIT, step: 0.1};

/** Numbers in steps of 0.05, or of `stepAt(index)`, joined by "_". */
function numbers(values, limit, stepAt = () => STEP_OF_WEIGHTS) {
  const valid = (text, index) =>
    /^-?\d{1,2}(\.\d{1,2})?$/.test(text) &&
    Math.abs(Number(text)) <= limit &&
    isMultiple(Number(text), stepAt(index));
  const steps = [...new Set(values.map((_, index) => stepAt(index)))].join(" or ");
  return {
    value: values,
    want: `${values.length} numbers from ${-limit} to ${limit} in steps of ${steps}, joined by _`,
    parse: text => {
      const parts = text.length < 400 ? text.split("_") : [];
      const fits = parts.length === values.length && parts.every(valid);
      return fits ? parts.map(part => Number(part) + 0) : undefined;
    },
    format: list => list.join("_")
  };
}

const isMultiple = (value, step) => Math.abs(value / step - Math.round(value / step)) < 1e-9;

/**
 * One activation per layer, joined by "."; a softmax only where the last layer has several units.
 */
function activations({sizes, activations: values}) {
  const last = sizes.length - 2;
  const valid = (name, layer) =>
    Object.hasOwn(LAYER_ACTIVATIONS, name) ||
    (name === "softmax" && layer === last && sizes.at(-1) > 1);
  return {
    value: values,
    want: `${values.length} activations, joined by full stops`,
    parse: text => {
      const names = text.length < 100 ? text.split(".") : [];
      return names.length === values.length && names.every(valid) ? names : undefined;
    },
    format: list => list.join(".")
  };
}

/** The step of a number of the samples: a target of two outputs is a probability. */
export const stepOfData = ({sizes}, index) => (sizes.at(-1) > 1 && index % 3 === 2 ? 0.01 : 0.05);

/** Samples (x₁, x₂, target), three numbers each; a probability where there are two outputs. */
function samples(model, values) {
  const {sizes} = model;
  const field = numbers(values, LIMIT, index => stepOfData(model, index));
  const isProbability = value => value >= 0 && value <= 1;
  const fits = list =>
    sizes.at(-1) === 1 || list.every((value, i) => i % 3 !== 2 || isProbability(value));
  return {
    ...field,
    parse: text => {
      const list = field.parse(text);
      return list && fits(list) ? list : undefined;
    }
  };
}

const withoutDashes = name => name.replaceAll("-", "");

/** The fields that list a network's own values. */
export const keysOf = net => ({
  activations: `f${withoutDashes(net)}`,
  parameters: `w${withoutDashes(net)}`,
  data: `d${withoutDashes(net)}`
});

/** The fields of single values, as far as a network has them; lists hold its other values. */
const singleFields = (net, kind) => MODELS[net].fields?.[kind] ?? [];

const listFields = {
  activations: model => activations(model),
  parameters: (model, values) => numbers(values, WEIGHT_LIMIT),
  data: (model, values) => samples(model, values)
};

/** The fields of one network by name: single values, then lists of the others. */
function fieldsOfNetwork(net) {
  const model = MODELS[net];
  return Object.entries(keysOf(net)).flatMap(([kind, key]) => {
    const names = singleFields(net, kind);
    const others = model[kind].slice(names.length);
    const singles = names.map((name, i) => [name, number({...SLIDER, value: model[kind][i]})]);
    return others.length ? [...singles, [key, listFields[kind](model, others)]] : singles;
  });
}

const FIELDS_BY_NETWORK = Object.fromEntries(
  Object.keys(MODELS).map(net => [net, Object.fromEntries(fieldsOfNetwork(net))])
);

/** The inputs and weights that have sliders of their own. */
export const slidersOf = net => {
  const [x1, x2] = singleFields(net, "data");
  return x1 ? [x1, x2, ...singleFields(net, "parameters")] : [];
};

const elementNames = new Set(Object.values(MODELS).flatMap(model => [...elementsOf(model).keys()]));
const networkFields = Object.assign({}, ...Object.values(FIELDS_BY_NETWORK));
const sliderFields = Object.keys(MODELS)
  .flatMap(slidersOf)
  .map(name => [name, networkFields[name]]);

/** In the order in which links name them. */
export const fields = {
  ...Object.fromEntries(sliderFields),
  gradients: flag(false),
  net: choice(Object.keys(MODELS), "2-1-1"),
  target: networkFields.target,
  ...networkFields,
  samples: number({min: 1, max: SAMPLES, step: 1, value: 1}),
  sample: number({min: 1, max: SAMPLES, step: 1, value: 1}),
  step: stepField(),
  chosen: choice(["none", ...elementNames], "none"),
  panel: choice(["none", "values", "network", "doubt", "train"], "values"),
  present: flag(false),
  epsilon: number(EPSILON),
  rate: number(RATE),
  trained: number({min: 0, max: TRAINED, step: 1, value: 0})
};

/** The number of micro-steps done; null while none is chosen. */
function stepField() {
  return {
    value: null,
    want: `off or a whole number from 0 to ${MOST_STEPS}`,
    parse: text =>
      text === "off"
        ? null
        : /^\d{1,3}$/.test(text) && Number(text) <= MOST_STEPS
          ? Number(text)
          : undefined,
    format: value => (value === null ? "off" : String(value))
  };
}

/** The values of the chosen network: activations, first parameters, samples. */
export function valuesOf(state) {
  const {net} = state;
  const lists = Object.entries(keysOf(net)).map(([kind, key]) => [
    kind,
    [...singleFields(net, kind).map(name => state[name]), ...(state[key] ?? [])]
  ]);
  return Object.fromEntries(lists);
}

/** Changes of the state that set the i-th parameter, or the i-th number of the samples. */
export function changeOf(state, kind, i, value) {
  const names = singleFields(state.net, kind);
  if (i < names.length) return {[names[i]]: value};
  const key = keysOf(state.net)[kind];
  return {[key]: state[key].map((old, at) => (at === i - names.length ? value : old))};
}

/** The field of a parameter or number of the samples, if it has one of its own. */
export const fieldOf = ({net}, kind, i) => singleFields(net, kind)[i];

/** The position of an element's value among the parameters, or the numbers of the samples. */
export const positionOf = ({sample}, {kind, index}) =>
  index + (kind === "data" ? 3 * (sample - 1) : 0);

/** The fields of the networks that are not chosen, with the names of the networks. */
const fieldsOfOthers = ({net}) =>
  Object.entries(FIELDS_BY_NETWORK)
    .filter(([other]) => other !== net)
    .flatMap(([other, own]) => Object.entries(own).map(([name, field]) => ({other, name, field})));

/** The state without the values of the networks that are not shown: what a link has to say. */
export const linkedState = state => ({
  ...state,
  ...Object.fromEntries(fieldsOfOthers(state).map(({name, field}) => [name, field.value]))
});

/**
 * A valid state: step, sample and element that the chosen network has, or the nearest ones.
 * @returns {{state: object, ignored: string[]}} ignored: what the network doesn't have
 */
export function normalise(state) {
  const model = MODELS[state.net];
  const elements = elementsOf(model);
  const last = microSteps(createNetwork(model, valuesOf(state), state.samples)).length;
  const valid = {
    ...state,
    step: state.step === null ? null : Math.min(state.step, last),
    sample: Math.min(state.sample, state.samples),
    chosen: elements.has(state.chosen) ? state.chosen : "none"
  };
  return {state: valid, ignored: listIgnored(state, valid, [...elements.keys()])};
}

function listIgnored(state, valid, names) {
  const {net, samples} = state;
  const want = {
    chosen: `one of ${names.join(", ")}, for ${net}`,
    sample: `at most ${samples}, the number of samples`,
    step: `at most ${valid.step}, the last one`
  };
  const changed = Object.keys(want).filter(name => valid[name] !== state[name]);
  return [
    ...changed.map(name => `ignored ${name}: ${state[name]} (want ${want[name]})`),
    ...fieldsOfOthers(state)
      .map(({name, field, other}) => ({name, other, text: field.format(state[name]), field}))
      .filter(({text, field}) => text !== field.format(field.value))
      .map(
        ({name, other, text}) => `ignored ${name}: ${text} (want net:${other} for it, not ${net})`
      )
  ];
}
