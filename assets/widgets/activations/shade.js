/** The zones of the plot where hardly anything passes: hatched, bordered and named. */

import {plotWindow} from "../ui/chart.js";
import {ACTIVATIONS} from "../engine/activations.js";
import {RANGE} from "./core.js";
import {zones} from "./zones.js";

const LABELS = {
  dead: ["dead:", "f′ = 0"],
  saturated: ["saturated:", "|f′| < 0.01"],
  flat: ["|f′| < 0.01"]
};

/** @param {{x: object, y: object}} scale @param {{font: number}} size @param {object} state */
export function shade(s, {x, y}, {font}, {activation, ...state}) {
  const {df} = ACTIVATIONS[activation];
  return zones(z => df(z, state[activation]), RANGE).map(({from, to, kind}) => {
    const zone = {x: {range: [x(from), x(to)]}, y};
    return s(
      "g",
      {class: `zone ${kind}`},
      plotWindow(s, zone, hatch(s, zone)),
      [from, to].filter(z => !RANGE.includes(z)).map(z => border(s, x(z), y)),
      label(s, zone, font, kind)
    );
  });
}

const border = (s, at, {range: [bottom, top]}) =>
  s("line", {class: "line muted hair", x1: at, x2: at, y1: bottom, y2: top});

/** Lines aslant, on a grid that is the same in all zones. */
function hatch(
  s,
  {
    x: {
      range: [left, right]
    },
    y: {
      range: [bottom, top]
    }
  },
  step = 12
) {
  const height = bottom - top;
  const first = Math.floor((left - height) / step) * step;
  const count = Math.ceil((right - first) / step) + 1;
  const path = Array.from(
    {length: count},
    (_, i) => `M${first + i * step},${bottom}l${height},${-height}`
  ).join("");
  return s("path", {class: "line faint", d: path});
}

/** At the foot of its zone; upright where the zone is too narrow. */
function label(
  s,
  {
    x: {
      range: [left, right]
    },
    y: {
      range: [bottom]
    }
  },
  font,
  kind
) {
  const lines = LABELS[kind];
  const middle = (left + right) / 2;
  if (right - left > 6 * font) {
    const line = (text, i) =>
      s("tspan", {x: middle, y: bottom - 10 - (lines.length - 1 - i) * 1.2 * font}, text);
    return s("text", {class: "muted mid halo"}, lines.map(line));
  }
  const upright = {transform: `translate(${middle + 0.35 * font} ${bottom - 8}) rotate(-90)`};
  return s("text", {class: "muted halo", ...upright}, lines[0].replace(":", ""));
}
