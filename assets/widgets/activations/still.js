/** The widget's first state as a drawing, for places where no script runs. */

import {defaults} from "../ui/state/fields.js";
import {plot, sizes} from "./drawing.js";
import {fields} from "./state.js";

/** @param {Document} document */
export const still = document => plot(document, sizes(0), defaults(fields), {live: false});
