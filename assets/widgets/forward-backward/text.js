/**
 * The finding in one sentence: of the step in hand, of the chosen gradient, or of the whole
 * setting.
 */

import {finding as firstFinding, named} from "../network-diagram/one-relu-network.js";
import {gradientOf} from "../network-diagram/networks.js";
import {stepOf} from "../network-diagram/elements.js";
import {lossOf, plain, symbolsOf} from "../network-diagram/symbols.js";

/** @param {object} state @param {object} run see view.js @param {{current: object | null}} shown */
export function finding(state, run, shown, show) {
  if (run.diverged)
    return `Step ${run.costs.length} would carry J beyond 10¹²: η = ${show(state.rate)} is too large here.`;
  if (run.done !== null) return stepSentence(run, shown, show);
  const chosen = chosenSentence(run, shown, show);
  if (chosen && state.panel !== "train") return chosen;
  if (run.trained > 0) return trainedSentence(state, run, show);
  if (isFirst(state)) return firstFinding(named(run.result), state, show);
  return setting(state, run, show);
}

/** Where the numbers come from, and what of them is not the named source's. */
export function originOf({model, samples}) {
  if (!model.samplesNote) return "computed";
  return `computed; ${samples > 1 ? model.samplesNote : model.biasesNote}`;
}

/** Whether the first network stands as one-relu-network.js describes it. */
const isFirst = state =>
  state.net === "2-1-1" &&
  state.samples === 1 &&
  state.target === 1 &&
  state.f211.join(".") === "relu.identity";

function stepSentence(run, {current}, show) {
  if (!current)
    return `Nothing is computed yet: ${run.steps.length} steps lead through both passes.`;
  const of = run.samples > 1 ? `, sample ${current.sample + 1} of ${run.samples}` : "";
  return `Step ${run.done} of ${run.steps.length}, ${current.phase}${of}: ${operation(current, run, show)}`;
}

/**
 * The rule of the gradient that is chosen, with its numbers; nothing where none is, or none is
 * shown.
 */
function chosenSentence(run, {chosen, sample, knows}, show) {
  const step = stepOf(chosen, run.samples, sample);
  if (!step || !knows({op: "delta"})) return "";
  const sentence = operation(step, run, show);
  return sentence.replace(/^[a-z]/, letter => letter.toUpperCase()); // a δ stays small
}

function operation({op, sample, layer, k, j}, {model, network, result, samples}, show) {
  const values = result.samples[sample];
  const symbols = symbolsOf(model);
  const name = symbol => plain(symbol);
  const gradient = parameter => `∂${lossOf({samples})}/∂${parameter}`;
  const parameterGradient = () =>
    `∂J/∂${name(j === null ? symbols.bias(layer, k) : symbols.weight(layer, k, j))}`;
  const unit = () => name(symbols.activation(layer, k));
  const sentences = {
    z: () =>
      `weighted inputs${network.layers[layer].b ? " plus bias" : ""} ` +
      `give ${name(symbols.z(layer, k))} = ${show(values.z[layer][k])}.`,
    a: () => `the activation gives ${unit()} = ${show(values.a[layer + 1][k])}.`,
    softmax: () =>
      `softmax turns the z into probabilities, ${values.a.at(-1).map(show).join(" and ")}.`,
    loss: () => `the loss of this sample is ${show(values.loss)}.`,
    cost: () => `the cost is the mean loss, J = ${show(result.cost)}.`,
    upstream: () =>
      layer === network.layers.length - 1
        ? `the error ŷ − y = ${show(values.upstream[layer][k])} starts the way back.`
        : `${unit()} collects ${show(values.upstream[layer][k])} from what it feeds.`,
    delta: () => deltaSentence(values, network, layer, k, name(symbols.delta(layer, k)), show),
    weight: () =>
      `δ × input gives ${gradient(name(symbols.weight(layer, k, j)))} = ${show(values.W[layer][k][j])}.`,
    bias: () =>
      `the input of a bias is 1, so ${gradient(name(symbols.bias(layer, k)))} is δ itself, ` +
      `${show(values.b[layer][k])}.`,
    mean: () =>
      `the mean over the ${samples} samples gives ` +
      `${parameterGradient()} = ${show(gradientOf(result, {layer, k, j}))}.`,
    update: () => "each parameter moves against its gradient, w → w′."
  };
  return sentences[op]();
}

function deltaSentence({slope, upstream, delta}, network, layer, k, name, show) {
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

function setting({gradients}, {network, result, samples}, show) {
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
 * The drawing's alternative text. Names no input, so that a label stays the one thing that bears
 * its text.
 */
export function altText({network, result, samples, model}, {knows, current}, show) {
  const [, ...units] = model.sizes;
  const layers = units
    .map(
      (count, l) =>
        `${count} ${network.layers[l].f === "identity" ? "linear" : network.layers[l].f.replace("_", " ")}`
    )
    .join(", then ");
  const outputs = units.at(-1) === 1 ? "output" : "outputs";
  const loss = samples > 1 ? result.cost : result.samples[0].loss;
  const values = knows({op: "loss"})
    ? ` Output ${result.samples[0].a.at(-1).map(show).join(", ")}, loss ${show(loss)}.`
    : "";
  const lit = current ? " The present step is lit." : "";
  return `Network of two inputs, then ${layers} ${outputs}.${values}${lit}`;
}
