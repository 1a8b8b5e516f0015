/** The simulator's numbers, layer by layer: always there to be read out, shown on demand. */
import {createHtml, redraw} from "../../ui/dom.js";
import {hideCutText, watchEdges} from "../../ui/edges.js";
import {createReadout, mark} from "../../ui/readout.js";
import {drawTable} from "../../ui/table.js";
import {BATCH} from "../core.js";
import {describe} from "../state.js";

/** @import {Curves} from "../chart/curves.js" */
/** @import {State} from "../state.js" */

/** @param {number} value log10 of a gradient */
function formatDecades(value) {
  if (!Number.isFinite(value)) return value < 0 ? "δ = 0" : "∞";
  const text = value.toFixed(2).replace("-", "−");
  return text === "−0.00" ? "0.00" : text;
}

/** @param {number} share */
const formatPercent = share => `${(100 * share).toFixed(0)} %`;

/**
 * @type {{name: "delta" | "meanfield" | "naive" | "gradient" | "clipped" | "kept" | "saturated" |
 *   "dead", heading: string, tone?: string, format?: (value: number) => string}[]}
 */
const ROWS = [
  {name: "delta", heading: "‖δ‖, median", tone: "bwd"},
  {name: "meanfield", heading: "mean field"},
  {name: "naive", heading: "naive"},
  {name: "gradient", heading: "‖∇W‖, median", tone: "bwd"},
  {name: "clipped", heading: "‖∇W‖, clipped", tone: "bwd"},
  {name: "kept", heading: "kept ‖δ‖, median"},
  {name: "saturated", heading: "saturated", format: formatPercent},
  {name: "dead", heading: "dead", format: formatPercent}
];

/** @param {Document} document */
export function createNumbers(document) {
  const h = createHtml(document);
  const chi = createReadout({document, name: "chi", label: "χ of the last layer"});
  const networks = createReadout({document, name: "seeds", label: "networks"});
  const table = h("table");
  const readouts = h("p", {class: "w-readouts"});
  const node = h(
    "div",
    {class: "gf-numbers", role: "region", "aria-label": "Numbers by layer", tabindex: 0},
    table,
    readouts
  );
  watchEdges(node);
  return {
    node,
    /**
     * @param {Curves} curves a row without numbers is left out
     * @param {State} state
     * @param {{seeds: number, format?: (value: number) => string}} options format: instead of two
     *   digits
     */
    update(curves, state, {seeds, format}) {
      const count = Math.max(state.depth, curves.kept?.length ?? 0);
      const layers = Array.from({length: count}, (_, i) => i + 1);
      const rows = ROWS.flatMap(({name, heading, tone, format: print = formatDecades}) => {
        const values = curves[name];
        if (!values) return [];
        const cells = layers.map((layer, i) =>
          i < values.length ? mark(h("td"), `${name}_${layer}`, values[i], format ?? print) : ""
        );
        return {heading, tone, cells};
      });
      const caption = captionOf(curves, state);
      redraw(table, ...drawTable(h, {columns: ["layer", ...layers], rows, caption}).childNodes);
      if (curves.chi !== null) chi.update(curves.chi);
      networks.update(seeds);
      readouts.replaceChildren(...(curves.chi === null ? [] : [chi.node]), networks.node);
      node.classList.toggle("w-hidden", !state.numbers);
      node.tabIndex = state.numbers ? 0 : -1;
      if (state.numbers && node.isConnected) hideCutText(node);
    }
  };
}

/** @param {Curves} curves @param {State} state */
function captionOf(curves, {depth, width, kept}) {
  const origin = kept && kept.depth !== depth ? `, relative to its layer ${kept.depth}` : "";
  return [
    `log10 of the gradient, relative to layer ${depth}; width ${width}, batch ${BATCH}`,
    kept && curves.kept && `kept: ${describe(kept)}${origin}`,
    curves.saturated && "saturated: |σ′| < 0.01"
  ]
    .filter(Boolean)
    .join("; ");
}
