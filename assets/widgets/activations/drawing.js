/**
 * The plot: f solid and blue, f′ dashed and orange, the largest slope named, a point with its
 * tangent, what is compared.
 */

import {ACTIVATIONS} from "../engine/activations.js";
import {axes, linear, linePath, plotWindow} from "../ui/chart.js";
import {createSvg} from "../ui/dom.js";
import {drawEntries, placeEntries} from "../ui/legend.js";
import {formatNumber, mark} from "../ui/readout.js";
import {RANGE, chooseFrom, curve, tangent} from "./core.js";
import {shade} from "./shade.js";

/**
 * @import {Child, Svg} from "../ui/dom.js"
 * @import {Interval, Scales, Tick} from "../ui/chart.js"
 * @import {LegendEntry} from "../ui/legend.js"
 * @import {Format} from "../ui/readout.js"
 * @import {Chosen} from "./core.js"
 * @import {State} from "./state.js"
 */

/**
 * @typedef {object} Size
 * @property {number} width
 * @property {number} height
 * @property {number} font
 * @property {number[]} margin top, right, bottom, left
 * @property {number} every the distance of the ticks on z
 */

/** @type {Interval} */
const SLOPES = [-1.5, 1.5];
/** @type {Interval} */
const WHOLE = [-1.5, 5.5];

/**
 * The functions that the chosen one is compared with, with the tone of each: three hues, then the
 * same ones dotted.
 * @param {Pick<State, "activation" | "overlay">} state
 */
export function tones({activation, overlay}) {
  const names = Object.keys(ACTIVATIONS).filter(
    name => overlay.includes(name) && name !== activation
  );
  return new Map(
    names.map((name, i) => [name, `category-${1 + (i % 3)}${i < 3 ? "" : " dotted"}`])
  );
}

/** The sizes for a width, 0 if it is unknown. @param {number} width @returns {Size} */
export function sizes(width) {
  return width > 0 && width < 560
    ? {width, height: 300, font: 15, margin: [34, 10, 50, 44], every: 2}
    : {width: width || 852, height: 424, font: 18, margin: [40, 14, 60, 56], every: 1};
}

/**
 * Scales of the plot, also used to read where a pointer stands.
 * @param {Size} size @param {boolean} whole
 */
export function scales({width, height, margin: [top, right, bottom, left]}, whole) {
  return {
    x: linear(RANGE, [left, width - right]),
    y: linear(whole ? WHOLE : SLOPES, [height - bottom, top])
  };
}

/**
 * @param {Document} document
 * @param {Size} size
 * @param {State} state
 * @param {{live?: boolean, format?: Format}} [options] live: the number has data-name and data-value
 */
export function plot(document, size, state, {live = true, format = formatNumber} = {}) {
  const s = createSvg(document);
  const {font, height} = size;
  const scale = scales(size, state.whole);
  /** @param {string} tone @param {(number[] | null)[]} points */
  const drawLine = (tone, points) =>
    s("path", {
      class: `line ${tone}`,
      d: linePath(points.map(point => point && [scale.x(point[0]), scale.y(point[1])]))
    });
  const chosen = chooseFrom(state);
  const compared = [...tones(state)].map(([name, tone]) => ({...chooseFrom(state, name), tone}));
  const largest = chosen.df(chosen.peak);
  const number = s("tspan", {}, format(largest));
  if (live) mark(number, "df_max", largest, format);
  const names = placeNames(size, compared);
  const lastRow = names.at(-1)?.place.y ?? 0;
  return s(
    "svg",
    {
      class: "drawing",
      viewBox: `0 0 ${size.width} ${Math.max(height, lastRow + 0.85 * font)}`,
      role: "img",
      "aria-label": describe(chosen, compared)
    },
    s(
      "g",
      {"font-size": font},
      axes(s, {...scale, ...createTicks(size.every, state.whole), strong: [0], xLabel: "z"}),
      drawEntries(s, placeTitles(size, chosen)),
      drawEntries(s, names),
      shade(s, scale, font, chosen),
      plotWindow(
        s,
        scale,
        compared.map(other => [
          drawLine(other.tone, curve(other, "f")),
          drawLine(`${other.tone} dashed`, curve(other, "df"))
        ]),
        drawLine("bwd thick", curve(chosen, "df")),
        drawLine("fwd thick", curve(chosen, "f")),
        drawLine("", tangent(chosen, state.z))
      ),
      drawPeak(s, scale, chosen, font, ["max derivative = ", number]),
      drawPoint(s, scale, chosen, state.z)
    )
  );
}

/** @param {string} tone @param {string} name @returns {LegendEntry} */
const createEntry = (tone, name) => ({
  name,
  tone,
  sample: 1.9,
  draw: (s, {x, y, width}) => s("line", {class: `line ${tone}`, x1: x, x2: x + width, y1: y, y2: y})
});

/** The chosen function and its slope, above the plot. @param {Size} size @param {Chosen} chosen */
function placeTitles({font, margin: [top, , , left]}, {title}) {
  const slope = font < 18 ? "f′" : "f′: its slope";
  const entries = [createEntry("thick fwd", `f: ${title}`), createEntry("thick bwd", slope)];
  return placeEntries(entries, {left, y: top - 20, right: Infinity, font});
}

/**
 * What the function is compared with, below the plot; the first row stands at the axis's z.
 * @param {Size} size @param {(Chosen & {tone: string})[]} compared
 */
function placeNames({width, height, font, margin: [, right, bottom, left]}, compared) {
  const y = height - bottom + 8 + 1.95 * font;
  const entries = compared.map(({tone, title}) => createEntry(tone, title));
  return placeEntries(entries, {left, y, right: width - right - 1.5 * font, font});
}

/** @param {number} every @param {boolean} whole */
function createTicks(every, whole) {
  /** @param {number} low @param {number} high @param {number} step @returns {Tick[]} */
  const list = (low, high, step) =>
    Array.from({length: Math.floor((high - low) / step + 1e-9) + 1}, (_, i) => low + i * step).map(
      value => [value, formatNumber(value)]
    );
  return {
    xTicks: list(every === 1 ? -5 : -4, 5, every),
    yTicks: whole ? list(-1, 5, 1) : list(-1.5, 1.5, 0.5)
  };
}

/**
 * A level at the largest slope, from the left edge, where no curve is in the way of its label, to
 * the point on f′.
 * @param {Svg} s @param {Scales} scales @param {Chosen} chosen @param {number} font
 * @param {Child[]} label
 */
function drawPeak(s, {x, y}, {df, peak}, font, label) {
  const largest = df(peak);
  const [left] = x.range;
  const [, top] = y.range;
  const text = {class: "bwd strong halo", x: left + 6, y: y(largest) - 8};
  if (y(largest) < top) return s("text", {...text, y: top + font}, label, " ↑");
  const isLow = largest < 0.5; // the label would meet that of the zone and, in a narrow plot, f
  if (isLow) text.x = x(-4.5);
  if (isLow && font < 18) text.y = y(0) + 1.5 * font;
  return s(
    "g",
    {},
    s("line", {class: "line bwd", x1: left, x2: x(peak), y1: y(largest), y2: y(largest)}),
    s("circle", {class: "fill-bwd", cx: x(peak), cy: y(largest), r: 6}),
    s("text", text, label)
  );
}

/**
 * The point on f, to be dragged, with its shadow on f′. Outside the window it stays at the edge.
 * @param {Svg} s @param {Scales} scales @param {Chosen} chosen @param {number} z
 */
function drawPoint(s, {x, y}, {f, df}, z) {
  const [bottom, top] = y.range;
  const [value, slope] = [f(z), df(z)].map(each => Math.max(top, Math.min(bottom, y(each))));
  return s(
    "g",
    {class: "handle"},
    s("line", {class: "line muted", x1: x(z), x2: x(z), y1: value, y2: slope}),
    s("circle", {class: "fill-bwd", cx: x(z), cy: slope, r: 6}),
    s("circle", {class: "node fwd handle", cx: x(z), cy: value, r: 10}),
    s("circle", {class: "fill-fwd", cx: x(z), cy: value, r: 5})
  );
}

/**
 * The text alternative. It names neither an input nor its letter: only a label has their text.
 * @param {Chosen} chosen @param {Chosen[]} compared
 */
function describe({title, df, peak}, compared) {
  const titles = compared.map(other => other.title).join(", ");
  const others = titles && `; beside it ${titles}`;
  const lines = `${title} as a solid line, its derivative dashed`;
  return `${lines}. The largest slope is ${formatNumber(df(peak))}${others}.`;
}
