/**
 * Mean-field predictions for wide random networks.
 *
 * `meanField` is the recursion of Poole et al. (2016) and Schoenholz et al. (2017), layer by layer,
 * second moments (means not subtracted); it holds for plain networks whose depth is far below their
 * width. It is the same computation as `gradflow.diagnostics.mean_field`.
 */
import {BATCHED_ACTIVATIONS} from "./batched-activations.js";

/**
 * @typedef {{activation: string, multiplier: number, depth?: number, bias?: number}} MeanFieldSetting
 *   bias: the standard deviation of the biases
 */

/**
 * The lecture's naive estimate of σ′: one average slope for every z.
 * @type {Record<string, number>}
 */
const AVERAGE_SLOPES = {sigmoid: 0.15, tanh: 0.5, relu: 0.6};

// Gauss–Legendre, ten points on [−1, 1]: the positive nodes and their weights.
const LEGENDRE = [
  [0.14887433898163122, 0.29552422471475287],
  [0.4333953941292472, 0.26926671930999635],
  [0.6794095682990244, 0.21908636251598204],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.06667134430868814]
];

/**
 * The edges of 50 panels from 0 to 10: 40 of width ¼, the first of them halved ten times towards 0,
 * for functions that are steep there. They are used on either side of 0, where ReLU has its kink;
 * the normal mass beyond 10 is 1.5e-23.
 */
const EDGES = [
  0,
  ...Array.from({length: 11}, (_, i) => 0.25 * 2 ** (i - 10)),
  ...Array.from({length: 39}, (_, i) => 0.25 * (i + 2))
];

const [NODES, WEIGHTS] = normalRule();
const [Z, A, SLOPE] = [0, 1, 2].map(() => new Float64Array(NODES.length));

/** Nodes and weights with E[g(z)] ≈ Σ weight · g(node) for standard normal z. */
function normalRule() {
  const rule = EDGES.slice(1).flatMap((upper, panel) => {
    const middle = (upper + EDGES[panel]) / 2;
    const half = (upper - EDGES[panel]) / 2;
    const points = LEGENDRE.flatMap(([node, weight]) => [
      [-node, weight],
      [node, weight]
    ]);
    return points.map(([node, weight]) => [middle + half * node, half * weight]);
  });
  /** @param {number} z */
  const density = z => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const both = rule.flatMap(([z, weight]) => [
    [-z, weight * density(z)],
    [z, weight * density(z)]
  ]);
  return [0, 1].map(column => Float64Array.from(both, row => row[column]));
}

/** E[σ(√q z)²] and E[σ′(√q z)²]. @param {string} activation @param {number} q */
function moments(activation, q) {
  const root = Math.sqrt(q);
  for (let i = 0; i < Z.length; i++) Z[i] = root * NODES[i];
  BATCHED_ACTIVATIONS[activation](Z, A, SLOPE);
  let second = 0;
  let slope = 0;
  for (let i = 0; i < Z.length; i++) {
    second += WEIGHTS[i] * A[i] * A[i];
    slope += WEIGHTS[i] * SLOPE[i] * SLOPE[i];
  }
  return {second, slope};
}

/**
 * The mean-field line of a network: q₁ = m² x̄² + s², q_{ℓ+1} = m² E[σ(√q_ℓ z)²] + s², χ_ℓ = m²
 * E[σ′(√q_ℓ z)²].
 * @param {MeanFieldSetting & {inputSecondMoment?: number}} setting
 * @returns {{line: number[], chi: number[]}} per layer 1 … depth: ½ Σ_{k=ℓ}^{depth−1} log10 χ_k,
 *   which is log10 ‖δ^(ℓ)‖/‖δ^(depth)‖; χ_ℓ
 */
export function meanField({activation, multiplier, depth = 15, inputSecondMoment = 1, bias = 0}) {
  const scale = multiplier ** 2;
  const chi = [];
  for (let layer = 0, q = scale * inputSecondMoment + bias ** 2; layer < depth; layer++) {
    const {second, slope} = moments(activation, q);
    chi.push(scale * slope);
    q = scale * second + bias ** 2;
  }
  const line = Array(depth).fill(0);
  for (let layer = depth - 2; layer >= 0; layer--)
    line[layer] = line[layer + 1] + Math.log10(chi[layer]) / 2;
  return {line, chi};
}

/**
 * The naive estimate: every layer multiplies by m × average slope. Per layer 1 … depth, log10
 * relative to the last.
 * @param {MeanFieldSetting} setting
 */
export function naiveLine({activation, multiplier, depth = 15}) {
  const gain = multiplier * AVERAGE_SLOPES[activation];
  return Array.from({length: depth}, (_, layer) => (depth - 1 - layer) * Math.log10(gain));
}

/**
 * The multiplier at which χ = 1 at the fixed point of q, where gradients neither grow nor shrink
 * with depth → ∞. ReLU: √2, at every q. tanh: 1, at q = 0. Sigmoid: m² = 1/E[σ′²] there, and q = m²
 * E[σ²] leaves one equation in q.
 * @param {string} activation
 */
export function criticalMultiplier(activation) {
  if (activation === "relu") return Math.SQRT2;
  if (activation === "tanh") return 1;
  let [low, high] = [0, 1000];
  for (let halving = 0; halving < 60; halving++) {
    const q = (low + high) / 2;
    const {second, slope} = moments(activation, q);
    if (second / slope > q) low = q;
    else high = q;
  }
  return 1 / Math.sqrt(moments(activation, low).slope);
}
