/** The widget's first state as a drawing, for places where no script runs. */
import {createSvg} from "../ui/dom.js";
import {defaults} from "../ui/state/fields.js";
import {createSimulation} from "./core.js";
import {curvesOf} from "./chart/curves.js";
import {drawPlot} from "./chart/drawing.js";
import {caption} from "./chart/panel.js";
import {fields, settingOf} from "./state.js";

const SIZE = {width: 1152, height: 460};

/** @param {Document} document @returns {SVGElement} */
export function still(document) {
  const state = defaults(fields);
  const setting = settingOf(state);
  const simulation = createSimulation();
  while (simulation.advance(setting) < simulation.seeds);
  const curves = curvesOf(setting, simulation.result(setting)).all.filter(
    ({field}) => !field || state[field]
  );
  return createSvg(document)(
    "svg",
    {class: "drawing", viewBox: `0 0 ${SIZE.width} ${SIZE.height}`},
    drawPlot(
      {
        curves,
        depth: state.depth,
        caption: caption({seeds: simulation.seeds, wanted: simulation.seeds})
      },
      {document, ...SIZE}
    )
  );
}
