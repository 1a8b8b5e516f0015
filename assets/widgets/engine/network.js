/**
 * A small multilayer perceptron: forward pass, backward pass, cost and gradient descent, for
 * samples one by one.
 *
 * A network is {layers, loss, samples}. Layer ℓ (index ℓ − 1) is {W, b, f}: W[k][j] leads from unit
 * j of the layer before to unit k, b[k] is its bias (b: null, no biases), f names its activation. A
 * sample is {x, y}. The last layer is "softmax" exactly where the loss is "cross_entropy"; else the
 * loss is "squared_error", ½ Σ (ŷ − y)².
 */

import {ACTIVATIONS} from "./activations.js";

export const LAYER_ACTIVATIONS = {
  identity: {title: "Linear", f: z => z, df: () => 1},
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

/** w·a + b like exactSum, without a list of terms: training computes it thousands of times. */
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
 * @returns {number[]} probabilities; the largest z is taken off first, so that nothing overflows
 */
export function softmax(z) {
  const largest = Math.max(...z);
  const powers = z.map(value => Math.exp(value - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map(power => power / sum);
}

function logSumExp(z) {
  const largest = Math.max(...z);
  return largest + Math.log(z.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/**
 * One sample forward.
 * @returns {{z: number[][], a: number[][]}} z[ℓ] belongs to layer ℓ + 1, a[0] is x, a.at(-1) the
 *   output ŷ
 */
export function forwardPass({layers}, x) {
  const z = [];
  const a = [x];
  for (const {W, b, f} of layers) {
    const from = a.at(-1);
    const sums = W.map((row, k) => weightedSum(row, from, b ? b[k] : 0));
    z.push(sums);
    a.push(f === "softmax" ? softmax(sums) : sums.map(sum => LAYER_ACTIVATIONS[f].f(sum) + 0));
  }
  return {z, a};
}

/** The loss of one sample; that of a softmax from its z, so that no logarithm of 0 is taken. */
function sampleLoss({loss}, {z, a}, y) {
  if (loss === "cross_entropy") {
    const all = logSumExp(z.at(-1));
    return y.reduce((sum, target, k) => sum + target * (all - z.at(-1)[k]), 0);
  }
  return a.at(-1).reduce((sum, output, k) => sum + 0.5 * exactSum([output, -y[k]]) ** 2, 0);
}

/**
 * One sample backward. All are ∂ℒ/∂… of this sample, index 0 for layer 1.
 * @returns {{upstream: number[][], slope: number[][], delta: number[][], W: number[][][], b:
 *   number[][]}}
 *   upstream: ∂ℒ/∂a; slope: σ′(z); both are null at a softmax, whose delta is ŷ − y
 */
function backwardPass({layers}, {z, a}, y) {
  const upstream = [];
  const slope = [];
  const delta = [];
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const {f} = layers[l];
    const last = l === layers.length - 1;
    const back = last
      ? a[l + 1].map((output, k) => exactSum([output, -y[k]]))
      : collect(layers[l + 1].W, delta[l + 1]);
    slope[l] = f === "softmax" ? null : z[l].map(sum => LAYER_ACTIVATIONS[f].df(sum));
    upstream[l] = f === "softmax" ? null : back;
    delta[l] = slope[l] ? back.map((value, k) => slope[l][k] * value + 0) : back;
  }
  const W = delta.map((values, l) => values.map(value => a[l].map(input => value * input + 0)));
  return {upstream, slope, delta, W, b: delta};
}

/** Wᵀδ: what the units of a layer get back from all units that they feed. */
const collect = (W, delta) =>
  W[0].map((_, j) => W.reduce((sum, row, k) => sum + row[j] * delta[k], 0) + 0);

/**
 * Both passes of every sample, and the gradients of the cost J, their mean loss.
 * @returns {{samples: {z: number[][], a: number[][], loss: number, upstream: any, slope: any,
 *   delta: number[][],
 *   W: number[][][], b: number[][]}[], cost: number, W: number[][][], b: number[][]}}
 */
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

/** The mean of equal arrays, entry by entry. */
function meanOf(arrays) {
  if (typeof arrays[0] !== "number")
    return arrays[0].map((_, i) => meanOf(arrays.map(array => array[i])));
  let sum = 0;
  for (const value of arrays) sum += value;
  return sum / arrays.length + 0;
}

export function cost(network) {
  const losses = network.samples.map(({x, y}) => sampleLoss(network, forwardPass(network, x), y));
  return losses.reduce((a, b) => a + b) / losses.length;
}

/** Mean size of the numbers that are added up to J; where they cancel it is larger than J. */
export function costTerms(network) {
  const sizes = network.samples.map(({x, y}) => lossTerms(network, forwardPass(network, x), y));
  return sizes.reduce((a, b) => a + b) / sizes.length;
}

function lossTerms({loss}, {z, a}, y) {
  if (loss === "cross_entropy") {
    const all = Math.abs(logSumExp(z.at(-1)));
    return y.reduce((sum, target, k) => sum + target * (all + Math.abs(z.at(-1)[k])), 0);
  }
  const sizeOf = (output, k) => Math.abs(output - y[k]) * (Math.abs(output) + Math.abs(y[k]));
  return a.at(-1).reduce((sum, output, k) => sum + sizeOf(output, k), 0);
}

/** One step of gradient descent. */
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
 * @returns {{network: object, costs: number[], diverged: boolean}} costs: J before each step and
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
