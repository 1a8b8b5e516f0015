/** All factors and products as a table, for screen readers. */

import {createHtml} from "../ui/dom.js";
import {mark} from "../ui/readout.js";
import {drawTable} from "../ui/table.js";
import {NAMES, TITLES} from "./core.js";

/**
 * @import {Format} from "../ui/readout.js"
 * @import {Chains} from "./core.js"
 */

const COLUMNS = NAMES.flatMap(name =>
  /** @type {const} */ (["factor", "product"]).map(key => ({name, key}))
);

/** @param {Document} document @param {Chains} chains @param {Format} format */
export function drawFactors(document, chains, format) {
  const h = createHtml(document);
  return drawTable(h, {
    caption: "What each layer passes back, and the product from the last layer down to it",
    columns: ["layer", ...COLUMNS.map(({name, key}) => `${TITLES[name]}, ${key}`)],
    rows: chains.sigmoid.map((_, i) => ({
      heading: String(i + 1),
      cells: COLUMNS.map(({name, key}) =>
        mark(h("td"), `${name}_${key}_${i + 1}`, chains[name][i][key], format)
      )
    }))
  });
}
