// What other folders may import of the widget "activations".
export {
  RANGE,
  chooseActivation,
  compared,
  curve,
  delta,
  finding,
  readings,
  tangent
} from "./core.js";
export {tones} from "./drawing.js";
export {fields} from "./state.js";
export {still} from "./still.js";
export {activations} from "./view.js";
export {LITTLE, zones} from "./zones.js";
