// What other folders may import of the widget "multiple-choice".
export {describeOptions, letterForKey} from "./core.js";
export {createFields} from "./state.js";
export {still} from "./still.js";
export {finding} from "./text.js";
export {multipleChoice} from "./view.js";
