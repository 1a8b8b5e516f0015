/** How the quantities are written: as short texts for ui/math.js, in the slides' notation. */

const general = {
  x: j => `x_${j + 1}`,
  z: (l, k) => `z_${k + 1}^{(${l + 1})}`,
  a: (l, k) => `a_${k + 1}^{(${l + 1})}`,
  output: (k, outputs) => (outputs === 1 ? "ŷ" : `ŷ_${k + 1}`),
  target: (k, outputs) => (outputs === 1 ? "y" : `y_${k + 1}`),
  delta: (l, k) => `δ_${k + 1}^{(${l + 1})}`,
  weight: (l, k, j) => `W_{${k + 1}${j + 1}}^{(${l + 1})}`,
  bias: (l, k) => `b_${k + 1}^{(${l + 1})}`
};

/** The first network's own names, those of its sliders. */
const first = {
  ...general,
  z: l => (l === 0 ? "z_h" : "z_y"),
  a: () => "a_h",
  delta: l => (l === 0 ? "δ_h" : "δ_y"),
  weight: (l, k, j) => (l === 0 ? `w_{${j + 1}1}` : `w_"out"`)
};

/**
 * @param {number[]} sizes units per layer, input first
 * @returns names of x, z, a, delta, weight, bias; `activation(layer, k)` is x or ŷ at the ends
 *   (layer −1: the input)
 */
export function symbolsOf({sizes, biases}) {
  const names = biases ? general : first;
  const [last, outputs] = [sizes.length - 2, sizes.at(-1)];
  return {
    ...names,
    target: k => names.target(k, outputs),
    activation: (l, k) =>
      l < 0 ? names.x(k) : l === last ? names.output(k, outputs) : names.a(l, k)
  };
}

/** The loss that is differentiated on the way back: with one sample it is J itself. */
export const lossOf = ({samples}) => (samples > 1 ? "ℒ" : "J");

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const digits = (text, table) => [...text].map(c => table[c]).join("");

/**
 * The name in plain text, for labels, tables and sentences: "W_{12}^{(1)}" → "W⁽¹⁾₁₂", "w_{11}" →
 * "w₁₁".
 */
export function plain(symbol) {
  return symbol
    .replace(
      /_\{?(\d+)\}?\^\{\((\d+)\)\}/,
      (_, low, high) => `⁽${digits(high, SUPERSCRIPTS)}⁾${digits(low, SUBSCRIPTS)}`
    )
    .replace(/_\{?(\d+)\}?/, (_, low) => digits(low, SUBSCRIPTS))
    .replace(/^(.)_([hy])$/u, (_, letter, unit) => `${letter} at ${unit === "y" ? "ŷ" : unit}`)
    .replace(/"/g, "");
}
