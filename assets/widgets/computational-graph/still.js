/** The widget's first state as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {drawGraph} from "./drawing/drawing.js";
import {knownAt} from "./evaluation/trace.js";
import {fields, normalise} from "./state.js";

/** @param {Document} document */
export function still(document) {
  const {trace, step} = normalise(defaults(fields)).state;
  const svg = drawGraph(document, knownAt(trace, step), {width: 0, label: "", live: false});
  svg.removeAttribute("style");
  return svg;
}
