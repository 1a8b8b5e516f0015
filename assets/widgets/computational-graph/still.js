/** The widget's first state as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {drawGraph} from "./drawing/drawing.js";
import {knownAt} from "./evaluation/trace.js";
import {fields, normalise, traceState} from "./state.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const {state} = normalise(defaults(fields));
  const {graph, traced} = traceState(state);
  const options = {width: 0, label: "", live: false};
  const svg = drawGraph(document, graph, knownAt(traced, state.step, graph), options);
  svg.removeAttribute("style");
  return svg;
}
