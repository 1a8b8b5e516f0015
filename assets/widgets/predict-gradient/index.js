// What other folders may import of the widget "predict-gradient".
export {createScore} from "./score.js";
export {fields} from "./state.js";
export {still} from "./still.js";
export {KINDS, contextOf} from "./tasks/kinds.js";
export {DELTA_MODELS, WEIGHT_MODELS} from "./tasks/mistakes.js";
export {TABLE} from "./tasks/table.js";
export {LEVELS, SIGNS, agrees, createTask, isClear, judge, taskAt} from "./tasks/task.js";
export {predictGradient} from "./view.js";
