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
 *
 * An expression is {type: "number", value} | {type: "name", name} | {type: "minus", operand} |
 * {type: "call", name, operand, operandText} | {type: "binary", sign, left, right}, each with `index`, its
 * position in the text.
 */

import {ProgramError} from "./error.js";
import {FUNCTIONS} from "./operations.js";
import {createCommaError, tokenize} from "./tokens.js";

/** A longer or deeper program could not be drawn. */
export const MAX_LENGTH = 1000;
const MAX_DEPTH = 60;

const OPERAND = "a number, a name, a function or “(”";
const FUNCTION_NAMES = [...FUNCTIONS].join(", ");

/**
 * @param {string} text
 * @returns {{name: string, index: number, expression: object}[]} the statements; name is "" where
 *   none is given
 * @throws {ProgramError}
 */
export function parse(text) {
  if (text.length <= MAX_LENGTH) return new Parser(text).readProgram();
  const expected = `at most ${MAX_LENGTH} characters`;
  throw new ProgramError(text, MAX_LENGTH, "the text is too long", expected);
}

class Parser {
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

  isSign(...signs) {
    return this.token.type === "sign" && signs.includes(this.token.text);
  }

  fail(expected) {
    const {index} = this.token;
    if (this.isSign(",")) throw createCommaError(this.text, index);
    throw new ProgramError(this.text, index, `${describe(this.token)} can’t stand here`, expected);
  }

  readProgram() {
    const statements = [];
    for (;;) {
      while (this.token.type === "break") this.take();
      if (this.token.type === "end") break;
      statements.push(this.readStatement());
      if (!["break", "end"].includes(this.token.type)) this.fail(this.describeNext());
    }
    return statements.length ? statements : this.fail(OPERAND);
  }

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

  readSum() {
    return this.readFromLeft(["+", "-"], () =>
      this.readFromLeft(["*", "/"], () => this.readSigned())
    );
  }

  readFromLeft(signs, readOperand) {
    let left = readOperand();
    while (this.isSign(...signs)) {
      const {text: sign, index} = this.take();
      left = {type: "binary", sign, left, right: readOperand(), index};
    }
    return left;
  }

  readSigned() {
    if (!this.isSign("-")) return this.readPower();
    const {index} = this.take();
    return {type: "minus", operand: this.readDeeper(index, () => this.readSigned()), index};
  }

  readPower() {
    const left = this.readAtom();
    if (!this.isSign("^")) return left;
    const {index} = this.take();
    const right = this.readDeeper(index, () => this.readSigned());
    return {type: "binary", sign: "^", left, right, index};
  }

  readAtom() {
    const {type, text: name, value, index} = this.token;
    if (this.isSign("(")) return this.readParenthesis();
    if (!["number", "name"].includes(type)) this.fail(OPERAND);
    this.take();
    if (type === "number") return {type, value, index};
    if (!FUNCTIONS.has(name) && this.isSign("(") && name.length > 1)
      throw new ProgramError(this.text, index, `${name} is no function here`, FUNCTION_NAMES);
    if (!FUNCTIONS.has(name)) return {type, name, index};
    if (!this.isSign("(")) this.fail(`“(” after ${name}`);
    const start = this.token.index + 1;
    const operand = this.readParenthesis();
    const end = this.tokens[this.position - 1].index;
    return {type: "call", name, operand, operandText: this.text.slice(start, end).trim(), index};
  }

  readParenthesis() {
    const {index} = this.take();
    return this.readDeeper(index, () => {
      const inside = this.readSum();
      if (!this.isSign(")")) this.fail(this.describeNext());
      this.take();
      return inside;
    });
  }

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

const describe = ({type, text}) =>
  ({end: "the end", break: "the end of the line"})[type] ?? `“${text}”`;
