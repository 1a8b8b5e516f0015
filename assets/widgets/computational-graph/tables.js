/** The tables: all numbers of the graph, and the cost of its derivatives. */

import {createHtml, htmlName} from "../ui/dom.js";
import {mark} from "../ui/readout.js";
import {formula} from "./program/formula.js";

/**
 * All numbers: to be read out, and with all digits.
 * @param {Document} document
 * @param {import("./program/graph.js").Graph} graph
 * @param {import("./evaluation/trace.js").Trace} traced
 * @param {ReturnType<import("./evaluation/trace.js").knownAt>} known
 */
export function drawTable(document, {nodes, root, inputs}, traced, known, format) {
  const h = createHtml(document);
  const isForward = traced.mode === "forward";
  const inputName = nodes[traced.input].name;
  const heading = isForward ? ["∂/∂", inputName] : ["∂", nodes[root].name, "/∂…"];
  const columns = ["variable", "computed as", "value", "local derivatives", heading];
  const print = operand => (typeof operand === "number" ? format(operand) : nodes[operand.id].name);
  const drawValue = ({id, name}) =>
    known.values.has(id)
      ? mark(h("td", {class: "fwd"}), name, known.values.get(id), format)
      : h("td", {}, "–");
  const drawDerivative = ({id, name}) => {
    const derivative = known.derivatives.get(id);
    if (!derivative?.isComplete)
      return h("td", {}, derivative ? `${derivative.parts.map(format).join(" + ")} + …` : "–");
    const [of, by] = isForward ? [name, inputName] : [nodes[root].name, name];
    const cell = h("td", {class: isForward ? "fwd" : "bwd"});
    return mark(cell, `d${of}_d${by}`, derivative.value, format);
  };
  const drawLocals = ({id}) =>
    h("td", {}, known.values.has(id) ? traced.locals[id].map(format).join(", ") : "–");
  const drawRow = node =>
    h(
      "tr",
      {},
      h("th", {scope: "row"}, htmlName(h, node.name)),
      h("td", {}, node.operation ? formula(node, print) : "input"),
      drawValue(node),
      drawLocals(node),
      drawDerivative(node)
    );
  const inputsFirst = (a, b) => inputs.includes(b.id) - inputs.includes(a.id) || a.id - b.id;
  return h(
    "table",
    {class: "cg-table"},
    h("thead", {}, h("tr", {}, drawHeadings(h, columns))),
    h("tbody", {}, nodes.toSorted(inputsFirst).map(drawRow))
  );
}

const drawHeadings = (h, columns) => columns.map(column => h("th", {scope: "col"}, column));

/**
 * The parts of the table of operations for the values, and of passes and multiply–adds for the
 * derivatives in either mode.
 * @param {Document} document
 * @param {{operations: number, reverse: number, forward: number}} counts of evaluation/passes.js
 * @param {number} inputs
 */
export function drawCost(document, {operations, reverse, forward}, inputs) {
  const h = createHtml(document);
  const drawRow = (title, tone, numbers) =>
    h(
      "tr",
      {class: tone},
      h("th", {scope: "row"}, title),
      Object.entries(numbers).map(([name, value]) => mark(h("td"), name, value, String))
    );
  const number = mark(h("span"), "operations", operations, String);
  const noun = operations === 1 ? " operation" : " operations";
  const rows = [
    drawRow("Reverse", "bwd", {reverse_passes: 1, reverse}),
    drawRow("Forward", "fwd", {forward_passes: inputs, forward})
  ];
  return [
    h("caption", {}, "Values: ", number, noun, ". Derivatives:"),
    h("thead", {}, h("tr", {}, h("td"), drawHeadings(h, ["passes", "multiply–adds"]))),
    h("tbody", {}, rows)
  ];
}
