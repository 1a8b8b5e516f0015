/** The widget's first state as a drawing, for places where no script runs. */

import {drawing} from "./drawing.js";
import {fields} from "./state.js";
import {compile} from "./graph.js";
import {knownAt, trace} from "./trace.js";

const WIDTH = 852;

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const graph = compile(fields.program.value);
  const traced = trace(graph, fields.at.value, {mode: "reverse", input: graph.inputs[0]});
  const svg = drawing(document, graph, knownAt(traced, 0, graph), {
    width: WIDTH,
    label: "",
    live: false
  });
  svg.removeAttribute("style");
  return svg;
}
