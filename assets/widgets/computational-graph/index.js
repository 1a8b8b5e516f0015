// What other folders may import of the widget "computational-graph".
export {drawGraph} from "./drawing/drawing.js";
export {findShapes} from "./drawing/shapes.js";
export {counts, forward, forwardMode, naive, reverse} from "./evaluation/passes.js";
export {MODES, knownAt, trace} from "./evaluation/trace.js";
export {countCrossings, orderLayers} from "./layout/crossings.js";
export {createItem, layout, link} from "./layout/layout.js";
export {MAX_NODES} from "./program/builder.js";
export {ProgramError} from "./program/error.js";
export {EXAMPLES, defaultNumber} from "./program/examples.js";
export {formatGeneral} from "./program/formula.js";
export {compile} from "./program/graph.js";
export {parse} from "./program/parse.js";
export {fields, normalise} from "./state.js";
export {still} from "./still.js";
export {describeStep} from "./text.js";
export {computationalGraph} from "./view.js";
