/**
 * The widget's state and how a link says it. Each network keeps its own activations, parameters and
 * samples.
 */

import {choice, flag, number} from "../ui/state/fields.js";
import {LIMIT, MODELS, SAMPLES, START, STEP, createNetwork} from "../network-diagram/networks.js";
import {ACTIVATIONS, train} from "../engine/network.js";
import {placesOf} from "../network-diagram/elements.js";
import {microSteps} from "../network-diagram/micro-steps.js";

export const WEIGHT_LIMIT = 4;
const STEP_OF_WEIGHTS = 0.05;
export const TRAINED = 1000;
export const EPSILON = {min: -12, max: 0, step: 1, value: -3};
export const RATE = {min: 0.05, max: 2, step: 0.05, value: 0.5};
const MOST_STEPS = 400;

/** The first network's settings, as ever. */
export const SETTINGS = {
  ...Object.fromEntries(
    Object.entries(START).map(([name, value]) => [
      name,
      number({min: -LIMIT, max: LIMIT, step: STEP, value})
    ])
  ),
  gradients: flag(false)
};

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
    Object.hasOwn(ACTIVATIONS, name) || (name === "softmax" && layer === last && sizes.at(-1) > 1);
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
function samples(model, count) {
  const {sizes, data} = model;
  const values = data.slice(data.length - 3 * count);
  const field = numbers(values, LIMIT, index => stepOfData(model, index));
  const fits = values =>
    sizes.at(-1) === 1 || values.every((value, i) => i % 3 !== 2 || (value >= 0 && value <= 1));
  return {
    ...field,
    parse: text => {
      const values = field.parse(text);
      return values && fits(values) ? values : undefined;
    }
  };
}

const short = name => name.replaceAll("-", "");

/** Where a network's own values stand in the state. */
export const keysOf = net => ({
  activations: `f${short(net)}`,
  parameters: `w${short(net)}`,
  data: `d${short(net)}`
});

const chosen = [...new Set(Object.values(MODELS).flatMap(model => [...placesOf(model).keys()]))];

export const fields = {
  ...SETTINGS,
  net: choice(Object.keys(MODELS), "2-1-1"),
  target: number({min: -LIMIT, max: LIMIT, step: STEP, value: 1}),
  ...Object.fromEntries(
    Object.entries(MODELS).flatMap(([net, model]) => {
      const keys = keysOf(net);
      const own = [[keys.activations, activations(model)]];
      if (net === "2-1-1") return [...own, [keys.data, samples(model, SAMPLES - 1)]]; // the rest has sliders of its own
      return [
        ...own,
        [keys.parameters, numbers(model.parameters, WEIGHT_LIMIT)],
        [keys.data, samples(model, SAMPLES)]
      ];
    })
  ),
  samples: number({min: 1, max: SAMPLES, step: 1, value: 1}),
  sample: number({min: 1, max: SAMPLES, step: 1, value: 1}),
  step: stepField(),
  chosen: choice(["none", ...chosen], "none"),
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

/** The values of the network in hand: activations, first parameters, samples. */
export function valuesOf(state) {
  const keys = keysOf(state.net);
  if (state.net !== "2-1-1")
    return {
      activations: state[keys.activations],
      parameters: state[keys.parameters],
      data: state[keys.data]
    };
  return {
    activations: state[keys.activations],
    parameters: [state.w11, state.w21, state.w_out],
    data: [state.x1, state.x2, state.target, ...state[keys.data]]
  };
}

/** Changes of the state that set the i-th parameter, or the i-th number of the samples. */
export function changeOf(state, kind, i, value) {
  const key = keysOf(state.net)[kind];
  if (state.net === "2-1-1") {
    const own = kind === "parameters" ? ["w11", "w21", "w_out"] : ["x1", "x2", "target"];
    if (i < own.length) return {[own[i]]: value};
    if (kind === "data") i -= own.length;
  }
  return {[key]: state[key].map((old, at) => (at === i ? value : old))};
}

/** The fields that hold a network's own values. */
const fieldsOf = net =>
  net === "2-1-1"
    ? [...Object.keys(START), "target", keysOf(net).activations, keysOf(net).data]
    : Object.values(keysOf(net));

/** The state without the values of the networks that are not shown: what a link has to say. */
export const linkedState = state => {
  const others = Object.keys(MODELS).filter(net => net !== state.net);
  const dropped = others.flatMap(fieldsOf).map(name => [name, fields[name].value]);
  return {...state, ...Object.fromEntries(dropped)};
};

/** What a link says of networks that it doesn't show. */
const valuesOfOthers = state =>
  Object.keys(MODELS)
    .filter(net => net !== state.net)
    .flatMap(net =>
      fieldsOf(net)
        .filter(
          name => fields[name].format(state[name]) !== fields[name].format(fields[name].value)
        )
        .map(name => {
          const value = fields[name].format(state[name]);
          return `ignored ${name}: ${value} (want net:${net} for it, not ${state.net})`;
        })
    );

/** What a link may say that this network, or this number of samples, doesn't have. */
export function ignored(state) {
  const {net, chosen, sample, samples, step} = state;
  const {places, steps} = read(state);
  return [
    chosen !== "none" &&
      !places.has(chosen) &&
      `ignored chosen: ${chosen} (want one of ${[...places.keys()].join(", ")}, for ${net})`,
    sample > samples &&
      `ignored sample: ${sample} (want at most ${samples}, the number of samples)`,
    step > steps.length && `ignored step: ${step} (want at most ${steps.length}, the last one)`,
    ...valuesOfOthers(state)
  ].filter(Boolean);
}

let last = {key: ""};

/**
 * train(), but once for the same network, rate and steps: most changes of the state leave them
 * alone.
 */
function trained(start, rate, steps) {
  if (steps === 0) return train(start, rate, 0);
  const key = JSON.stringify([start, rate, steps]);
  if (last.key !== key) last = {key, result: train(start, rate, steps)};
  return last.result;
}

/**
 * What the state says, worked out: the network at the start and after training, its micro-steps,
 * and which step, sample and parameter are in hand, within what this network has.
 */
export function read(state) {
  const model = MODELS[state.net];
  const start = createNetwork(model, valuesOf(state), state.samples);
  const {network, costs, diverged} = trained(start, state.rate, state.trained);
  const steps = microSteps(network);
  const places = placesOf(model);
  return {
    model,
    start,
    network,
    costs,
    diverged,
    steps,
    done: state.step === null ? null : Math.min(state.step, steps.length),
    sample: Math.min(state.sample, state.samples) - 1,
    places,
    chosen: places.get(state.chosen) ?? null
  };
}
