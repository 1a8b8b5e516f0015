/**
 * The chosen layer's numbers, written out for both chains: its factor, and what the factor does to
 * the running product.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {createMath} from "../ui/math.js";
import {bracketed, equals, rounded} from "../ui/readout.js";
import {INPUT, NAMES, TITLES} from "./core.js";

/**
 * @import {Format} from "../ui/readout.js"
 * @import {Chains, Unit} from "./core.js"
 */

const LONG = 115; // characters of a chain's lines; with more of them several would break

/** @param {Document} document */
export function createArithmetic(document) {
  const h = createHtml(document);
  const math = createMath(document);
  /** @param {string} formula */
  const drawPart = formula => [math(formula), h("wbr")];
  const node = h("div", {class: "w-panel ptd-panel", role: "group", "aria-label": "Arithmetic"});
  /** @param {Chains} chains @param {number} layer @param {Format} show @param {boolean} precise */
  const update = (chains, layer, show, precise) => {
    const blocks = NAMES.map(name => {
      const {z, factor, product} = writeFormulas(chains[name], layer, show);
      return h(
        "div",
        {},
        h("p", {class: "w-label ptd-name"}, TITLES[name]),
        h("p", {class: "ptd-more"}, z.map(drawPart)),
        h("p", {}, factor.map(drawPart)),
        h(
          "p",
          {class: "ptd-more"},
          h("span", {class: "w-label"}, "product "),
          product.map(drawPart)
        )
      );
    });
    const isLong = blocks.some(({textContent}) => (textContent ?? "").length > LONG);
    node.classList.toggle("ptd-precise", precise);
    node.classList.toggle("ptd-long", isLong);
    redraw(node, ...blocks);
  };
  return {node, update};
}

/**
 * Parts between which a line may break, in the notation of ui/math.js.
 * @param {Unit[]} units @param {number} layer @param {Format} show
 */
function writeFormulas(units, layer, show) {
  const {w, z, slope, factor, product} = units[layer - 1];
  const [before, a] = layer === 1 ? ["x", INPUT] : [`a_{${layer - 1}}`, units[layer - 2].a];
  const arriving = units[layer]?.product ?? 1;
  /** @param {number} left @param {number} right @param {number} result */
  const is = (left, right, result) =>
    equals(rounded(left, show) * rounded(right, show), result, show);
  return {
    z: [
      `[f z_{${layer}} = w_{${layer}} ${before}]`,
      `[f = ${show(w)}]`,
      `[f · ${bracketed(show(a))}]`,
      `[f ${is(w, a, z)} ${show(z)}]`
    ],
    factor: [
      `[f w_{${layer}}] · [b σ′([f z_{${layer}}])]`,
      `= [f ${show(w)}]`,
      `· [b ${show(slope)}]`,
      `${is(w, slope, factor)} [b ${show(factor)}]`
    ],
    product: [
      `[b ${show(arriving)}]`,
      `[b · ${bracketed(show(factor))}]`,
      `[b ${is(arriving, factor, product)} ${show(product)}]`
    ]
  };
}
