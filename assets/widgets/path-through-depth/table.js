/** All factors and products as a table, for screen readers. */

import {createHtml} from "../ui/dom.js";
import {mark} from "../ui/readout.js";
import {MOST_LAYERS, NAMES} from "./core.js";
import {TITLES} from "./drawing.js";

const CAPTION = "What each layer passes back, and the product from the last layer down to it";
const COLUMNS = NAMES.flatMap(name =>
  ["factor", "product"].map(key => ({name, key, title: `${TITLES[name]}, ${key}`}))
);

/** @param {Document} document */
export function createTable(document) {
  const h = createHtml(document);
  const titles = ["layer", ...COLUMNS.map(({title}) => title)];
  const head = titles.map(title => h("th", {scope: "col"}, title));
  // made once: to fill their cells is faster than to make them anew at each move of a slider
  const rows = Array.from({length: MOST_LAYERS}, (_, i) => createRow(h, i + 1));
  const body = h("tbody");
  const table = h("table", {}, h("caption", {}, CAPTION), h("thead", {}, h("tr", {}, head)), body);
  return {
    node: h("div", {class: "w-hidden"}, table),
    show(chains, format) {
      const shown = rows.slice(0, chains[NAMES[0]].length);
      if (body.children.length !== shown.length) body.replaceChildren(...shown);
      shown.forEach((row, i) => fillRow(row, i, chains, format));
    }
  };
}

const createRow = (h, layer) =>
  h(
    "tr",
    {},
    h("th", {scope: "row"}, String(layer)),
    COLUMNS.map(() => h("td"))
  );

function fillRow(row, i, chains, format) {
  COLUMNS.forEach(({name, key}, column) =>
    mark(row.children[column + 1], `${name}_${key}_${i + 1}`, chains[name][i][key], format)
  );
}
