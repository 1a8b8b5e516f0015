/** Why an operation has no value, and what to write instead: rounding, overflow, or its operands. */

import {power} from "../../ui/readout.js";
import {readOperands, writeValues} from "../program/formula.js";
import {evaluate} from "../program/operations.js";
import {createExactSigns} from "./exact.js";
import {rewriteOverflow, rewriteRounded} from "./rewriting.js";

/**
 * @import {Format} from "../../ui/readout.js"
 * @import {GraphNode} from "../program/graph.js"
 */

/**
 * @typedef {{nodes: GraphNode[], values: number[], show: Format}} Computed values: of the nodes that
 *   have one, by id; show: prints a number
 *
 * @typedef {{kind: "tiny" | "close" | "product" | "sum", node: GraphNode, sum?: GraphNode}} Cause
 *   tiny: a function's value is too small to be stored; close: the result is so close to a number
 *   that it is stored as this number; sum: what is then 0
 */

const RESCALE = "Choose inputs of moderate size.";
const OTHER = "Choose other inputs.";

/**
 * @param {Computed} computed
 * @param {GraphNode} node the one without a value
 * @returns {string} the reason and the remedy, one or two sentences
 */
export function explain(computed, node) {
  const operands = readOperands(node, computed.values);
  const {problem, overflow} = evaluate(node.operation, operands);
  if (overflow) return explainOverflow(computed, node, operands, overflow);
  const [id] = node.parents;
  const exactSign = createExactSigns(computed);
  const sign = exactSign(id);
  if (Number.isNaN(sign)) return `${problem}; the operand may be 0 only by rounding. ${RESCALE}`;
  const stored = Math.sign(operands[0]);
  if (sign === stored) return `${problem}. ${OTHER}`;
  const exactProblem = evaluate(node.operation, [sign, ...operands.slice(1)]).problem;
  if (stored < 0 && exactProblem)
    return `the operand is 0, but rounding errors make it negative, and ${exactProblem}. ${OTHER}`;
  if (stored < 0)
    return `the operand is positive, but rounding errors make it negative. ${RESCALE}`;
  if (exactProblem)
    return `the operand is negative, though double precision rounds it to 0, and ${exactProblem}. ${OTHER}`;
  const cause = findCause(computed, id, exactSign);
  return `${describeCause(computed, cause)} ${rewriteRounded(computed, node, cause) || RESCALE}`;
}

/**
 * Decimal logarithm of the size of a result that is too large to be stored.
 * @type {Record<string, (a: number, b: number) => number>}
 */
const DECIMALS = {
  exp: a => a / Math.LN10,
  multiply: (a, b) => Math.log10(Math.abs(a)) + Math.log10(Math.abs(b)),
  power: (a, n) => n * Math.log10(Math.abs(a))
};

/**
 * @param {Computed} computed @param {GraphNode} node
 * @param {number[]} operands @param {"result" | "slope"} what
 */
function explainOverflow(computed, node, [a, b], what) {
  const decimals = what === "result" && DECIMALS[node.operation]?.(a, b);
  const size = decimals ? `about ${power(Math.floor(decimals))}, ` : "";
  const remedy = rewriteOverflow(computed, node) || RESCALE;
  return `overflow, its ${what} is ${size}beyond 1.8×10³⁰⁸, the largest number. ${remedy}`;
}

/**
 * Finds the operation whose rounding made a node 0.
 * @param {Computed} computed
 * @param {number} id of a node with the value 0 that exact arithmetic would not make 0
 * @param {(id: number) => number} exactSign
 * @returns {Cause}
 */
function findCause(computed, id, exactSign) {
  const {nodes, values} = computed;
  const node = nodes[id];
  const rounded = node.parents.find(parent => values[parent] === 0 && exactSign(parent) !== 0);
  const isZeroSum = node.parents.every(parent => values[parent] === 0);
  if (rounded !== undefined && (node.operation !== "add" || isZeroSum))
    return findCause(computed, rounded, exactSign);
  if (["exp", "sigmoid"].includes(node.operation)) return {kind: "tiny", node};
  if (["multiply", "power"].includes(node.operation)) return {kind: "product", node};
  return {...(findRounded(computed, node) ?? {kind: "sum", node}), sum: node};
}

/**
 * The nearest node below that is stored as 0, as ±1 or as one of its terms, though it differs.
 * @param {Computed} computed @param {GraphNode} node
 * @returns {Cause | undefined}
 */
function findRounded({nodes, values}, {parents}) {
  const queue = [...parents];
  for (const id of queue) {
    const node = nodes[id];
    const operands = readOperands(node, values);
    if (values[id] === 0 && ["exp", "sigmoid"].includes(node.operation))
      return {kind: "tiny", node};
    const isOne = Math.abs(values[id]) === 1;
    const isNearOne = ["sigmoid", "tanh", "exp", "cos", "sin"].includes(node.operation) && isOne;
    const isTermLost = node.operation === "add" && operands.includes(values[id]);
    if ((isNearOne || isTermLost) && !operands.includes(0)) return {kind: "close", node};
    queue.push(...node.parents.filter(parent => !queue.includes(parent)));
  }
}

/** @param {Computed} computed @param {Cause} cause */
function describeCause({values, show}, {kind, node}) {
  if (kind === "product")
    return "the operand is not 0, but so small that double precision rounds it to 0.";
  if (kind === "sum") return "the operand is not 0, but rounding errors make it 0.";
  const operation = writeValues(node, values, show);
  if (kind === "tiny")
    return `${operation} is positive, but so small that double precision rounds it to 0.`;
  const value = show(values[node.id]);
  return (
    `${operation} is so close to ${value} that double precision rounds it to ${value}: ` +
    "the exact operand is not 0."
  );
}
