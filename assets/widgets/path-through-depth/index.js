// What other folders may import of the widget "path-through-depth".
export {decades, logScale, powerTicks} from "./axis.js";
export {
  bothChains,
  bound,
  chain,
  finding,
  firstDead,
  layerFinding,
  short,
  weights,
  written
} from "./core.js";
export {layerAt} from "./drawing.js";
export {placeLegend} from "./legend.js";
export {fields} from "./state.js";
export {still} from "./still.js";
export {pathThroughDepth} from "./view.js";
