/**
 * How the quantities are written, as short texts for ui/math.js in the slides' notation, and the
 * names of their read-outs (`data-name`), the same in every view. A network may have names of its
 * own (networks.js).
 */

/**
 * @typedef {"z" | "a" | "upstream" | "slope" | "delta" | "weight" | "bias"} NamedQuantity
 * @typedef {Partial<Record<NamedQuantity, (string | string[])[]>> & {loss?: string}} OwnNames by
 *   layer; the weights' by input, too
 */

const symbols = {
  z: (l, k) => `z_${k + 1}^{(${l + 1})}`,
  a: (l, k) => `a_${k + 1}^{(${l + 1})}`,
  delta: (l, k) => `δ_${k + 1}^{(${l + 1})}`,
  weight: (l, k, j) => `W_{${k + 1}${j + 1}}^{(${l + 1})}`,
  bias: (l, k) => `b_${k + 1}^{(${l + 1})}`
};

const index = (l, k) => `${l + 1}_${k + 1}`;

const readouts = {
  z: (l, k) => `z${index(l, k)}`,
  a: (l, k) => `a${index(l, k)}`,
  upstream: (l, k) => `upstream${index(l, k)}`,
  slope: (l, k) => `slope${index(l, k)}`,
  delta: (l, k) => `delta${index(l, k)}`,
  weight: (l, k, j) => `dW${index(l, k)}${j + 1}`,
  bias: (l, k) => `db${index(l, k)}`
};

/** Functions that name a quantity; a network's own names, listed by layer, come first. */
function withOwnNames(general, own = {}) {
  const nameOf = kind => (l, k, j) => {
    const name = own[kind]?.[l];
    return (Array.isArray(name) ? name[j] : name) ?? general[kind](l, k, j);
  };
  return Object.fromEntries(Object.keys(general).map(kind => [kind, nameOf(kind)]));
}

/**
 * @param {object} model networks.js
 * @returns functions of layer, unit and input (from 0) that give the symbols; `activation(layer, k)`
 *   is x or ŷ at the ends (layer −1: the input)
 */
export function symbolsOf({sizes, symbols: own}) {
  const names = withOwnNames(symbols, own);
  const last = sizes.length - 2;
  const numbered = (name, k) => (sizes.at(-1) === 1 ? name : `${name}_${k + 1}`);
  const x = j => `x_${j + 1}`;
  return {
    ...names,
    x,
    target: k => numbered("y", k),
    activation: (l, k) => (l < 0 ? x(k) : l === last ? numbered("ŷ", k) : names.a(l, k)),
    parameter: ({layer, k, j}) => (j === null ? names.bias(layer, k) : names.weight(layer, k, j))
  };
}

/** The names of the read-outs. @param {object} model networks.js */
export const readoutNames = ({readouts: own}) => ({
  ...withOwnNames(readouts, own),
  loss: own?.loss ?? "J",
  sampleLoss: "sample_loss"
});

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
