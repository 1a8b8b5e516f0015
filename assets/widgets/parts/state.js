/**
 * A widget's state as text, `x1:1,x2:-1,gradients:on`, and back.
 * A field is `{value, parse, format, want}`: its default, text → value (undefined if invalid), value → text, and
 * the words for what it wants. Whatever is invalid keeps its default and leaves a message; the rest is taken.
 */

import {parseNumber} from "./numbers.js";

/** A number from min to max; with a step, only its multiples from 0 on. */
export function number({value, min, max, step}) {
  const onStep = (v) => Number((Math.round(v / step) * step).toFixed(10)) === v;
  const valid = (v) => v >= min && v <= max && (!step || onStep(v));
  const steps = step ? ` in steps of ${step}` : "";
  return {
    value,
    want: `a number from ${min} to ${max}${steps}`,
    parse: (text) => {
      const parsed = parseNumber(text).value;
      return valid(parsed) ? parsed : undefined;
    },
    format: String
  };
}

/** One of a few names. */
export function choice(names, value) {
  const list = [...names];
  return {
    value,
    want: `one of ${list.join(", ")}`,
    parse: (text) => (list.includes(text) ? text : undefined),
    format: String
  };
}

/** Any of a few names, joined by ".". */
export function choices(names, value = []) {
  const list = [...names];
  return {
    value,
    want: `any of ${list.join(", ")}, joined by full stops`,
    parse: (text) => {
      const chosen = text === "none" ? [] : text.split(".");
      return chosen.every((name) => list.includes(name)) ? list.filter((name) => chosen.includes(name)) : undefined;
    },
    format: (chosen) => chosen.join(".") || "none"
  };
}

/** On or off. */
export function flag(value = false) {
  const values = new Map([["on", true], ["off", false]]);
  return {value, want: "on or off", parse: (text) => values.get(text), format: (v) => (v ? "on" : "off")};
}

/** @param {Record<string, {value: any}>} fields */
export function defaults(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
}

/**
 * @param {Record<string, object>} fields
 * @param {string | null} text
 * @returns {{state: Record<string, any>, problems: string[]}}
 */
export function parseState(fields, text) {
  const state = defaults(fields);
  const problems = [];
  for (const entry of (text ?? "").split(",").filter(Boolean)) {
    const [name, ...rest] = entry.split(":");
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const value = field?.parse(rest.join(":"));
    if (value !== undefined) state[name] = value;
    else if (field) problems.push(`invalid ${name}: ${brief(rest.join(":"))} (want ${field.want})`);
    else problems.push(`unknown setting: ${brief(name)} (want one of ${some(Object.keys(fields))})`);
  }
  return {state, problems};
}

const NAMED = 8;
const TOLD = 5;

const some = (names) => [...names.slice(0, NAMED), ...(names.length > NAMED ? ["…"] : [])].join(", ");

/** The first of the problems, and how many more there are. */
export function told(problems) {
  const more = problems.length - TOLD;
  return more > 0 ? [...problems.slice(0, TOLD), `and ${more} more`] : problems;
}

/** The beginning of a text that may be of any length. */
const brief = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** What differs from the defaults, as text; "" for the defaults. */
export function formatState(fields, state) {
  const entries = Object.entries(fields).map(([name, field]) => [name, field.format(state[name]), field.format(field.value)]);
  return entries.filter(([, now, start]) => now !== start).map(([name, now]) => `${name}:${now}`).join(",");
}
