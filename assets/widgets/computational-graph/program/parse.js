/**
 * From text to expressions, by recursive descent; nothing is evaluated.
 *
 *   program    = statement, { (newline | ";"), statement }
 *   statement  = [ name, "=" ], sum
 *   sum        = product, { ("+" | "-"), product }
 *   product    = signed, { ("*" | "/"), signed }
 *   signed     = "-", signed | power
 *   power      = atom, [ ("^" | "**"), signed ]
 *   atom       = number | name | function, "(", sum, ")" | "(", sum, ")"
 */

import {ProgramError} from "./error.js";
import {FUNCTIONS} from "./operations.js";
import {createCommaError, tokenize} from "./tokens.js";

/** @import {Token} from "./tokens.js" */

/**
 * @typedef {{index: number} & (
 *   {type: "number", value: number} |
 *   {type: "name", name: string} |
 *   {type: "minus", operand: Expression} |
 *   {type: "call", name: string, operand: Expression, operandText: string} |
 *   {type: "binary", sign: string, left: Expression, right: Expression}
 * )} Expression index: its position in the text
 *
 * @typedef {{name: string, index: number, expression: Expression}} Statement name: "" where none is
 *   given
 */

/** A longer or deeper program could not be drawn. */
export const MAX_LENGTH = 1000;
const MAX_DEPTH = 60;

const OPERAND = "a number, a name, a function or “(”";
const FUNCTION_NAMES = [...FUNCTIONS].join(", ");
/** The signs between operands, in order of increasing precedence. */
const LEVELS = [
  ["+", "-"],
  ["*", "/"]
];

/**
 * @param {string} text
 * @returns {Statement[]}
 * @throws {ProgramError}
 */
export function parse(text) {
  if (text.length <= MAX_LENGTH) return new Parser(text).readProgram();
  const expected = `at most ${MAX_LENGTH} characters`;
  throw new ProgramError(text, MAX_LENGTH, "the text is too long", expected);
}

class Parser {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.tokens = tokenize(text);
    this.position = 0;
    this.depth = 0;
  }

  get token() {
    return this.tokens[this.position];
  }

  take() {
    return this.tokens[this.position++];
  }

  /** @param {...string} signs */
  isSign(...signs) {
    return this.token.type === "sign" && signs.includes(this.token.text);
  }

  /** The error that the present token causes. @param {string} expected */
  createError(expected) {
    const {index} = this.token;
    if (this.isSign(",")) return createCommaError(this.text, index);
    return new ProgramError(this.text, index, `${describe(this.token)} can’t stand here`, expected);
  }

  readProgram() {
    /** @type {Statement[]} */
    const statements = [];
    for (;;) {
      while (this.token.type === "break") this.take();
      if (this.token.type === "end") break;
      statements.push(this.readStatement());
      if (!["break", "end"].includes(this.token.type)) throw this.createError(this.describeNext());
    }
    if (statements.length === 0) throw this.createError(OPERAND);
    return statements;
  }

  /** @returns {Statement} */
  readStatement() {
    const {type, text: name, index} = this.token;
    const isNamed = type === "name" && this.tokens[this.position + 1].text === "=";
    if (!isNamed) return {name: "", index, expression: this.readSum()};
    if (FUNCTIONS.has(name))
      throw new ProgramError(this.text, index, `${name} is a function`, "another name");
    this.position += 2;
    return {name, index, expression: this.readSum()};
  }

  /** What may follow a complete operand. Between two operands, an operator is missing. */
  describeNext() {
    if (this.isSign("=")) return "a single name before “=”";
    const close = this.depth ? " or “)”" : "";
    const isOperand = ["number", "name"].includes(this.token.type) || this.isSign("(");
    return isOperand ? `an operator${close}, such as *` : `an operator${close || " or the end"}`;
  }

  /** Reads a sum or, at level 1, a product. @returns {Expression} */
  readSum(level = 0) {
    if (level === LEVELS.length) return this.readSigned();
    let left = this.readSum(level + 1);
    while (this.isSign(...LEVELS[level])) {
      const {text: sign, index} = this.take();
      left = {type: "binary", sign, left, right: this.readSum(level + 1), index};
    }
    return left;
  }

  /** @returns {Expression} */
  readSigned() {
    if (!this.isSign("-")) return this.readPower();
    const {index} = this.take();
    return {type: "minus", operand: this.readDeeper(index, () => this.readSigned()), index};
  }

  /** @returns {Expression} */
  readPower() {
    const left = this.readAtom();
    if (!this.isSign("^")) return left;
    const {index} = this.take();
    const right = this.readDeeper(index, () => this.readSigned());
    return {type: "binary", sign: "^", left, right, index};
  }

  /** @returns {Expression} */
  readAtom() {
    if (this.isSign("(")) return this.readParenthesis();
    const {type, text: name, value, index} = this.token;
    if (type !== "number" && type !== "name") throw this.createError(OPERAND);
    this.take();
    if (type === "number") return {type, value, index};
    if (FUNCTIONS.has(name)) return this.readCall(name, index);
    if (this.isSign("(") && name.length > 1)
      throw new ProgramError(this.text, index, `${name} is no function here`, FUNCTION_NAMES);
    return {type, name, index};
  }

  /** @param {string} name @param {number} index @returns {Expression} */
  readCall(name, index) {
    if (!this.isSign("(")) throw this.createError(`“(” after ${name}`);
    const start = this.token.index + 1;
    const operand = this.readParenthesis();
    const end = this.tokens[this.position - 1].index;
    return {type: "call", name, operand, operandText: this.text.slice(start, end).trim(), index};
  }

  /** @returns {Expression} */
  readParenthesis() {
    const {index} = this.take();
    return this.readDeeper(index, () => {
      const inside = this.readSum();
      if (!this.isSign(")")) throw this.createError(this.describeNext());
      this.take();
      return inside;
    });
  }

  /** @param {number} index @param {() => Expression} read */
  readDeeper(index, read) {
    if (++this.depth > MAX_DEPTH) {
      const expected = `at most ${MAX_DEPTH} levels`;
      throw new ProgramError(this.text, index, "this is nested too deeply", expected);
    }
    const result = read();
    this.depth -= 1;
    return result;
  }
}

/** @param {Token} token */
function describe({type, text}) {
  if (type === "end") return "the end";
  return type === "break" ? "the end of the line" : `“${text}”`;
}
