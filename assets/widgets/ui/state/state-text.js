/**
 * A widget's state as text, `x1:1,x2:-1,gradients:on`, and back. What is invalid keeps its default
 * and leaves a message; the rest is taken.
 */

import {defaults} from "./fields.js";

/** A comma before another setting; other commas belong to the value. */
const BETWEEN = /,(?=\s*[\p{L}_][\p{L}\p{M}\p{N}_\s-]*:)/u;
/** What a sentence or a mail program adds to a link's end. */
const TAIL = /[\s.,;:!?)\]}>"'`’”»*_]$/;
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

/** The state's text, preceded by its length, which shows whether all of it arrived. */
export const withLength = text => text && `length:${withoutSpaces(text).length},${text}`;

const LENGTH = new RegExp(
  `^\\s*${[..."length:"].join("\\s*")}((?:\\s*\\d){1,5})\\s*(?:,|$)(.*)$`,
  "s"
);

/** The text up to the length that it states; spaces don't count, since lines may be wrapped. */
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
 * @param {import("./fields.js").Fields} fields
 * @param {string | null} text
 * @returns {{state: Record<string, any>, problems: string[]}}
 */
export function parseState(fields, text) {
  const state = defaults(fields);
  const {rest, problems} = cutToLength(text ?? "");
  const entries = rest.split(BETWEEN).filter(entry => entry.replace(/[\s,]/g, ""));
  const texts = new Map();
  entries.forEach((entry, i) => {
    const [name, ...parts] = entry.split(":");
    const written = parts.join(":");
    const setting = withoutSpaces(name);
    const field = Object.hasOwn(fields, setting) ? fields[setting] : undefined;
    const isLast = i === entries.length - 1;
    const value = field && parseValue(field, written, isLast);
    if (value !== undefined) {
      const isOther = texts.has(setting) && field.format(state[setting]) !== field.format(value);
      if (isOther) problems.push(`ignored ${setting}: ${brief(texts.get(setting))} (given again)`);
      problems.push(...(field.findProblems?.(written) ?? []));
      texts.set(setting, written);
      state[setting] = value;
    } else if (field) problems.push(`invalid ${setting}: ${brief(written)} (want ${field.want})`);
    else
      problems.push(
        `unknown setting: ${brief(setting)} (want one of ${listNames(Object.keys(fields))})`
      );
  });
  return {state, problems};
}

/** The last value of a link may have trailing punctuation that does not belong to it. */
function parseValue(field, written, isLast) {
  const text = field.hasSpaces ? written : withoutSpaces(written);
  return isLast
    ? parseWithoutTail(text, part => field.parse(part, true))
    : field.parse(text, false);
}

const NAMED = 8;
const LISTED = 5;

const listNames = names =>
  [...names.slice(0, NAMED), ...(names.length > NAMED ? ["…"] : [])].join(", ");

/** The first of the problems, and how many more there are. */
export function shorten(problems) {
  const more = problems.length - LISTED;
  return more > 0 ? [...problems.slice(0, LISTED), `and ${more} more`] : problems;
}

/** The beginning of a text that may be of any length. */
const brief = text => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** What differs from the defaults, as text; "" for the defaults. */
export function formatState(fields, state) {
  const entries = Object.entries(fields).map(([name, field]) => [
    name,
    field.format(state[name]),
    field.format(field.value)
  ]);
  return entries
    .filter(([, now, start]) => now !== start)
    .map(([name, now]) => `${name}:${now}`)
    .join(",");
}
