// What other folders may import of the widget "forward-backward".
export {
  centralDifference,
  checkGradients,
  checkParameter,
  compareAtStep
} from "./check/differences.js";
export {runOf, shownOf} from "./core.js";
export {PRESETS, fields, keysOf} from "./fields.js";
export {normalise} from "./state.js";
export {still} from "./still.js";
export {altText, finding} from "./text.js";
export {forwardBackward} from "./view.js";
