/** The widget's first state as a drawing, for places where no script runs. */

import {drawNetwork, layoutOf} from "../network-diagram/index.js";
import {formatNumber} from "../ui/readout.js";
import {defaults} from "../ui/state/fields.js";
import {runOf, shownOf} from "./core.js";
import {fields} from "./state.js";
import {altText} from "./text.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const state = defaults(fields);
  const run = runOf(state);
  const shown = shownOf(state, run);
  const alt = altText(run, shown, formatNumber);
  return drawNetwork(document, layoutOf(run.model.sizes, false), run, shown, {live: false, alt});
}
