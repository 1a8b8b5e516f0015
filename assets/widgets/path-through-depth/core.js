/**
 * One path through depth: a chain of single units, and what each of them lets through on the way
 * back. No DOM.
 */

import {ACTIVATIONS} from "../engine/activations.js";
import {normalSource} from "../engine/random.js";
import {formatNumber, power} from "../ui/readout.js";

/**
 * @import {Format} from "../ui/readout.js"
 * @import {State} from "./state.js"
 */

/**
 * @typedef {object} Unit a layer of a chain
 * @property {number} w
 * @property {number} z
 * @property {number} a
 * @property {number} slope σ′(z)
 * @property {number} factor w·σ′(z)
 * @property {number} product ∂a^(L)/∂a^(ℓ−1), what the layers from ℓ to L pass back together
 *
 * @typedef {"sigmoid" | "relu"} Name
 * @typedef {Record<Name, Unit[]>} Chains layer 1 first
 */

/** @type {Name[]} */
export const NAMES = ["sigmoid", "relu"];
export const TITLES = {sigmoid: "Sigmoid", relu: "ReLU"};
export const MOST_LAYERS = 30;
export const INPUT = 1; // x
const BEST_SLOPE = 0.25; // of the sigmoid, at z = 0

/**
 * w = m·g, one standard normal draw g a layer, so that more layers keep the first ones; without
 * signs m·|g|.
 * @param {Omit<State, "layer">} state
 */
export function weights({layers, m, seed, signed}) {
  const draw = normalSource(seed);
  return Array.from({length: layers}, () => m * (signed ? draw() : Math.abs(draw())));
}

/**
 * The chain a⁰ = x, z = w·a, a = σ(z), both ways.
 * @param {Name} activation @param {number[]} weights layer 1 first @param {number} [x]
 */
export function chain(activation, weights, x = INPUT) {
  const {f, df} = ACTIVATIONS[activation];
  /** @type {Unit[]} */
  const units = [];
  for (const w of weights) {
    const z = w * (units.at(-1)?.a ?? x);
    const slope = df(z);
    units.push({w, z, a: f(z), slope, factor: w * slope + 0, product: 1});
  }
  let product = 1;
  for (const unit of units.toReversed()) unit.product = product = product * unit.factor + 0;
  return units;
}

/**
 * The largest that the slopes alone let through from the last layer down to each: 0.25^(L − ℓ + 1).
 * @param {number} layers
 */
export const bound = layers => Array.from({length: layers}, (_, i) => BEST_SLOPE ** (layers - i));

/** Both chains on the same weights. @param {Omit<State, "layer">} state @returns {Chains} */
export function bothChains(state) {
  const same = weights(state);
  return {sigmoid: chain("sigmoid", same), relu: chain("relu", same)};
}

/** The first layer whose unit is dead, from 1; 0: none. @param {Unit[]} units */
export const firstDead = units => units.findIndex(({factor}) => factor === 0) + 1;

/**
 * A number in so many significant digits, or all before the point; below 10 to `least` and from 10⁶
 * on as a power of ten.
 * @param {number} value @param {number} count of digits @param {number} least
 */
function formatDigits(value, count, least) {
  const [digits, exponent] = value
    .toExponential(count - 1)
    .split("e")
    .map(Number);
  if (exponent < least || exponent > 5)
    return `${formatNumber(digits, {decimals: count - 1, fixed: true})}×${power(exponent)}`;
  return formatNumber(Number(value.toPrecision(Math.max(count, exponent + 1))), {
    decimals: count - least - 1
  });
}

/** A share of a gradient, for headings and sentences. @type {Format} */
export const short = value => formatDigits(value, 2, -3);

/** A number of a calculation: in four digits, so that it can be checked by hand. @type {Format} */
export const written = value => formatDigits(value, 4, -4);

/** What one layer does, in a sentence. @param {Chains} chains @param {number} layer */
export function layerFinding(chains, layer) {
  const [sigmoid, relu] = NAMES.map(name => {
    const {factor, product} = chains[name][layer - 1];
    return `factor ${written(factor)}, product ${written(product)}`;
  });
  return `Layer ${layer}: sigmoid, ${sigmoid}; ReLU, ${relu}.`;
}

/** What comes out at the other end, in one sentence. @param {Chains} chains @param {Format} show */
export function finding({sigmoid, relu}, show = short) {
  const layers = sigmoid.length;
  const over = layers === 1 ? "Over one layer" : `Over ${layers} layers`;
  const passed = `${over} the sigmoid path passes back ${show(sigmoid[0].product)} of a gradient`;
  const dead = firstDead(relu);
  if (dead)
    return `${passed}; the ReLU path passes back nothing: its unit at layer ${dead} is dead.`;
  const why = "a ReLU that is on has slope 1, so that only the weights count";
  return `${passed}, the ReLU path ${show(relu[0].product)}: ${why}.`;
}
