/** The kinds of tasks: which network, which element, and the two factors of its gradient. */

import {LAYER_ACTIVATIONS} from "../../engine/network.js";

/**
 * @import {Network, SampleResult} from "../../engine/network.js"
 *
 * @typedef {{layer: number, k: number, j: number | null}} GradientElement a δ (j: null) or a weight;
 *   layers and units from 0
 * @typedef {[number, number]} Factors of a gradient: slope and upstream gradient, or δ and input
 * @typedef {"slope" | "upstream" | "delta" | "input"} FactorName
 *
 * @typedef {SampleResult & {slope: number[][], upstream: number[][]}} TaskPass of a network without
 *   a softmax, so that all slopes exist
 *
 * @typedef {object} Kind
 * @property {string} title
 * @property {string} net one of network-diagram/networks.js
 * @property {string} output the last layer's activation
 * @property {number[]} [targets] 0 and 1 unless given: at the output a target of 0 would make two
 *   mistakes give the same number
 * @property {GradientElement[]} elements what may be asked
 */

/** @type {Record<string, Kind>} */
export const KINDS = {
  output: {
    title: "δ of the output",
    net: "2-2-1",
    output: "sigmoid",
    targets: [0.1, 0.9],
    elements: [{layer: 1, k: 0, j: null}]
  },
  hidden: {
    title: "δ of a hidden unit",
    net: "2-2-1",
    output: "sigmoid",
    elements: [0, 1].map(k => ({layer: 0, k, j: null}))
  },
  paths: {
    title: "δ of a unit with two paths",
    net: "2-2-2",
    output: "identity",
    elements: [0, 1].map(k => ({layer: 0, k, j: null}))
  },
  last: {
    title: "∂J/∂W, last layer",
    net: "2-2-1",
    output: "sigmoid",
    targets: [0.1, 0.9],
    elements: [0, 1].map(j => ({layer: 1, k: 0, j}))
  },
  first: {
    title: "∂J/∂W, first layer",
    net: "2-2-1",
    output: "sigmoid",
    elements: [0, 1].flatMap(k => [0, 1].map(j => ({layer: 0, k, j})))
  }
};

/**
 * The right factors of a gradient, and what mistakes put in their place. Lists are empty where the
 * network has nothing of the kind; every layer before the output has two units.
 * @param {Network} network @param {TaskPass} pass of its sample @param {GradientElement} element
 */
export function contextOf(network, pass, {layer, k, j}) {
  const delta = deltaContext(network, pass, layer, k);
  return j === null ? delta : {...delta, ...weightContext(network, pass, layer, k, j)};
}

/**
 * The right factors.
 * @param {DeltaContext | WeightContext} context
 * @returns {{name: FactorName, value: number}[]}
 */
export function factorsOf(context) {
  const {slope, upstream} = context;
  if (!("j" in context))
    return [
      {name: "slope", value: slope},
      {name: "upstream", value: upstream}
    ];
  return [
    {name: "delta", value: context.delta},
    {name: "input", value: context.input}
  ];
}

/** @typedef {ReturnType<typeof deltaContext>} DeltaContext */
/** @typedef {DeltaContext & ReturnType<typeof weightContext>} WeightContext */

/** @param {string} f the activation */
const isLinear = f => ["identity", "relu"].includes(f);

/**
 * Of the δ of unit k.
 * @param {Network} network @param {TaskPass} pass @param {number} layer @param {number} k
 */
function deltaContext({layers}, {a, slope, upstream, delta}, layer, k) {
  const {f} = layers[layer];
  const after = layers[layer + 1];
  const other = 1 - layer;
  return {
    k,
    f,
    isLinear: isLinear(f),
    slope: slope[layer][k],
    upstream: upstream[layer][k],
    activation: a[layer + 1][k],
    slopeAtActivation: LAYER_ACTIVATIONS[f].df(a[layer + 1][k]),
    slopesOfOtherLayer: layers[other].f === "identity" ? [] : slope[other],
    slopeOfOtherUnit: slope[layer].filter((_, unit) => unit !== k),
    deltaFactorsOfOtherUnit: slope[layer]
      .map((value, unit) => /** @type {Factors} */ ([value, upstream[layer][unit]]))
      .filter((_, unit) => unit !== k),
    W1: layers[0].W,
    next: after && {
      W: after.W,
      delta: delta[layer + 1],
      error: upstream[layer + 1],
      isLinear: isLinear(after.f)
    }
  };
}

/**
 * Of the gradient of the weight from unit j to unit k.
 * @param {Network} network @param {TaskPass} pass @param {number} layer @param {number} k
 * @param {number} j
 */
function weightContext({layers}, {z, a, delta}, layer, k, j) {
  return {
    j,
    delta: delta[layer][k],
    input: a[layer][j],
    weight: layers[layer].W[k][j],
    inputOfOtherUnit: a[layer][1 - j],
    activationsOfOtherLayers: [a[layer + 1][k], ...(layer === 0 ? a[2] : [a[0][j]])],
    zOfInput: layer > 0 ? [z[layer - 1][j]] : [],
    deltaOfOtherUnit: delta[layer].filter((_, unit) => unit !== k),
    deltasOfOtherLayer: layer === 0 ? delta[1] : [delta[0][j]]
  };
}
