/** Activation functions f and their derivatives f′, stable for every finite z. */

import {erfc} from "./erf.js";

/**
 * @typedef {(z: number, alpha?: number) => number} Scalar
 *
 * @typedef {object} ActivationFunction
 * @property {string} title
 * @property {Scalar} f
 * @property {Scalar} df f′
 * @property {[number, number]} [bounds] of f, where it has both
 * @property {string} written before its argument, in a formula
 *
 * @typedef {object} Shape
 * @property {number} peak where f′ is largest
 * @property {boolean} [plateau] it is so for every z beyond 0
 * @property {boolean} [jump] f′ jumps at 0
 *
 * @typedef {object} Family
 * @property {{min: number, max: number, step: number, value: number}} [parameter] the range and the
 *   default of α
 * @property {(alpha: number) => Shape} [vary] what α changes of the shape
 *
 * @typedef {ActivationFunction & Shape & Family} Activation
 */

/** @type {Scalar} */
const logistic = z => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
/** @type {Scalar} */
const logisticSlope = z => Math.exp(-Math.abs(z)) / (1 + Math.exp(-Math.abs(z))) ** 2;
/** @type {Scalar} */
const density = z => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
/** @type {Scalar} */
const distribution = z => 0.5 * erfc(-z * Math.SQRT1_2);

/** @type {Record<string, Activation>} */
export const ACTIVATIONS = {
  sigmoid: {
    title: "Sigmoid",
    written: "sigmoid",
    f: logistic,
    df: logisticSlope,
    bounds: [0, 1],
    peak: 0
  },
  tanh: {
    title: "Tanh",
    written: "tanh",
    f: Math.tanh,
    df: z => 1 / Math.cosh(z) ** 2,
    bounds: [-1, 1],
    peak: 0
  },
  relu: {
    title: "ReLU",
    written: "ReLU",
    f: z => Math.max(0, z),
    df: z => (z > 0 ? 1 : 0),
    peak: 3,
    plateau: true,
    jump: true
  },
  leaky_relu: {
    title: "Leaky ReLU",
    written: "LeakyReLU",
    parameter: {min: 0.01, max: 0.99, step: 0.01, value: 0.1},
    f: (z, alpha = 0.1) => (z > 0 ? z : alpha * z),
    df: (z, alpha = 0.1) => (z > 0 ? 1 : alpha),
    peak: 3,
    plateau: true,
    jump: true
  },
  elu: {
    title: "ELU",
    written: "ELU",
    parameter: {min: 0.1, max: 3, step: 0.1, value: 1},
    f: (z, alpha = 1) => (z > 0 ? z : alpha * Math.expm1(z)),
    df: (z, alpha = 1) => (z > 0 ? 1 : alpha * Math.exp(z)),
    peak: 3,
    plateau: true,
    vary: alpha =>
      alpha > 1 ? {peak: 0, plateau: false, jump: true} : {peak: 3, plateau: true, jump: alpha < 1}
  },
  gelu: {
    title: "GELU",
    written: "GELU",
    f: z => z * distribution(z),
    df: z => distribution(z) + z * density(z),
    peak: Math.SQRT2 // f″ = φ(z)·(2 − z²)
  },
  silu: {
    title: "SiLU",
    written: "SiLU",
    f: z => z * logistic(z),
    df: z => logistic(z) + z * logisticSlope(z),
    peak: root(z => z * Math.tanh(z / 2) - 2, 2, 3) // f″ = σ′(z)·(2 − z·tanh(z/2))
  }
};

/**
 * Where an increasing function passes 0 between two numbers, to the last bit.
 * @param {Scalar} f @param {number} low @param {number} high
 */
function root(f, low, high) {
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}
