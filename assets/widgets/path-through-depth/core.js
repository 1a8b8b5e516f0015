/**
 * One path through depth: a chain of single units, and what each of them lets through on the way
 * back. No DOM.
 */

import {ACTIVATIONS} from "../engine/activations.js";
import {normalSource} from "../engine/random.js";
import {formatNumber, power} from "../ui/readout.js";

export const NAMES = ["sigmoid", "relu"];
export const MOST_LAYERS = 30;
export const INPUT = 1; // x
const BEST_SLOPE = 0.25; // of the sigmoid, at z = 0

/**
 * w = m·g, one standard normal draw g a layer, so that more layers keep the first ones; without
 * signs m·|g|.
 */
export function weights({layers, m, seed, signed}) {
  const draw = normalSource(seed);
  return Array.from({length: layers}, () => m * (signed ? draw() : Math.abs(draw())));
}

/**
 * The chain a⁰ = x, z = w·a, a = σ(z), both ways.
 * @param {string} activation
 * @param {number[]} weights layer 1 first
 * @param {number} [x]
 * @returns {{w: number, z: number, a: number, slope: number, factor: number, product: number}[]}
 *   per layer: factor
 *   w·σ′(z), and product ∂a^(L)/∂a^(ℓ−1), what the layers from ℓ to L pass back together
 */
export function chain(activation, weights, x = INPUT) {
  const {f, df} = ACTIVATIONS[activation];
  const units = [];
  for (const w of weights) {
    const z = w * (units.at(-1)?.a ?? x);
    units.push({w, z, a: f(z), slope: df(z), factor: w * df(z) + 0});
  }
  let product = 1;
  for (const unit of units.toReversed()) unit.product = product = product * unit.factor + 0;
  return units;
}

/**
 * The largest that the slopes alone let through from the last layer down to each: 0.25^(L − ℓ + 1).
 */
export const bound = layers => Array.from({length: layers}, (_, i) => BEST_SLOPE ** (layers - i));

/** Both chains on the same weights. */
export function bothChains(state) {
  const same = weights(state);
  return Object.fromEntries(NAMES.map(name => [name, chain(name, same)]));
}

/** The first layer whose unit is dead, from 1; 0: none. */
export const firstDead = units => units.findIndex(({factor}) => factor === 0) + 1;

/**
 * A number in so many significant digits, or all before the point; below 10 to `least` and from 10⁶
 * on as a power of ten.
 */
function inDigits(value, count, least) {
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

/** A share of a gradient, for headings and sentences. */
export const short = value => inDigits(value, 2, -3);

/** A number of a calculation: in four digits, so that it can be checked by hand. */
export const written = value => inDigits(value, 4, -4);

/** What one layer does, in a sentence. */
export function layerFinding(chains, layer, show = written) {
  const [sigmoid, relu] = NAMES.map(name => {
    const {factor, product} = chains[name][layer - 1];
    return `factor ${show(factor)}, product ${show(product)}`;
  });
  return `Layer ${layer}: sigmoid, ${sigmoid}; ReLU, ${relu}.`;
}

/** What comes out at the other end, in one sentence. */
export function finding({sigmoid, relu}, show = short) {
  const layers = sigmoid.length;
  const over = layers === 1 ? "Over one layer" : `Over ${layers} layers`;
  const kept = `${over} the sigmoid path passes back ${show(sigmoid[0].product)} of a gradient`;
  const dead = firstDead(relu);
  if (dead) return `${kept}; the ReLU path passes back nothing: its unit at layer ${dead} is dead.`;
  const why = "a ReLU that is on has slope 1, so that only the weights count";
  return `${kept}, the ReLU path ${show(relu[0].product)}: ${why}.`;
}
