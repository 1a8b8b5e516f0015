/**
 * The widget "path-through-depth": a chain of sigmoids beside a chain of ReLUs, factor by factor,
 * on the same weights.
 */

import {createHtml, redraw, targetOf} from "../ui/dom.js";
import {button, slider, toggle} from "../ui/inputs/inputs.js";
import {mark} from "../ui/readout.js";
import {createWidget} from "../ui/widget.js";
import {createArithmetic} from "./arithmetic.js";
import {bothChains, finding, layerFinding, short, written} from "./core.js";
import {layerAt, plot, sizes} from "./drawing.js";
import {LAYER, LAYERS, MULTIPLIER, SEED, fields, normalise, results} from "./state.js";
import {drawFactors} from "./table.js";

/**
 * @import {View} from "../ui/widget.js"
 * @import {State} from "./state.js"
 */

/**
 * Its `value.results` hold, for each chain, z, factor and product of each layer.
 * @param {{document?: Document, name?: string, invalidation?: Promise<void>}} [options] name: the
 *   parameter in the page's address; a second widget on the page needs its own
 */
export function pathThroughDepth({
  document = globalThis.document,
  name = "path-through-depth",
  invalidation
} = {}) {
  const h = createHtml(document);
  const controls = createControls(document);
  const nextSeed = () => widget.set({seed: (widget.state.seed % SEED.max) + 1});
  const next = button({document, label: "Other weights", onclick: nextSeed});
  const seed = h("span");
  /** @param {MouseEvent} event */
  const choose = event => {
    const layer = layerAt(targetOf(event), event.clientX, widget.state.layers);
    if (layer) widget.set({layer});
  };
  const picture = h("div", {class: "ptd-picture", onclick: choose});
  const arithmetic = createArithmetic(document);
  const table = h("div", {class: "w-hidden"});

  /** @param {State} state @param {View} view */
  const paint = (state, {width, format, precise}) => {
    const chains = bothChains(state);
    const {layer, layers, signed} = state;
    const show = precise ? format : short;
    controls.layer.querySelector("input")?.setAttribute("max", String(layers));
    controls.layer.value = layer; // under the new maximum
    mark(seed, "seed", state.seed);
    redraw(picture, plot(document, sizes(width, signed), chains, {layer, format: show}));
    arithmetic.update(chains, layer, precise ? format : written, precise);
    return [finding(chains, show), layerFinding(chains, layer)];
  };
  const widget = createWidget({
    document,
    name,
    fields,
    controls,
    normalise,
    results,
    invalidation,
    origin: "seeded: random weights, the same for both",
    aside: [
      h("div", {class: "w-stacked"}, controls.layers, controls.m, controls.layer),
      controls.signed,
      h("div", {class: "ptd-seed"}, next, h("span", {class: "w-label"}, "seed ", seed))
    ],
    figure: [picture, arithmetic.node, table],
    paint,
    settle: (state, {format}) => redraw(table, drawFactors(document, bothChains(state), format))
  });
  return widget.node;
}

/** The inputs, by the field that each sets. @param {Document} document */
function createControls(document) {
  const look = {document, label: "Look at layer", name: "layer"};
  return {
    layers: slider({document, label: "Layers", name: "layers", ...LAYERS}),
    m: slider({document, label: "Weight multiplier", name: "multiplier", ...MULTIPLIER}),
    layer: slider({...look, tone: "bwd", ...LAYER}),
    signed: toggle({document, label: "Signed weights"})
  };
}
