/** The widget's first task as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {drawTask} from "./drawing.js";
import {fields, taskOf} from "./state.js";
import {altText} from "./text.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const task = taskOf(defaults(fields));
  return drawTask(document, task, {width: 0, isOpen: false, live: false, alt: altText(task)});
}
