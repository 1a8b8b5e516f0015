/** An operation written out, with the names of its operands or with their values. */

import {bracketed} from "../../ui/readout.js";

/**
 * @import {Format} from "../../ui/readout.js"
 * @import {GraphNode} from "./graph.js"
 */

/**
 * The operands' values.
 * @param {Pick<GraphNode, "operands">} node @param {number[]} values of all nodes, by id
 */
export const readOperands = ({operands}, values) =>
  operands.map(operand => (typeof operand === "number" ? operand : values[operand.id]));

/** `x + 1` @param {GraphNode} node @param {Format} show */
export const writeNames = ({operation, operands}, show) =>
  write(
    operation,
    operands.map(operand => (typeof operand === "number" ? show(operand) : operand.name))
  );

/** `2 + 1` @param {GraphNode} node @param {number[]} values by id @param {Format} show */
export const writeValues = (node, values, show) =>
  write(node.operation, readOperands(node, values).map(show));

/** `2 + (−3)` @param {number[]} numbers @param {Format} show */
export const writeSum = (numbers, show) =>
  numbers.map((number, k) => (k ? bracketed(show(number)) : show(number))).join(" + ");

/** @param {string} operation @param {string[]} operands */
function write(operation, [a, b]) {
  if (operation === "add") return `${a} + ${bracketed(b)}`;
  if (operation === "multiply") return `${bracketed(a)} × ${bracketed(b)}`;
  if (operation === "power") return `${bracketed(a)}^${bracketed(b)}`;
  return `${operation}(${a})`;
}

/** A number with six significant digits, as Python's `:g` writes it. @type {Format} */
export function formatGeneral(value) {
  const [digits, exponent] = value.toExponential(5).split("e").map(Number);
  if (exponent < -4 || exponent >= 6)
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return String(Number(value.toPrecision(6)) + 0);
}
