/**
 * The networks to choose from: their units, first parameters, activations and samples; and how
 * their parameters are named.
 */

/** Largest size of a number of a sample. */
export const LIMIT = 2;

export const SAMPLES = 4;

/**
 * @import {Network, Result} from "../engine/network.js"
 * @import {OwnNames} from "./names.js"
 */

/**
 * @typedef {object} Model a network to choose
 * @property {string} title
 * @property {number[]} sizes units per layer, inputs first
 * @property {boolean} biases
 * @property {string[]} activations one per layer
 * @property {number[]} parameters per layer W row by row, then b
 * @property {number[]} data x₁, x₂, target of four samples, the first from the source that the
 *   title names. With two outputs the target t is that of the first: y = (t, 1 − t)
 * @property {{parameters: string[], data: string[]}} [fields] the names of the first values, where
 *   each has a field of its own in a widget's state
 * @property {OwnNames} [symbols] and
 * @property {OwnNames} [readouts] the names that differ from those of names.js
 * @property {string} [biasesNote] and
 * @property {string} [samplesNote] and
 * @property {string} [note] how samples and training differ from the source
 *
 * @typedef {Pick<Model, "parameters" | "activations" | "data">} Values of one network
 * @typedef {{layer: number, k: number, j: number | null}} Place of a parameter, from 0; j: null at
 *   a bias
 * @typedef {Place & {name: string}} Parameter name: W11 of layer 1 is W1_11, its bias b1_1
 */

/**
 * Layout and links allow two inputs, at most three layers of at most three units, and one or two
 * outputs.
 * @type {Record<string, Model>}
 */
export const MODELS = {
  "2-1-1": {
    title: "2-1-1 one ReLU",
    sizes: [2, 1, 1],
    biases: false,
    activations: ["relu", "identity"],
    parameters: [0.5, -0.5, 1],
    data: [1, -1, 1, 1, 1, 0, -1, 1, -1, 2, 1, 0.5],
    fields: {parameters: ["w11", "w21", "w_out"], data: ["x1", "x2", "target"]},
    symbols: {
      z: ["z_h", "z_y"],
      a: ["a_h"],
      delta: ["δ_h", "δ_y"],
      weight: [["w_{11}", "w_{21}"], [`w_"out"`]]
    },
    readouts: {
      z: ["z_h", "z_y"],
      a: ["a_h", "y_hat"],
      upstream: ["dL_dah", "dL_dy"],
      slope: ["slope", "slope_y"],
      delta: ["dL_dzh", "dL_dzy"],
      weight: [["dL_dw11", "dL_dw21"], ["dL_dwout"]],
      loss: "loss"
    }
  },
  "2-2-1": {
    title: "2-2-1 worked example",
    sizes: [2, 2, 1],
    biases: true,
    activations: ["sigmoid", "sigmoid"],
    parameters: [0.5, -0.5, 0.25, 0.25, 0.5, 0.25, 2, -1, 0],
    data: [1, 2, 1, -1, 1, 0, 2, -1, 1, -2, -1, 0]
  },
  "2-2-2": {
    title: "2-2-2 two classes",
    sizes: [2, 2, 2],
    biases: true,
    activations: ["tanh", "softmax"],
    parameters: [0.5, -0.5, 0.25, 0.75, 0, 0.25, 1, -0.5, -0.5, 1, 0, 0],
    data: [1, 2, 1, -1, 1, 0, 2, -1, 1, -2, -1, 0]
  },
  "2-2-2-mazur": {
    title: "2-2-2 (Mazur 2015)",
    sizes: [2, 2, 2],
    biases: true,
    activations: ["sigmoid", "sigmoid"],
    parameters: [0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6],
    data: [0.05, 0.1, 0.01, 0.1, 0.05, 0.99, 0.5, 0.1, 0.01, 0.1, 0.5, 0.99],
    biasesNote: "Mazur keeps the biases fixed",
    samplesNote: "only sample 1 is Mazur's, samples 2 to 4 are ours",
    note: "Mazur keeps the biases fixed, so only the weights after step 1 are his."
  },
  "2-3-2-1": {
    title: "2-3-2-1 one deeper",
    sizes: [2, 3, 2, 1],
    biases: true,
    activations: ["relu", "tanh", "identity"],
    parameters: [
      0.5, -0.5, 0.25, 0.75, -1, 0.5, 0.25, 0.25, 0.5, 1, -0.5, 0.5, -0.25, 0.75, 1, 0.25, -0.25,
      1.5, -1, 0.5
    ],
    data: [1, 2, 1, -1, 1, 0, 2, -1, 0.5, -2, -1, -1]
  }
};

/** All parameters in order. @param {Model} model @returns {Parameter[]} */
export function parametersOf({sizes, biases}) {
  const parameters = [];
  for (const [layer, units] of sizes.slice(1).entries()) {
    for (let k = 0; k < units; k += 1)
      for (let j = 0; j < sizes[layer]; j += 1)
        parameters.push({name: `W${layer + 1}_${k + 1}${j + 1}`, layer, k, j});
    for (let k = 0; biases && k < units; k += 1)
      parameters.push({name: `b${layer + 1}_${k + 1}`, layer, k, j: null});
  }
  return parameters;
}

/**
 * @param {Model} model
 * @param {Values} values
 * @param {number} count the first samples are taken
 * @returns {Network}
 */
export function createNetwork({sizes, biases}, {parameters, activations, data}, count = 1) {
  const remaining = [...parameters];
  const layers = activations.map((f, l) => ({
    f,
    W: Array.from({length: sizes[l + 1]}, () => remaining.splice(0, sizes[l])),
    b: biases ? remaining.splice(0, sizes[l + 1]) : null
  }));
  const samples = Array.from({length: count}, (_, i) => {
    const [x1, x2, target] = data.slice(3 * i, 3 * i + 3);
    return {
      x: [x1, x2],
      y: sizes.at(-1) === 1 ? [target] : [target, Number((1 - target).toFixed(6))]
    };
  });
  return {
    layers,
    samples,
    loss: activations.at(-1) === "softmax" ? "cross_entropy" : "squared_error"
  };
}

/** One parameter's value. @param {Network} network @param {Place} place */
export function valueOf({layers}, {layer, k, j}) {
  const {W, b} = layers[layer];
  return j === null ? (b?.[k] ?? 0) : W[k][j];
}

/**
 * The same network with another value of one parameter.
 * @param {Network} network @param {Place} place @param {number} value @returns {Network}
 */
export function withValue(network, {layer, k, j}, value) {
  const {W, b, f} = network.layers[layer];
  const changed =
    j === null ? {W, b: b && b.with(k, value), f} : {W: W.with(k, W[k].with(j, value)), b, f};
  return {...network, layers: network.layers.with(layer, changed)};
}

/** A parameter's gradient of J. @param {Pick<Result, "W" | "b">} result @param {Place} place */
export const gradientOf = (result, {layer, k, j}) =>
  j === null ? result.b[layer][k] : result.W[layer][k][j];
