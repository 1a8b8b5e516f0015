/**
 * The widget "gradient-flow": settings, the chart of gradients by layer, its histograms, and its
 * numbers.
 */
import {createHtml} from "../ui/dom.js";
import {createWidget} from "../ui/widget.js";
import {curvesOf, visibleCurves} from "./chart/curves.js";
import {rowsAbove} from "./chart/drawing.js";
import {explainMissing, shareHeight, spaceOnSlide} from "./chart/layout.js";
import {createDrawings} from "./chart/panel.js";
import {createSimulation} from "./core.js";
import {createControls, createPresets} from "./panels/controls.js";
import {createMore} from "./panels/more-panel.js";
import {createNumbers} from "./panels/numbers-table.js";
import {createProgress} from "./panels/progress.js";
import {createRunner} from "./scheduling/runner.js";
import {RANGES, clipOf, fields, settingOf} from "./state.js";
import {explain} from "./text/explanation.js";

/** @import {View} from "../ui/widget.js" */
/** @import {Curves} from "./chart/curves.js" */
/** @import {Simulation} from "./core.js" */
/** @import {Outcome} from "./scheduling/runner.js" */
/** @import {State} from "./state.js" */
/** @import {Explanation} from "./text/explanation.js" */

const WIDTH = 852; // px, until the page's is known

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
  const controls = createControls(document);
  const {activation, m, meanfield, naive, gradients, whole, numbers} = controls;
  /** @param {Partial<State>} changes */
  const set = changes => widget.set(changes);
  /** @returns {State} */
  const readState = () => widget.state;
  const parts = {
    presets: createPresets(document, multiplier => set({m: multiplier})),
    more: createMore(document, controls, {set, readState}),
    drawings: createDrawings(document),
    progress: createProgress(document),
    notes: h("ul", {class: "gf-notes"}),
    numbers: createNumbers(document)
  };
  const simulation = createSimulation();
  const runner = createRunner(simulation, {document, ticks: RANGES.m, worker, invalidation});
  const steadyFinding = createSteadyFinding();

  /** @param {State} state @param {View} view */
  const paint = (state, view) => {
    const setting = settingOf(state);
    const kept = state.kept && settingOf(state.kept);
    const outcome = runner.run(setting, () => widget.update(), {kept, clip: clipOf(state)});
    const curves = curvesOf(setting, outcome.result, outcome.kept?.result);
    const explanation = explain(state, outcome, curves);
    explanation.finding = steadyFinding(explanation.finding, state, outcome);
    paintParts(parts, {state, view, outcome, curves, explanation});
    return explanation.finding;
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
      h("div", {class: "w-stacked"}, activation, m, parts.presets.node),
      h("div", {class: "gf-shown"}, meanfield, naive, gradients, whole, numbers)
    ],
    figure: [
      parts.more.node,
      parts.drawings.chart,
      parts.drawings.strips,
      parts.progress.node,
      parts.notes,
      parts.numbers.node
    ]
  });
  runner.watch(widget.node);
  return widget.node;
}

/**
 * Shows an outcome. The chart comes last: on a slide the other parts limit its height.
 * @param {{presets: ReturnType<typeof createPresets>, more: ReturnType<typeof createMore>,
 *   drawings: ReturnType<typeof createDrawings>, progress: ReturnType<typeof createProgress>,
 *   notes: HTMLElement, numbers: ReturnType<typeof createNumbers>}} parts
 * @param {{state: State, view: View, outcome: Outcome, curves: Curves, explanation: Explanation}} shown
 */
function paintParts(parts, {state, view, outcome, curves, explanation}) {
  const {presets, more, drawings, progress, notes, numbers} = parts;
  const width = view.width || WIDTH;
  presets.update(state);
  more.update(state);
  progress.update(state, outcome);
  const format = view.precise ? view.format : undefined;
  numbers.update(curves, state, {seeds: outcome.seeds, format});
  setNotes(notes, explanation.notes);

  const others = [more.node, progress.node, notes, ...(state.numbers ? [numbers.node] : [])];
  const space = isOnSlide(drawings.chart) ? spaceOnSlide(others, state) : null;
  const rows = rowsAbove(explanation.remarks).length;
  const heights = shareHeight(space, {...state, width, rows});
  setNotes(notes, [...explanation.notes, ...explainMissing(heights, state)]);
  const shown = visibleCurves(curves, state);
  drawings.update(state, {curves: shown, outcome, explanation, heights, width});
  drawings.chart.closest(".w")?.setAttribute("data-settled", String(outcome.settled));
}

/** @param {HTMLElement} list @param {string[]} texts */
function setNotes(list, texts) {
  const h = createHtml(list.ownerDocument);
  list.replaceChildren(...texts.map(text => h("li", {}, text)));
}

/**
 * Does not change the finding while histograms are added to networks that are already computed.
 */
function createSteadyFinding() {
  let last = {key: "", text: "", settled: false};
  /** @param {string} text @param {State} state @param {Outcome} outcome */
  return (text, state, {settled, result}) => {
    const key = JSON.stringify([settingOf({...state, histograms: false}), state.naive]);
    if (!result || settled || key !== last.key) last = {key, text, settled};
    return last.settled ? last.text : text;
  };
}

/**
 * What is known about the setting by now; null: nothing yet.
 * @param {Simulation} simulation @param {State} state
 */
function resultsOf(simulation, state) {
  const setting = settingOf(state);
  const networks = simulation.count(setting);
  const result = networks ? simulation.result(setting, clipOf(state)) : null;
  const {delta, gradient, meanfield, naive} = curvesOf(setting, result);
  return {networks, delta, gradient, meanfield, naive};
}

/** @param {Element} node */
const isOnSlide = node =>
  node.closest(".reveal .slides") &&
  !node.ownerDocument.documentElement.classList.contains("reading");
