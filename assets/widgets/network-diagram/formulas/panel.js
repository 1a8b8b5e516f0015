/** The formula panel: a step's general rule, its arithmetic, and the same layer in matrix form. */

import {createHtml, redraw} from "../../ui/dom.js";
import {createMath} from "../../ui/math.js";
import {brief, formatNumber, threeDigits} from "../../ui/readout.js";
import {drawTable} from "../../ui/table.js";
import {drawAccumulation} from "./accumulation.js";
import {formulaOf} from "./formulas.js";
import {matrixForm, matrixMath} from "./matrices.js";

const HINT =
  "Step through both passes, or click a weight or a unit to see its rule with the live numbers.";

/**
 * @import {Html} from "../../ui/dom.js"
 * @import {Format} from "../../ui/readout.js"
 * @import {View} from "../../ui/widget.js"
 * @import {Run, Shown} from "../drawing.js"
 * @import {FormulaRun} from "./formulas.js"
 * @import {MicroStep, Operation} from "../micro-steps.js"
 * @import {ValueRow} from "../value-rows.js"
 */

/** @param {Document} document */
export function createPanel(document) {
  const h = createHtml(document);
  const math = createMath(document);
  const node = h("div", {class: "w-panel fb-panel", role: "group", "aria-label": "Arithmetic"});
  return {
    node,
    /**
     * @param {MicroStep | null} step @param {FormulaRun} run @param {Shown} shown
     * @param {Pick<View, "format" | "precise">} view
     */
    show(step, run, shown, {format, precise}) {
      node.classList.toggle("bwd-edge", step?.phase === "backward");
      if (!step) return redraw(node, h("p", {class: "w-label w-hint"}, HINT));
      const print = precise || step.op === "mean" ? format : threeDigits;
      const {general, numbers} = formulaOf(step, run, print);
      const lines = [
        h("p", {}, math(general)),
        h("p", {}, math(numbers)),
        createHint(h, step, run)
      ];
      // all digits leave no space for matrices
      const secondColumn = isCollected(step, run)
        ? drawAccumulation(document, step, run)
        : !precise && createMatrixForm(document, step, run, shown);
      redraw(node, h("div", {class: "fb-lines"}, lines), ...(secondColumn ? [secondColumn] : []));
    }
  };
}

/** @param {Document} document @param {MicroStep} step @param {FormulaRun} run @param {Shown} shown */
function createMatrixForm(document, step, run, shown) {
  const form = matrixForm(step, run, shown);
  if (!form) return null;
  const h = createHtml(document);
  /** @type {Format} */
  const print = step.op === "update" ? value => formatNumber(value, {decimals: 3}) : brief;
  return h(
    "div",
    {class: "fb-form"},
    h("p", {}, createMath(document)(form.name)),
    matrixMath(document, form.terms, print)
  );
}

/**
 * Whether a step adds one sample's part to a gradient of J.
 * @param {MicroStep} step @param {Run} run
 * @returns {step is MicroStep<"weight" | "bias" | "mean">}
 */
const isCollected = (step, {samples}) =>
  samples > 1 && ["weight", "bias", "mean"].includes(step.op);

/** What the two factors of a product are called. @param {Html} h @param {MicroStep} step @param {Run} run */
function createHint(h, {op, layer}, {network}) {
  const isLast = layer === network.layers.length - 1;
  const isSoftmax = isLast && network.loss === "cross_entropy";
  /** @type {Partial<Record<Operation, string>>} */
  const hints = {
    delta: isSoftmax ? "softmax and cross-entropy in one" : "local derivative × upstream",
    weight: "upstream δ × local derivative ∂z/∂W",
    bias: "upstream δ × local derivative ∂z/∂b = 1",
    upstream: isLast ? "the loss’s own derivative" : "one term per unit that it feeds",
    mean: "every sample adds its part"
  };
  return hints[op] && h("p", {class: "w-label"}, hints[op]);
}

/**
 * All numbers of both passes, as a table; visible where all digits are shown.
 * @param {Document} document @param {{label?: string}} [options]
 */
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
    /** @param {ValueRow[]} rows @param {Pick<View, "format" | "precise">} view */
    show(rows, {precise, format}) {
      node.classList.toggle("w-hidden", !precise);
      node.setAttribute("tabindex", precise ? "0" : "-1");
      /** @param {number | string} value */
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
