/** Draws a legend: names in rows, each after a sample of its line or mark. */

import {textWidth} from "./text-width.js";

/** @import {Child, Svg} from "./dom.js" */

/**
 * @typedef {{x: number, y: number, width: number, font: number}} Place of a sample: its left end and
 *   its middle
 * @typedef {{name: string, sample: number, draw: (s: Svg, place: Place) => Child, tone?: string}}
 *   LegendEntry sample: its width, in units of the font size
 * @typedef {{left: number, y: number, right: number, font: number}} LegendBox y: of the first row;
 *   what would pass `right` begins another row
 */

const GAPS = {name: 0.5, entry: 1.4, row: 1.5}; // in units of the font size

/** @param {LegendEntry[]} entries @param {LegendBox} box */
export function placeEntries(entries, {left, y, right, font}) {
  let x = left;
  return entries.map(entry => {
    const width = font * (entry.sample + GAPS.name + textWidth(entry.name));
    if (x > left && x + width > right) [x, y] = [left, y + GAPS.row * font];
    const place = {x, y, width: entry.sample * font, font};
    x += width + GAPS.entry * font;
    return {...entry, place};
  });
}

/** @param {Svg} s @param {ReturnType<typeof placeEntries>} entries @returns {Child[]} */
export const drawEntries = (s, entries) =>
  entries.map(({name, draw, tone, place}) => [
    draw(s, place),
    s(
      "text",
      {class: tone, x: place.x + place.width + GAPS.name * place.font, y: place.y, dy: "0.35em"},
      name
    )
  ]);
