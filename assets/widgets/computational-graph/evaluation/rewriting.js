/**
 * Other ways to write what overflows or is rounded to 0. Each is offered only where it is the same
 * function and has a value for these inputs.
 */

import {evaluate} from "../program/operations.js";
import {readOperands} from "./passes.js";

const MAX_EXPONENT = 709.78; // exp of it is near the largest number

/** A part of the program's text as an operand. A single name needs no parentheses. */
const group = text => (/^[\p{L}\p{M}\p{N}_.]+$/u.test(text) ? text : `(${text})`);
const negate = text => (/^-[\p{L}\p{M}\p{N}_.]+$/u.test(text) ? text.slice(1) : `-${group(text)}`);
const suggest = (better, original) => `Write ${better} for ${original}.`;

/** log(1 + exp(−|x|)), which neither overflows nor is rounded to log(0). */
const writeRest = x => `log(1 + exp(-relu(${x}) - relu(${negate(x)})))`;
const writeLogSigmoid = x => `-relu(${negate(x)}) - ${writeRest(x)}`;
const writeSoftplus = x => `relu(${x}) + ${writeRest(x)}`;

/**
 * What to write where an operand was rounded to 0.
 * @param {import("./problems.js").Computed} computed
 * @param {import("../program/graph.js").Node} node the operation that has no value
 * @param {import("./problems.js").Cause} cause
 * @returns {string} a sentence, or "" if the inputs are too large or too small for any form
 */
export function rewriteRounded(computed, node, {kind, node: source, sum}) {
  const text = source.operandText;
  const isDirect = node.operands[0].id === source.id;
  if (kind === "tiny" && isDirect) return rewriteTiny(computed, node, source);
  if (kind !== "close" || !isOneMinus(computed, sum, source)) return "";
  const x = readOperands(source, computed.values)[0];
  const isSumDirect = node.operands[0].id === sum.id;
  const works = value =>
    value > 0 && !(isSumDirect && evaluate(node.operation, [value, node.operands[1]]).problem);
  if (source.operation === "cos" && works(2 * Math.sin(x / 2) ** 2))
    return suggest(`2*sin(${group(text)}/2)^2`, `1 - cos(${text})`);
  if (source.operation !== "sigmoid") return "";
  if (works(evaluate("sigmoid", [-x]).value))
    return suggest(`sigmoid(${negate(text)})`, `1 - sigmoid(${text})`);
  return isSumDirect && node.operation === "log"
    ? suggest(writeLogSigmoid(negate(text)), `log(1 - sigmoid(${text}))`)
    : "";
}

/** Rewrites the logarithm or power of an exponential or sigmoid that is too small to be stored. */
function rewriteTiny({values, show}, {operation, operands}, source) {
  const text = source.operandText;
  const x = readOperands(source, values)[0];
  const n = operands[1];
  if (operation === "log") {
    const better = source.operation === "exp" ? text : writeLogSigmoid(text);
    return `The exact value is ${show(x)}. ${suggest(better, `log(${source.operation}(${text}))`)}`;
  }
  return source.operation === "exp" ? rewritePower(text, x, n) : "";
}

/** Rewrites a power of exp(x) as one exponential. */
function rewritePower(text, x, n) {
  if (n * x > MAX_EXPONENT) return "";
  if (n === -1) return suggest(`exp(${negate(text)})`, `1/exp(${text})`);
  const original = n === 0.5 ? `sqrt(exp(${text}))` : `exp(${text})^${n}`;
  return suggest(`exp(${n}*${group(text)})`, original);
}

/** Whether the sum is 1 − source. */
const isOneMinus = ({nodes}, sum, {id}) => {
  const [negated, one] = sum.operands;
  const {operation, operands} = nodes[negated.id] ?? {};
  return one === 1 && operation === "multiply" && operands[0].id === id && operands[1] === -1;
};

/**
 * What to write where an exponential overflows.
 * @param {import("./problems.js").Computed} computed
 * @param {import("../program/graph.js").Node} node the operation that overflows
 * @returns {string} "" if it is no exponential
 */
export function rewriteOverflow({nodes, values}, node) {
  if (node.operation !== "exp") return "";
  if (isInQuotient(nodes, node))
    return "Subtract the largest exponent from all of them first: it cancels in the quotient.";
  return (
    rewriteUse(nodes, node, readOperands(node, values)[0]) ||
    `exp overflows above ${MAX_EXPONENT}. Choose inputs of moderate size.`
  );
}

/** Rewrites log(exp(x)), powers of exp(x), log(1 + exp(x)) and 1/(1 + exp(x)). */
function rewriteUse(nodes, node, x) {
  const text = node.operandText;
  const user = findOnlyUser(nodes, node);
  if (user?.operation === "log") return suggest(text, `log(exp(${text}))`);
  if (user?.operation === "power") return rewritePower(text, x, user.operands[1]);
  if (user?.operation !== "add" || user.operands[1] !== 1) return "";
  const {operation, operands} = findOnlyUser(nodes, user) ?? {};
  if (operation === "log") return suggest(writeSoftplus(text), `log(1 + exp(${text}))`);
  const isInverse = operation === "power" && operands[1] === -1;
  return isInverse ? suggest(`sigmoid(${negate(text)})`, `1/(1 + exp(${text}))`) : "";
}

function findOnlyUser(nodes, {id}) {
  const users = nodes.filter(({parents}) => parents.includes(id));
  return users.length === 1 ? users[0] : undefined;
}

/** Whether an exponential is divided by a sum of exponentials, and the node is one of them. */
function isInQuotient(nodes, node) {
  const isExp = ({operation}) => operation === "exp";
  return nodes.some(({operation, parents}) => {
    if (operation !== "multiply") return false;
    const factors = parents.map(id => nodes[id]);
    const inverse = factors.find(
      factor => factor.operation === "power" && factor.operands[1] === -1
    );
    const terms = inverse ? listTerms(nodes, inverse.parents[0]) : [];
    return (
      terms.length > 1 &&
      terms.every(isExp) &&
      factors.some(isExp) &&
      [...factors, ...terms].includes(node)
    );
  });
}

/** The different terms of a sum of sums. */
function listTerms(nodes, id, terms = new Set()) {
  if (terms.has(nodes[id])) return [];
  terms.add(nodes[id]);
  if (nodes[id].operation === "add")
    for (const parent of nodes[id].parents) listTerms(nodes, parent, terms);
  return [...terms].filter(({operation}) => operation !== "add");
}
