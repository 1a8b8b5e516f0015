/** The simulator's numbers, layer by layer: always there to be read out, shown on demand. */
import {createHtml} from "../../ui/dom.js";
import {hideCutText, watchEdges} from "../../ui/edges.js";
import {createReadout, formatNumber, mark} from "../../ui/readout.js";
import {BATCH} from "../core.js";
import {describe} from "../state.js";

const twoDigits = value =>
  Number.isFinite(value)
    ? value
        .toFixed(2)
        .replace("-", "−")
        .replace(/^−(?=0\.00$)/, "")
    : value < 0
      ? "δ = 0"
      : "∞";
const percent = value => `${(100 * value).toFixed(0)} %`;
const ROWS = [
  ["delta", "‖δ‖, median", "bwd"],
  ["meanfield", "mean field", ""],
  ["naive", "naive", ""],
  ["gradient", "‖∇W‖, median", "bwd"],
  ["clipped", "‖∇W‖, clipped", "bwd"],
  ["kept", "kept ‖δ‖, median", ""],
  ["saturated", "saturated", "", percent],
  ["dead", "dead", "", percent]
];

/** @param {Document} document */
export function createNumbers(document) {
  const h = createHtml(document);
  const chi = createReadout({document, name: "chi", label: "χ of the last layer"});
  const seeds = createReadout({document, name: "seeds", label: "networks"});
  const table = createTable(h);
  const node = h(
    "div",
    {class: "gf-numbers", role: "region", "aria-label": "Numbers by layer", tabindex: 0},
    table.node,
    h("p", {class: "w-readouts"}, chi.node, seeds.node)
  );
  watchEdges(node);
  return {
    node,
    /** @param {object} curves of chart/curves.js; a row without numbers is left out */
    update(curves, {depth, width, kept, seeds: count, visible, format}) {
      table.setColumns(Math.max(depth, curves.kept?.length ?? 0));
      table.caption.textContent = captionOf(curves, {depth, width, kept});
      for (const row of table.rows) fillRow(row, curves[row.name], format);
      node.classList.toggle("w-hidden", !visible);
      node.tabIndex = visible ? 0 : -1;
      chi.node.hidden = curves.chi === null;
      if (curves.chi !== null) chi.update(curves.chi);
      else empty(chi.node.querySelector(".w-number"));
      seeds.update(count);
      if (visible && node.isConnected) hideCutText(node);
    }
  };
}

/** A row for each of ROWS, a column for each layer. */
function createTable(h) {
  const caption = h("caption");
  const head = h("tr");
  const rows = ROWS.map(([name, label, tone, format = twoDigits]) => ({
    name,
    format,
    header: h("th", {scope: "row"}, label),
    cells: [],
    node: h("tr", {class: tone})
  }));
  const body = rows.map(row => row.node);
  let columns = 0;
  return {
    node: h("table", {}, caption, h("thead", {}, head), h("tbody", {}, body)),
    caption,
    rows,
    setColumns(count) {
      if (count === columns) return;
      columns = count;
      const layers = Array.from({length: count}, (_, i) => i + 1);
      const names = ["layer", ...layers];
      head.replaceChildren(...names.map(text => h("th", {scope: "col"}, text)));
      for (const row of rows) {
        row.cells = layers.map(() => h("td"));
        row.node.replaceChildren(row.header, ...row.cells);
      }
    }
  };
}

function captionOf(curves, {depth, width, kept}) {
  const shape = `width ${width}, batch ${BATCH}`;
  const origin = kept && kept.depth !== depth ? `, relative to its layer ${kept.depth}` : "";
  return [
    `log10 of the gradient, relative to layer ${depth}; ${shape}`,
    curves.kept && `kept: ${describe(kept, formatNumber)}${origin}`,
    curves.saturated && "saturated: |σ′| < 0.01"
  ]
    .filter(Boolean)
    .join("; ");
}

function fillRow(row, values, format = row.format) {
  row.node.hidden = !values;
  row.cells.forEach((cell, i) => {
    if (values?.[i] === undefined) empty(cell);
    else mark(cell, `${row.name}_${i + 1}`, values[i], format);
  });
}

function empty(cell) {
  for (const attribute of ["data-name", "data-value", "title"]) cell.removeAttribute(attribute);
  cell.textContent = "";
}
