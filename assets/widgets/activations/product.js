/** What passes back, δ = f′(z) · ∂J/∂a, as a formula and with numbers. */

import {createHtml} from "../ui/dom.js";
import {createMath} from "../ui/math.js";
import {bracketed, equals, formatNumber, mark, rounded} from "../ui/readout.js";
import {delta} from "./core.js";

/** @import {Format} from "../ui/readout.js" */

/** @param {Document} document */
export function createProduct(document) {
  const h = createHtml(document);
  const number = h("span", {class: "w-number"});
  const numbers = h("span");
  const node = h(
    "p",
    {class: "act-product bwd"},
    createMath(document)("[b δ = f′(z) · {∂J}/{∂a}]"),
    " ",
    h("span", {class: "act-numbers"}, numbers, number)
  );
  /** @param {number} df @param {number} upstream @param {Format} format */
  const update = (df, upstream, format) => {
    const passed = delta(df, upstream);
    const sign = equals(rounded(df, format) * upstream, passed, format);
    numbers.textContent = `= ${format(df)} · ${bracketed(formatNumber(upstream))} ${sign} `;
    mark(number, "delta", passed, format);
  };
  return {node, update};
}
