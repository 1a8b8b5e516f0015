/**
 * A widget's state as text, `x1:1,x2:-1,gradients:on`, and back. What is invalid keeps its default
 * and leaves a message; the rest is taken.
 */

import {defaults} from "./fields.js";

/** @import {Field, Fields, StateOf} from "./fields.js" */

/** A comma before another setting; other commas belong to the value. */
const BETWEEN = /,(?=\s*[\p{L}_][\p{L}\p{M}\p{N}_\s-]*:)/u;
/** What a sentence or a mail program adds to a link's end. */
const TAIL = /[\s.,;:!?)\]}>"'`’”»*_]$/;
/** @param {string} text */
const withoutSpaces = text => text.replace(/\s/g, "");

const LONGEST_TAIL = 12;

/**
 * Parses the text, after dropping the trailing characters that make it invalid.
 * @template T
 * @param {string} text @param {(text: string) => T | undefined} parse @returns {T | undefined}
 */
export function parseWithoutTail(text, parse, longest = LONGEST_TAIL) {
  const value = parse(text);
  if (value !== undefined || longest === 0 || !TAIL.test(text)) return value;
  return parseWithoutTail(text.slice(0, -1), parse, longest - 1);
}

/** The state's text, preceded by its length, which shows whether all of it arrived. @param {string} text */
export const withLength = text => text && `length:${withoutSpaces(text).length},${text}`;

const LENGTH = new RegExp(
  `^\\s*${[..."length:"].join("\\s*")}((?:\\s*\\d){1,5})\\s*(?:,|$)(.*)$`,
  "s"
);

/**
 * The text up to the length that it states; spaces don't count, since lines may be wrapped.
 * @param {string} text @returns {{rest: string, problems: string[]}}
 */
function cutToLength(text) {
  const [, length, rest] = LENGTH.exec(text) ?? [];
  if (!length) return {rest: text, problems: []};
  const want = Number(withoutSpaces(length));
  const arrived = withoutSpaces(rest).length;
  let left = want;
  const taken = rest.replace(/\S/g, sign => (left-- > 0 ? sign : ""));
  if (arrived < want)
    return {rest, problems: [`this link was cut: ${arrived} of ${want} characters arrived`]};
  const isTail = [...withoutSpaces(rest).slice(want)].every(sign => TAIL.test(sign));
  if (isTail) return {rest: taken, problems: []};
  return {
    rest,
    problems: [`this link was changed: it has ${arrived} characters instead of ${want}`]
  };
}

/**
 * @template {Fields} F
 * @param {F} fields @param {string | null} text null: no link
 * @returns {{state: StateOf<F>, problems: string[]}}
 */
export function parseState(fields, text) {
  /** @type {StateOf<Fields>} */
  const state = defaults(fields);
  const {rest, problems} = cutToLength(text ?? "");
  const entries = rest.split(BETWEEN).filter(entry => entry.replace(/[\s,]/g, ""));
  const texts = new Map();
  for (const [i, entry] of entries.entries()) {
    const [before, ...parts] = entry.split(":");
    const name = withoutSpaces(before);
    const written = parts.join(":");
    if (!Object.hasOwn(fields, name)) {
      const names = listNames(Object.keys(fields));
      problems.push(`unknown setting: ${shortenText(name)} (want one of ${names})`);
      continue;
    }
    const field = fields[name];
    const value = parseValue(field, written, i === entries.length - 1);
    if (value === undefined) {
      problems.push(`invalid ${name}: ${shortenText(written)} (want ${field.want})`);
      continue;
    }
    if (texts.has(name) && field.format(state[name]) !== field.format(value))
      problems.push(`ignored ${name}: ${shortenText(texts.get(name))} (given again)`);
    problems.push(...(field.findProblems?.(written) ?? []));
    texts.set(name, written);
    state[name] = value;
  }
  return {state: /** @type {StateOf<F>} */ (state), problems};
}

/**
 * The last value of a link may have trailing punctuation that does not belong to it.
 * @param {Field} field @param {string} written @param {boolean} isLast
 */
function parseValue(field, written, isLast) {
  const text = field.hasSpaces ? written : withoutSpaces(written);
  return isLast
    ? parseWithoutTail(text, part => field.parse(part, true))
    : field.parse(text, false);
}

const NAMED = 8;
const LISTED = 5;

/** @param {string[]} names */
const listNames = names =>
  [...names.slice(0, NAMED), ...(names.length > NAMED ? ["…"] : [])].join(", ");

/** The first of the problems, and how many more there are. @param {string[]} problems */
export function shortenList(problems) {
  const more = problems.length - LISTED;
  return more > 0 ? [...problems.slice(0, LISTED), `and ${more} more`] : problems;
}

/** The beginning of a text that may be of any length. @param {string} text */
const shortenText = text => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/**
 * What differs from the defaults, as text; "" for the defaults.
 * @param {Fields} fields @param {StateOf<Fields>} state
 */
export function formatState(fields, state) {
  return Object.entries(fields)
    .filter(([name, {format, value}]) => format(state[name]) !== format(value))
    .map(([name, {format}]) => `${name}:${format(state[name])}`)
    .join(",");
}
