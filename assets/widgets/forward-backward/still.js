/** The widget's first state as a drawing, for places where no script runs. */

import {drawNetwork, layoutFor} from "../network-diagram/index.js";
import {formatNumber} from "../ui/readout.js";
import {defaults} from "../ui/state/fields.js";
import {runOf, shownOf} from "./core.js";
import {fields} from "./fields.js";
import {altText} from "./text.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const state = defaults(fields);
  const run = runOf(state);
  const shown = shownOf(state, run);
  const alt = altText(run, shown, formatNumber);
  return drawNetwork(document, layoutFor(run.model.sizes, 0), run, shown, {live: false, alt});
}
