/** The simulator's numbers, layer by layer: always there to be read out, shown on demand. */
import {createHtml} from "../ui/dom.js";
import {hideCutText, watchEdges} from "../ui/edges.js";
import {createReadout, formatNumber, mark} from "../ui/readout.js";
import {BATCH} from "./core.js";
import {describe} from "./state.js";

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
  const caption = h("caption");
  const head = h("tr");
  const rows = ROWS.map(([name, label, tone, format = twoDigits]) => ({
    name,
    format,
    header: h("th", {scope: "row"}, label),
    cells: [],
    node: h("tr", {class: tone})
  }));
  const node = h(
    "div",
    {class: "gf-numbers", role: "region", "aria-label": "Numbers by layer", tabindex: 0},
    h(
      "table",
      {},
      caption,
      h("thead", {}, head),
      h(
        "tbody",
        {},
        rows.map(row => row.node)
      )
    ),
    h("p", {class: "w-readouts"}, chi.node, seeds.node)
  );
  let columns = 0;
  watchEdges(node);

  const setColumns = count => {
    if (count === columns) return;
    columns = count;
    const layers = Array.from({length: count}, (_, i) => i + 1);
    head.replaceChildren(
      h("th", {scope: "col"}, "layer"),
      ...layers.map(layer => h("th", {scope: "col"}, layer))
    );
    for (const row of rows) {
      row.cells = layers.map(() => h("td"));
      row.node.replaceChildren(row.header, ...row.cells);
    }
  };
  return {
    node,
    /** @param {object} curves of curves.js; a row without numbers (no weight gradients asked for) is left out */
    update(curves, {depth, width, kept, seeds: count, visible, format}) {
      setColumns(Math.max(depth, curves.kept?.length ?? 0));
      caption.textContent = [
        `log10 of the gradient, relative to layer ${depth}; width ${width}, batch ${BATCH}`,
        curves.kept &&
          `kept: ${describe(kept, formatNumber)}${kept.depth === depth ? "" : `, relative to its layer ${kept.depth}`}`,
        curves.saturated && "saturated: |σ′| < 0.01"
      ]
        .filter(Boolean)
        .join("; ");
      node.classList.toggle("w-hidden", !visible);
      node.tabIndex = visible ? 0 : -1;
      for (const row of rows) {
        const values = curves[row.name];
        row.node.hidden = !values;
        row.cells.forEach((cell, i) =>
          values?.[i] === undefined
            ? empty(cell)
            : mark(cell, `${row.name}_${i + 1}`, values[i], format ?? row.format)
        );
      }
      chi.node.hidden = curves.chi === null;
      if (curves.chi !== null) chi.update(curves.chi);
      else empty(chi.node.querySelector(".w-number"));
      seeds.update(count);
      if (visible && node.isConnected) hideCutText(node);
    }
  };
}

function empty(cell) {
  for (const attribute of ["data-name", "data-value", "title"]) cell.removeAttribute(attribute);
  cell.textContent = "";
}
