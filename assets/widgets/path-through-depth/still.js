/** The widget's first state as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {bothChains} from "./core.js";
import {altText, plot, sizes} from "./drawing.js";
import {fields} from "./state.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const state = defaults(fields);
  const chains = bothChains(state);
  return plot(document, sizes(0), chains, {layer: state.layer, live: false, alt: altText(chains)});
}
