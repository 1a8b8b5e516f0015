/**
 * The widget "computational-graph": a program, its graph, and its values and derivatives a step at
 * a time.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {hideCutText, watchEdges} from "../ui/edges.js";
import {select, toggle} from "../ui/inputs/inputs.js";
import {createWidget} from "../ui/widget.js";
import {createCost} from "./cost.js";
import {inputChoice} from "./input-choice.js";
import {numberInputs, programInput, stepInput} from "./controls.js";
import {drawing} from "./drawing.js";
import {ProgramError} from "./error.js";
import {EXAMPLES, startOf} from "./examples.js";
import {fields} from "./state.js";
import {compile} from "./graph.js";
import {counts} from "./passes.js";
import {createTable} from "./table.js";
import {MODES, knownAt, trace} from "./trace.js";
import {inWords, sentence} from "./text.js";

const WIDTH = 852;
const OWN = "own";

/**
 * @param {{document?: Document, lines?: number, invalidation?: Promise<void>}} [options] lines:
 *   height of the program's field
 * @returns {HTMLElement}
 */
export function computationalGraph({document = globalThis.document, lines = 1, invalidation} = {}) {
  const h = createHtml(document);
  const titles = new Map([
    ...[...EXAMPLES].map(([key, {title}]) => [key, title]),
    [OWN, "your own"]
  ]);
  const controls = {
    program: programInput({document, lines}),
    at: numberInputs({document}),
    mode: select({document, label: "Derivatives", options: MODES, value: "reverse"}),
    input: inputChoice(document),
    step: stepInput({document}),
    table: toggle({document, label: "As a table"})
  };
  const example = select({document, label: "Example", options: titles, value: "product"});
  example.addEventListener("change", () => {
    const {program, at} = EXAMPLES.get(example.value) ?? {};
    if (program) frame.set({program, at, step: 0});
  });
  const figure = h("div", {class: "cg-scroll", role: "group"});
  watchEdges(figure);
  const legend = h("p", {class: "cg-legend w-label"});
  const cost = createCost(document);
  const table = createTable(document);
  let graph = compile(fields.program.value);
  let placed = "";

  const frame = createWidget({
    document,
    name: "computational-graph",
    fields,
    controls,
    normalise: state => ({state, ignored: ignored(state)}),
    invalidation,
    origin: "computed",
    aside: [
      controls.program,
      example,
      controls.at,
      controls.mode,
      controls.input,
      cost.node,
      controls.table
    ],
    figure: [figure, legend, controls.step],
    paint: (state, {width, format}) => {
      const wrong = read(controls.program.value);
      const {nodes, inputs} = graph;
      controls.at.show(
        inputs.filter(id => nodes[id].value === undefined).map(id => nodes[id].name)
      );
      state.at = controls.at.value; // the numbers of this program's inputs: what is computed, shown and linked
      state.input = controls.input.show(
        inputs.map(id => nodes[id].name),
        state
      );
      const traced = traceOf(graph, state);
      state.step = controls.step.show(traced.steps.length - 1);
      const known = knownAt(traced, state.step, graph);
      const text = wrong
        ? wrong.message
        : sentence(graph, traced, traced.steps.indexOf(known.step), format);
      example.value = nameOfExample(state.program);
      cost.update(counts(graph), inputs.length);
      figure.classList.toggle("cg-stale", Boolean(wrong));
      if (state.table) showTable(traced, known, format);
      else showDrawing(state, traced, known, {width, label: wrong ? "" : text});
      if (width) hideCutText(figure);
      return text;
    }
  });

  function showTable(traced, known, format) {
    table.update(graph, traced, known, format);
    legend.textContent = "";
    redraw(figure, table.node);
    figure.setAttribute("aria-label", "All numbers");
    makeReachable(figure);
    placed = "";
  }

  function showDrawing({mode}, traced, known, {width, label}) {
    legend.textContent = legendOf(graph, traced);
    const picture = drawing(document, graph, known, {
      width: width || WIDTH,
      label: `${inWords(graph)} ${label}`.trim(),
      right: mode === "naive" ? traced.gradients : undefined,
      input: traced.input
    });
    redraw(figure, picture);
    figure.setAttribute("aria-label", "Graph");
    const place = `${picture.getAttribute("viewBox")} in ${width}`;
    if (place !== placed) makeReachable(figure);
    placed = place;
    keepInSight(figure, known.step, graph.nodes);
  }

  /** Takes the program in, or says what is wrong with it and leaves the last good graph. */
  function read(text) {
    let wrong = null;
    try {
      graph = compile(text);
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      wrong = error;
    }
    controls.program.show(wrong);
    return wrong;
  }
  return frame.node;
}

const nameOfExample = text => [...EXAMPLES].find(([, {program}]) => program === text)?.[0] ?? OWN;

/**
 * The graph's computation at the state's point; an input that it doesn't have stands for its first.
 */
function traceOf(graph, {at, mode, input}) {
  const {nodes, inputs} = graph;
  const numberOf = ({name}) => (Object.hasOwn(at, name) ? at[name] : startOf(name));
  const point = Object.fromEntries(inputs.map(id => [nodes[id].name, numberOf(nodes[id])]));
  return trace(graph, point, {
    mode,
    input: inputs.find(id => nodes[id].name === input) ?? inputs[0]
  });
}

/**
 * What a link may say that its program doesn't have. A program that is none is explained where it
 * stands.
 */
function ignored(state) {
  let graph;
  try {
    graph = compile(state.program);
  } catch {
    return [];
  }
  const names = graph.inputs.map(id => graph.nodes[id].name);
  const last = traceOf(graph, state).steps.length - 1;
  const want = `(want one of ${names.join(", ")})`;
  return [
    state.input && !names.includes(state.input) && `ignored input: ${state.input} ${want}`,
    ...Object.keys(state.at)
      .filter(name => state.at !== fields.at.value && !names.includes(name))
      .map(name => `ignored at: ${name} ${want}`),
    state.step > last && `ignored step: ${state.step} (want at most ${last}, the last one)`
  ].filter(Boolean);
}

const legendOf = ({nodes, root}, {mode, input}) => {
  const derivative =
    mode === "forward"
      ? `its derivative by ${nodes[input].name}`
      : `the derivative of ${nodes[root].name} by it`;
  return `Round: a variable. Square: an operation. Above: its value. Below: ${derivative}.`;
};

/** A box that scrolls can take the focus, so that keys scroll it. */
function makeReachable(box) {
  if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)
    box.setAttribute("tabindex", "0");
  else box.removeAttribute("tabindex");
}

/** Scrolls the drawing's box, and nothing else, to the step's node. */
function keepInSight(box, {node}, nodes) {
  if (node === undefined || !box.hasAttribute("tabindex")) return;
  const lit = [...box.querySelectorAll("[data-node]")].find(
    part => part.getAttribute("data-node") === nodes[node].name
  );
  const [inside, frame] = [lit.getBoundingClientRect(), box.getBoundingClientRect()];
  const scale = frame.width / box.offsetWidth || 1;
  const middle = (start, size, frameStart, frameSize) =>
    (start + size / 2 - frameStart - frameSize / 2) / scale;
  box.scrollLeft += middle(inside.left, inside.width, frame.left, frame.width);
  box.scrollTop += middle(inside.top, inside.height, frame.top, frame.height);
}
