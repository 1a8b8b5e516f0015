/**
 * The widget "computational-graph": a program, its graph, and its values and derivatives a step at
 * a time.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {hideCutText, watchEdges} from "../ui/edges.js";
import {select} from "../ui/inputs/inputs.js";
import {createWidget} from "../ui/widget.js";
import {createControls} from "./controls.js";
import {drawGraph} from "./drawing/drawing.js";
import {knownAt} from "./evaluation/trace.js";
import {EXAMPLES} from "./program/examples.js";
import {readProgram} from "./program/graph.js";
import {computeResults, fields, normalise} from "./state.js";
import {drawCost, drawNumbers} from "./tables.js";
import {describeGraph, describeLegend, describeStep} from "./text.js";

/**
 * @import {View} from "../ui/widget.js"
 * @import {State} from "./state.js"
 */

const OTHER = "own";

/**
 * `value.results` holds the values and the derivatives of the result by each variable, as computed
 * at the end, and the error of an invalid program.
 * @param {{document?: Document, lines?: number, name?: string, invalidation?: Promise<void>}}
 *   [options] lines: height of the program's field; name: the parameter in the page's address, a
 *   second widget on the page needs its own
 */
export function computationalGraph({
  document = globalThis.document,
  lines = 1,
  name = "computational-graph",
  invalidation
} = {}) {
  const h = createHtml(document);
  const controls = createControls(document, lines);
  const example = createExamples(document, ({program, at}) =>
    widget.set({program, at, step: 0, memory: undefined})
  );
  const figure = h("div", {class: "cg-scroll", role: "group"});
  const legend = h("p", {class: "cg-legend w-label"});
  const cost = h("table", {class: "cg-cost"});
  watchEdges(figure);
  const {program, at, mode, input, table, step} = controls;

  /** @param {State} state @param {View} view */
  const paint = (state, {width, format}) => {
    const {graph, steps} = state.trace;
    const {error} = readProgram(state.program);
    const finding = error?.message ?? describeStep(state.trace, state.step, format);
    program.showError(error);
    example.value = findExample(state.program);
    input.show(
      graph.inputs.map(id => graph.nodes[id].name),
      state.input,
      state.mode
    );
    step.show(steps.length - 1);
    redraw(cost, ...drawCost(h, graph).childNodes);
    legend.textContent = state.table ? "" : describeLegend(state.trace);
    paintFigure(figure, state, error ? "" : finding, {width, format});
    // the last valid graph is paler while the program has an error
    figure.classList.toggle("cg-stale", Boolean(error));
    return finding;
  };
  const widget = createWidget({
    document,
    name,
    fields,
    controls,
    normalise,
    results: computeResults,
    invalidation,
    origin: "computed",
    aside: [program, example, at, mode, input, cost, table],
    figure: [figure, legend, step],
    paint
  });
  return widget.node;
}

/**
 * Shows the drawing, or the table.
 * @param {HTMLElement} figure @param {State} state @param {string} finding
 * @param {Omit<View, "precise">} view
 */
function paintFigure(figure, {trace, step, table}, finding, {width, format}) {
  const {ownerDocument: document} = figure;
  const known = knownAt(trace, step);
  const label = `${describeGraph(trace.graph)} ${finding}`.trim();
  const content = table
    ? drawNumbers(createHtml(document), known, format)
    : drawGraph(document, known, {width, label});
  redraw(figure, content);
  figure.setAttribute("aria-label", table ? "All numbers" : "Graph");
  makeReachable(figure);
  if (!table && "node" in known.step) scrollToNode(figure, trace.graph.nodes[known.step.node].name);
  if (width) hideCutText(figure);
}

/**
 * A choice of examples.
 * @param {Document} document @param {(example: typeof EXAMPLES[string]) => void} choose
 */
function createExamples(document, choose) {
  const titles = Object.entries(EXAMPLES).map(
    ([key, {title}]) => /** @type {const} */ ([key, title])
  );
  const options = new Map([...titles, [OTHER, "your own"]]);
  const node = select({document, label: "Example", options, value: "product"});
  node.addEventListener("change", () => {
    const example = EXAMPLES[node.value];
    if (example) choose(example);
  });
  return node;
}

/** @param {string} text */
const findExample = text =>
  Object.keys(EXAMPLES).find(key => EXAMPLES[key].program === text) ?? OTHER;

/** Gives a box that scrolls the focus, so that keys scroll it. @param {HTMLElement} box */
const makeReachable = box =>
  box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight
    ? box.setAttribute("tabindex", "0")
    : box.removeAttribute("tabindex");

/**
 * Scrolls the drawing's box, and nothing else, to a node.
 * @param {HTMLElement} box @param {string} name
 */
function scrollToNode(box, name) {
  const nodes = [...box.querySelectorAll("[data-node]")];
  const node = nodes.find(each => each.getAttribute("data-node") === name);
  if (!node || !box.hasAttribute("tabindex")) return;
  const [inside, frame] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  const scale = frame.width / box.offsetWidth || 1;
  box.scrollLeft += (inside.left + inside.width / 2 - frame.left - frame.width / 2) / scale;
  box.scrollTop += (inside.top + inside.height / 2 - frame.top - frame.height / 2) / scale;
}
