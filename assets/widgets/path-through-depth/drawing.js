/**
 * The two chains, drawn beside each other on one log axis: each layer's factor as a bar, the
 * running product as a line.
 */

import {axes, linear} from "../ui/chart.js";
import {createSvg} from "../ui/dom.js";
import {mark} from "../ui/readout.js";
import {decades, direction, layerTicks, logScale} from "./axis.js";
import {NAMES, finding, firstDead, short} from "./core.js";
import {bars, cross, dots, layerStep, productLine, stairs} from "./marks.js";
import {drawKey, keyOf} from "./legend.js";

/** The drawing's alternative text. */
export const altText = chains =>
  "Bars: what each layer passes back, on a log axis; " +
  "a line: their running product from the last layer down to the first; " +
  `dotted, beside the sigmoid: a quarter each. ${finding(chains)}`;

export const TITLES = {sigmoid: "Sigmoid", relu: "ReLU"};
const NARROW = 560;
const GAP = 20;
const TICKS = 58; // px left of each panel
const WIDEST = 72; // px of a bar
const SMALLEST = 13; // px
const PASSES = "passes back ";

/** Panels side by side, or below each other in a narrow column; the key above them. */
export function sizes(width, signed = false) {
  const narrow = width > 0 && width < NARROW;
  const all = width || 852;
  const font = narrow ? 15 : 17;
  const panel = narrow ? {w: all, h: 284} : {w: (all - GAP) / 2, h: 284};
  const key = keyOf({left: TICKS, width: all, font, signed});
  return {
    width: all,
    height: key.height + (narrow ? 2 * panel.h + GAP : panel.h),
    panel,
    font,
    key,
    place: i =>
      narrow
        ? {left: 0, above: key.height + i * (panel.h + GAP)}
        : {left: i * (panel.w + GAP), above: key.height}
  };
}

/**
 * @param {Document} document
 * @param {object} size of `sizes`
 * @param {Record<string, object[]>} chains of core.js, by activation
 * @param {{layer: number, live?: boolean, format?: (value: number) => string, alt: string}} options
 *   layer: lit
 */
export function plot(document, size, chains, {layer, live = true, format = short, alt}) {
  const s = createSvg(document);
  const withZero = NAMES.some(name => firstDead(chains[name]) > 0);
  const domain = decades(chains);
  return s(
    "svg",
    {
      class: "drawing ptd",
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: "img",
      "aria-label": alt
    },
    s(
      "g",
      {"font-size": size.font},
      drawKey(s, size.key, size.font),
      NAMES.map((name, i) => {
        const number = value => {
          const text = s("tspan", {}, format(value));
          return live ? mark(text, `${name}_kept`, value, format) : text;
        };
        return panel(
          s,
          {...size, ...size.place(i), domain, withZero},
          {name, units: chains[name], layer, number}
        );
      })
    )
  );
}

/** One chain in its place: heading, axes, bars, running product. */
function panel(s, {left, above, panel: {w, h}, font, domain, withZero}, chain) {
  const {name, units, layer, number} = chain;
  const edge = {left: left + TICKS, right: left + w - 8, head: above + 30, foot: above + h - 56};
  const x = linear([0.5, units.length + 0.5], [edge.left, edge.right]);
  const {y, level, zero, ticks} = logScale(domain, [edge.foot, edge.head], withZero);
  const column = x(1) - x(0);
  const half = Math.min(0.36 * column, WIDEST / 2);
  const dead = firstDead(units);
  const title = {title: TITLES[name], dead, kept: number(units[0].product)};
  return s(
    "g",
    {},
    heading(s, {...edge, y: above + 18, font, ...title}),
    band(s, "fill-wash", {x: x(layer) - 1.39 * half, width: 2.78 * half, edge}),
    axes(s, {x, y, xTicks: layerTicks(units.length), yTicks: ticks, strong: [0, zero]}),
    withZero && gapBelow(s, edge.left - 14, y(zero) - 18),
    direction(s, {...edge, font}),
    bars(s, units, {x, half, level}),
    name === "sigmoid" && stairs(s, x, level, units.length),
    layerStep(s, units, layer, {x, half, level}),
    productLine(s, units, x, level),
    dots(s, units, {x, level, r: units.length > 20 ? 4 : 5}),
    dead > 0 && cross(s, x(dead), level(0), Math.min(8, 0.45 * column + 2)),
    band(s, "ptd-layers", {x: edge.left, width: edge.right - edge.left, edge, below: 24})
  );
}

const band = (s, name, {x, width, edge: {head, foot}, below = 0}) =>
  s("rect", {class: name, x, y: head, width, height: foot - head + below});

/** The dots between the powers of ten and 0. */
const gapBelow = (s, x, y) =>
  s("text", {class: "muted end", x, y, dy: "0.35em", "font-size": 14}, "⋮");

/** The layer at which a click in the drawing points, 0 for none. */
export function layerAt({target, clientX}, layers) {
  if (!target.classList.contains("ptd-layers")) return 0;
  const {left, width} = target.getBoundingClientRect();
  return Math.max(1, Math.min(layers, Math.ceil(((clientX - left) / width) * layers)));
}

/**
 * The name, and what comes out at layer 1, in as many words as have room; all of its digits may
 * need smaller type, or the ticks' room.
 */
function heading(s, {left, right, y, font, title, dead, kept}) {
  const shut = dead ? `dead at layer ${dead}: ` : "";
  const needed = widthOf(shut + kept.textContent);
  const room = (right - left) / font - widthOf(`${title}  `);
  const more = needed > room ? TICKS / font : 0;
  const size = Math.max(SMALLEST, Math.min(font, (font * (room + more)) / needed));
  return [
    s("text", {class: "strong", x: left - more * font, y}, title),
    s(
      "text",
      {class: "bwd strong end", x: right, y, "font-size": size},
      shut,
      needed + widthOf(PASSES) < room ? PASSES : "",
      kept
    )
  ];
}

/** Of strong text, in units of its type, a little generously. */
const widthOf = text =>
  [...text].reduce((sum, letter) => sum + (/\d/.test(letter) ? 0.64 : 0.52), 0);
