// What other folders may import of the widget "gradient-flow".
export {curvesOf, meaning} from "./chart/curves.js";
export {drawPlot, fitDomain, spread} from "./chart/drawing.js";
export {TALL, drawStrips, stripsHeight} from "./chart/histograms.js";
export {missing, share} from "./chart/layout.js";
export {
  DEPTH,
  WIDTH,
  createSimulation,
  criticalMultiplier,
  meanField,
  naiveLine,
  quantile,
  randomNetwork,
  relativeNorms
} from "./core.js";
export {createNumbers} from "./panels/numbers-table.js";
export {createBackground} from "./scheduling/background.js";
export {runInSlices} from "./scheduling/job.js";
export {createRunner} from "./scheduling/runner.js";
export {complete, keyOf} from "./simulation/setting.js";
export {combine} from "./simulation/summary.js";
export {theoryOf} from "./simulation/theory.js";
export {createShares, histogram} from "./simulation/unit-counts.js";
export {RANGES, fields, networkOf, settingOf} from "./state.js";
export {still} from "./still.js";
export {factor, finding, verdict} from "./text/finding.js";
export {notesOf, singleLimits} from "./text/notes.js";
export {gradientFlow} from "./view.js";
