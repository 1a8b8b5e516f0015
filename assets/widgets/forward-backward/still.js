/** The widget's first state as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {formatNumber} from "../ui/readout.js";
import {drawing} from "../network-diagram/drawing.js";
import {fields} from "./state.js";
import {layoutOf} from "../network-diagram/layout.js";
import {runOf, shownOf} from "./view.js";
import {altText} from "./text.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const state = defaults(fields);
  const run = runOf(state);
  const shown = shownOf(state, run);
  return drawing(document, layoutOf(run.model.sizes, false), run, shown, {
    live: false,
    alt: altText(run, shown, formatNumber)
  });
}
