/** The words of a program. Other ways to write an operator are accepted too: ×, ·, −, ÷, **. */

import {ProgramError} from "./error.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const TOKEN = new RegExp(
  [
    "(?<space>(?:[^\\S\\n]|[\\u00ad\\u200b\\u2060])+)",
    "(?<breaking>[\\n;])",
    "(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+−]?\\d+)?)",
    `(?<name>[\\p{L}_](?:[\\p{L}\\p{M}_]|(?![${RAISED}])\\p{N})*)`,
    "(?<sign>\\*\\*|[-+*/^()=,×·⋅÷−–])"
  ].join("|"),
  "guy"
);
/** @type {Record<string, string>} */
const SAME_SIGN = {"**": "^", "×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-"};
const CONSTANTS = new Map([
  ["pi", Math.PI],
  ["π", Math.PI]
]);
const MAX_NAME = 12;

/**
 * @typedef {object} Token
 * @property {"number" | "name" | "sign" | "break" | "end"} type
 * @property {string} text
 * @property {number} index its first character in the program
 * @property {number} value of a number, else NaN
 */

/**
 * @param {string} text
 * @returns {Token[]}
 * @throws {ProgramError} at a character that has no meaning
 */
export function tokenize(text) {
  /** @type {Token[]} */
  const tokens = [];
  let index = 0;
  for (const {0: word, groups = {}} of text.matchAll(TOKEN)) {
    if (!groups.space) tokens.push(createToken(text, index, word, groups));
    index += word.length;
  }
  if (index < text.length) throw createSignError(text, index);
  return [...tokens, {type: "end", text: "", index, value: NaN}];
}

/**
 * @param {string} program @param {number} index @param {string} text
 * @param {Record<string, string>} groups of the pattern, by the kind of word
 * @returns {Token}
 */
function createToken(program, index, text, {breaking, number, name}) {
  if (breaking) return {type: "break", text, index, value: NaN};
  const value = number ? readNumber(program, index, text) : CONSTANTS.get(name);
  if (value !== undefined) return {type: "number", text, index, value};
  if (name && text.length > MAX_NAME)
    throw new ProgramError(program, index, "this name is too long", `at most ${MAX_NAME} letters`);
  if (name) return {type: "name", text, index, value: NaN};
  return {type: "sign", text: SAME_SIGN[text] ?? text, index, value: NaN};
}

/** @param {string} program @param {number} index @param {string} text */
function readNumber(program, index, text) {
  const value = Number(text.replace("−", "-"));
  if (!Number.isFinite(value))
    throw new ProgramError(program, index, `${text} is too large`, "a number below 1.8e308");
  if (value === 0 && /^[^e]*[1-9]/i.test(text))
    throw new ProgramError(program, index, `${text} is too small`, "0, or a number above 5e-324");
  return value;
}

/**
 * The error for a sign that no program has, with what to write instead.
 * @param {string} text @param {number} index
 */
function createSignError(text, index) {
  const [sign] = /^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|^./su.exec(text.slice(index)) ?? [""];
  const digits = [...sign].map(digit => (digit === "⁻" ? "-" : RAISED.indexOf(digit)));
  const isRaised = RAISED.includes(sign[sign.length - 1]);
  const expected = isRaised ? `^${digits.join("")}` : "letters, digits, + - * / ^ ( ) =";
  return new ProgramError(text, index, `“${sign}” has no meaning here`, expected);
}

/**
 * The error for a comma: a decimal comma, or one between arguments.
 * @param {string} text @param {number} index
 */
export function createCommaError(text, index) {
  const [before, after] = [text.slice(0, index), text.slice(index + 1)];
  const fraction = /^\d+/.exec(after)?.[0];
  if (!fraction || /[\p{L}\p{M}_)]\s*$|\d\s+$/u.test(before))
    return new ProgramError(text, index, "“,” has no meaning here", "one number in a function");
  const number = `${/\d*$/.exec(before)?.[0] || 0}.${fraction}`;
  return new ProgramError(text, index, "a number has a decimal point here", number);
}
