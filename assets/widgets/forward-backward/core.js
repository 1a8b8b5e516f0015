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

const trainFrom = remember(([start, rate, steps]) => train(start, rate, steps));

const runs = new WeakMap();

/**
 * The network at the start and after training, its numbers and micro-steps, and which step, sample
 * (from 0) and element are chosen.
 */
export function runOf(state) {
  if (!runs.has(state)) runs.set(state, createRun(state));
  return runs.get(state);
}

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

/** Which numbers are known: those of the steps done, or of all passes where no step is chosen. */
export function shownOf({gradients}, {network, steps, done, sample, chosen}) {
  const known = done === null ? everything(network, {sample, gradients}) : progress(steps, done);
  return {...known, chosen};
}

/**
 * The computed part of the widget's value: cost and outputs of the sample shown, and the gradients
 * of the cost by the names of the parameters.
 */
export function computeResults(state) {
  const {model, result, sample, steps} = runOf(state);
  const gradients = parametersOf(model).map(parameter => [
    parameter.name,
    gradientOf(result, parameter)
  ]);
  return {
    cost: result.cost,
    outputs: result.samples[sample].a.at(-1),
    gradients: Object.fromEntries(gradients),
    steps: steps.length
  };
}
