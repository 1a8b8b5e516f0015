/**
 * Formulas in a widget, as MathML made from a short text, so that a screen reader reads them as the
 * slides' formulas:
 *
 *   δ_1^{(1)} = σ′(z_1^{(1)}) · [b W_{11}^{(2)} δ^{(2)}]      [f …] blue, [b …] orange
 *   {∂J}/{∂w}                                              a fraction
 *   "softmax"                                              a word, upright
 */

import {createMathMl} from "./dom.js";

/** @import {MathMl} from "./dom.js" */

const TOKEN =
  /\s*(?:(?<word>"[^"]*")|(?<tone>\[[fb] )|(?<number>\d[\d.]*(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)|(?<name>\p{L}\u0302?′*)|(?<sign>\S))/guy;

/** @type {Record<string, string>} */
const CLOSING = {"{": "}", "[": "]"};

/** @param {Document} document @returns {(text: string) => MathMLElement} */
export function createMath(document) {
  const m = createMathMl(document);
  return text => m("math", {class: "w-math"}, readRow(createReader(text), m, ""));
}

/** @typedef {ReturnType<typeof createReader>} Reader reads the tokens of a formula one by one */
/** @param {string} text */
function createReader(text) {
  const tokens = [...text.matchAll(TOKEN)];
  let next = 0;
  return {
    /** @returns {{[kind: string]: string | undefined}} */
    peek: () => tokens[next]?.groups ?? {},
    /** @returns {{[kind: string]: string | undefined}} */
    take: () => tokens[next++]?.groups ?? {},
    isAtEnd: () => next >= tokens.length,
    /** @param {string} want */
    createError: want =>
      new SyntaxError(
        `invalid formula: ${text} at ${tokens[next]?.index ?? text.length} (want ${want})`
      )
  };
}

/** Everything up to the closing sign. @param {Reader} reader @param {MathMl} m @param {string} closing */
function readRow(reader, m, closing) {
  const parts = [];
  while (!reader.isAtEnd() && reader.peek().sign !== closing) {
    const part = readScripted(reader, m);
    if (part.textContent === "−" && !endsOperand(parts.at(-1))) part.setAttribute("form", "prefix");
    parts.push(part);
  }
  if (closing && reader.isAtEnd()) throw reader.createError(closing);
  reader.take();
  return parts;
}

/**
 * Whether a minus after this part subtracts; else it is the sign of what follows.
 * @param {Element | undefined} part
 */
const endsOperand = part => part && (part.localName !== "mo" || part.textContent === ")");

/**
 * An item with its subscript and superscript, or a fraction.
 * @param {Reader} reader @param {MathMl} m @returns {MathMLElement}
 */
function readScripted(reader, m) {
  const base = readItem(reader, m);
  if (reader.peek().sign === "/" && base.localName === "mrow") {
    reader.take();
    return m("mfrac", {}, base, readItem(reader, m));
  }
  /** @type {Record<string, MathMLElement>} */
  const scripts = {};
  for (let sign = reader.peek().sign; sign === "_" || sign === "^"; sign = reader.peek().sign) {
    reader.take();
    scripts[sign] = readItem(reader, m);
  }
  const {_: low, "^": high} = scripts;
  if (!low && !high) return base;
  return m(low && high ? "msubsup" : low ? "msub" : "msup", {}, base, low, high);
}

/** @param {Reader} reader @param {MathMl} m @returns {MathMLElement} */
function readItem(reader, m) {
  const {word, tone, number, name, sign} = reader.take();
  if (tone) return m("mrow", {class: tone === "[f " ? "fwd" : "bwd"}, readRow(reader, m, "]"));
  if (word) return m("mi", {mathvariant: "normal"}, word.slice(1, -1));
  if (number) return m("mn", {}, number);
  if (name) return m("mi", {mathvariant: "normal", class: "w-letter"}, name);
  if (!sign) throw reader.createError("more");
  if (CLOSING[sign]) return m("mrow", {}, readRow(reader, m, CLOSING[sign]));
  return m("mo", /[()]/.test(sign) ? {stretchy: "false"} : {}, sign);
}
