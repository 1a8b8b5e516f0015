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
 * {type: "call", name, operand} | {type: "binary", sign, left, right}, each with `at`, its place in
 * the text.
 */

import {ProgramError} from "./error.js";
import {FUNCTIONS} from "./operations.js";
import {tokenize} from "./tokens.js";

/** What can be wrong with a text too long or nested too deep to be drawn. */
export const MAX_LENGTH = 1000;
const MAX_DEPTH = 60;

const OPERAND = "a number, a name, a function or “(”";
const FUNCTION_NAMES = [...FUNCTIONS].join(", ");

/**
 * @param {string} text
 * @returns {{name: string, at: number, expression: object}[]} the statements; name is "" where none
 *   is given
 * @throws {ProgramError}
 */
export function parse(text) {
  if (text.length > MAX_LENGTH)
    throw new ProgramError(
      text,
      MAX_LENGTH,
      "the text is too long",
      `at most ${MAX_LENGTH} characters`
    );
  return createParser(text, tokenize(text)).program();
}

function createParser(text, tokens) {
  let place = 0;
  let depth = 0;
  const peek = (ahead = 0) => tokens[Math.min(place + ahead, tokens.length - 1)];
  const next = () => tokens[place++];
  const sees = (...signs) => peek().type === "sign" && signs.includes(peek().text);
  const fail = (expected, token = peek()) => {
    throw new ProgramError(text, token.at, `${describe(token)} can’t stand here`, expected);
  };
  const take = (sign, expected) => (sees(sign) ? next() : fail(expected));

  function program() {
    const statements = [];
    for (;;) {
      while (peek().type === "break") next();
      if (peek().type === "end") break;
      statements.push(statement());
      if (!["break", "end"].includes(peek().type)) fail(afterOperand());
    }
    return statements.length ? statements : fail(OPERAND);
  }

  function statement() {
    const named = peek().type === "name" && peek(1).text === "=";
    if (!named) return {name: "", at: peek().at, expression: sum()};
    const {text: name, at} = next();
    if (FUNCTIONS.has(name))
      throw new ProgramError(text, at, `${name} is a function`, "another name");
    next();
    return {name, at, expression: sum()};
  }

  /** What could go on after a complete operand; two operands side by side are a forgotten sign. */
  function afterOperand() {
    if (sees("=")) return "a single name before “=”";
    const open = depth ? " or “)”" : "";
    const forgotten = ["number", "name"].includes(peek().type) || sees("(");
    return forgotten ? `an operator${open}, such as *` : `an operator${open || " or the end"}`;
  }

  const leftToRight = (signs, operand) => () => {
    let left = operand();
    while (sees(...signs)) {
      const {text: sign, at} = next();
      left = {type: "binary", sign, left, right: operand(), at};
    }
    return left;
  };
  const product = leftToRight(["*", "/"], signed);
  const sum = leftToRight(["+", "-"], product);

  function signed() {
    if (!sees("-")) return power();
    const {at} = next();
    return {type: "minus", operand: deeper(at, signed), at};
  }

  function power() {
    const base = atom();
    if (!sees("^")) return base;
    const {at} = next();
    return {type: "binary", sign: "^", left: base, right: deeper(at, signed), at};
  }

  function atom() {
    const token = peek();
    if (token.type === "number") return {type: "number", value: next().value, at: token.at};
    if (token.type === "name") return nameOrCall(next());
    if (sees("(")) return parenthesis();
    return fail(OPERAND);
  }

  function nameOrCall({text: name, at}) {
    if (FUNCTIONS.has(name)) {
      if (!sees("(")) fail(`“(” after ${name}`);
      return {type: "call", name, operand: parenthesis(), at};
    }
    if (sees("(") && name.length > 1)
      throw new ProgramError(text, at, `${name} is no function here`, FUNCTION_NAMES);
    return {type: "name", name, at};
  }

  function parenthesis() {
    const {at} = take("(", "“(”");
    return deeper(at, () => {
      const inside = sum();
      take(")", afterOperand());
      return inside;
    });
  }

  function deeper(at, read) {
    if (++depth > MAX_DEPTH)
      throw new ProgramError(text, at, "this is nested too deeply", `at most ${MAX_DEPTH} levels`);
    const result = read();
    depth -= 1;
    return result;
  }

  return {program};
}

function describe({type, text}) {
  return {end: "the end", break: "the end of the line"}[type] ?? `“${text}”`;
}
