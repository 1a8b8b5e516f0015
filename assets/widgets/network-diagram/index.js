// What other folders may import of the drawing of small networks.
export {drawNetwork} from "./drawing.js";
export {elementsOf, stepOf} from "./elements.js";
export {formulaOf, titleOf} from "./formulas/formulas.js";
export {createPanel, createValueTable} from "./formulas/panel.js";
export {layoutFor, layoutOf, overlap} from "./layout.js";
export {collected, endOfPhase, everything, microSteps, progress, stepKey} from "./micro-steps.js";
export {lossOf, plain, symbolsOf} from "./names.js";
export {
  LIMIT,
  MODELS,
  SAMPLES,
  createNetwork,
  gradientOf,
  parametersOf,
  valueOf,
  withValue
} from "./networks.js";
export {rowsOf} from "./value-rows.js";
