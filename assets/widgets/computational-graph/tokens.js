/**
 * The words of a program. Signs that a keyboard or a slide writes otherwise are taken too: ×, ·, −,
 * ÷, **.
 */

import {ProgramError} from "./error.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const TOKEN = new RegExp(
  [
    "(?<space>(?:[^\\S\\n]|[\\u00ad\\u200b\\u2060])+)",
    "(?<breaking>[\\n;])",
    "(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+−]?\\d+)?)",
    `(?<name>[\\p{L}_](?:[\\p{L}\\p{M}_]|(?![${RAISED}])\\p{N})*)`,
    "(?<sign>\\*\\*|[-+*/^()=×·⋅÷−–])"
  ].join("|"),
  "uy"
);
const SAME = {"**": "^", "×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-"};
const MAX_NAME = 12;

/**
 * @param {string} text
 * @returns {{type: "number" | "name" | "sign" | "break" | "end", text: string, at: number, value?:
 *   number}[]}
 * @throws {ProgramError} at a character that is no part of any word
 */
export function tokenize(text) {
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw unknownSign(text, at);
    const token = tokenOf(match, text, at);
    if (token) tokens.push(token);
    at = TOKEN.lastIndex;
  }
  return [...tokens, {type: "end", text: "", at}];
}

/** The error for a sign that no program has, with what to write instead. */
function unknownSign(text, at) {
  const sign = String.fromCodePoint(text.codePointAt(at));
  const [, whole, part] =
    /(\d*),(\d+)/.exec(`${/\d*$/.exec(text.slice(0, at))[0]}${text.slice(at)}`) ?? [];
  if (sign === "," && part) {
    return new ProgramError(text, at, "a number has a decimal point here", `${whole || 0}.${part}`);
  }
  const raised = /^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/.exec(text.slice(at))?.[0];
  const power =
    raised && [...raised].map(digit => (digit === "⁻" ? "-" : RAISED.indexOf(digit))).join("");
  const want = raised ? `^${power}` : "letters, digits, + - * / ^ ( ) =";
  return new ProgramError(text, at, `“${raised ?? sign}” has no meaning here`, want);
}

function numberToken(word, text, at) {
  const value = Number(word.replace("−", "-"));
  if (!Number.isFinite(value))
    throw new ProgramError(text, at, `${word} is too large`, "a number below 1.8e308");
  if (value === 0 && /^[^e]*[1-9]/i.test(word)) {
    throw new ProgramError(text, at, `${word} is too small`, "0, or a number above 5e-324");
  }
  return {type: "number", text: word, at, value};
}

function tokenOf({0: word, groups: {space, breaking, number, name}}, text, at) {
  if (space) return null;
  if (breaking) return {type: "break", text: word, at};
  if (number) return numberToken(word, text, at);
  if (name) {
    if (word.length > MAX_NAME)
      throw new ProgramError(text, at, "this name is too long", `at most ${MAX_NAME} letters`);
    return {type: "name", text: word, at};
  }
  return {type: "sign", text: SAME[word] ?? word, at};
}
