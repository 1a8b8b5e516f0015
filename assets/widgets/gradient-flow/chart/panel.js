/** The drawings of the widget: the chart of the curves, and the histograms below it. */
import {createSvg, redraw} from "../../ui/dom.js";
import {formatNumber} from "../../ui/readout.js";
import {ACTIVATION_NAMES} from "../state.js";
import {meaning} from "./curves.js";
import {drawPlot} from "./drawing.js";
import {drawStrips, stripsHeight} from "./histograms.js";

/** @param {Document} document */
export function createDrawings(document) {
  const s = createSvg(document);
  const chart = s("svg", {class: "drawing gf-plot", role: "img"});
  const strips = s("svg", {class: "drawing gf-strips", role: "img"});
  return {
    chart,
    strips,
    /**
     * @param {object} state
     * @param {{curves: object[], outcome: object, explanation: object, heights: {chart: number,
     *   strip: number}, width: number}} shown heights: of chart/layout.js, 0: not shown
     */
    update(state, {curves, outcome, explanation, heights, width}) {
      chart.classList.toggle("w-off", !heights.chart);
      const size = {document, width, height: heights.chart};
      const {whole} = state;
      const data = {curves, ...axisOf(state), caption: caption(outcome), whole};
      if (heights.chart) show(chart, size, drawPlot({...data, ...explanation.drawn}, size));
      chart.setAttribute("aria-label", altText(state, curves, explanation.finding));
      showStrips(strips, state, outcome.result, {document, width, height: heights.strip});
    }
  };
}

export const caption = ({seeds, wanted}) =>
  `median and middle 80 % of ${seeds < wanted ? `${seeds} of ` : ""}${wanted} networks`;

/** The chart's layers, and the one that the curves are relative to: each network's own last. */
const axisOf = ({depth, kept}) =>
  !kept || kept.depth === depth
    ? {depth}
    : {depth: Math.max(depth, kept.depth), origin: "the last layer"};

function altText(state, curves, finding) {
  const activation = ACTIVATION_NAMES.get(state.activation);
  const network = `${activation}, weight multiplier ${formatNumber(state.m)}.`;
  return [network, finding, meaning(curves, state)].join(" ");
}

function showStrips(strips, state, result, {document, width, height}) {
  const isVisible = height > 0 && Boolean(result?.histograms);
  strips.classList.toggle("w-off", !isVisible);
  if (!isVisible) return;
  const drawing = drawStrips({...result, ...axisOf(state), height}, {document, width});
  show(strips, {width, height: stripsHeight(width, height)}, drawing);
  strips.setAttribute(
    "aria-label",
    "Histograms of the activations and of the gradients δ of one network, layer by layer; " +
      "the shares below stand in the numbers."
  );
}

function show(svg, {width, height}, drawing) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  redraw(svg, drawing);
}
