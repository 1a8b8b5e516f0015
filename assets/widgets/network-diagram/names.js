/**
 * How the quantities are written, as short texts for ui/math.js in the slides' notation, and the
 * names of their read-outs (`data-name`), the same in every view. A network may have names of its
 * own (networks.js).
 */

/** @import {Model, Place} from "./networks.js" */

/**
 * @typedef {(layer: number, k: number, j?: number) => string} NameOf the name of a unit's quantity,
 *   or of that of its input j; all from 0
 * @typedef {"z" | "a" | "upstream" | "slope" | "delta" | "weight" | "bias"} Kind
 * @typedef {Partial<Record<Kind, (string | string[])[]>> & {loss?: string}} OwnNames by layer, and
 *   those of weights also by input
 */

/** @type {Record<Exclude<Kind, "upstream" | "slope">, NameOf>} */
const symbols = {
  z: (l, k) => `z_${k + 1}^{(${l + 1})}`,
  a: (l, k) => `a_${k + 1}^{(${l + 1})}`,
  delta: (l, k) => `δ_${k + 1}^{(${l + 1})}`,
  weight: (l, k, j = 0) => `W_{${k + 1}${j + 1}}^{(${l + 1})}`,
  bias: (l, k) => `b_${k + 1}^{(${l + 1})}`
};

/** @type {Record<Kind, NameOf>} */
const readouts = {
  z: (l, k) => `z${l + 1}_${k + 1}`,
  a: (l, k) => `a${l + 1}_${k + 1}`,
  upstream: (l, k) => `upstream${l + 1}_${k + 1}`,
  slope: (l, k) => `slope${l + 1}_${k + 1}`,
  delta: (l, k) => `delta${l + 1}_${k + 1}`,
  weight: (l, k, j = 0) => `dW${l + 1}_${k + 1}${j + 1}`,
  bias: (l, k) => `db${l + 1}_${k + 1}`
};

/**
 * Functions that name a quantity; a network's own names come first.
 * @template {Kind} K
 * @param {Record<K, NameOf>} general @param {OwnNames} [own]
 */
function withOwnNames(general, own = {}) {
  const names = {...general};
  for (const kind of /** @type {K[]} */ (Object.keys(general)))
    names[kind] = (l, k, j = 0) => {
      const name = own[kind]?.[l];
      return (Array.isArray(name) ? name[j] : name) ?? general[kind](l, k, j);
    };
  return names;
}

/** @typedef {ReturnType<typeof symbolsOf>} Symbols */

/**
 * The symbols of a network's quantities; `activation(layer, k)` is x or ŷ at the ends (layer −1:
 * the input).
 * @param {Model} model
 */
export function symbolsOf({sizes, symbols: own}) {
  const names = withOwnNames(symbols, own);
  const last = sizes.length - 2;
  /** @param {string} name @param {number} k */
  const numbered = (name, k) => (sizes.at(-1) === 1 ? name : `${name}_${k + 1}`);
  /** @param {number} j */
  const x = j => `x_${j + 1}`;
  return {
    ...names,
    x,
    /** @param {number} k */
    target: k => numbered("y", k),
    /** @type {NameOf} */
    activation: (l, k) => (l < 0 ? x(k) : l === last ? numbered("ŷ", k) : names.a(l, k)),
    /** @param {Place} place */
    parameter: ({layer, k, j}) => (j === null ? names.bias(layer, k) : names.weight(layer, k, j))
  };
}

/** The names of the read-outs. @param {Model} model */
export const readoutNames = ({readouts: own}) => ({
  ...withOwnNames(readouts, own),
  loss: own?.loss ?? "J",
  sampleLoss: "sample_loss"
});

/**
 * The loss that is differentiated on the way back: with one sample it is J itself.
 * @param {{samples: number}} run
 */
export const lossOf = ({samples}) => (samples > 1 ? "ℒ" : "J");

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** @param {string} text @param {string} table */
const digits = (text, table) => [...text].map(digit => table[Number(digit)]).join("");

/**
 * The name in plain text, for labels, tables and sentences: "W_{12}^{(1)}" → "W⁽¹⁾₁₂", "w_{11}" →
 * "w₁₁".
 * @param {string} symbol
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
