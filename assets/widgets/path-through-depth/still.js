/** The widget's first state as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {bothChains} from "./core.js";
import {plot, sizes} from "./drawing.js";
import {fields} from "./state.js";

/** @param {Document} document */
export function still(document) {
  const state = defaults(fields);
  return plot(document, sizes(0), bothChains(state), {layer: state.layer, live: false});
}
