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
  "uy"
);
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
 * @property {number} [value] of a number
 *
 * @param {string} text
 * @returns {Token[]}
 * @throws {ProgramError} at a character that has no meaning
 */
export function tokenize(text) {
  const tokens = [];
  let index = 0;
  while (index < text.length) {
    TOKEN.lastIndex = index;
    const match = TOKEN.exec(text);
    if (!match) throw createSignError(text, index);
    if (!match.groups.space) tokens.push(createToken(match, text));
    index = TOKEN.lastIndex;
  }
  return [...tokens, {type: "end", text: "", index}];
}

function createToken({0: word, index, groups: {breaking, number, name}}, text) {
  if (breaking) return {type: "break", text: word, index};
  if (number) return {type: "number", text: word, index, value: readNumber(word, text, index)};
  if (CONSTANTS.has(name)) return {type: "number", text: word, index, value: CONSTANTS.get(name)};
  if (word.length > MAX_NAME && name)
    throw new ProgramError(text, index, "this name is too long", `at most ${MAX_NAME} letters`);
  if (name) return {type: "name", text: word, index};
  return {type: "sign", text: SAME_SIGN[word] ?? word, index};
}

function readNumber(word, text, index) {
  const value = Number(word.replace("−", "-"));
  if (!Number.isFinite(value))
    throw new ProgramError(text, index, `${word} is too large`, "a number below 1.8e308");
  if (value === 0 && /^[^e]*[1-9]/i.test(word))
    throw new ProgramError(text, index, `${word} is too small`, "0, or a number above 5e-324");
  return value;
}

/** The error for a sign that no program has, with what to write instead. */
function createSignError(text, index) {
  const raised = /^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/.exec(text.slice(index))?.[0];
  const sign = raised ?? String.fromCodePoint(text.codePointAt(index));
  const digits = [...(raised ?? "")].map(digit => (digit === "⁻" ? "-" : RAISED.indexOf(digit)));
  const expected = raised ? `^${digits.join("")}` : "letters, digits, + - * / ^ ( ) =";
  return new ProgramError(text, index, `“${sign}” has no meaning here`, expected);
}

/** The error for a comma: a decimal comma, or one between arguments. */
export function createCommaError(text, index) {
  const [before, after] = [text.slice(0, index), text.slice(index + 1)];
  const fraction = /^\d+/.exec(after)?.[0];
  if (!fraction || /[\p{L}\p{M}_)]\s*$|\d\s+$/u.test(before))
    return new ProgramError(text, index, "“,” has no meaning here", "one number in a function");
  const number = `${/\d*$/.exec(before)[0] || 0}.${fraction}`;
  return new ProgramError(text, index, "a number has a decimal point here", number);
}
