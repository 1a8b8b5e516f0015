/** Arithmetic with 4,096 binary places: shows what double precision has rounded. */

import {remember} from "../../ui/remember.js";

const BITS = 4096n;
const ONE = 1n << BITS;
/** Results below this one, about 10⁻⁷⁵⁰, may be rounding errors of this arithmetic too. */
const RESOLUTION = 1n << (BITS - 2500n);
/** exp of a larger number has too many digits, exp of its negative has none. */
const MAX_EXPONENT = 2600n * ONE;
const HALVINGS = 64n;

const ifKnown = (a, compute) => (a === null ? null : compute(a));
const absolute = a => (a < 0n ? -a : a);
const multiply = (a, b) => (a * b) >> BITS;
const divide = (a, b) => (b === 0n ? null : (a << BITS) / b);

function fromNumber(number) {
  let [mantissa, places] = [number, 0n];
  for (; !Number.isInteger(mantissa); places += 1n) mantissa *= 2;
  return (BigInt(mantissa) << BITS) >> places;
}

/** 1 + a + a²/2 + …, each term times its factor. */
function sumTerms(a, factorOf = () => 1n) {
  let [sum, term] = [0n, ONE];
  for (let k = 0n; term !== 0n; term = multiply(term, a) / (k += 1n)) sum += factorOf(k) * term;
  return sum;
}

function exp(a) {
  if (absolute(a) > MAX_EXPONENT) return null;
  let result = sumTerms(a >> HALVINGS);
  for (let k = 0n; k < HALVINGS; k += 1n) result = multiply(result, result);
  return result;
}

/** Newton's method (Halley's form), from double precision on. */
function log(a) {
  if (a <= 0n) return null;
  const shift = a.toString(2).length - 53;
  const mantissa = Number(shift > 0 ? a >> BigInt(shift) : a << BigInt(-shift));
  let result = fromNumber(Math.log(mantissa) + (shift - Number(BITS)) * Math.LN2);
  for (let k = 0; k < 6; k += 1) {
    const power = exp(result);
    if (!power) return null;
    result += divide(2n * (a - power), a + power);
  }
  return result;
}

function sineAndCosine(a) {
  const halvings = BigInt(absolute(a).toString(2).length) - BITS + HALVINGS;
  const part = halvings > 0n ? a >> halvings : a;
  const sign = k => (k % 4n < 2n ? 1n : -1n);
  let sine = sumTerms(part, k => (k % 2n === 1n ? sign(k) : 0n));
  let cosine = sumTerms(part, k => (k % 2n === 0n ? sign(k) : 0n));
  for (let k = 0n; k < halvings; k += 1n)
    [sine, cosine] = [2n * multiply(sine, cosine), multiply(cosine, cosine) - multiply(sine, sine)];
  return [sine, cosine];
}

function power(a, n) {
  if (n === 0) return ONE;
  if (n < 0) return ifKnown(power(a, -n), inverse => divide(ONE, inverse));
  if (Number.isInteger(n) && n <= 64) return Array(n).fill(a).reduce(multiply, ONE);
  return ifKnown(log(a), logarithm => exp(multiply(fromNumber(n), logarithm)));
}

function tanh(a) {
  const size = ifKnown(exp(-2n * absolute(a)), decay => divide(ONE - decay, ONE + decay));
  return size && a < 0n ? -size : size;
}

const sigmoid = a => ifKnown(exp(-absolute(a)), decay => divide(a < 0n ? decay : ONE, ONE + decay));

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

/** The sign of a product, a power and so on by the signs of its operands; undefined for sums. */
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
 * @param {{nodes: import("../program/graph.js").Node[], values: number[]}} computed
 * @returns {(id: number) => number}
 */
export function createExactSigns({nodes, values}) {
  const readExact = operand =>
    typeof operand === "number" ? fromNumber(operand) : exactValue(operand.id);
  /** null where there is no value, or none of a size that fits */
  const exactValue = remember(id => {
    const {operation, operands} = nodes[id];
    if (!operation) return fromNumber(values[id]);
    const isPower = operation === "power";
    const read = (isPower ? operands.slice(0, 1) : operands).map(readExact);
    if (read.includes(null)) return null;
    return isPower ? power(read[0], operands[1]) : EXACT[operation](...read);
  });
  const readSign = operand =>
    typeof operand === "number" ? Math.sign(operand) : exactSign(operand.id);
  const exactSign = remember(id => {
    const {operation, operands} = nodes[id];
    if (!operation) return Math.sign(values[id]);
    const [a, b] = operands.map(readSign);
    const sign = SIGNS[operation]?.(a, operation === "power" ? operands[1] : b);
    if (sign !== undefined) return sign;
    const exact = exactValue(id);
    if (exact === null) return NaN;
    if (absolute(exact) < RESOLUTION) return 0;
    return exact > 0n ? 1 : -1;
  });
  return exactSign;
}
