/** The widget's first state as a drawing, for places where no script runs. */

import {START, forwardBackward} from "./core.js";
import {drawing} from "./drawing.js";
import {WIDE} from "./layout.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  return drawing(document, WIDE, {...START, gradients: false}, forwardBackward(START), {live: false});
}
