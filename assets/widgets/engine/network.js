/**
 * A small multilayer perceptron: forward pass, backward pass, cost and gradient descent, one sample
 * after the other.
 */

import {ACTIVATIONS} from "./activations.js";

/** @import {ActivationFunction} from "./activations.js" */

/**
 * @typedef {object} Layer
 * @property {number[][]} W `W[k][j]` leads from unit j of the layer before to unit k
 * @property {number[] | null} b a bias for each unit; null: the network has none
 * @property {string} f the activation; "softmax" in the last layer exactly where the loss is
 *   "cross_entropy"
 *
 * @typedef {{x: number[], y: number[]}} Sample input and target
 *
 * @typedef {object} Network
 * @property {Layer[]} layers layer ℓ has the index ℓ − 1
 * @property {Sample[]} samples
 * @property {"squared_error" | "cross_entropy"} loss squared_error: ½ Σ (ŷ − y)²
 *
 * @typedef {object} Pass one sample forward
 * @property {number[][]} z `z[ℓ]` belongs to layer ℓ + 1
 * @property {number[][]} a `a[0]` is x, `a.at(-1)` the output ŷ
 *
 * @typedef {object} BackwardPass ∂ℒ/∂… of one sample, index 0 for layer 1
 * @property {(number[] | null)[]} upstream ∂ℒ/∂a; null at a softmax, whose delta is ŷ − y
 * @property {(number[] | null)[]} slope σ′(z); null at a softmax
 * @property {number[][]} delta
 * @property {number[][][]} W
 * @property {number[][]} b
 *
 * @typedef {Pass & BackwardPass & {loss: number}} SampleResult
 *
 * @typedef {object} Result both passes of every sample, and the gradients of the cost
 * @property {SampleResult[]} samples
 * @property {number} cost J, the mean loss
 * @property {number[][][]} W ∂J/∂W
 * @property {number[][]} b ∂J/∂b
 */

/** @type {Record<string, ActivationFunction>} */
export const LAYER_ACTIVATIONS = {
  identity: {title: "Linear", written: "id", f: z => z, df: () => 1},
  ...ACTIVATIONS
};

/**
 * Inputs are exact decimals: a sum below DUST times the size of its terms is rounding error and
 * counts as 0.
 */
export const DUST = 1e-14;

/**
 * A sum, set to 0 if only rounding error remains.
 * @param {number[]} terms
 */
export function exactSum(terms) {
  let sum = 0;
  let size = 0;
  for (const term of terms) {
    sum += term;
    size += Math.abs(term);
  }
  return Math.abs(sum) < DUST * size ? 0 : sum + 0;
}

/**
 * w·a + b like exactSum, without a list of terms: training computes it thousands of times.
 * @param {number[]} row @param {number[]} from @param {number} bias
 */
function weightedSum(row, from, bias) {
  let sum = bias;
  let size = Math.abs(bias);
  for (let j = 0; j < row.length; j += 1) {
    const term = row[j] * from[j];
    sum += term;
    size += Math.abs(term);
  }
  return Math.abs(sum) < DUST * size ? 0 : sum + 0;
}

/**
 * The probabilities of a softmax; the largest z is taken off first, so that nothing overflows.
 * @param {number[]} z
 */
export function softmax(z) {
  const largest = Math.max(...z);
  const powers = z.map(value => Math.exp(value - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map(power => power / sum);
}

/** @param {number[]} z */
function logSumExp(z) {
  const largest = Math.max(...z);
  return largest + Math.log(z.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/**
 * One sample forward.
 * @param {Network} network @param {number[]} x @returns {Pass}
 */
export function forwardPass({layers}, x) {
  const z = [];
  const a = [x];
  for (const [l, {W, b, f}] of layers.entries()) {
    const sums = W.map((row, k) => weightedSum(row, a[l], b ? b[k] : 0));
    z.push(sums);
    a.push(f === "softmax" ? softmax(sums) : sums.map(sum => LAYER_ACTIVATIONS[f].f(sum) + 0));
  }
  return {z, a};
}

/** What a pass ends with: the last layer's z and the output. @param {Pass} pass */
const endOf = ({z, a}) => ({sums: z[z.length - 1], outputs: a[a.length - 1]});

/**
 * The loss of one sample; that of a softmax from its z, so that no logarithm of 0 is taken.
 * @param {Network} network @param {Pass} pass @param {number[]} y
 */
function sampleLoss({loss}, pass, y) {
  const {sums, outputs} = endOf(pass);
  if (loss === "cross_entropy") {
    const all = logSumExp(sums);
    return y.reduce((sum, target, k) => sum + target * (all - sums[k]), 0);
  }
  return outputs.reduce((sum, output, k) => sum + 0.5 * exactSum([output, -y[k]]) ** 2, 0);
}

/**
 * One sample backward.
 * @param {Network} network @param {Pass} pass @param {number[]} y @returns {BackwardPass}
 */
function backwardPass({layers}, {z, a}, y) {
  /** @type {Pick<BackwardPass, "upstream" | "slope" | "delta">} */
  const {upstream, slope, delta} = {upstream: [], slope: [], delta: []};
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const {f} = layers[l];
    const isLast = l === layers.length - 1;
    const back = isLast
      ? a[l + 1].map((output, k) => exactSum([output, -y[k]]))
      : collect(layers[l + 1].W, delta[l + 1]);
    const slopes = f === "softmax" ? null : z[l].map(sum => LAYER_ACTIVATIONS[f].df(sum));
    slope[l] = slopes;
    upstream[l] = slopes && back;
    delta[l] = slopes ? back.map((value, k) => slopes[k] * value + 0) : back;
  }
  const W = delta.map((values, l) => values.map(value => a[l].map(input => value * input + 0)));
  return {upstream, slope, delta, W, b: delta};
}

/**
 * Wᵀδ: what the units of a layer get back from all units that they feed.
 * @param {number[][]} W @param {number[]} delta
 */
const collect = (W, delta) =>
  W[0].map((_, j) => W.reduce((sum, row, k) => sum + row[j] * delta[k], 0) + 0);

/** @param {Network} network @returns {Result} */
export function evaluate(network) {
  const samples = network.samples.map(({x, y}) => {
    const pass = forwardPass(network, x);
    return {...pass, loss: sampleLoss(network, pass, y), ...backwardPass(network, pass, y)};
  });
  return {
    samples,
    cost: samples.reduce((sum, {loss}) => sum + loss, 0) / samples.length,
    W: network.layers.map((_, l) => meanOf(samples.map(({W}) => W[l]))),
    b: network.layers.map((_, l) => meanOf(samples.map(({b}) => b[l])))
  };
}

/**
 * The mean of nested arrays of one shape, entry by entry.
 * @template {number | any[]} Nested
 * @param {Nested[]} arrays @returns {Nested}
 */
function meanOf(arrays) {
  const [first] = arrays;
  const mean = Array.isArray(first)
    ? first.map((_, i) => meanOf(arrays.map(array => /** @type {any[]} */ (array)[i])))
    : arrays.reduce((sum, value) => sum + Number(value), 0) / arrays.length + 0;
  return /** @type {Nested} */ (mean);
}

/** J, the mean loss. @param {Network} network */
export function cost(network) {
  const losses = network.samples.map(({x, y}) => sampleLoss(network, forwardPass(network, x), y));
  return losses.reduce((a, b) => a + b) / losses.length;
}

/**
 * Mean size of the numbers that are added up to J; where they cancel it is larger than J.
 * @param {Network} network
 */
export function costTerms(network) {
  const sizes = network.samples.map(({x, y}) => lossTerms(network, forwardPass(network, x), y));
  return sizes.reduce((a, b) => a + b) / sizes.length;
}

/** @param {Network} network @param {Pass} pass @param {number[]} y */
function lossTerms({loss}, pass, y) {
  const {sums, outputs} = endOf(pass);
  if (loss === "cross_entropy") {
    const all = Math.abs(logSumExp(sums));
    return y.reduce((sum, target, k) => sum + target * (all + Math.abs(sums[k])), 0);
  }
  const sizes = outputs.map(
    (output, k) => Math.abs(output - y[k]) * (Math.abs(output) + Math.abs(y[k]))
  );
  return sizes.reduce((a, b) => a + b, 0);
}

/**
 * One step of gradient descent.
 * @param {Network} network @param {number} rate @param {Pick<Result, "W" | "b">} gradients
 * @returns {Network}
 */
export function descend(network, rate, {W, b} = evaluate(network)) {
  const layers = network.layers.map((layer, l) => ({
    ...layer,
    W: layer.W.map((row, k) => row.map((weight, j) => weight - rate * W[l][k][j])),
    b: layer.b && layer.b.map((bias, k) => bias - rate * b[l][k])
  }));
  return {...network, layers};
}

/**
 * A number of steps; it ends early where the numbers would leave the finite ones.
 * @param {Network} network @param {number} rate @param {number} steps
 * @returns {{network: Network, costs: number[], diverged: boolean}} costs: J before each step and
 *   after the last
 */
export function train(network, rate, steps) {
  const costs = [];
  let kept = network;
  for (let i = 0; i <= steps; i += 1) {
    const result = evaluate(network);
    if (i > 0 && !(result.cost < 1e12)) return {network: kept, costs, diverged: true};
    costs.push(result.cost);
    kept = network;
    if (i < steps) network = descend(network, rate, result);
  }
  return {network, costs, diverged: false};
}
