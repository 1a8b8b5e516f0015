/** Builds the nodes of a program's graph, statement by statement. */

import {ProgramError} from "./error.js";
import {OPERATIONS, evaluate} from "./operations.js";

export const MAX_NODES = 60;

const isNumber = operand => typeof operand === "number";
/** As Python evaluates `2 * x`: the number comes second. */
const putNumberSecond = (a, b) => (isNumber(a) && !isNumber(b) ? [b, a] : [a, b]);

export class GraphBuilder {
  constructor(text) {
    this.text = text;
    /** @type {import("./graph.js").Node[]} */
    this.nodes = [];
    this.names = new Map();
  }

  createError(index, problem, expected) {
    return new ProgramError(this.text, index, problem, expected);
  }

  addNode(fields) {
    if (this.nodes.length === MAX_NODES)
      throw this.createError(fields.index, "the graph is too large", `at most ${MAX_NODES} nodes`);
    const empty = {name: "", named: false, operation: "", text: "", operands: [], parents: []};
    const node = {id: this.nodes.length, ...empty, ...fields};
    this.nodes.push(node);
    return node;
  }

  addInput(name, index, fields = {}) {
    const node = this.addNode({name, named: true, index, ...fields});
    this.names.set(name, node);
    return node;
  }

  /** A node, or a number where all operands are numbers. */
  apply(operation, operands, index, operandText) {
    if (operands.every(isNumber)) {
      const {value, problem} = evaluate(operation, operands);
      if (problem) throw this.createError(index, problem, "other numbers");
      return value;
    }
    const numbers = operands.filter(isNumber).map(formatGeneral);
    return this.addNode({
      operation,
      operands: operands.map(operand => (isNumber(operand) ? operand : {id: operand.id})),
      parents: operands.filter(operand => !isNumber(operand)).map(({id}) => id),
      text: [OPERATIONS[operation].sign, ...numbers].join(" "),
      operandText,
      index
    });
  }

  negate(operand, index) {
    return isNumber(operand) ? -operand : this.apply("multiply", [operand, -1], index);
  }

  /** Builds `a sign b` from the operations. */
  applySign(sign, a, b, index) {
    if (sign === "+") return this.apply("add", putNumberSecond(a, b), index);
    if (sign === "*") return this.apply("multiply", putNumberSecond(a, b), index);
    if (sign === "^") return this.apply("power", [a, b], index);
    if (sign === "-") return this.apply("add", putNumberSecond(a, this.negate(b, index)), index);
    const inverse = this.apply("power", [b, -1], index);
    return this.apply("multiply", putNumberSecond(a, inverse), index);
  }

  build(expression) {
    const {type, value, name, operand, operandText, sign, left, right, index} = expression;
    if (type === "number") return value;
    if (type === "name") return this.names.get(name) ?? this.addInput(name, index);
    if (type === "minus") return this.negate(this.build(operand), index);
    if (type === "call" && name === "sqrt")
      return this.apply("power", [this.build(operand), 0.5], index);
    if (type === "call") return this.apply(name, [this.build(operand)], index, operandText);
    const [a, b] = [this.build(left), this.build(right)];
    if (sign !== "^" || isNumber(b)) return this.applySign(sign, a, b, index);
    const expected = "a number, or exp(b * log(a))";
    throw this.createError(right.index, "a variable can’t be an exponent here", expected);
  }

  checkIsNew(name, index) {
    if (!this.names.has(name)) return;
    const node = this.names.get(name);
    const isInput = !node.operation && node.name === name && node.value === undefined;
    const use = isInput ? "is an input already" : "has a value already";
    throw this.createError(index, `${name} ${use}`, "a new name");
  }

  /** @returns {import("./graph.js").Node} the statement's result */
  addStatement({name, index, expression}, isLast) {
    this.checkIsNew(name, index);
    const result = this.build(expression);
    if (name && this.names.has(name))
      throw this.createError(index, `${name} would be made from itself`, "another name");
    if (isNumber(result)) {
      if (name && !isLast) return this.addInput(name, index, {value: result});
      const expected = "an expression with a name in it";
      throw this.createError(index, "this depends on no variable", expected);
    }
    if (!result.named && (name || isLast))
      Object.assign(result, {name: name || this.findFreeName(), named: true});
    if (name) this.names.set(name, result);
    return result;
  }

  /** A name for a result that has none. */
  findFreeName() {
    return ["J", "L", "f", "result"].find(name => !this.names.has(name)) ?? "output";
  }
}

/** A number with six significant digits, as Python's `:g` writes it. */
export function formatGeneral(value) {
  const [digits, exponent] = value.toExponential(5).split("e").map(Number);
  if (exponent < -4 || exponent >= 6)
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return String(Number(value.toPrecision(6)) + 0);
}
