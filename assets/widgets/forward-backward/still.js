/** The widget's first state as a drawing, for places where no script runs. */

import {defaults} from "../parts/state.js";
import {formatNumber} from "../parts/readout.js";
import {drawing} from "./drawing.js";
import {fields} from "./fields.js";
import {layoutOf} from "./layout.js";
import {runOf, shownOf} from "./view.js";
import {altText} from "./words.js";

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
