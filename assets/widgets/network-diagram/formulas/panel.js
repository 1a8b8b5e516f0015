/** The formula panel: a step's general rule, its arithmetic, and the same layer in matrix form. */

import {createHtml, redraw} from "../../ui/dom.js";
import {createMath} from "../../ui/math.js";
import {brief, formatNumber, threeDigits} from "../../ui/readout.js";
import {drawTable} from "../../ui/table.js";
import {accumulation} from "./accumulation.js";
import {formulaOf} from "./formulas.js";
import {matrixForm, matrixMath} from "./matrices.js";

const HINT =
  "Step through both passes, or click a weight or a unit to see its rule with the live numbers.";

/**
 * @returns {{node: HTMLElement, show(step: object | null, run: object, shown: object, format:
 *   Function, precise: boolean): void}}
 */
export function createPanel(document) {
  const h = createHtml(document);
  const math = createMath(document);
  const node = h("div", {class: "w-panel fb-panel", role: "group", "aria-label": "Arithmetic"});
  return {
    node,
    show(step, run, shown, format, precise) {
      node.classList.toggle("bwd-edge", step?.phase === "backward");
      if (!step) return redraw(node, h("p", {class: "w-label w-hint"}, HINT));
      const {general, numbers} = formulaOf(
        step,
        run,
        precise || step.op === "mean" ? format : threeDigits
      );
      const form = collects(step, run) || precise ? null : matrixForm(step, run, shown); // all digits leave no room
      const secondColumn = collects(step, run)
        ? accumulation(document, step, run)
        : form &&
          h(
            "div",
            {class: "fb-form"},
            h("p", {}, math(form.name)),
            matrixMath(
              document,
              form.terms,
              step.op === "update" ? value => formatNumber(value, {decimals: 3}) : brief
            )
          );
      redraw(
        node,
        ...[
          h(
            "div",
            {class: "fb-lines"},
            h("p", {}, math(general)),
            h("p", {}, math(numbers)),
            createHint(h, step, run)
          ),
          secondColumn
        ].filter(Boolean)
      );
      return undefined;
    }
  };
}

/** Whether a step adds one sample's part to a gradient of J. */
const collects = ({op}, {samples}) => samples > 1 && ["weight", "bias", "mean"].includes(op);

/** What the two factors of a product are called. */
function createHint(h, {op, layer}, {network}) {
  const isLast = layer === network.layers.length - 1;
  const isSoftmax = isLast && network.loss === "cross_entropy";
  const hints = {
    delta: isSoftmax ? "softmax and cross-entropy in one" : "local derivative × upstream",
    weight: "upstream δ × local derivative ∂z/∂W",
    bias: "upstream δ × local derivative ∂z/∂b = 1",
    upstream: isLast ? "the loss’s own derivative" : "one term per unit that it feeds",
    mean: "every sample adds its part"
  };
  return hints[op] && h("p", {class: "w-label"}, hints[op]);
}

/** All numbers of both passes, as a table; visible where all digits are shown. */
export function createValueTable(document, {label = "All numbers"} = {}) {
  const h = createHtml(document);
  const node = h("div", {
    class: "fb-table w-hidden",
    role: "region",
    "aria-label": label,
    tabindex: -1
  });
  return {
    node,
    /** @param {[string, number | string][]} rows of rowsOf @param {View} view */
    show(rows, {precise, format}) {
      node.classList.toggle("w-hidden", !precise);
      node.setAttribute("tabindex", precise ? "0" : "-1");
      const print = value => (typeof value === "string" ? value : format(value));
      const table = {
        caption: "All numbers so far",
        columns: ["quantity", "value"],
        rows: rows.map(([heading, value]) => ({heading, cells: [print(value)]}))
      };
      redraw(node, drawTable(h, table));
    }
  };
}
