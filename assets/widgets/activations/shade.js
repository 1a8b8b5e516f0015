/** The zones of the plot where hardly anything passes: hatched, bordered and named. */

import {linear, plotWindow} from "../ui/chart.js";
import {RANGE} from "./core.js";
import {zones} from "./zones.js";

/**
 * @import {Svg} from "../ui/dom.js"
 * @import {Scales} from "../ui/chart.js"
 * @import {Chosen} from "./core.js"
 * @import {Kind} from "./zones.js"
 */

const LABELS = {
  dead: ["dead:", "f′ = 0"],
  saturated: ["saturated:", "|f′| < 0.01"],
  flat: ["|f′| < 0.01"]
};
const STEP = 12; // px between the lines of the hatching

/** @param {Svg} s @param {Scales} scales @param {number} font @param {Chosen} chosen */
export function shade(s, {x, y}, font, {df}) {
  const [bottom, top] = y.range;
  return zones(df, RANGE).map(({from, to, kind}) => {
    const zone = {x: linear([from, to], [x(from), x(to)]), y};
    const borders = [from, to].filter(z => !RANGE.includes(z)).map(x);
    return s(
      "g",
      {class: `zone ${kind}`},
      plotWindow(s, zone, drawHatching(s, zone)),
      borders.map(at => s("line", {class: "line muted hair", x1: at, x2: at, y1: bottom, y2: top})),
      drawLabel(s, zone, font, kind)
    );
  });
}

/** Lines aslant, on a grid that is the same in all zones. @param {Svg} s @param {Scales} zone */
function drawHatching(s, {x, y}) {
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  const height = bottom - top;
  let path = "";
  for (let start = Math.floor((left - height) / STEP) * STEP; start < right + STEP; start += STEP)
    path += `M${start},${bottom}l${height},${-height}`;
  return s("path", {class: "line faint", d: path});
}

/**
 * At the foot of its zone; upright where the zone is too narrow.
 * @param {Svg} s @param {Scales} zone @param {number} font @param {Kind} kind
 */
function drawLabel(s, {x, y}, font, kind) {
  const [left, right] = x.range;
  const [bottom] = y.range;
  const lines = LABELS[kind];
  const middle = (left + right) / 2;
  if (right - left > 6 * font) {
    const spans = lines.map((text, i) =>
      s("tspan", {x: middle, y: bottom - 10 - (lines.length - 1 - i) * 1.2 * font}, text)
    );
    return s("text", {class: "muted mid halo"}, spans);
  }
  const transform = `translate(${middle + 0.35 * font} ${bottom - 8}) rotate(-90)`;
  return s("text", {class: "muted halo", transform}, lines[0].replace(":", ""));
}
