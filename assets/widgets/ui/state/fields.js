/** The kinds of fields that a widget's state has. */

import {parseNumber} from "../inputs/numbers.js";

/**
 * @template [T=any]
 * @typedef {object} Field one value of a widget's state, and how a link writes it
 * @property {T} value the default
 * @property {(text: string, isLast?: boolean) => T | undefined} parse undefined if invalid
 * @property {(value: T) => string} format
 * @property {string} want what is accepted, for messages
 * @property {(text: string) => string[]} [findProblems] what of a valid text is ignored
 * @property {boolean} [hasSpaces] spaces are part of the text
 */
/** @typedef {Record<string, Field>} Fields */
/**
 * A value for each field.
 * @template {Fields} F
 * @typedef {{[Name in keyof F]: F[Name]["value"]}} StateOf
 */

/**
 * A number from min to max; with a step, only its multiples from 0 on.
 * @param {{value: number, min: number, max: number, step?: number}} range @returns {Field<number>}
 */
export function number({value, min, max, step}) {
  /** @param {number} v */
  const isOnStep = v => !step || Number((Math.round(v / step) * step).toFixed(10)) === v;
  const steps = step ? ` in steps of ${step}` : "";
  return {
    value,
    want: `a number from ${min} to ${max}${steps}`,
    parse: text => {
      const v = parseNumber(text).value ?? NaN;
      return v >= min && v <= max && isOnStep(v) ? v : undefined;
    },
    format: String
  };
}

/**
 * One of a few names.
 * @template {string} Name
 * @param {Iterable<Name>} names @param {NoInfer<Name>} value @returns {Field<Name>}
 */
export function choice(names, value) {
  const list = [...names];
  return {
    value,
    want: `one of ${list.join(", ")}`,
    parse: text => list.find(name => name === text),
    format: String
  };
}

/**
 * Any of a few names, joined by ".".
 * @template {string} Name
 * @param {Iterable<Name>} names @param {NoInfer<Name>[]} [value] @returns {Field<Name[]>}
 */
export function choices(names, value = []) {
  const list = [...names];
  return {
    value,
    want: `any of ${list.join(", ")}, joined by full stops`,
    parse: text => {
      const chosen = text === "none" ? [] : text.split(".");
      const known = list.filter(name => chosen.includes(name));
      return known.length === new Set(chosen).size ? known : undefined;
    },
    format: chosen => chosen.join(".") || "none"
  };
}

/** On or off. @param {boolean} [value] @returns {Field<boolean>} */
export function flag(value = false) {
  return {
    value,
    want: "on or off",
    parse: text => (text === "on" ? true : text === "off" ? false : undefined),
    format: v => (v ? "on" : "off")
  };
}

/**
 * Each field's default.
 * @template {Fields} F
 * @param {F} fields
 */
export function defaults(fields) {
  const entries = Object.entries(fields).map(([name, field]) => [name, field.value]);
  return /** @type {StateOf<F>} */ (Object.fromEntries(entries));
}
