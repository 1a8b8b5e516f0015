/** Numbers as they are shown: rounded for the eye, unrounded in `data-value`. */

import {createHtml, htmlName} from "./dom.js";

/**
 * @typedef {(value: number) => string} Format prints a number
 * @typedef {"fwd" | "bwd"} Tone blue, forward; or orange, backward
 */

/** @type {Record<string, string>} */
const SUPERSCRIPTS = {
  "-": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹"
};

/** 10 to an integer, in print: "10⁻⁸". @param {number} exponent */
export const power = exponent =>
  `10${[...String(exponent)].map(sign => SUPERSCRIPTS[sign]).join("")}`;

/** A printed number as a factor or a further term: negative ones in brackets. @param {string} text */
export const bracketed = text => (text.startsWith("−") ? `(${text})` : text);

/** @type {Record<string, string>} */
const NOT_FINITE = {NaN: "not a number", Infinity: "∞", "-Infinity": "−∞"};

/**
 * A number in print: true minus, powers of ten written out, zeros at the end trimmed (or kept,
 * `fixed`). What would round to 0 without being 0 is shown with two significant digits.
 * @param {number} value
 * @param {{decimals?: number, fixed?: boolean, precise?: boolean}} [options] precise: every digit
 */
export function formatNumber(value, {decimals = 4, fixed = false, precise = false} = {}) {
  if (!Number.isFinite(value)) return NOT_FINITE[String(value)];
  if (precise) return printed(String(value));
  const rounded = value.toFixed(decimals);
  if (Number(rounded) === 0 && value !== 0) return printed(value.toExponential(1));
  if (Math.abs(value) >= 1e6) return printed(value.toExponential(3));
  return printed(fixed ? rounded.replace(/^-(?=[0.]+$)/, "") : String(Number(rounded) + 0));
}

/**
 * "=", or "≈" if recomputing from the printed numbers gives another last digit.
 * @param {number} fromRounded @param {number} result @param {Format} print
 */
export const equals = (fromRounded, result, print) =>
  print(fromRounded) === print(result) ? "=" : "≈";

/**
 * With three significant digits, so that a product of such numbers can be checked by hand.
 * @type {Format}
 */
export const threeDigits = value => {
  const size = Math.abs(value);
  if (size > 0 && size < 1e-3) return printed(value.toExponential(2));
  return formatNumber(value, {decimals: size < 0.01 ? 5 : 4});
};

/**
 * In about six characters, with at least two significant digits, however large or small it is.
 * @type {Format}
 */
export const brief = value => {
  const size = Math.abs(value);
  if (Number.isFinite(value) && ((size > 0 && size < 1e-3) || size >= 1e4))
    return printed(value.toExponential(1));
  return formatNumber(value, {decimals: 4 - Math.floor(Math.log10(Math.max(1, size)))});
};

/** @param {string} text as JavaScript prints numbers */
function printed(text) {
  const [mantissa, exponent] = text.split("e");
  return mantissa.replace("-", "−") + (exponent ? `×${power(Number(exponent))}` : "");
}

/** The value of a number's printed form. @param {number} value @param {Format} print */
export function rounded(value, print) {
  const plain = print(value).replace(
    /[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g,
    raised => Object.keys(SUPERSCRIPTS).find(sign => SUPERSCRIPTS[sign] === raised) ?? ""
  );
  return Number(plain.replace("−", "-").replace("×10", "e"));
}

/**
 * Shows a number in an element, HTML or SVG text: `data-name`, `data-value` (unrounded), the
 * rounded text. All its digits show where it is pointed at (digits.js).
 * @template {Element} E
 * @param {E} element
 * @param {string | null} name null: a number that is given
 * @param {number} value
 * @param {Format} [format]
 */
export function mark(element, name, value, format = formatNumber) {
  const text = format(value);
  if (name) element.setAttribute("data-name", name);
  element.setAttribute("data-value", String(value));
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/**
 * A read-out: visible label, "=", number.
 * @param {{document: Document, name: string, label?: string, tone?: Tone}} options
 */
export function createReadout({document, name, label = name, tone}) {
  const h = createHtml(document);
  const number = h("span", {class: "w-number"});
  const node = h(
    "span",
    {class: `w-readout ${tone ?? ""}`},
    h("span", {class: "w-name"}, htmlName(h, label)),
    " = ",
    number
  );
  /** @param {number} value @param {Format} [format] */
  const update = (value, format) => void mark(number, name, value, format);
  return {node, update};
}
