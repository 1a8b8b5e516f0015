/**
 * The operations, those of gradflow's Value and sine and cosine. Each gives its value together with
 * its local derivative by each operand. All else that can be written is made of these:
 * a − b = a + b·(−1), a / b = a · b⁻¹, √a = a^0.5.
 */

import {ACTIVATIONS} from "../../engine/activations.js";

/**
 * @typedef {object} Operation
 * @property {string} sign what the drawing shows
 * @property {(...operands: number[]) => [value: number, locals: number[]]} apply
 * @property {(...operands: number[]) => string} [findProblem] why the operands are not allowed, ""
 *   if they are
 *
 * @typedef {{value: number, locals: number[], problem?: undefined, overflow?: undefined} |
 *   {value?: undefined, problem: string, overflow?: "result" | "slope"}} Evaluation overflow: what is too large to be
 *   stored
 */

/** @param {string} name @returns {Operation["apply"]} */
const applyActivation = name => a => [ACTIVATIONS[name].f(a), [ACTIVATIONS[name].df(a)]];

/** @param {number} a @param {number} n */
function findPowerProblem(a, n) {
  if (a === 0 && n < 0) return "division by 0";
  if (a === 0 && n < 1 && n !== 0) return `the slope of 0^${n} is infinite`;
  return a < 0 && !Number.isInteger(n) ? `a negative number has no real power ${n}` : "";
}

/** @param {number} a */
function findLogProblem(a) {
  if (a > 0) return "";
  return `${a === 0 ? "0" : "a negative number"} has no logarithm`;
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  add: {sign: "+", apply: (a, b) => [a + b, [1, 1]]},
  multiply: {sign: "×", apply: (a, b) => [a * b, [b, a]]},
  power: {
    sign: "^",
    apply: (a, n) => [a ** n, [n === 0 ? 0 : n * a ** (n - 1)]],
    findProblem: findPowerProblem
  },
  exp: {sign: "exp", apply: a => [Math.exp(a), [Math.exp(a)]]},
  log: {sign: "log", apply: a => [Math.log(a), [1 / a]], findProblem: findLogProblem},
  tanh: {sign: "tanh", apply: applyActivation("tanh")},
  sigmoid: {sign: "sigmoid", apply: applyActivation("sigmoid")},
  relu: {sign: "relu", apply: a => [Math.max(a, 0), [a > 0 ? 1 : 0]]},
  sin: {sign: "sin", apply: a => [Math.sin(a), [Math.cos(a)]]},
  cos: {sign: "cos", apply: a => [Math.cos(a), [-Math.sin(a)]]}
};

/** The functions that can be written. */
export const FUNCTIONS = new Set(["sigmoid", "tanh", "relu", "exp", "log", "sqrt", "sin", "cos"]);

/**
 * An operation's value and local derivatives, or why there are none.
 * @param {string} name @param {number[]} operands @returns {Evaluation}
 */
export function evaluate(name, operands) {
  const {apply, findProblem} = OPERATIONS[name];
  const problem = findProblem?.(...operands);
  if (problem) return {problem};
  const [value, locals] = apply(...operands);
  if (Number.isFinite(value) && locals.every(Number.isFinite)) return {value, locals};
  const overflow = Number.isFinite(value) ? "slope" : "result";
  return {problem: `overflow, the ${overflow} is beyond 1.8×10³⁰⁸, the largest number`, overflow};
}
