/** A small chart below the inputs. */

import {axes} from "../ui/chart.js";
import {createSvg} from "../ui/dom.js";
import {brief, formatNumber} from "../ui/readout.js";

/**
 * @import {Scales, Tick} from "../ui/chart.js"
 * @import {Child, Svg} from "../ui/dom.js"
 */

/**
 * @param {Document} document
 * @param {{height: number, label: string, title: string, xTicks: Tick[], yTicks: Tick[],
 *   strong?: number[]} & Scales} options title: above the axes; strong: as for `axes`
 * @param {(s: Svg) => Child} drawContent what stands between the axes
 * @returns {SVGElement}
 */
export function drawChart(document, {height, label, title, ...spec}, drawContent) {
  const s = createSvg(document);
  const viewBox = `0 0 300 ${height}`;
  return s(
    "svg",
    {class: "drawing fb-chart", viewBox, role: "img", "aria-label": label},
    s(
      "g",
      {"font-size": 14},
      axes(s, spec),
      s("text", {class: "muted", x: spec.x.range[0], y: 13}, title),
      drawContent(s)
    )
  );
}

/**
 * A tick at a value, with a number that fits beside the axis.
 * @param {number} value @returns {Tick}
 */
export const tickAt = value => [
  value,
  Math.abs(value) < 1e4 ? formatNumber(value, {decimals: 3}) : brief(value)
];
