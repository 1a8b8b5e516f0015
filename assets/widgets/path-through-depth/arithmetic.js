/**
 * The chosen layer's numbers, written out for both chains: its factor, and what the factor does to
 * the running product.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {createMath} from "../ui/math.js";
import {bracketed, equals, rounded} from "../ui/readout.js";
import {INPUT, NAMES} from "./core.js";
import {TITLES} from "./drawing.js";

const LONG = 115; // signs of a chain's lines; with more of them several would break

/** @param {Document} document */
export function createArithmetic(document) {
  const h = createHtml(document);
  const math = createMath(document);
  const part = formula => [math(formula), document.createElement("wbr")];
  const node = h("div", {class: "w-panel ptd-panel", role: "group", "aria-label": "Arithmetic"});
  return {
    node,
    /**
     * @param {Record<string, object[]>} chains
     * @param {number} layer
     * @param {{show: Function, precise: boolean}} print
     */
    show(chains, layer, {show, precise}) {
      node.classList.toggle("ptd-precise", precise);
      redraw(
        node,
        ...NAMES.map(name => {
          const {z, factor, product} = formulas(chains[name], layer, show);
          return h(
            "div",
            {},
            h("p", {class: "w-label ptd-name"}, TITLES[name]),
            h("p", {class: "ptd-more"}, z.map(part)),
            h("p", {}, factor.map(part)),
            h(
              "p",
              {class: "ptd-more"},
              h("span", {class: "w-label"}, "product "),
              product.map(part)
            )
          );
        })
      );
      node.classList.toggle(
        "ptd-long",
        [...node.children].some(({textContent}) => textContent.length > LONG)
      );
    }
  };
}

/** Parts between which a line may break, in the notation of ui/math.js. */
function formulas(units, layer, show) {
  const {w, z, slope, factor, product} = units[layer - 1];
  const [before, a] = layer === 1 ? ["x", INPUT] : [`a_{${layer - 1}}`, units[layer - 2].a];
  const arriving = units[layer]?.product ?? 1;
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
