/**
 * The widget "gradient-flow": settings, the chart of gradients by layer, its histograms, and its
 * numbers.
 */
import {createHtml} from "../ui/dom.js";
import {createWidget} from "../ui/widget.js";
import {curvesOf} from "./chart/curves.js";
import {rowsAbove} from "./chart/drawing.js";
import {missing, roomOnSlide, share} from "./chart/layout.js";
import {createDrawings} from "./chart/panel.js";
import {createSimulation} from "./core.js";
import {createControls, createPresets} from "./panels/controls.js";
import {createMore} from "./panels/more-panel.js";
import {createNumbers} from "./panels/numbers-table.js";
import {createProgress} from "./panels/progress.js";
import {createRunner} from "./scheduling/runner.js";
import {RANGES, fields, settingOf} from "./state.js";
import {clipOf, explain} from "./text/explanation.js";

const WIDTH = 852; // px, until the page's is known
const CURVES = ["meanfield", "naive", "gradients", "whole", "numbers"];

/**
 * Its `value.results` hold, layer by layer, log10 of the gradient relative to the last layer:
 * `delta` and `gradient` (medians over `networks` networks), `meanfield`, `naive`.
 * @param {{document?: Document, name?: string, worker?: string, invalidation?: Promise<void>}}
 *   [options] name: the parameter in the page's address; worker: the address of worker.js as seen
 *   from the page, without which heavy settings run in slices within the page
 * @returns {HTMLElement}
 */
export function gradientFlow({
  document = globalThis.document,
  name = "gradient-flow",
  worker,
  invalidation
} = {}) {
  const h = createHtml(document);
  const set = changes => widget.set(changes);
  const controls = createControls(document);
  const parts = {
    presets: createPresets(document, m => set({m})),
    more: createMore(document, controls, set, () => widget.state),
    drawings: createDrawings(document),
    progress: createProgress(document),
    notes: h("ul", {class: "gf-notes"}),
    numbers: createNumbers(document)
  };
  const {presets, more, drawings, progress, notes, numbers} = parts;
  const simulation = createSimulation();
  const runner = createRunner(simulation, {document, ticks: RANGES.m, worker, invalidation});
  const steadyFinding = createSteadyFinding();

  const paint = (state, view) => {
    const setting = settingOf(state, state);
    const kept = state.kept && settingOf(state.kept);
    const outcome = runner.run(setting, () => widget.update(), {kept, clip: clipOf(state)});
    const curves = curvesOf(simulation.whole(setting), outcome.result, outcome.kept?.result);
    const explanation = explain(state, outcome, curves);
    const finding = steadyFinding(explanation.finding, state, outcome);
    paintParts(document, parts, {
      state,
      view,
      outcome,
      curves,
      explanation: {...explanation, finding}
    });
    return finding;
  };
  const widget = createWidget({
    document,
    name,
    fields,
    controls,
    results: state => resultsOf(simulation, state),
    invalidation,
    paint,
    origin: "seeded: random weights, the same at each visit",
    aside: [
      h("div", {class: "w-stacked"}, controls.activation, controls.m, presets.node),
      h(
        "div",
        {class: "gf-shown"},
        CURVES.map(curve => controls[curve])
      )
    ],
    figure: [more.node, drawings.chart, drawings.strips, progress.node, notes, numbers.node]
  });
  runner.watch(widget.node);
  return widget.node;
}

/** Shows an outcome. The chart comes last: on a slide the other parts limit its height. */
function paintParts(document, parts, {state, view, outcome, curves, explanation}) {
  const {presets, more, drawings, progress, notes, numbers} = parts;
  const {numbers: visible, depth, width: units, kept} = state;
  const format = view.precise ? view.format : undefined;
  const width = view.width || WIDTH;
  presets.update(state);
  more.update(state);
  progress.update(state, outcome);
  numbers.update(curves, {depth, width: units, kept, seeds: outcome.seeds, visible, format});
  setNotes(notes, explanation.notes);

  const beside = [more.node, progress.node, notes, ...(visible ? [numbers.node] : [])];
  const room = isOnSlide(drawings.chart) ? roomOnSlide(beside, state) : null;
  const rows = rowsAbove(explanation.drawn).length;
  const heights = share(room, {...state, document, width, rows});
  setNotes(notes, [...explanation.notes, ...missing(heights, state)]);
  const shown = curves.all.filter(({field}) => !field || state[field]);
  drawings.update(state, {curves: shown, outcome, explanation, heights, width});
  drawings.chart.closest(".w")?.setAttribute("data-settled", String(outcome.settled));
}

function setNotes(list, texts) {
  const h = createHtml(list.ownerDocument);
  list.replaceChildren(...texts.map(text => h("li", {}, text)));
}

/**
 * Does not change the finding while histograms are added to networks that are already computed.
 */
function createSteadyFinding() {
  let last = {};
  return (text, state, {settled, result}) => {
    const key = JSON.stringify([settingOf(state, {...state, histograms: false}), state.naive]);
    if (!result || settled || key !== last.key) last = {key, text, settled};
    return last.settled ? last.text : text;
  };
}

/** What is known of the setting by now; null: nothing yet. */
function resultsOf(simulation, state) {
  const setting = simulation.whole(settingOf(state, state));
  const networks = simulation.count(setting);
  const result = networks ? simulation.result(setting, clipOf(state)) : null;
  const {delta, gradient, meanfield, naive} = curvesOf(setting, result);
  return {networks, delta, gradient, meanfield, naive};
}

const isOnSlide = node =>
  node.closest(".reveal .slides") &&
  !node.ownerDocument.documentElement.classList.contains("reading");
