/**
 * Why an operation has no value: operands that are not allowed, an operand rounded to 0, or
 * overflow; and a remedy.
 */

import {power} from "../../ui/readout.js";
import {readOperands} from "./passes.js";
import {evaluate} from "../program/operations.js";

/**
 * @typedef {import("../program/graph.js").Node} Node
 * @typedef {{nodes: Node[], values: (number | undefined)[], show: (value: number) => string}}
 *   Computed
 *   values: of the nodes that have one; show: prints a number
 */

const RESCALE = "Choose inputs of moderate size.";
const SUBTRACT =
  "Subtract the largest exponent from all of them first: in exp(a)/(exp(a) + exp(b)) it cancels.";

/**
 * @param {Computed} computed
 * @param {Node} node the one without a value
 * @returns {string} the reason and the remedy, one or two sentences
 */
export function explain(computed, node) {
  const operands = readOperands(node, computed.values);
  const {problem, overflow} = evaluate(node.operation, operands);
  if (overflow) return explainOverflow(node.operation, operands, overflow);
  const zero = node.operands.find((operand, k) => operands[k] === 0 && typeof operand !== "number");
  const source = zero && findRounding(computed, zero.id);
  if (!source) return `${problem}. Choose other inputs.`;
  return SENTENCES[source.kind](computed, source, source.node.id === zero.id ? node : null);
}

/** Decimal logarithm of the size of a result that is too large to be stored. */
const DECIMALS = {
  exp: a => a / Math.LN10,
  multiply: (a, b) => Math.log10(Math.abs(a)) + Math.log10(Math.abs(b)),
  power: (a, n) => n * Math.log10(Math.abs(a))
};

function explainOverflow(operation, operands, what) {
  const decimals = what === "result" && DECIMALS[operation]?.(...operands);
  const size = decimals ? `about ${power(Math.floor(decimals))}, ` : "";
  const remedy = operation === "exp" ? SUBTRACT : RESCALE;
  return `overflow, its ${what} is ${size}beyond 1.8×10³⁰⁸, the largest number. ${remedy}`;
}

/**
 * Finds the operation whose result was rounded, if exact arithmetic would not make a node 0.
 * @param {Computed} computed
 * @param {number} id of a node with the value 0
 * @returns {{kind: "tiny" | "product" | "saturated", node: Node} | undefined}
 */
function findRounding(computed, id) {
  const node = computed.nodes[id];
  const numbers = readOperands(node, computed.values);
  if (node.operation === "exp" || node.operation === "sigmoid") return {kind: "tiny", node};
  if (["multiply", "power"].includes(node.operation) && !numbers.includes(0))
    return {kind: "product", node};
  if (node.operation === "add" && numbers.some(number => number !== 0)) {
    const saturated = node.parents.map(parent => findSaturated(computed, parent)).find(Boolean);
    return saturated && {kind: "saturated", node: saturated};
  }
  const zeros = node.parents.filter(parent => computed.values[parent] === 0);
  return zeros.map(parent => findRounding(computed, parent)).find(Boolean);
}

/** What was rounded to ±1, a sigmoid, tanh or exponential: the node itself, or a factor of it. */
function findSaturated(computed, id) {
  const node = computed.nodes[id];
  if (["multiply", "power"].includes(node.operation))
    return node.parents.map(parent => findSaturated(computed, parent)).find(Boolean);
  const isOne = Math.abs(computed.values[id]) === 1;
  const mayRound = ["sigmoid", "tanh", "exp"].includes(node.operation);
  return isOne && mayRound && readOperands(node, computed.values)[0] !== 0 ? node : undefined; // exp(0) is 1
}

/** What replaces a function of a number that is rounded to 0, by both operations. */
const STABLE = {
  "log sigmoid": x =>
    `The exact value is ${x}: write -relu(-x) - log(1 + exp(-relu(x) - relu(-x))) instead.`,
  "log exp": x => `The exact value is ${x}: log(exp(x)) is x.`,
  "power exp": () => "Write exp(-x) for 1/exp(x).",
  "power sigmoid": () => "Write 1 + exp(-x) for 1/sigmoid(x)."
};

const SENTENCES = {
  tiny(computed, {node}, user) {
    const x = computed.show(readOperands(node, computed.values)[0]);
    const remedy = (user && STABLE[`${user.operation} ${node.operation}`]?.(x)) ?? RESCALE;
    return `${node.operation}(${x}) is positive, but so small that double precision rounds it to 0. ${remedy}`;
  },
  saturated(computed, {node}) {
    const x = computed.show(readOperands(node, computed.values)[0]);
    const value = computed.show(computed.values[node.id]);
    const remedy = node.operation === "sigmoid" ? "Write sigmoid(-x) for 1 - sigmoid(x)." : RESCALE;
    return `${node.operation}(${x}) is so close to ${value} that double precision rounds it to ${value}. ${remedy}`;
  },
  product: () =>
    `the operand is not 0, but so small that double precision rounds it to 0. ${RESCALE}`
};
