// What other folders may import of the widget "gradient-flow".
export {curvesOf, describeEnds} from "./chart/curves.js";
export {fitDomain} from "./chart/axes.js";
export {drawPlot} from "./chart/drawing.js";
export {TALL, drawStrips, stripsHeight} from "./chart/histograms.js";
export {spread} from "./chart/labels.js";
export {explainMissing, shareHeight} from "./chart/layout.js";
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
export {completeSetting, keyOf} from "./simulation/setting.js";
export {combine} from "./simulation/summary.js";
export {theoryOf} from "./simulation/theory.js";
export {createShares, histogram} from "./simulation/unit-counts.js";
export {RANGES, fields, networkOf, settingOf} from "./state.js";
export {still} from "./still.js";
export {factor, finding, verdictOn} from "./text/finding.js";
export {findFloat32Limits, notesOf} from "./text/notes.js";
export {gradientFlow} from "./view.js";
