/** The numbers at the point as a table, for screen readers. */

import {createHtml} from "../ui/dom.js";
import {formatNumber, mark} from "../ui/readout.js";
import {drawTable} from "../ui/table.js";
import {readings} from "./core.js";

/**
 * @import {Format} from "../ui/readout.js"
 * @import {State} from "./state.js"
 */

/** @param {Document} document @param {State} state @param {Format} format */
export function drawReadings(document, state, format) {
  const h = createHtml(document);
  const upstream = `upstream gradient ∂J/∂a = ${formatNumber(state.upstream)}`;
  return drawTable(h, {
    caption: `At z = ${format(state.z)}, with ${upstream}`,
    columns: ["function", "f(z)", "f′(z)", "δ", "remark"],
    rows: readings(state).map(({name, title, remark, f, df, delta}) => ({
      heading: title,
      cells: [
        ...Object.entries({f, df, delta}).map(([key, value]) =>
          mark(h("td"), `${name}_${key}`, value, format)
        ),
        remark || "–"
      ]
    }))
  });
}
