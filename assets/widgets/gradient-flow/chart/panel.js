/** The drawings of the widget: the chart of the curves, and the histograms below it. */
import {createSvg, redraw} from "../../ui/dom.js";
import {formatNumber} from "../../ui/readout.js";
import {ACTIVATION_NAMES} from "../state.js";
import {describeEnds} from "./curves.js";
import {drawPlot} from "./drawing.js";
import {drawStrips, stripsHeight} from "./histograms.js";

/** @import {Outcome} from "../scheduling/runner.js" */
/** @import {State} from "../state.js" */
/** @import {Explanation} from "../text/explanation.js" */
/** @import {Curve} from "./curves.js" */
/** @import {Heights} from "./layout.js" */

const STRIPS_TEXT =
  "Histograms of the activations and of the gradients δ of one network, layer by layer; " +
  "the shares below stand in the numbers.";

/** @param {Document} document */
export function createDrawings(document) {
  const s = createSvg(document);
  const chart = s("svg", {class: "drawing gf-plot", role: "img"});
  const strips = s("svg", {class: "drawing gf-strips", role: "img"});
  return {
    chart,
    strips,
    /**
     * @param {State} state
     * @param {{curves: Curve[], outcome: Outcome, explanation: Explanation, heights: Heights,
     *   width: number}} shown
     */
    update(state, {curves, outcome, explanation, heights, width}) {
      const {histograms, shares} = outcome.result ?? {};
      const axis = axisOf(state);
      const size = {document, width, height: heights.chart};
      const data = {curves, ...axis, caption: captionOf(outcome), whole: state.whole};
      const strip = histograms && shares ? heights.strip : 0;
      chart.setAttribute("aria-label", altText(state, curves, explanation.finding));
      chart.classList.toggle("w-off", !heights.chart);
      strips.classList.toggle("w-off", !strip);
      if (heights.chart) show(chart, size, drawPlot({...data, ...explanation.remarks}, size));
      if (!strip || !histograms || !shares) return;
      const drawing = drawStrips({histograms, shares, ...axis, height: strip}, size);
      show(strips, {width, height: stripsHeight(width, strip)}, drawing);
      strips.setAttribute("aria-label", STRIPS_TEXT);
    }
  };
}

/** @param {{seeds: number, wanted: number}} progress */
export const captionOf = ({seeds, wanted}) =>
  `median and middle 80 % of ${seeds < wanted ? `${seeds} of ` : ""}${wanted} networks`;

/**
 * The chart's layers, and the one that the curves are relative to: each network's own last.
 * @param {State} state
 */
const axisOf = ({depth, kept}) =>
  !kept || kept.depth === depth
    ? {depth}
    : {depth: Math.max(depth, kept.depth), origin: "the last layer"};

/** @param {State} state @param {Curve[]} curves @param {string} finding */
function altText(state, curves, finding) {
  const activation = ACTIVATION_NAMES.get(state.activation);
  const network = `${activation}, weight multiplier ${formatNumber(state.m)}.`;
  return [network, finding, describeEnds(curves, state)].join(" ");
}

/**
 * @param {SVGElement} svg @param {{width: number, height: number}} size @param {SVGElement} drawing
 */
function show(svg, {width, height}, drawing) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  redraw(svg, drawing);
}
