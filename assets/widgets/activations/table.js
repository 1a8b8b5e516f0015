/** The numbers at the point as a table, for screen readers. */

import {createHtml, redraw} from "../ui/dom.js";
import {formatNumber, mark} from "../ui/readout.js";
import {readings} from "./core.js";

/** @param {Document} document */
export function createTable(document) {
  const h = createHtml(document);
  const caption = h("caption");
  const body = h("tbody");
  const head = ["function", "f(z)", "f′(z)", "δ", "remark"].map(text =>
    h("th", {scope: "col"}, text)
  );
  const cell = (row, key, format) => mark(h("td"), `${row.name}_${key}`, row[key], format);
  return {
    node: h(
      "div",
      {class: "w-hidden"},
      h("table", {}, caption, h("thead", {}, h("tr", {}, head)), body)
    ),
    show(state, format) {
      caption.textContent = `At z = ${format(state.z)}, with upstream gradient ∂J/∂a = ${formatNumber(state.upstream)}`;
      redraw(
        body,
        ...readings(state).map(row =>
          h(
            "tr",
            {},
            h("th", {scope: "row"}, row.title),
            ["f", "df", "delta"].map(key => cell(row, key, format)),
            h("td", {}, row.remark || "–")
          )
        )
      );
    }
  };
}
