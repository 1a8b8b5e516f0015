/** The widget's first state as a drawing, for places where no script runs. */

import {plot, sizes} from "./drawing.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  return plot(
    document,
    sizes(0),
    {activation: "sigmoid", z: 0, whole: false, overlay: []},
    {live: false}
  );
}
