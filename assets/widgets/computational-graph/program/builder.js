/** Builds the nodes of a program's graph, statement by statement. */

import {ProgramError} from "./error.js";
import {formatGeneral} from "./formula.js";
import {OPERATIONS, evaluate} from "./operations.js";

/**
 * @import {GraphNode, Operand} from "./graph.js"
 * @import {Expression, Statement} from "./parse.js"
 */

export const MAX_NODES = 60;
const EMPTY = {name: "", isNamed: false, operation: "", text: "", operandText: ""};

/** @param {Operand} operand @returns {operand is number} */
const isNumber = operand => typeof operand === "number";
/** The ids of the nodes among the operands. @param {Operand[]} operands */
export const findParents = operands =>
  operands.flatMap(operand => (isNumber(operand) ? [] : operand.id));
/**
 * As Python evaluates `2 * x`: the number comes second.
 * @param {Operand} a @param {Operand} b
 */
const putNumberSecond = (a, b) => (isNumber(a) && !isNumber(b) ? [b, a] : [a, b]);

export class GraphBuilder {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {GraphNode[]} */
    this.nodes = [];
    /** @type {Map<string, GraphNode>} */
    this.names = new Map();
  }

  /** @param {number} index @param {string} problem @param {string} expected */
  createError(index, problem, expected) {
    return new ProgramError(this.text, index, problem, expected);
  }

  /** @param {Partial<GraphNode> & {index: number}} properties */
  addNode(properties) {
    const id = this.nodes.length;
    const expected = `at most ${MAX_NODES} nodes`;
    if (id === MAX_NODES)
      throw this.createError(properties.index, "the graph is too large", expected);
    /** @type {GraphNode} */
    const node = {...EMPTY, id, operands: [], parents: [], ...properties};
    this.nodes.push(node);
    return node;
  }

  /** @param {string} name @param {number} index @param {number} [value] */
  addInput(name, index, value) {
    const node = this.addNode({name, isNamed: true, index, value});
    this.names.set(name, node);
    return node;
  }

  /**
   * @param {string} operation @param {Operand[]} operands @param {number} index
   * @param {string} [operandText]
   * @returns {Operand} a node, or a number where all operands are numbers
   */
  apply(operation, operands, index, operandText) {
    const numbers = operands.filter(isNumber);
    if (numbers.length < operands.length) {
      const text = [OPERATIONS[operation].sign, ...numbers.map(formatGeneral)].join(" ");
      const parents = findParents(operands);
      return this.addNode({operation, operands, parents, text, operandText, index});
    }
    const {value, problem} = evaluate(operation, numbers);
    if (problem !== undefined) throw this.createError(index, problem, "other numbers");
    return value;
  }

  /** @param {Operand} operand @param {number} index */
  negate(operand, index) {
    return isNumber(operand) ? -operand : this.apply("multiply", [operand, -1], index);
  }

  /**
   * Builds `a sign b` from the operations.
   * @param {string} sign @param {Operand} a @param {Operand} b @param {number} index
   * @returns {Operand}
   */
  applySign(sign, a, b, index) {
    if (sign === "-") return this.applySign("+", a, this.negate(b, index), index);
    if (sign === "/") return this.applySign("*", a, this.apply("power", [b, -1], index), index);
    if (sign === "^") return this.apply("power", [a, b], index);
    return this.apply(sign === "+" ? "add" : "multiply", putNumberSecond(a, b), index);
  }

  /** @param {Expression} expression @returns {Operand} */
  build(expression) {
    const {type, index} = expression;
    if (type === "number") return expression.value;
    if (type === "name")
      return this.names.get(expression.name) ?? this.addInput(expression.name, index);
    if (type === "minus") return this.negate(this.build(expression.operand), index);
    if (type === "call") {
      const {name, operandText} = expression;
      const operand = this.build(expression.operand);
      if (name === "sqrt") return this.apply("power", [operand, 0.5], index);
      return this.apply(name, [operand], index, operandText);
    }
    const {sign, left, right} = expression;
    const [a, b] = [this.build(left), this.build(right)];
    if (sign !== "^" || isNumber(b)) return this.applySign(sign, a, b, index);
    const expected = "a number, or exp(b * log(a))";
    throw this.createError(right.index, "a variable can’t be an exponent here", expected);
  }

  /** @param {string} name @param {number} index */
  checkIsNew(name, index) {
    const node = this.names.get(name);
    if (!node) return;
    const isInput = !node.operation && node.name === name && node.value === undefined;
    const use = isInput ? "is an input already" : "has a value already";
    throw this.createError(index, `${name} ${use}`, "a new name");
  }

  /** @param {Statement} statement @param {boolean} isLast @returns {GraphNode} its result */
  addStatement({name, index, expression}, isLast) {
    this.checkIsNew(name, index);
    const result = this.build(expression);
    if (name && this.names.has(name))
      throw this.createError(index, `${name} would be made from itself`, "another name");
    if (isNumber(result)) {
      if (name && !isLast) return this.addInput(name, index, result);
      const expected = "an expression with a name in it";
      throw this.createError(index, "this depends on no variable", expected);
    }
    if (!result.isNamed && (name || isLast))
      Object.assign(result, {name: name || this.findFreeName(), isNamed: true});
    if (name) this.names.set(name, result);
    return result;
  }

  /** A name for a result that has none. */
  findFreeName() {
    return ["J", "L", "f", "result"].find(name => !this.names.has(name)) ?? "output";
  }
}
