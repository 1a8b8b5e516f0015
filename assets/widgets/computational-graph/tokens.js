/** The words of a program. Signs that a keyboard or a slide writes otherwise are taken too: ×, ·, −, ÷, **. */

import {ProgramError} from "./error.js";

const TOKEN = /(?<space>[^\S\n]+)|(?<breaking>[\n;])|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{M}\p{N}_]*)|(?<sign>\*\*|[-+*/^()=×·÷−])/uy;
const SAME = {"**": "^", "×": "*", "·": "*", "÷": "/", "−": "-"};
const MAX_NAME = 12;

/**
 * @param {string} text
 * @returns {{type: "number" | "name" | "sign" | "break" | "end", text: string, at: number, value?: number}[]}
 * @throws {ProgramError} at a character that is no part of any word
 */
export function tokenize(text) {
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new ProgramError(text, at, `“${String.fromCodePoint(text.codePointAt(at))}” has no meaning here`, "letters, digits, + - * / ^ ( ) =");
    const token = tokenOf(match, text, at);
    if (token) tokens.push(token);
    at = TOKEN.lastIndex;
  }
  return [...tokens, {type: "end", text: "", at}];
}

function tokenOf({0: word, groups: {space, breaking, number, name}}, text, at) {
  if (space) return null;
  if (breaking) return {type: "break", text: word, at};
  if (number) {
    if (!Number.isFinite(Number(word))) throw new ProgramError(text, at, `${word} is too large`, "a number below 1.8e308");
    return {type: "number", text: word, at, value: Number(word)};
  }
  if (name) {
    if (word.length > MAX_NAME) throw new ProgramError(text, at, "this name is too long", `at most ${MAX_NAME} letters`);
    return {type: "name", text: word, at};
  }
  return {type: "sign", text: SAME[word] ?? word, at};
}
