// What other folders may import of the widget "activations".
export {
  RANGE,
  compared,
  curve,
  delta,
  finding,
  reading,
  readings,
  tangent,
  titleOf
} from "./core.js";
export {tones} from "./drawing.js";
export {fields} from "./state.js";
export {still} from "./still.js";
export {activations} from "./view.js";
export {LITTLE, zones} from "./zones.js";
