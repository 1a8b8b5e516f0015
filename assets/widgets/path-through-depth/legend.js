/** What the marks mean, above the panels. */

import {placeEntries} from "../ui/legend.js";

/**
 * @import {Svg} from "../ui/dom.js"
 * @import {LegendEntry, Place} from "../ui/legend.js"
 */

/** @type {LegendEntry[]} */
const ENTRIES = [
  {name: "factor w·σ′(z)", sample: 1, draw: (s, place) => drawBar(s, place)},
  {
    name: "running product",
    sample: 2,
    draw: (s, {x, y, width}) => [
      s("path", {class: "line bwd solid thick", d: `M${x},${y}h${width}`}),
      s("circle", {class: "fill-bwd", cx: x + width / 2, cy: y, r: 5})
    ]
  },
  {
    name: "slopes alone, 0.25 each",
    sample: 2,
    draw: (s, {x, y, width}) => s("path", {class: "line ink dotted", d: `M${x},${y}h${width}`})
  }
];

/** A dashed bar, a hollow dot. @type {LegendEntry} */
const NEGATIVE = {
  name: "negative",
  sample: 1.9,
  draw: (s, place) => [
    drawBar(s, place, " dashed"),
    s("circle", {class: "node bwd", cx: place.x + 0.45 * place.font, cy: place.y, r: 5})
  ]
};

/** @param {Svg} s @param {Place} place */
const drawBar = (s, {x, y, width, font}, tone = "") =>
  s("rect", {
    class: `box bwd wash-bwd hair${tone}`,
    x: x + width - 0.95 * font,
    y: y - 0.45 * font,
    width: 0.95 * font,
    height: 0.9 * font
  });

/**
 * The entries with their places, and the height of their rows.
 * @param {{left: number, width: number, font: number, signed: boolean}} options
 */
export function placeLegend({left, width, font, signed}) {
  const box = {left, y: 0.75 * font, right: width, font};
  const entries = placeEntries(signed ? [...ENTRIES, NEGATIVE] : ENTRIES, box);
  return {entries, height: entries[entries.length - 1].place.y + 1.1 * font};
}
