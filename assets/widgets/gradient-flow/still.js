/** The widget's first state as a drawing, for places where no script runs. */
import {createSvg} from "../ui/dom.js";
import {defaults} from "../ui/state/fields.js";
import {curvesOf, visibleCurves} from "./chart/curves.js";
import {drawPlot} from "./chart/drawing.js";
import {captionOf} from "./chart/panel.js";
import {createSimulation} from "./core.js";
import {fields, settingOf} from "./state.js";

const SIZE = {width: 1152, height: 460};

/** @param {Document} document */
export function still(document) {
  const state = defaults(fields);
  const setting = settingOf(state);
  const simulation = createSimulation();
  const wanted = simulation.wanted(setting);
  while (simulation.advance(setting) < wanted);
  const curves = visibleCurves(curvesOf(setting, simulation.result(setting)), state);
  const data = {curves, depth: state.depth, caption: captionOf({seeds: wanted, wanted})};
  return createSvg(document)(
    "svg",
    {class: "drawing", viewBox: `0 0 ${SIZE.width} ${SIZE.height}`},
    drawPlot(data, {document, ...SIZE})
  );
}
