/** The simulator's numbers, layer by layer: always there to be read out, shown on demand. */
import {createHtml} from "../parts/dom.js";
import {createReadout, mark} from "../parts/readout.js";
import {BATCH, WIDTH} from "./core.js";

const ROWS = [
  ["delta", "‖δ‖, median", "bwd"],
  ["meanfield", "mean field", ""],
  ["naive", "naive", ""],
  ["gradient", "‖∇W‖, median", "bwd"]
];
const twoDigits = (value) => value.toFixed(2).replace("-", "−").replace(/^−(?=0\.00$)/, "");

/**
 * @param {Document} document
 * @param {number} depth
 */
export function createNumbers(document, depth) {
  const h = createHtml(document);
  const layers = Array.from({length: depth}, (_, i) => i + 1);
  const rows = ROWS.map(([name, label, tone]) => {
    const cells = layers.map(() => h("td"));
    return {name, cells, node: h("tr", {class: tone}, h("th", {scope: "row"}, label), cells)};
  });
  const head = h("tr", {}, h("th", {scope: "col"}, "layer"), layers.map((layer) => h("th", {scope: "col"}, layer)));
  const chi = createReadout({document, name: "chi", label: `χ of layer ${depth}`});
  const seeds = createReadout({document, name: "seeds", label: "networks"});
  const caption = h("caption", {}, `log10 of the gradient, relative to layer ${depth}; networks of width ${WIDTH}, batch ${BATCH}`);
  const node = h("div", {class: "gf-numbers", role: "region", "aria-label": "Numbers by layer", tabindex: 0},
    h("table", {}, caption, h("thead", {}, head), h("tbody", {}, rows.map((row) => row.node))),
    h("p", {class: "w-readouts"}, chi.node, seeds.node));
  return {
    node,
    /** @param {object} curves of curves.js; a row without numbers (no weight gradients asked for) is left out */
    update(curves, {seeds: count, visible, format = twoDigits}) {
      node.classList.toggle("w-hidden", !visible);
      node.tabIndex = visible ? 0 : -1;
      for (const {name, cells, node: row} of rows) {
        const values = curves[name];
        row.hidden = !values;
        cells.forEach((cell, i) => (values ? mark(cell, `${name}_${i + 1}`, values[i], format) : empty(cell)));
      }
      chi.update(curves.chi);
      seeds.update(count);
    }
  };
}

function empty(cell) {
  for (const attribute of ["data-name", "data-value", "title"]) cell.removeAttribute(attribute);
  cell.textContent = "";
}
