/** The matrix form of a micro-step's layer, with the same values, and its MathML. */

import {lossOf} from "../names.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * @typedef {{cells: (number | null)[][], tone: string, current?: [number, number | null]}} Grid
 *   null: not computed yet; current: row and column of the entry that the step computes or uses
 */

/**
 * @param {object} step a micro-step (micro-steps.js)
 * @param {{network: object, result: object, samples: number, rate: number, chosen?: object}} run
 *   chosen: the parameter that an update shows
 * @param {{knows: (element: object) => boolean}} progress
 * @returns {{name: string, terms: (string | Grid)[]} | null} name: the general form, a text for
 *   ui/math.js; terms: signs and grids of numbers
 */
export function matrixForm(step, run, {knows}) {
  const {layer, k, op} = step;
  const {layers} = run.network;
  const current = op === "weight" ? [k, step.j] : [k, 0];
  const column = (values, tone, {op: known, at} = {}) => ({
    cells: values.map((value, i) => [!known || knows({op: known, layer, k: i}) ? value : null]),
    tone,
    current: at
  });
  const context = {
    ...{step, run, knows, column, current},
    values: run.result.samples[step.sample],
    target: run.network.samples[step.sample].y,
    loss: lossOf(run),
    up: `(${layer + 1})`,
    input: layer > 0 ? `a^{(${layer})}` : "x",
    output: layer === layers.length - 1 ? "ŷ" : `a^{(${layer + 1})}`
  };
  return FORMS[op]?.(context) ?? null;
}

const FORMS = {
  z({step: {layer, k}, run: {network}, values, column, current, up, input}) {
    const {W, b} = network.layers[layer];
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
  a: ({step: {layer}, values, column, current, up}) => ({
    name: `[f a^{${up}}] = σ([f z^{${up}}])`,
    terms: [
      column(values.a[layer + 1], "fwd", {op: "a", at: current}),
      "= σ",
      column(values.z[layer], "fwd", {at: current})
    ]
  }),
  softmax: ({step: {layer}, values, column, up}) => ({
    name: `[f ŷ] = "softmax"([f z^{${up}}])`,
    terms: [column(values.a[layer + 1], "fwd"), "= softmax", column(values.z[layer], "fwd")]
  }),
  upstream(context) {
    const {step, run, values, column, current, loss, up} = context;
    const {layer, k} = step;
    const next = run.network.layers[layer + 1];
    const result = column(values.upstream[layer], "bwd", {op: "upstream", at: current});
    if (!next) return errorForm(context, `{∂${loss}}/{∂ŷ}`, result);
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
  delta(context) {
    const {step, values, column, current, loss, up, output} = context;
    const {layer} = step;
    const result = column(values.delta[layer], "bwd", {op: "delta", at: current});
    if (!values.slope[layer]) return errorForm(context, `δ^{${up}}`, result);
    return {
      name: `[b δ^{${up}}] = σ′([f z^{${up}}]) ⊙ [b {∂${loss}}/{∂${output}}]`,
      terms: [
        result,
        "=",
        column(values.slope[layer], "ink", {op: "delta", at: current}),
        "⊙",
        column(values.upstream[layer], "bwd", {op: "upstream", at: current})
      ]
    };
  },
  weight({step: {layer, k, j}, values, knows, column, current, loss, up, input}) {
    const isKnown = (m, i) => knows({op: "weight", layer, k: m, j: i});
    const cells = values.W[layer].map((row, m) =>
      row.map((value, i) => (isKnown(m, i) ? value : null))
    );
    return {
      name: `[b ∇_{W^{${up}}} ${loss}] = [b δ^{${up}}] [f ${input}^⊤]`.replace("}^⊤", "⊤}"),
      terms: [
        {cells, tone: "bwd", current},
        "=",
        column(values.delta[layer], "bwd", {at: [k, 0]}),
        {cells: [values.a[layer]], tone: "fwd", current: [0, j]}
      ]
    };
  },
  bias: ({step: {layer}, values, column, current, loss, up}) => ({
    name: `[b ∇_{b^{${up}}} ${loss}] = [b δ^{${up}}]`,
    terms: [
      column(values.b[layer], "bwd", {op: "bias", at: current}),
      "=",
      column(values.delta[layer], "bwd", {at: current})
    ]
  }),
  update({run: {network, result, rate, chosen}}) {
    const {layer, k, j} = chosen ?? {layer: 0};
    const isBias = j === null;
    const rows = cells => (isBias ? cells.map(value => [value]) : cells);
    const kind = isBias ? "b" : "W";
    const values = rows(network.layers[layer][kind]);
    const gradients = rows(result[kind][layer]);
    const after = values.map((row, m) => row.map((value, i) => value - rate * gradients[m][i]));
    const current = chosen && [k, j ?? 0];
    const grid = (cells, tone) => ({cells, tone, current});
    const parameter = `${kind}^{(${layer + 1})}`;
    return {
      name: `[f ${parameter}] ← [f ${parameter}] − η [b ∇_{${parameter}} J]`,
      terms: [grid(after, "fwd"), "=", grid(values, "fwd"), `− ${rate} ·`, grid(gradients, "bwd")]
    };
  }
};

/** The error ŷ − y, where the way back begins. */
const errorForm = ({step: {layer}, values, target, column, current}, symbol, result) => ({
  name: `[b ${symbol}] = [f ŷ] − y`,
  terms: [
    result,
    "=",
    column(values.a[layer + 1], "fwd", {at: current}),
    "−",
    column(target, "ink", {at: current})
  ]
});

/** @returns {MathMLElement} the terms of a matrix form */
export function matrixMath(document, terms, show) {
  const element = (tag, attributes, ...children) => {
    const node = document.createElementNS(MATHML, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const number = value =>
    value === null ? element("mo", {}, "·") : element("mn", {}, show(value));
  const grid = ({cells, tone, current: [row, column] = []}) => {
    const isCurrent = (m, i) => m === row && (column === null || i === column);
    const cell = (value, m, i) =>
      element("mtd", isCurrent(m, i) ? {class: "fb-entry"} : {}, number(value));
    const rows = cells.map((values, m) =>
      element("mtr", {}, ...values.map((value, i) => cell(value, m, i)))
    );
    return element("mtable", {class: tone}, ...rows);
  };
  const parts = terms.map(term =>
    typeof term === "string" ? element("mo", {}, term) : grid(term)
  );
  return element("math", {class: "w-math fb-matrix"}, ...parts);
}
