/** The tables: all numbers of the graph, and the cost of its derivatives. */

import {htmlName} from "../ui/dom.js";
import {mark} from "../ui/readout.js";
import {drawTable} from "../ui/table.js";
import {counts} from "./evaluation/passes.js";
import {writeNames} from "./program/formula.js";

/**
 * @import {Html} from "../ui/dom.js"
 * @import {Format} from "../ui/readout.js"
 * @import {Known} from "./evaluation/trace.js"
 * @import {Graph, GraphNode} from "./program/graph.js"
 */

/**
 * All numbers: to be read out, and with all digits.
 * @param {Html} h @param {Known} known @param {Format} format
 */
export function drawNumbers(h, known, format) {
  const {graph, mode, input, locals} = known.trace;
  const {nodes, root} = graph;
  const isForward = mode === "forward";
  /** @param {GraphNode} node */
  const drawDerivative = ({id, name}) => {
    const derivative = known.derivatives.get(id);
    if (!derivative) return "–";
    const {value, parts, isComplete} = derivative;
    if (!isComplete) return `${parts.map(format).join(" + ")} + …`;
    const [of, by] = isForward ? [name, nodes[input].name] : [nodes[root].name, name];
    return mark(h("td", {class: isForward ? "fwd" : "bwd"}), `d${of}_d${by}`, value, format);
  };
  /** @param {GraphNode} node */
  const createRow = node => {
    const {id, name, operation} = node;
    const value = known.values.get(id);
    const isKnown = value !== undefined;
    return {
      heading: htmlName(h, name),
      cells: [
        operation ? writeNames(node, format) : "input",
        isKnown ? mark(h("td", {class: "fwd"}), name, value, format) : "–",
        isKnown ? locals[id].map(format).join(", ") : "–",
        drawDerivative(node)
      ]
    };
  };
  const derivative = isForward ? ["∂/∂", nodes[input].name] : ["∂", nodes[root].name, "/∂…"];
  return drawTable(h, {
    class: "cg-table",
    columns: ["variable", "computed as", "value", "local derivatives", derivative],
    rows: nodes.toSorted(compareInputsFirst).map(createRow)
  });
}

/** @param {GraphNode} a @param {GraphNode} b */
const compareInputsFirst = (a, b) => Number(a.operation !== "") - Number(b.operation !== "");

/**
 * Operations for the values, and passes and multiply–adds for the derivatives in either mode.
 * @param {Html} h @param {Graph} graph
 */
export function drawCost(h, graph) {
  const {operations, reverse, forward} = counts(graph);
  const noun = operations === 1 ? " operation" : " operations";
  /** @param {string} name @param {number} value */
  const drawCount = (name, value) => mark(h("td"), name, value, String);
  return drawTable(h, {
    caption: [
      "Values: ",
      mark(h("span"), "operations", operations, String),
      noun,
      ". Derivatives:"
    ],
    columns: ["", "passes", "multiply–adds"],
    rows: [
      {
        heading: "Reverse",
        tone: "bwd",
        cells: [drawCount("reverse_passes", 1), drawCount("reverse", reverse)]
      },
      {
        heading: "Forward",
        tone: "fwd",
        cells: [drawCount("forward_passes", graph.inputs.length), drawCount("forward", forward)]
      }
    ]
  });
}
