/** The finding in one sentence: on the current step, the chosen gradient, or the setting. */

import {gradientOf, lossOf, plain, stepOf, symbolsOf} from "../network-diagram/index.js";
import {outputOf} from "./core.js";

/**
 * @import {SampleResult} from "../engine/network.js"
 * @import {MicroStep} from "../network-diagram/micro-steps.js"
 * @import {Format} from "../ui/readout.js"
 * @import {Run, Shown} from "./core.js"
 * @import {State} from "./state.js"
 */

/** @param {State} state @param {Run} run @param {Shown} shown @param {Format} show */
export function finding(state, run, shown, show) {
  if (run.diverged)
    return `Step ${run.costs.length} would carry J beyond 10¹²: η = ${show(state.rate)} is too large here.`;
  if (run.done !== null) return stepSentence(run, shown, show);
  const chosen = chosenSentence(run, shown, show);
  if (chosen && state.panel !== "train") return chosen;
  if (run.trained > 0) return trainedSentence(run, show);
  return isSingleRelu(run) ? reluSentence(state, run, show) : settingSentence(state, run, show);
}

/** Where the numbers come from, and which of them differ from the named source's. @param {Run} run */
export function originOf({model, samples}) {
  if (!model.samplesNote) return "computed";
  return `computed; ${samples > 1 ? model.samplesNote : model.biasesNote}`;
}

/** Whether the network is one ReLU with a linear output, at one sample. @param {Run} run */
const isSingleRelu = ({network: {layers}, samples}) =>
  samples === 1 &&
  layers.every(({W}) => W.length === 1) &&
  layers.map(({f}) => f).join() === "relu,identity";

/** @param {State} state @param {Run} run @param {Format} show */
function reluSentence({gradients}, {network, result}, show) {
  const [{z, a, loss, delta, W}] = result.samples;
  const [outputWeight] = network.layers[1].W[0];
  const outcome = `ŷ = ${show(a[2][0])}, J = ${show(loss)}`;
  if (!gradients) {
    const target = show(network.samples[0].y[0]);
    return `${outcome}${loss === 0 ? ": right on the target." : ` for the target ${target}.`}`;
  }
  if (loss === 0) return `${outcome}: every gradient is 0, there is nothing to correct.`;
  if (z[0][0] <= 0)
    return `The ReLU is off (z = ${show(z[0][0])}, slope 0): no weight receives a gradient, though J = ${show(loss)}.`;
  if (outputWeight === 0) return `${outcome}: the output weight is 0, so nothing passes on to h.`;
  const change = W[1][0][0] < 0 ? "raise" : "lower";
  return `${outcome}: ${change} the output weight and J falls; δ at h is ${show(delta[0][0])}.`;
}

/** @param {Run} run @param {Shown} shown @param {Format} show */
function stepSentence(run, {current}, show) {
  if (!current)
    return `Nothing is computed yet: ${run.steps.length} steps lead through both passes.`;
  const of = run.samples > 1 ? `, sample ${current.sample + 1} of ${run.samples}` : "";
  return `Step ${run.done} of ${run.steps.length}, ${current.phase}${of}: ${describe(current, run, show)}`;
}

/**
 * The rule of the chosen gradient with its numbers; empty where none is chosen or shown.
 * @param {Run} run @param {Shown} shown @param {Format} show
 */
function chosenSentence(run, {chosen, sample, knows}, show) {
  const step = stepOf(chosen, run.samples, sample);
  if (!step || !knows(step)) return "";
  return describe(step, run, show).replace(/^[a-z]/, letter => letter.toUpperCase()); // a δ stays small
}

/**
 * What one micro-step does, beginning with a small letter. Steps that concern no unit don't use the
 * names of the first one.
 * @param {MicroStep} step @param {Run} run @param {Format} show
 */
function describe({op, sample, layer = 0, k = 0, j = null}, run, show) {
  const symbols = symbolsOf(run.model);
  const values = run.result.samples[sample];
  return OPERATIONS[op]({
    ...{layer, k, j, run, show},
    values,
    upstream: values.upstream[layer]?.[k] ?? NaN,
    unit: plain(symbols.activation(layer, k)),
    z: plain(symbols.z(layer, k)),
    delta: plain(symbols.delta(layer, k)),
    gradient: `∂${op === "mean" ? "J" : lossOf(run)}/∂${plain(symbols.parameter({layer, k, j}))}`
  });
}

/**
 * @typedef {object} StepContext names and numbers of a step; unit: its activation
 * @property {number} layer
 * @property {number} k
 * @property {number | null} j
 * @property {Run} run
 * @property {Format} show
 * @property {SampleResult} values
 * @property {number} upstream not a number at a softmax, which has no such step
 * @property {string} unit
 * @property {string} z
 * @property {string} delta
 * @property {string} gradient
 */
/** @type {Record<MicroStep["op"], (context: StepContext) => string>} */
const OPERATIONS = {
  z: ({layer, k, run, values, z, show}) =>
    `weighted inputs${run.network.layers[layer].b ? " plus bias" : ""} ` +
    `give ${z} = ${show(values.z[layer][k])}.`,
  a: ({layer, k, values, unit, show}) =>
    `the activation gives ${unit} = ${show(values.a[layer + 1][k])}.`,
  softmax: ({layer, values, show}) =>
    `softmax turns the z into probabilities, ${values.a[layer + 1].map(show).join(" and ")}.`,
  loss: ({values, show}) => `the loss of this sample is ${show(values.loss)}.`,
  cost: ({run, show}) => `the cost is the mean loss, J = ${show(run.result.cost)}.`,
  upstream: ({layer, run, upstream, unit, show}) =>
    layer === run.network.layers.length - 1
      ? `the error ŷ − y = ${show(upstream)} starts the way back.`
      : `${unit} collects ${show(upstream)} from what it feeds.`,
  delta({layer, k, values, upstream, delta, show}) {
    const value = show(values.delta[layer][k]);
    const slope = values.slope[layer]?.[k];
    if (slope === undefined)
      return `softmax with cross-entropy leaves ${delta} = ŷ − y = ${value}.`;
    if (slope === 0) return `the slope is 0: the way back ends at this unit, ${delta} = 0.`;
    return `local slope ${show(slope)} × upstream ${show(upstream)} gives ${delta} = ${value}.`;
  },
  weight: ({layer, k, j, values, gradient, show}) =>
    `δ × input gives ${gradient} = ${show(gradientOf(values, {layer, k, j}))}.`,
  bias: ({layer, k, values, gradient, show}) =>
    `the input of a bias is 1, so ${gradient} is δ itself, ${show(values.b[layer][k])}.`,
  mean: ({layer, k, j, run: {samples, result}, gradient, show}) =>
    `the mean over the ${samples} samples gives ${gradient} = ${show(gradientOf(result, {layer, k, j}))}.`,
  update: () => "each parameter moves against its gradient, w → w′."
};

/** @param {Run} run @param {Format} show */
function trainedSentence({model, costs, rate, trained}, show) {
  const steps = `${trained} ${trained === 1 ? "step" : "steps"}`;
  const change = `J went from ${show(costs[0])} to ${show(costs[costs.length - 1])}`;
  return `After ${steps} with η = ${show(rate)}, ${change}.${model.note ? ` ${model.note}` : ""}`;
}

/** @param {State} state @param {Run} run @param {Format} show */
function settingSentence({gradients}, {network, result, samples}, show) {
  const [first] = result.samples;
  const outcome =
    samples > 1
      ? `Over ${samples} samples J = ${show(result.cost)}`
      : `ŷ = ${outputOf(first).map(show).join(", ")}, J = ${show(result.cost)}`;
  if (!gradients) return `${outcome}.`;
  const all = [...result.W.flat(2), ...(network.layers[0].b ? result.b.flat() : [])].map(Math.abs);
  const largest = Math.max(...all);
  if (largest === 0) return `${outcome}: every gradient is 0.`;
  const reason = result.samples.every(isSaturated) ? ", slopes near 0 swallowed the rest" : "";
  if (largest < 1e-3) return `${outcome}: the largest gradient is only ${show(largest)}${reason}.`;
  const off = samples === 1 ? first.slope.flat().filter(slope => slope === 0).length : 0;
  const units = off === 1 ? "unit is off and sends" : "units are off and send";
  const note = off ? ` ${off} ${units} nothing back.` : "";
  return `${outcome}: the largest gradient is ${show(largest)}.${note}`;
}

/** Whether some layer lets nearly nothing back. @param {SampleResult} sample */
const isSaturated = ({slope}) =>
  slope.some(slopes => slopes?.every(value => Math.abs(value) < 0.01));

/**
 * The drawing's alternative text. It names no input: a label's text stands in the label only.
 * @param {Run} run @param {Shown} shown @param {Format} show
 */
export function altText({network, result, samples, model}, {knows, current}, show) {
  const layers = network.layers.map(({W, f}) => {
    const name = f === "identity" ? "linear" : f.replace("_", " ");
    return `${W.length} ${name}`;
  });
  const outputs = model.sizes.at(-1) === 1 ? "output" : "outputs";
  const [first] = result.samples;
  const loss = samples > 1 ? result.cost : first.loss;
  const values = knows({op: "loss"})
    ? ` Output ${outputOf(first).map(show).join(", ")}, loss ${show(loss)}.`
    : "";
  const highlight = current ? " The present step is lit." : "";
  return `Network of two inputs, then ${layers.join(", then ")} ${outputs}.${values}${highlight}`;
}
