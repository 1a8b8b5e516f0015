/**
 * The kinds of fields that a widget's state has.
 * @typedef {object} Field
 * @property {any} value the default
 * @property {(text: string, isLast?: boolean) => any} parse text → value, undefined if invalid
 * @property {(value: any) => string} format value → text
 * @property {string} want what is accepted, for messages
 * @property {(text: string) => string[]} [findProblems] what of a valid text is ignored
 * @property {boolean} [hasSpaces] spaces are part of the text
 * @typedef {Record<string, Field>} Fields
 */

import {parseNumber} from "../inputs/numbers.js";

/** A number from min to max; with a step, only its multiples from 0 on. */
export function number({value, min, max, step}) {
  const onStep = v => Number((Math.round(v / step) * step).toFixed(10)) === v;
  const valid = v => v >= min && v <= max && (!step || onStep(v));
  const steps = step ? ` in steps of ${step}` : "";
  return {
    value,
    want: `a number from ${min} to ${max}${steps}`,
    parse: text => {
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
    parse: text => (list.includes(text) ? text : undefined),
    format: String
  };
}

/** Any of a few names, joined by ".". */
export function choices(names, value = []) {
  const list = [...names];
  return {
    value,
    want: `any of ${list.join(", ")}, joined by full stops`,
    parse: text => {
      const chosen = text === "none" ? [] : text.split(".");
      return chosen.every(name => list.includes(name))
        ? list.filter(name => chosen.includes(name))
        : undefined;
    },
    format: chosen => chosen.join(".") || "none"
  };
}

/** On or off. */
export function flag(value = false) {
  const values = new Map([
    ["on", true],
    ["off", false]
  ]);
  return {
    value,
    want: "on or off",
    parse: text => values.get(text),
    format: v => (v ? "on" : "off")
  };
}

/** Each field's default. @param {Fields} fields @returns {Record<string, any>} */
export function defaults(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
}
