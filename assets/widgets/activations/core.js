/** Activation functions f, their derivatives f′ and largest slopes, stable for every finite z. */

import {erfc} from "./erf.js";

export const RANGE = [-5, 5];
export const STEP = 0.01;
export const LEAK = 0.1;

const logistic = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
const logisticSlope = (z) => Math.exp(-Math.abs(z)) / (1 + Math.exp(-Math.abs(z))) ** 2;
const density = (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
const distribution = (z) => 0.5 * erfc(-z * Math.SQRT1_2);

/**
 * `peak`: where f′ is largest; `plateau`: it is so for every z beyond 0; `jump`: f′ jumps at 0.
 * @type {Record<string, {title: string, f: (z: number) => number, df: (z: number) => number, peak: number,
 *   plateau?: boolean, jump?: boolean}>}
 */
export const ACTIVATIONS = {
  sigmoid: {title: "Sigmoid", f: logistic, df: logisticSlope, peak: 0},
  tanh: {title: "Tanh", f: Math.tanh, df: (z) => 1 / Math.cosh(z) ** 2, peak: 0},
  relu: {title: "ReLU", f: (z) => Math.max(0, z), df: (z) => (z > 0 ? 1 : 0), peak: 3, plateau: true, jump: true},
  leaky_relu: {
    title: `Leaky ReLU (${LEAK})`,
    f: (z) => (z > 0 ? z : LEAK * z),
    df: (z) => (z > 0 ? 1 : LEAK),
    peak: 3, plateau: true, jump: true
  },
  elu: {title: "ELU", f: (z) => (z > 0 ? z : Math.expm1(z)), df: (z) => (z > 0 ? 1 : Math.exp(z)), peak: 3, plateau: true},
  gelu: {
    title: "GELU",
    f: (z) => z * distribution(z),
    df: (z) => distribution(z) + z * density(z),
    peak: Math.SQRT2 // f″ = φ(z)·(2 − z²)
  },
  silu: {
    title: "SiLU",
    f: (z) => z * logistic(z),
    df: (z) => logistic(z) + z * logisticSlope(z),
    peak: root((z) => z * Math.tanh(z / 2) - 2, 2, 3) // f″ = σ′(z)·(2 − z·tanh(z/2))
  }
};

/** Where an increasing function passes 0 between two numbers, to the last bit. */
function root(f, low, high) {
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * What the widget reads at one place.
 * @returns {{z: number, f: number, df: number, df_max: number, peak: number}}
 */
export function reading(name, z) {
  const {f, df, peak} = ACTIVATIONS[name];
  return {z, f: f(z) + 0, df: df(z) + 0, df_max: df(peak), peak};
}

/**
 * Points of f or f′ over the range, null where the line breaks (a jump has both its ends).
 * @param {string} name @param {"f" | "df"} which @param {number} [count]
 * @returns {([number, number] | null)[]}
 */
export function curve(name, which, count = 200) {
  const activation = ACTIVATIONS[name];
  const [low, high] = RANGE;
  const at = (z) => [z, activation[which](z)];
  const points = Array.from({length: count + 1}, (_, i) => at(low + (i * (high - low)) / count));
  if (which === "f" || !activation.jump) return points;
  const ends = [[0, activation.df(-1)], null, [0, activation.df(1)]];
  return [...points.filter(([z]) => z < 0), ...ends, ...points.filter(([z]) => z > 0)];
}

/** The tangent at z, reaching `reach` to both sides. */
export function tangent(name, z, reach = 1.5) {
  const {f, df} = reading(name, z);
  return [-reach, reach].map((step) => [z + step, f + step * df]);
}

/** The finding in one sentence; `show` prints a number. */
export function finding(name, z, show) {
  const {title, plateau} = ACTIVATIONS[name];
  const {df, df_max: largest, peak} = reading(name, z);
  const where = plateau ? "for every z > 0" : `at z = ${show(peak)}`;
  return `At z = ${show(z)}, ${title} multiplies the gradient by ${show(df)}; at most by ${show(largest)}, ${where}.`;
}
