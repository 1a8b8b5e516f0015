/**
 * The heights of the widget's parts: on a page each has its own, on a slide they share one.
 */
import {LOW, TALL, stripsHeight} from "./histograms.js";

const SLIDE = 516; // px, which the finding and all above it have on a slide
const [FINDING, NOTE] = [27, 22]; // px a line
const LEAST = 204; // px, below which the labels of the chart's curves would meet
const ROW = 27; // px more, for each row of text above the plot

/** @import {State} from "../state.js" */

/**
 * The height of the chart, and of each strip of histograms, in px; 0: not shown.
 * @typedef {{chart: number, strip: number}} Heights
 */

/**
 * The height left on a slide after the given parts and the finding, which has two lines if it
 * covers several curves.
 * @param {HTMLElement[]} parts @param {State} state
 */
export function spaceOnSlide(parts, {naive, gradients, clip}) {
  const lines = naive || gradients || clip !== "off" ? 2 : 1;
  return SLIDE - FINDING * lines - parts.reduce((sum, node) => sum + (node.offsetHeight ?? 0), 0);
}

/**
 * Shares the height. If not everything fits, the numbers replace the chart, since they contain its
 * values, and then the histograms.
 * @param {number | null} space on a slide; null elsewhere
 * @param {{width: number, numbers?: boolean, histograms?: boolean, rows?: number}} parts rows: of
 *   text above the plot
 * @returns {Heights}
 */
export function shareHeight(space, {width, numbers, histograms, rows = 0}) {
  /** @param {number} strip */
  const take = strip => (histograms ? stripsHeight(width, strip) : 0);
  if (space === null)
    return {chart: width < 560 ? 380 : numbers ? 340 : 450, strip: histograms ? TALL : 0};
  const strip = [TALL, LOW].find(candidate => space - take(candidate) >= LEAST + ROW * rows);
  if (strip) return {chart: Math.min(440, space - take(strip)), strip: histograms ? strip : 0};
  return {chart: 0, strip: histograms && space - NOTE >= take(LOW) ? LOW : 0};
}

/**
 * Says which parts do not fit.
 * @param {Heights} heights @param {{histograms: boolean, more: boolean}} state
 */
export function explainMissing({chart, strip}, {histograms, more}) {
  if (chart) return [];
  if (strip)
    return ["No room here for the chart of the curves: turn the histograms off to see it."];
  const charts = `the chart${histograms ? " and the histograms" : " of the curves"}`;
  return [`No room here for ${charts}: ${more ? "close More and " : ""}turn the numbers off.`];
}
