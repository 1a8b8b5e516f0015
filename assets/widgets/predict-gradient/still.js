/** The widget's first task as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {picture} from "./drawing.js";
import {createTask} from "./task.js";
import {altText, fields} from "./view.js";

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const task = createTask(defaults(fields));
  return picture(document, task, {width: 0, open: false, live: false, alt: altText(task)});
}
