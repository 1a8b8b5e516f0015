/**
 * A micro-step's layer in matrix form, on the same values: MathML, the entry in hand lit, what is
 * not yet computed a dot.
 */

import {lossOf} from "../names.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * @param {object} step a micro-step (micro-steps.js)
 * @param {{network: object, result: object, samples: number, rate: number, chosen?: object}} run
 *   chosen: the parameter in hand
 * @param {{knows: (place: object) => boolean, counted: (place: object) => number}} progress
 * @returns {{name: string, terms: (string | Grid)[]} | null} name: the general form, a text for
 *   ui/math.js; terms: signs
 *   and grids of numbers, Grid = {cells: (number | null)[][], tone: string, lit?: [number, number]}
 */
export function matrixForm(step, run, {knows}) {
  const {network, result, rate, chosen} = run;
  const sample = result.samples[step.sample];
  const {layer, k, j, op} = step;
  const loss = lossOf(run);
  const column = (values, place, tone, lit) => ({
    cells: values.map((value, i) => [!place || knows({op: place, layer, k: i}) ? value : null]),
    tone,
    lit
  });
  const at = lit(op, k, j);
  const up = `(${layer + 1})`;
  const {W, b} = network.layers[layer] ?? {};
  const input = layer > 0 ? `a^{(${layer})}` : "x";
  const output = layer === network.layers.length - 1 ? "ŷ" : `a^{${up}}`;
  const forms = {
    z: () => ({
      name: `[f z^{${up}}] = [f W^{${up}} ${input}]${b ? ` + [f b^{${up}}]` : ""}`,
      terms: [
        column(sample.z[layer], "z", "fwd", at),
        "=",
        {cells: W, tone: "fwd", lit: [k, null]},
        column(sample.a[layer], null, "fwd"),
        ...(b ? ["+", column(b, null, "fwd", at)] : [])
      ]
    }),
    a: () => ({
      name: `[f a^{${up}}] = σ([f z^{${up}}])`,
      terms: [
        column(sample.a[layer + 1], "a", "fwd", at),
        "= σ",
        column(sample.z[layer], null, "fwd", at)
      ]
    }),
    softmax: () => ({
      name: `[f ŷ] = "softmax"([f z^{${up}}])`,
      terms: [
        column(sample.a[layer + 1], null, "fwd"),
        "= softmax",
        column(sample.z[layer], null, "fwd")
      ]
    }),
    upstream: () => {
      const next = network.layers[layer + 1];
      const value = column(sample.upstream[layer], "upstream", "bwd", at);
      if (!next)
        return {
          name: `[b {∂${loss}}/{∂ŷ}] = [f ŷ] − y`,
          terms: [
            value,
            "=",
            column(sample.a[layer + 1], null, "fwd", at),
            "−",
            column(network.samples[step.sample].y, null, "ink", at)
          ]
        };
      return {
        name: `[b {∂${loss}}/{∂a^{${up}}}] = [f W^{(${layer + 2})⊤}] [b δ^{(${layer + 2})}]`,
        terms: [
          value,
          "=",
          {cells: next.W[0].map((_, i) => next.W.map(row => row[i])), tone: "fwd", lit: [k, null]},
          column(sample.delta[layer + 1], null, "bwd")
        ]
      };
    },
    delta: () =>
      sample.slope[layer]
        ? {
            name: `[b δ^{${up}}] = σ′([f z^{${up}}]) ⊙ [b {∂${loss}}/{∂${output}}]`,
            terms: [
              column(sample.delta[layer], "delta", "bwd", at),
              "=",
              column(sample.slope[layer], "delta", "ink", at),
              "⊙",
              column(sample.upstream[layer], "upstream", "bwd", at)
            ]
          }
        : {
            name: `[b δ^{${up}}] = [f ŷ] − y`,
            terms: [
              column(sample.delta[layer], "delta", "bwd", at),
              "=",
              column(sample.a[layer + 1], null, "fwd", at),
              "−",
              column(network.samples[step.sample].y, null, "ink", at)
            ]
          },
    weight: () => ({
      name: `[b ∇_{W^{${up}}} ${loss}] = [b δ^{${up}}] [f ${input}^⊤]`.replace("}^⊤", "⊤}"),
      terms: [
        {
          cells: sample.W[layer].map((row, m) =>
            row.map((value, i) => (knows({op: "weight", layer, k: m, j: i}) ? value : null))
          ),
          tone: "bwd",
          lit: at
        },
        "=",
        column(sample.delta[layer], null, "bwd", [k, 0]),
        {cells: [sample.a[layer]], tone: "fwd", lit: [0, j]}
      ]
    }),
    bias: () => ({
      name: `[b ∇_{b^{${up}}} ${loss}] = [b δ^{${up}}]`,
      terms: [
        column(sample.b[layer], "bias", "bwd", at),
        "=",
        column(sample.delta[layer], null, "bwd", at)
      ]
    }),
    update: () => {
      const {layer: l, k: row, j: entry} = chosen ?? {layer: 0};
      const isBias = entry === null;
      const parameter = `${isBias ? "b" : "W"}^{(${l + 1})}`;
      const rows = cells => (isBias ? cells.map(value => [value]) : cells);
      const [now, slopes] = isBias
        ? [network.layers[l].b, result.b[l]]
        : [network.layers[l].W, result.W[l]];
      const grid = (cells, tone) => ({cells, tone, lit: chosen ? [row, entry ?? 0] : undefined});
      return {
        name: `[f ${parameter}] ← [f ${parameter}] − η [b ∇_{${parameter}} J]`,
        terms: [
          grid(
            rows(now).map((values, m) =>
              values.map((value, i) => value - rate * rows(slopes)[m][i])
            ),
            "fwd"
          ),
          "=",
          grid(rows(now), "fwd"),
          `− ${rate} ·`,
          grid(rows(slopes), "bwd")
        ]
      };
    }
  };
  return forms[op]?.() ?? null;
}

/** The entry that a step computes. */
const lit = (op, k, j) => (op === "weight" ? [k, j] : [k, 0]);

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
  const grid = ({cells, tone, lit: [row, column] = []}) =>
    element(
      "mtable",
      {class: tone},
      ...cells.map((values, m) =>
        element(
          "mtr",
          {},
          ...values.map((value, i) => {
            const here = m === row && (column === null || i === column);
            return element("mtd", here ? {class: "fb-entry"} : {}, number(value));
          })
        )
      )
    );
  return element(
    "math",
    {class: "w-math fb-matrix"},
    ...terms.map(term => (typeof term === "string" ? element("mo", {}, term) : grid(term)))
  );
}
