/**
 * The widget "computational-graph": a program, its graph, and its values and derivatives a step at
 * a time.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {hideCutText, watchEdges} from "../ui/edges.js";
import {select, toggle} from "../ui/inputs/inputs.js";
import {createWidget} from "../ui/widget.js";
import {inputChoice, numberInputs, programInput, stepInput} from "./controls.js";
import {drawGraph} from "./drawing/drawing.js";
import {counts} from "./evaluation/passes.js";
import {MODES, knownAt} from "./evaluation/trace.js";
import {EXAMPLES} from "./program/examples.js";
import {readProgram} from "./program/graph.js";
import {computeResults, fields, normalise, traceState} from "./state.js";
import {drawCost, drawTable} from "./tables.js";
import {describeGraph, describeLegend, describeStep} from "./text.js";

const OTHER = "own";

/**
 * `value.results` holds the values and the derivatives of the result by each variable, as computed
 * at the end, and the error of an invalid program.
 * @param {{document?: Document, lines?: number, name?: string, invalidation?: Promise<void>}}
 *   [options] lines: height of the program's field; name: the parameter in the page's address, a
 *   second widget on the page needs its own
 * @returns {HTMLElement}
 */
export function computationalGraph({
  document = globalThis.document,
  lines = 1,
  name = "computational-graph",
  invalidation
} = {}) {
  const h = createHtml(document);
  const controls = {
    program: programInput({document, lines}),
    at: numberInputs(document),
    mode: select({document, label: "Derivatives", options: MODES, value: "reverse"}),
    input: inputChoice(document),
    step: stepInput(document),
    table: toggle({document, label: "As a table"})
  };
  const example = createExamples(document, changes => widget.set(changes));
  const figure = h("div", {class: "cg-scroll", role: "group"});
  const legend = h("p", {class: "cg-legend w-label"});
  const cost = h("table", {class: "cg-cost"});
  watchEdges(figure);
  const {program, at, mode, input, table, step} = controls;
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
    paint: (state, {width, format}) => {
      const view = computeView(state, format);
      updateControls(controls, state, view);
      example.value = findExample(state.program);
      redraw(cost, ...drawCost(document, counts(view.graph), view.graph.inputs.length));
      legend.textContent = state.table ? "" : describeLegend(view.graph, view.traced);
      paintFigure(figure, state, view, {width, format});
      return view.finding;
    }
  });
  return widget.node;
}

/** All that a state shows. */
function computeView(state, format) {
  const {graph, traced} = traceState(state);
  const {error} = readProgram(state.program);
  const finding = error?.message ?? describeStep(graph, traced, state.step, format);
  return {graph, traced, known: knownAt(traced, state.step, graph), error, finding};
}

function updateControls({program, input, step}, state, {graph, traced, error}) {
  program.showError(error);
  input.show(
    graph.inputs.map(id => graph.nodes[id].name),
    state.input,
    state.mode
  );
  step.show(traced.steps.length - 1);
}

/** Shows the drawing, or the table. The last valid graph is paler while the program has an error. */
function paintFigure(figure, state, {graph, traced, known, error, finding}, {width, format}) {
  const {ownerDocument: document} = figure;
  const {gradients, input} = traced;
  const label = `${describeGraph(graph)} ${error ? "" : finding}`.trim();
  const options = {width, label, gradients: state.mode === "naive" ? gradients : undefined, input};
  const content = state.table
    ? drawTable(document, graph, traced, known, format)
    : drawGraph(document, graph, known, options);
  redraw(figure, content);
  figure.classList.toggle("cg-stale", Boolean(error));
  figure.setAttribute("aria-label", state.table ? "All numbers" : "Graph");
  makeReachable(figure);
  if (!state.table) scrollToNode(figure, graph.nodes[known.step.node]?.name);
  if (width) hideCutText(figure);
}

/** A choice of examples; `choose` gets the state to set. */
function createExamples(document, choose) {
  const titles = [...EXAMPLES].map(([key, {title}]) => [key, title]);
  const options = new Map([...titles, [OTHER, "your own"]]);
  const node = select({document, label: "Example", options, value: "product"});
  node.addEventListener("change", () => {
    const {program, at} = EXAMPLES.get(node.value) ?? {};
    if (program) choose({program, at, step: 0, memory: undefined});
  });
  return node;
}

const findExample = text => [...EXAMPLES].find(([, {program}]) => program === text)?.[0] ?? OTHER;

/** Gives a box that scrolls the focus, so that keys scroll it. */
const makeReachable = box =>
  box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight
    ? box.setAttribute("tabindex", "0")
    : box.removeAttribute("tabindex");

/** Scrolls the drawing's box, and nothing else, to the step's node. */
function scrollToNode(box, name) {
  if (name === undefined || !box.hasAttribute("tabindex")) return;
  const nodes = [...box.querySelectorAll("[data-node]")];
  const node = nodes.find(each => each.getAttribute("data-node") === name);
  const [inside, frame] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  const scale = frame.width / box.offsetWidth || 1;
  const middle = (start, size, frameStart, frameSize) =>
    (start + size / 2 - frameStart - frameSize / 2) / scale;
  box.scrollLeft += middle(inside.left, inside.width, frame.left, frame.width);
  box.scrollTop += middle(inside.top, inside.height, frame.top, frame.height);
}
