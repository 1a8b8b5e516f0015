/**
 * Other ways to write what overflows or is rounded to 0. Each is offered only where it is the same
 * function and has a value for these inputs.
 */

import {readOperands} from "../program/formula.js";
import {evaluate} from "../program/operations.js";

/**
 * @import {GraphNode} from "../program/graph.js"
 * @import {Cause, Computed} from "./problems.js"
 */

const MAX_EXPONENT = 709.78; // exp of it is near the largest number

/**
 * A part of the program's text as an operand. A single name needs no parentheses.
 * @param {string} text
 */
const group = text => (/^[\p{L}\p{M}\p{N}_.]+$/u.test(text) ? text : `(${text})`);
/** @param {string} text */
const negate = text => (/^-[\p{L}\p{M}\p{N}_.]+$/u.test(text) ? text.slice(1) : `-${group(text)}`);
/** @param {string} better @param {string} original */
const suggest = (better, original) => `Write ${better} for ${original}.`;
/** @param {string} condition @param {string} better @param {string} original */
const suggestIf = (condition, better, original) =>
  `If ${condition}, write ${better} for ${original}.`;

/** log(1 + exp(x)), without overflow where x > 0. @param {string} x */
const writeSoftplus = x => `${x} + log(1 + exp(${negate(x)}))`;
/** log(sigmoid(x)), not rounded to log(0) where x < 0. @param {string} x */
const writeLogSigmoid = x => `${x} - log(1 + exp(${x}))`;

/**
 * What to write where an operand was rounded to 0.
 * @param {Computed} computed
 * @param {GraphNode} node the operation that has no value
 * @param {Cause} cause
 * @returns {string} a sentence, or "" if the inputs are too large or too small for any form
 */
export function rewriteRounded(computed, node, {kind, node: source, sum}) {
  if (kind === "tiny" && node.operands[0] === source) return rewriteTiny(computed, node, source);
  return kind === "close" && sum && isOneMinus(sum, source)
    ? rewriteOneMinus(computed, node, source, sum)
    : "";
}

/**
 * Rewrites the logarithm or power of an exponential or sigmoid that is too small to be stored.
 * @param {Computed} computed @param {GraphNode} node @param {GraphNode} source
 */
function rewriteTiny({values, show}, node, {operation, operands, operandText: text}) {
  const [x] = readOperands({operands}, values);
  if (node.operation === "log") {
    const original = `log(${operation}(${text}))`;
    const advice =
      operation === "exp"
        ? suggest(text, original)
        : suggestIf(`${text} < 0`, writeLogSigmoid(text), original);
    return `The exact value is ${show(x)}. ${advice}`;
  }
  return operation === "exp" ? rewritePower(text, x, readOperands(node, values)[1]) : "";
}

/**
 * Rewrites 1 − cos(x) and 1 − sigmoid(x), which is rounded to 0.
 * @param {Computed} computed @param {GraphNode} node @param {GraphNode} source
 * @param {GraphNode} sum the difference, from which the node is computed
 */
function rewriteOneMinus({values}, node, {operation, operands, operandText: text}, sum) {
  const [x] = readOperands({operands}, values);
  const [, n] = readOperands(node, values);
  const isDirect = node.operands[0] === sum;
  /** @param {number} value of the difference, written in another way */
  const works = value => value > 0 && !(isDirect && evaluate(node.operation, [value, n]).problem);
  if (operation === "cos" && works(2 * Math.sin(x / 2) ** 2))
    return suggest(`2*sin(${group(text)}/2)^2`, `1 - cos(${text})`);
  if (operation !== "sigmoid") return "";
  if (works(evaluate("sigmoid", [-x]).value ?? 0))
    return suggest(`sigmoid(${negate(text)})`, `1 - sigmoid(${text})`);
  return isDirect && node.operation === "log"
    ? suggestIf(`${text} > 0`, writeLogSigmoid(negate(text)), `log(1 - sigmoid(${text}))`)
    : "";
}

/**
 * Rewrites a power of exp(x) as one exponential.
 * @param {string} text x as it is written @param {number} x @param {number} n
 */
function rewritePower(text, x, n) {
  if (n * x > MAX_EXPONENT) return "";
  if (n === -1) return suggest(`exp(${negate(text)})`, `1/exp(${text})`);
  const original = n === 0.5 ? `sqrt(exp(${text}))` : `exp(${text})^${n}`;
  return suggest(`exp(${n}*${group(text)})`, original);
}

/** Whether the sum is 1 − source. @param {GraphNode} sum @param {GraphNode} source */
function isOneMinus({operands: [negated, one]}, source) {
  if (typeof negated === "number" || one !== 1 || negated.operation !== "multiply") return false;
  return negated.operands[0] === source && negated.operands[1] === -1;
}

/**
 * What to write where an exponential overflows.
 * @param {Computed} computed
 * @param {GraphNode} node the operation that overflows
 * @returns {string} "" if it is no exponential
 */
export function rewriteOverflow({nodes, values}, node) {
  if (node.operation !== "exp") return "";
  if (isInQuotient(nodes, node))
    return "Subtract the largest exponent from all of them first: it cancels in the quotient.";
  return (
    rewriteUse(nodes, node, values) ||
    `exp overflows above ${MAX_EXPONENT}. Choose inputs of moderate size.`
  );
}

/**
 * Rewrites log(exp(x)), powers of exp(x), log(1 + exp(x)) and 1/(1 + exp(x)).
 * @param {GraphNode[]} nodes @param {GraphNode} node @param {number[]} values
 */
function rewriteUse(nodes, node, values) {
  const text = node.operandText;
  const user = findOnlyUser(nodes, node);
  if (user?.operation === "log") return suggest(text, `log(exp(${text}))`);
  if (user?.operation === "power")
    return rewritePower(text, readOperands(node, values)[0], readOperands(user, values)[1]);
  const isOnePlus = user?.operation === "add" && user.operands[1] === 1;
  const next = isOnePlus ? findOnlyUser(nodes, user) : undefined;
  if (next?.operation === "log")
    return suggestIf(`${text} > 0`, writeSoftplus(text), `log(1 + exp(${text}))`);
  return next && isInverse(next) ? suggest(`sigmoid(${negate(text)})`, `1/(1 + exp(${text}))`) : "";
}

/** @param {GraphNode} node */
const isExp = ({operation}) => operation === "exp";
/** @param {GraphNode} node */
const isInverse = ({operation, operands}) => operation === "power" && operands[1] === -1;

/** @param {GraphNode[]} nodes @param {GraphNode} node */
function findOnlyUser(nodes, {id}) {
  const users = nodes.filter(({parents}) => parents.includes(id));
  return users.length === 1 ? users[0] : undefined;
}

/**
 * Whether an exponential is divided by a sum of exponentials, and the node is one of them.
 * @param {GraphNode[]} nodes @param {GraphNode} node
 */
function isInQuotient(nodes, node) {
  return nodes.some(({operation, parents}) => {
    if (operation !== "multiply") return false;
    const factors = parents.map(id => nodes[id]);
    const inverse = factors.find(isInverse);
    const terms = inverse ? listTerms(nodes, inverse.parents[0]) : [];
    return (
      terms.length > 1 &&
      terms.every(isExp) &&
      factors.some(isExp) &&
      [...factors, ...terms].includes(node)
    );
  });
}

/** The different terms of a sum of sums. @param {GraphNode[]} nodes @param {number} id */
function listTerms(nodes, id) {
  const found = new Set([nodes[id]]);
  for (const {operation, parents} of found)
    if (operation === "add") for (const parent of parents) found.add(nodes[parent]);
  return [...found].filter(({operation}) => operation !== "add");
}
