/**
 * The heights of the widget's parts: on a page each has its own, on a slide they share one.
 */
import {LOW, TALL, stripsHeight} from "./histograms.js";

const SLIDE = 516; // px, which the finding and all above it have on a slide
const [FINDING, NOTE] = [27, 22]; // px a line
const LEAST = 204; // px, below which the labels of the chart's curves would meet
const ROW = 27; // px more, for each row of text above the plot

/**
 * The height left on a slide after the given parts and the finding, which has two lines if it
 * covers several curves.
 */
export function roomOnSlide(parts, {naive, gradients, clip}) {
  const lines = naive || gradients || clip !== "off" ? 2 : 1;
  return SLIDE - FINDING * lines - parts.reduce((sum, node) => sum + (node.offsetHeight ?? 0), 0);
}

/**
 * The height of the chart, and of each strip of histograms; 0: not shown. If not everything fits,
 * the numbers replace the chart, since they contain its values, and then the histograms.
 * @param {number | null} room on a slide; null elsewhere
 */
export function share(room, {width, numbers, histograms, rows = 0}) {
  const take = strip => (histograms && strip ? stripsHeight(width, strip) : 0);
  if (room === null)
    return {chart: width < 560 ? 380 : numbers ? 340 : 450, strip: histograms ? TALL : 0};
  const strip = [TALL, LOW].find(candidate => room - take(candidate) >= LEAST + ROW * rows);
  if (strip) return {chart: Math.min(440, room - take(strip)), strip: histograms ? strip : 0};
  return {chart: 0, strip: histograms && room - NOTE >= take(LOW) ? LOW : 0};
}

/** What the reader is told of parts for which there is no room. */
export function missing({chart, strip}, {histograms, more}) {
  if (chart) return [];
  if (strip)
    return ["No room here for the chart of the curves: turn the histograms off to see it."];
  const charts = `the chart${histograms ? " and the histograms" : " of the curves"}`;
  return [`No room here for ${charts}: ${more ? "close More and " : ""}turn the numbers off.`];
}
