/** Arithmetic with 4,096 binary places: shows what double precision has rounded. */

import {remember} from "../../ui/remember.js";
import {readOperands} from "../program/formula.js";

/** @import {Computed} from "./problems.js" */
/** @import {Operand} from "../program/graph.js" */

/** @typedef {bigint | null} Exact null: no value, or none of a size that fits */

const BITS = 4096n;
const ONE = 1n << BITS;
/** Results below this one, about 10⁻⁷⁵⁰, may be rounding errors of this arithmetic too. */
const RESOLUTION = 1n << (BITS - 2500n);
/** exp of a larger number has too many digits, exp of its negative has none. */
const MAX_EXPONENT = 2600n * ONE;
const HALVINGS = 64n;

/** @param {Exact} a @param {(a: bigint) => Exact} compute */
const ifKnown = (a, compute) => (a === null ? null : compute(a));
/** @param {bigint} a */
const absolute = a => (a < 0n ? -a : a);
/** @param {bigint} a @param {bigint} b */
const multiply = (a, b) => (a * b) >> BITS;
/** @param {bigint} a @param {bigint} b */
const divide = (a, b) => (b === 0n ? null : (a << BITS) / b);

/** @param {number} number */
function fromNumber(number) {
  let [mantissa, places] = [number, 0n];
  for (; !Number.isInteger(mantissa); places += 1n) mantissa *= 2;
  return (BigInt(mantissa) << BITS) >> places;
}

/**
 * 1 + a + a²/2 + …, each term times its factor.
 * @param {bigint} a @param {(k: bigint) => bigint} [factorOf]
 */
function sumTerms(a, factorOf = () => 1n) {
  let [sum, term] = [0n, ONE];
  for (let k = 0n; term !== 0n; term = multiply(term, a) / (k += 1n)) sum += factorOf(k) * term;
  return sum;
}

/** @param {bigint} a @returns {Exact} */
function exp(a) {
  if (absolute(a) > MAX_EXPONENT) return null;
  let result = sumTerms(a >> HALVINGS);
  for (let k = 0n; k < HALVINGS; k += 1n) result = multiply(result, result);
  return result;
}

/**
 * Newton's method (Halley's form), from double precision on.
 * @param {bigint} a @returns {Exact}
 */
function log(a) {
  if (a <= 0n) return null;
  const shift = a.toString(2).length - 53;
  const mantissa = Number(shift > 0 ? a >> BigInt(shift) : a << BigInt(-shift));
  let result = fromNumber(Math.log(mantissa) + (shift - Number(BITS)) * Math.LN2);
  for (let k = 0; k < 6; k += 1) {
    const power = exp(result);
    if (!power) return null;
    result += ((2n * (a - power)) << BITS) / (a + power);
  }
  return result;
}

/** @param {bigint} a */
function sineAndCosine(a) {
  const halvings = BigInt(absolute(a).toString(2).length) - BITS + HALVINGS;
  const part = halvings > 0n ? a >> halvings : a;
  /** @param {bigint} k */
  const sign = k => (k % 4n < 2n ? 1n : -1n);
  let sine = sumTerms(part, k => (k % 2n === 1n ? sign(k) : 0n));
  let cosine = sumTerms(part, k => (k % 2n === 0n ? sign(k) : 0n));
  for (let k = 0n; k < halvings; k += 1n)
    [sine, cosine] = [2n * multiply(sine, cosine), multiply(cosine, cosine) - multiply(sine, sine)];
  return [sine, cosine];
}

/** @param {bigint} a @param {number} n @returns {Exact} */
function power(a, n) {
  if (n === 0) return ONE;
  if (n < 0) return ifKnown(power(a, -n), inverse => divide(ONE, inverse));
  if (Number.isInteger(n) && n <= 64) return Array(n).fill(a).reduce(multiply, ONE);
  return ifKnown(log(a), logarithm => exp(multiply(fromNumber(n), logarithm)));
}

/** @param {bigint} a @returns {Exact} */
function tanh(a) {
  const size = ifKnown(exp(-2n * absolute(a)), decay => divide(ONE - decay, ONE + decay));
  return size && a < 0n ? -size : size;
}

/** @param {bigint} a */
const sigmoid = a => ifKnown(exp(-absolute(a)), decay => divide(a < 0n ? decay : ONE, ONE + decay));

/** @type {Record<string, (a: bigint, b: bigint) => Exact>} */
const EXACT = {
  add: (a, b) => a + b,
  multiply,
  exp,
  log,
  tanh,
  sigmoid,
  relu: a => (a > 0n ? a : 0n),
  sin: a => sineAndCosine(a)[0],
  cos: a => sineAndCosine(a)[1]
};

/**
 * The sign of a product, a power and so on by the signs of its operands; undefined for sums.
 * @type {Record<string, (a: number, b: number) => number | undefined>}
 */
const SIGNS = {
  exp: () => 1,
  sigmoid: () => 1,
  tanh: a => a,
  relu: a => Math.max(a, 0),
  multiply: (a, b) => a * b,
  power: (a, n) => (a < 0 && n % 2 === 0 ? 1 : a),
  add: (a, b) => (a === b ? a : undefined)
};

/**
 * Gives the sign that exact arithmetic gives a node: −1, 0 or 1, and NaN where this arithmetic has
 * too few places. A node below the resolution counts as 0.
 * @param {Computed} computed
 * @returns {(id: number) => number}
 */
export function createExactSigns({nodes, values}) {
  /** @param {number} id of a power */
  const readExponent = id => readOperands(nodes[id], values)[1];
  /** @param {Operand} operand */
  const readExact = operand =>
    typeof operand === "number" ? fromNumber(operand) : exactValue(operand.id);
  /** @type {(id: number) => Exact} */
  const exactValue = remember(id => {
    const {operation, operands} = nodes[id];
    if (!operation) return fromNumber(values[id]);
    if (operation === "power")
      return ifKnown(readExact(operands[0]), a => power(a, readExponent(id)));
    const [a, b = 0n] = operands.map(readExact);
    return a === null || b === null ? null : EXACT[operation](a, b);
  });
  /** @param {Operand} operand */
  const readSign = operand =>
    typeof operand === "number" ? Math.sign(operand) : exactSign(operand.id);
  /** @type {(id: number) => number} */
  const exactSign = remember(id => {
    const {operation, operands} = nodes[id];
    if (!operation) return Math.sign(values[id]);
    const [a, b] = operands.map(readSign);
    const sign = SIGNS[operation]?.(a, operation === "power" ? readExponent(id) : b);
    if (sign !== undefined) return sign;
    const exact = exactValue(id);
    if (exact === null) return NaN;
    if (absolute(exact) < RESOLUTION) return 0;
    return exact > 0n ? 1 : -1;
  });
  return exactSign;
}
