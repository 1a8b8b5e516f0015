/** What a valid state describes: the network, both passes, the micro-steps, and what is shown. */

import {evaluate, train} from "../engine/network.js";
import {
  MODELS,
  createNetwork,
  elementsOf,
  everything,
  gradientOf,
  microSteps,
  parametersOf,
  progress
} from "../network-diagram/index.js";
import {remember} from "../ui/remember.js";
import {valuesOf} from "./state.js";

/**
 * @import {Network, SampleResult} from "../engine/network.js"
 * @import {State} from "./state.js"
 *
 * @typedef {ReturnType<typeof createRun>} Run
 * @typedef {ReturnType<typeof shownOf>} Shown
 */

const trainFrom = remember((/** @type {[Network, number, number]} */ setting) => train(...setting));

/** @type {WeakMap<State, Run>} */
const runs = new WeakMap();

/**
 * The network at the start and after training, its numbers and micro-steps, and which step, sample
 * (from 0) and element are chosen.
 * @param {State} state @returns {Run}
 */
export function runOf(state) {
  const run = runs.get(state) ?? createRun(state);
  runs.set(state, run);
  return run;
}

/** @param {State} state */
function createRun(state) {
  const {rate, samples, trained, step} = state;
  const model = MODELS[state.net];
  const start = createNetwork(model, valuesOf(state), samples);
  const {network, costs, diverged} = trained
    ? trainFrom([start, rate, trained])
    : train(start, rate, 0);
  const elements = elementsOf(model);
  return {
    ...{model, start, network, costs, diverged, rate, samples, trained, elements},
    steps: microSteps(network),
    result: evaluate(network),
    done: step,
    sample: state.sample - 1,
    chosen: elements.get(state.chosen) ?? null
  };
}

/**
 * Which numbers are known: those of the steps done, or of all passes where no step is chosen.
 * @param {State} state @param {Run} run
 */
export function shownOf({gradients}, {network, steps, done, sample, chosen}) {
  const known = done === null ? everything(network, {sample, gradients}) : progress(steps, done);
  return {...known, chosen: chosen?.kind === "data" ? null : chosen};
}

/** The output ŷ. @param {SampleResult} sample */
export const outputOf = ({a}) => a[a.length - 1];

/**
 * The computed part of the widget's value: cost and outputs of the sample shown, and the gradients
 * of the cost by the names of the parameters.
 * @param {State} state
 */
export function computeResults(state) {
  const {model, result, sample, steps} = runOf(state);
  const gradients = parametersOf(model).map(parameter => [
    parameter.name,
    gradientOf(result, parameter)
  ]);
  return {
    cost: result.cost,
    outputs: outputOf(result.samples[sample]),
    gradients: Object.fromEntries(gradients),
    steps: steps.length
  };
}
