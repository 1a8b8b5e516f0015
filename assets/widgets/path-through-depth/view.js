/**
 * The widget "path-through-depth": a chain of sigmoids beside a chain of ReLUs, factor by factor,
 * on the same weights.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {button, slider, toggle} from "../ui/inputs/inputs.js";
import {mark} from "../ui/readout.js";
import {flag, number} from "../ui/state/fields.js";
import {createWidget} from "../ui/widget.js";
import {createArithmetic} from "./arithmetic.js";
import {MOST_LAYERS, NAMES, bothChains, finding, layerFinding, short, written} from "./core.js";
import {TITLES, layerAt, plot, sizes} from "./drawing.js";

const LAYERS = {min: 1, max: MOST_LAYERS, step: 1, value: 10};
const MULTIPLIER = {min: 0.1, max: 4, step: 0.1, value: 1.8};
const SEED = {min: 1, max: 999, step: 1, value: 1};
const LAYER = {...LAYERS, value: 1};

export const fields = {
  layers: number(LAYERS),
  m: number(MULTIPLIER),
  layer: number(LAYER),
  seed: number(SEED),
  signed: flag(false)
};

/** The layer to look at is one of the layers. */
function normalise(state) {
  const {layer, layers} = state;
  if (layer <= layers) return {state, ignored: []};
  const problem = `ignored layer: ${layer} (want at most ${layers}, the number of layers)`;
  return {state: {...state, layer: layers}, ignored: [problem]};
}

/** The drawing's alternative text. */
export const altText = chains =>
  "Bars: what each layer passes back, on a log axis; " +
  "a line: their running product from the last layer down to the first; " +
  `dotted, beside the sigmoid: a quarter each. ${finding(chains)}`;

/**
 * @param {{document?: Document, invalidation?: Promise<void>}} [options]
 * @returns {HTMLElement}
 */
export function pathThroughDepth({
  document = globalThis.document,
  name = "path-through-depth",
  invalidation
} = {}) {
  const h = createHtml(document);
  const controls = {
    layers: slider({document, label: "Layers", name: "layers", ...LAYERS}),
    m: slider({document, label: "Weight multiplier", name: "multiplier", ...MULTIPLIER}),
    layer: slider({document, label: "Look at layer", name: "layer", tone: "bwd", ...LAYER}),
    signed: toggle({document, label: "Signed weights"})
  };
  const next = button({
    document,
    label: "Other weights",
    onclick: () => frame.set({seed: (frame.state.seed % SEED.max) + 1})
  });
  const seedNumber = h("span");
  const seed = h("span", {class: "w-label"}, "seed ", seedNumber);
  const picture = h("div", {
    class: "ptd-picture",
    onclick: event => {
      const layer = layerAt(event, frame.state.layers);
      if (layer) frame.set({layer});
    }
  });
  const arithmetic = createArithmetic(document);
  const table = createTable(document);
  const frame = createWidget({
    document,
    name,
    fields,
    controls,
    normalise,
    invalidation,
    origin: "seeded: random weights, the same for both",
    aside: [
      h("div", {class: "w-stacked"}, controls.layers, controls.m, controls.layer),
      controls.signed,
      h("div", {class: "ptd-seed"}, next, seed)
    ],
    figure: [picture, arithmetic.node, table.node],
    results: bothChains,
    paint: (state, {width, format, precise}) => {
      const chains = bothChains(state);
      const {layer} = state;
      const show = precise ? format : short;
      controls.layer.querySelector("input").max = state.layers;
      controls.layer.value = layer; // under the new maximum
      mark(seedNumber, "seed", state.seed);
      redraw(
        picture,
        plot(document, sizes(width, state.signed), chains, {
          layer,
          format: show,
          alt: altText(chains)
        })
      );
      arithmetic.show(chains, layer, {show: precise ? format : written, precise});
      return [finding(chains, show), layerFinding(chains, layer)];
    },
    settle: (state, {format}) => table.show(bothChains(state), format)
  });
  return frame.node;
}

/**
 * All factors and products, for those who don't see the bars; rows are made once and then only
 * renumbered.
 */
function createTable(document) {
  const h = createHtml(document);
  const columns = NAMES.flatMap(name =>
    ["factor", "product"].map(key => ({name, key, title: `${TITLES[name]}, ${key}`}))
  );
  const rows = Array.from({length: MOST_LAYERS}, (_, i) =>
    h(
      "tr",
      {},
      h("th", {scope: "row"}, String(i + 1)),
      columns.map(() => h("td"))
    )
  );
  const body = h("tbody");
  const node = h(
    "div",
    {class: "w-hidden"},
    h(
      "table",
      {},
      h(
        "caption",
        {},
        "What each layer passes back, and the product from the last layer down to it"
      ),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", {scope: "col"}, "layer"),
          columns.map(({title}) => h("th", {scope: "col"}, title))
        )
      ),
      body
    )
  );
  const renumber = (row, i, chains, format) =>
    columns.forEach(({name, key}, c) =>
      mark(row.children[c + 1], `${name}_${key}_${i + 1}`, chains[name][i][key], format)
    );
  return {
    node,
    show(chains, format) {
      const shown = rows.slice(0, chains[NAMES[0]].length);
      if (body.children.length !== shown.length) body.replaceChildren(...shown);
      shown.forEach((row, i) => renumber(row, i, chains, format));
    }
  };
}
