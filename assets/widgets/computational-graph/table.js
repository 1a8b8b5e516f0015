/** All numbers of the graph as a table: to be read out, and with all digits. */

import {createHtml, htmlName} from "../ui/dom.js";
import {mark} from "../ui/readout.js";
import {formula} from "./text.js";

/** @param {Document} document */
export function createTable(document) {
  const h = createHtml(document);
  const [head, body] = [h("tr"), h("tbody")];
  const node = h("table", {class: "cg-table"}, h("thead", {}, head), body);
  return {
    node,
    /** @param {ReturnType<import("./trace.js").knownAt>} known */
    update({nodes, root, inputs}, traced, known, format) {
      const forwardMode = traced.mode === "forward";
      const heading = forwardMode
        ? ["∂/∂", nodes[traced.input].name]
        : ["∂", nodes[root].name, "/∂…"];
      const columns = ["variable", "computed as", "value", "local derivatives", heading];
      head.replaceChildren(...columns.map(column => h("th", {scope: "col"}, column)));
      const derivativeName = name =>
        forwardMode ? `d${name}_d${nodes[traced.input].name}` : `d${nodes[root].name}_d${name}`;
      body.replaceChildren(
        ...[...nodes]
          .sort((a, b) => inputs.includes(b.id) - inputs.includes(a.id) || a.id - b.id)
          .map(node => {
            const {id, name, operation} = node;
            const value = known.values.get(id);
            const derivative = known.derivatives.get(id);
            const print = operand =>
              typeof operand === "number" ? format(operand) : nodes[operand.id].name;
            return h(
              "tr",
              {},
              h("th", {scope: "row"}, htmlName(h, name)),
              h("td", {}, operation ? formula(node, print) : "input"),
              value === undefined
                ? h("td", {}, "–")
                : mark(h("td", {class: "fwd"}), name, value, format),
              h("td", {}, value === undefined ? "–" : traced.locals[id].map(format).join(", ")),
              derivative?.complete
                ? mark(
                    h("td", {class: forwardMode ? "fwd" : "bwd"}),
                    derivativeName(name),
                    derivative.value,
                    format
                  )
                : h("td", {}, derivative ? `${derivative.parts.map(format).join(" + ")} + …` : "–")
            );
          })
      );
    }
  };
}
