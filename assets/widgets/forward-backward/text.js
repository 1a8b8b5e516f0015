/**
 * The finding in one sentence: of the current step, of the chosen gradient, or of the whole setting.
 */

import {gradientOf, lossOf, plain, stepOf, symbolsOf} from "../network-diagram/index.js";

/**
 * @param {object} state @param {object} run core.js @param {{current: object | null}} shown
 * @param {(value: number) => string} show
 */
export function finding(state, run, shown, show) {
  if (run.diverged)
    return `Step ${run.costs.length} would carry J beyond 10¹²: η = ${show(state.rate)} is too large here.`;
  if (run.done !== null) return stepSentence(run, shown, show);
  const chosen = chosenSentence(run, shown, show);
  if (chosen && state.panel !== "train") return chosen;
  if (run.trained > 0) return trainedSentence(state, run, show);
  return isSingleRelu(run) ? reluSentence(state, run, show) : settingSentence(state, run, show);
}

/** Where the numbers come from, and which of them differ from the named source's. */
export function originOf({model, samples}) {
  if (!model.samplesNote) return "computed";
  return `computed; ${samples > 1 ? model.samplesNote : model.biasesNote}`;
}

/** Whether the network is one ReLU with a linear output, at one sample. */
const isSingleRelu = ({network: {layers}, samples}) =>
  samples === 1 &&
  layers.every(({W}) => W.length === 1) &&
  layers.map(({f}) => f).join() === "relu,identity";

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

function stepSentence(run, {current}, show) {
  if (!current)
    return `Nothing is computed yet: ${run.steps.length} steps lead through both passes.`;
  const of = run.samples > 1 ? `, sample ${current.sample + 1} of ${run.samples}` : "";
  return `Step ${run.done} of ${run.steps.length}, ${current.phase}${of}: ${operation(current, run, show)}`;
}

/** The rule of the chosen gradient with its numbers; empty where none is chosen or shown. */
function chosenSentence(run, {chosen, sample, knows}, show) {
  const step = stepOf(chosen, run.samples, sample);
  if (!step || !knows({op: "delta"})) return "";
  const sentence = operation(step, run, show);
  return sentence.replace(/^[a-z]/, letter => letter.toUpperCase()); // a δ stays small
}

/** What one micro-step does, beginning with a small letter. */
function operation(step, run, show) {
  const {layer, k} = step;
  const values = run.result.samples[step.sample];
  const symbols = symbolsOf(run.model);
  const parameter = plain(symbols.parameter({j: null, ...step}));
  const context = {
    ...{step, run, values, show, parameter},
    unit: plain(symbols.activation(layer, k)),
    z: plain(symbols.z(layer, k)),
    delta: plain(symbols.delta(layer, k)),
    loss: lossOf(run)
  };
  return OPERATIONS[step.op](context);
}

const OPERATIONS = {
  z: ({step: {layer, k}, run: {network}, values, z, show}) =>
    `weighted inputs${network.layers[layer].b ? " plus bias" : ""} ` +
    `give ${z} = ${show(values.z[layer][k])}.`,
  a: ({step: {layer, k}, values, unit, show}) =>
    `the activation gives ${unit} = ${show(values.a[layer + 1][k])}.`,
  softmax: ({values, show}) =>
    `softmax turns the z into probabilities, ${values.a.at(-1).map(show).join(" and ")}.`,
  loss: ({values, show}) => `the loss of this sample is ${show(values.loss)}.`,
  cost: ({run, show}) => `the cost is the mean loss, J = ${show(run.result.cost)}.`,
  upstream: ({step: {layer, k}, run: {network}, values, unit, show}) =>
    layer === network.layers.length - 1
      ? `the error ŷ − y = ${show(values.upstream[layer][k])} starts the way back.`
      : `${unit} collects ${show(values.upstream[layer][k])} from what it feeds.`,
  delta: ({step: {layer, k}, values, delta, show}) => deltaSentence(values, layer, k, delta, show),
  weight: ({step: {layer, k, j}, values, parameter, loss, show}) =>
    `δ × input gives ∂${loss}/∂${parameter} = ${show(values.W[layer][k][j])}.`,
  bias: ({step: {layer, k}, values, parameter, loss, show}) =>
    `the input of a bias is 1, so ∂${loss}/∂${parameter} is δ itself, ${show(values.b[layer][k])}.`,
  mean: ({step, run: {samples, result}, parameter, show}) =>
    `the mean over the ${samples} samples gives ` +
    `∂J/∂${parameter} = ${show(gradientOf(result, step))}.`,
  update: () => "each parameter moves against its gradient, w → w′."
};

function deltaSentence({slope, upstream, delta}, layer, k, name, show) {
  if (!slope[layer])
    return `softmax with cross-entropy leaves ${name} = ŷ − y = ${show(delta[layer][k])}.`;
  if (slope[layer][k] === 0) return `the slope is 0: the way back ends at this unit, ${name} = 0.`;
  const product = `local slope ${show(slope[layer][k])} × upstream ${show(upstream[layer][k])}`;
  return `${product} gives ${name} = ${show(delta[layer][k])}.`;
}

function trainedSentence({rate}, {model, costs, trained}, show) {
  const steps = `${trained} ${trained === 1 ? "step" : "steps"}`;
  const change = `J went from ${show(costs[0])} to ${show(costs.at(-1))}`;
  return `After ${steps} with η = ${show(rate)}, ${change}.${model.note ? ` ${model.note}` : ""}`;
}

function settingSentence({gradients}, {network, result, samples}, show) {
  const outcome =
    samples > 1
      ? `Over ${samples} samples J = ${show(result.cost)}`
      : `ŷ = ${result.samples[0].a.at(-1).map(show).join(", ")}, J = ${show(result.cost)}`;
  if (!gradients) return `${outcome}.`;
  const all = [...result.W.flat(2), ...(network.layers[0].b ? result.b.flat() : [])].map(Math.abs);
  const largest = Math.max(...all);
  if (largest === 0) return `${outcome}: every gradient is 0.`;
  const dead = result.samples[0].slope
    .flatMap(slopes => slopes ?? [])
    .filter(slope => slope === 0).length;
  const shut =
    dead && samples === 1
      ? ` ${dead} ${dead === 1 ? "unit is off and sends" : "units are off and send"} nothing back.`
      : "";
  const reason = result.samples.every(isSaturated) ? ", slopes near 0 swallowed the rest" : "";
  if (largest < 1e-3) return `${outcome}: the largest gradient is only ${show(largest)}${reason}.`;
  return `${outcome}: the largest gradient is ${show(largest)}.${shut}`;
}

/** Whether some layer lets nearly nothing back. */
const isSaturated = ({slope}) =>
  slope.some(slopes => slopes?.every(value => Math.abs(value) < 0.01));

/**
 * The drawing's alternative text. It names no input: a label's text stands in the label only.
 */
export function altText({network, result, samples, model}, {knows, current}, show) {
  const units = model.sizes.slice(1);
  const activationName = ({f}) => (f === "identity" ? "linear" : f.replace("_", " "));
  const layers = units.map((count, l) => `${count} ${activationName(network.layers[l])}`);
  const outputs = units.at(-1) === 1 ? "output" : "outputs";
  const loss = samples > 1 ? result.cost : result.samples[0].loss;
  const values = knows({op: "loss"})
    ? ` Output ${result.samples[0].a.at(-1).map(show).join(", ")}, loss ${show(loss)}.`
    : "";
  const highlight = current ? " The present step is lit." : "";
  return `Network of two inputs, then ${layers.join(", then ")} ${outputs}.${values}${highlight}`;
}
