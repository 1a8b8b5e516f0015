/** The matrix form of a micro-step's layer, with the same values, and its MathML. */

import {createMathMl} from "../../ui/dom.js";
import {lossOf} from "../names.js";

/**
 * @import {Format} from "../../ui/readout.js"
 * @import {FormulaRun} from "./formulas.js"
 * @import {MicroStep, Operation, Progress} from "../micro-steps.js"
 */

/**
 * @typedef {[row: number, column: number | null]} Entry null: the whole row
 * @typedef {{cells: (number | null)[][], tone: string, current?: Entry}} Grid cells: null while not
 *   computed; current: the entry that the step computes or uses
 * @typedef {{name: string, terms: (string | Grid)[]}} Form name: the general form, a text for
 *   ui/math.js; terms: signs and grids of numbers
 * @typedef {ReturnType<typeof createContext>} Context
 */

/**
 * @param {MicroStep} step @param {FormulaRun} run @param {Pick<Progress, "knows">} progress
 * @returns {Form | null}
 */
export function matrixForm(step, run, {knows}) {
  const form = /** @type {((step: MicroStep, context: Context) => Form) | undefined} */ (
    FORMS[step.op]
  );
  return form?.(step, createContext(step, run, knows)) ?? null;
}

/** @param {MicroStep} step @param {FormulaRun} run @param {Progress["knows"]} knows */
function createContext({layer = 0, k = 0, sample}, run, knows) {
  /**
   * @param {number[]} values @param {string} tone
   * @param {{op?: "z" | "a" | "upstream" | "delta" | "bias", at?: Entry}} [options] op: which
   *   operation computes them
   * @returns {Grid}
   */
  const column = (values, tone, {op, at} = {}) => ({
    cells: values.map((value, i) => [!op || knows({op, layer, k: i}) ? value : null]),
    tone,
    current: at
  });
  return {
    ...{run, knows, column},
    current: /** @type {Entry} */ ([k, 0]),
    values: run.result.samples[sample],
    target: run.network.samples[sample].y,
    loss: lossOf(run),
    up: `(${layer + 1})`,
    input: layer > 0 ? `a^{(${layer})}` : "x",
    output: layer === run.network.layers.length - 1 ? "ŷ" : `a^{(${layer + 1})}`
  };
}

/** @type {{[Op in Operation]?: (step: MicroStep<Op>, context: Context) => Form}} */
const FORMS = {
  z({layer, k}, {run, values, column, current, up, input}) {
    const {W, b} = run.network.layers[layer];
    const bias = b ? ["+", column(b, "fwd", {at: current})] : [];
    return {
      name: `[f z^{${up}}] = [f W^{${up}} ${input}]${b ? ` + [f b^{${up}}]` : ""}`,
      terms: [
        column(values.z[layer], "fwd", {op: "z", at: current}),
        "=",
        {cells: W, tone: "fwd", current: [k, null]},
        column(values.a[layer], "fwd"),
        ...bias
      ]
    };
  },
  a: ({layer}, {values, column, current, up}) => ({
    name: `[f a^{${up}}] = σ([f z^{${up}}])`,
    terms: [
      column(values.a[layer + 1], "fwd", {op: "a", at: current}),
      "= σ",
      column(values.z[layer], "fwd", {at: current})
    ]
  }),
  softmax: ({layer}, {values, column, up}) => ({
    name: `[f ŷ] = "softmax"([f z^{${up}}])`,
    terms: [column(values.a[layer + 1], "fwd"), "= softmax", column(values.z[layer], "fwd")]
  }),
  upstream({layer, k}, context) {
    const {run, values, column, current, loss, up} = context;
    const next = run.network.layers[layer + 1];
    const result = column(values.upstream[layer] ?? [], "bwd", {op: "upstream", at: current});
    if (!next) return errorForm(context, layer, `{∂${loss}}/{∂ŷ}`, result);
    const transposed = next.W[0].map((_, i) => next.W.map(row => row[i]));
    return {
      name: `[b {∂${loss}}/{∂a^{${up}}}] = [f W^{(${layer + 2})⊤}] [b δ^{(${layer + 2})}]`,
      terms: [
        result,
        "=",
        {cells: transposed, tone: "fwd", current: [k, null]},
        column(values.delta[layer + 1], "bwd")
      ]
    };
  },
  delta({layer}, context) {
    const {values, column, current, loss, up, output} = context;
    const result = column(values.delta[layer], "bwd", {op: "delta", at: current});
    const [slope, upstream] = [values.slope[layer], values.upstream[layer]];
    if (!slope || !upstream) return errorForm(context, layer, `δ^{${up}}`, result);
    return {
      name: `[b δ^{${up}}] = σ′([f z^{${up}}]) ⊙ [b {∂${loss}}/{∂${output}}]`,
      terms: [
        result,
        "=",
        column(slope, "ink", {op: "delta", at: current}),
        "⊙",
        column(upstream, "bwd", {op: "upstream", at: current})
      ]
    };
  },
  weight({layer, k, j}, {values, knows, column, loss, up, input}) {
    const cells = values.W[layer].map((row, m) =>
      row.map((value, i) => (knows({op: "weight", layer, k: m, j: i}) ? value : null))
    );
    return {
      name: `[b ∇_{W^{${up}}} ${loss}] = [b δ^{${up}}] [f ${input}^⊤]`.replace("}^⊤", "⊤}"),
      terms: [
        {cells, tone: "bwd", current: [k, j]},
        "=",
        column(values.delta[layer], "bwd", {at: [k, 0]}),
        {cells: [values.a[layer]], tone: "fwd", current: [0, j]}
      ]
    };
  },
  bias: ({layer}, {values, column, current, loss, up}) => ({
    name: `[b ∇_{b^{${up}}} ${loss}] = [b δ^{${up}}]`,
    terms: [
      column(values.b[layer], "bwd", {op: "bias", at: current}),
      "=",
      column(values.delta[layer], "bwd", {at: current})
    ]
  }),
  update(_, {run: {network, result, rate, chosen}}) {
    const {layer, k, j} = chosen ?? {layer: 0, k: 0, j: 0};
    const {W, b} = network.layers[layer];
    const isBias = j === null && b;
    const values = isBias ? toColumn(b) : W;
    const gradients = isBias ? toColumn(result.b[layer]) : result.W[layer];
    const after = values.map((row, m) => row.map((value, i) => value - rate * gradients[m][i]));
    /** @type {Entry | undefined} */
    const current = chosen ? [k, j ?? 0] : undefined;
    const parameter = `${isBias ? "b" : "W"}^{(${layer + 1})}`;
    return {
      name: `[f ${parameter}] ← [f ${parameter}] − η [b ∇_{${parameter}} J]`,
      terms: [
        {cells: after, tone: "fwd", current},
        "=",
        {cells: values, tone: "fwd", current},
        `− ${rate} ·`,
        {cells: gradients, tone: "bwd", current}
      ]
    };
  }
};

/** @param {number[]} values */
const toColumn = values => values.map(value => [value]);

/**
 * The error ŷ − y, where the way back begins.
 * @param {Context} context @param {number} layer @param {string} symbol @param {Grid} result
 * @returns {Form}
 */
const errorForm = ({values, target, column, current}, layer, symbol, result) => ({
  name: `[b ${symbol}] = [f ŷ] − y`,
  terms: [
    result,
    "=",
    column(values.a[layer + 1], "fwd", {at: current}),
    "−",
    column(target, "ink", {at: current})
  ]
});

/**
 * The terms of a matrix form.
 * @param {Document} document @param {Form["terms"]} terms @param {Format} show
 */
export function matrixMath(document, terms, show) {
  const m = createMathMl(document);
  /** @param {number | null} value */
  const number = value => (value === null ? m("mo", {}, "·") : m("mn", {}, show(value)));
  /** @param {Grid} grid */
  const table = ({cells, tone, current: [row, column] = [-1, -1]}) =>
    m(
      "mtable",
      {class: tone},
      cells.map((values, r) =>
        m(
          "mtr",
          {},
          values.map((value, c) => {
            const isCurrent = r === row && (column === null || c === column);
            return m("mtd", {class: isCurrent && "fb-entry"}, number(value));
          })
        )
      )
    );
  const parts = terms.map(term => (typeof term === "string" ? m("mo", {}, term) : table(term)));
  return m("math", {class: "w-math fb-matrix"}, parts);
}
