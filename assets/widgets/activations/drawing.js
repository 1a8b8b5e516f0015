/**
 * The plot: f solid and blue, f′ dashed and orange, the largest slope named, a point with its
 * tangent, what is compared.
 */

import {axes, linear, linePath, plotWindow} from "../ui/chart.js";
import {createSvg} from "../ui/dom.js";
import {formatNumber, mark} from "../ui/readout.js";
import {ACTIVATIONS} from "../engine/activations.js";
import {RANGE, curve, reading, tangent, titleOf} from "./core.js";
import {above, below} from "./legend.js";
import {shade} from "./shade.js";

const SLOPES = [-1.5, 1.5];
const WHOLE = [-1.5, 5.5];

/**
 * The functions drawn beside the chosen one, with the tone of each: three hues, then the same ones
 * dotted.
 */
export function tones({activation, overlay}) {
  const names = Object.keys(ACTIVATIONS).filter(
    name => overlay.includes(name) && name !== activation
  );
  return new Map(
    names.map((name, i) => [name, `category-${1 + (i % 3)}${i < 3 ? "" : " dotted"}`])
  );
}

/** The sizes for a width: margins [top, right, bottom, left], type, ticks. */
export function sizes(width) {
  return width > 0 && width < 560
    ? {width, height: 300, font: 15, margin: [34, 10, 50, 44], every: 2}
    : {width: width || 852, height: 424, font: 18, margin: [40, 14, 60, 56], every: 1};
}

/** Scales of the plot, also used to read where a pointer stands. */
export function scales({width, height, margin: [top, right, bottom, left]}, whole) {
  return {
    x: linear(RANGE, [left, width - right]),
    y: linear(whole ? WHOLE : SLOPES, [height - bottom, top])
  };
}

/**
 * @param {Document} document
 * @param {object} size of `sizes`
 * @param {{activation: string, z: number, whole: boolean, overlay: string[], leaky_relu: number,
 *   elu: number}} state
 *   α stands under the name of its function
 * @param {{live?: boolean, format?: (value: number) => string}} [options] live: the number bears
 *   data-name, data-value
 */
export function plot(document, size, state, {live = true, format = formatNumber} = {}) {
  const s = createSvg(document);
  const scale = scales(size, state.whole);
  const path = points => linePath(points.map(p => p && [scale.x(p[0]), scale.y(p[1])]));
  const line = (tone, points) => s("path", {class: `line ${tone}`, d: path(points)});
  const title = titleOf(state.activation, state[state.activation]);
  const drawn = (name, which) => curve(name, which, undefined, state[name]);
  const overlays = [...tones(state)];
  const names = below(
    s,
    size,
    overlays.map(([name, tone]) => [tone, titleOf(name, state[name])])
  );
  return s(
    "svg",
    {
      class: "drawing",
      viewBox: `0 0 ${size.width} ${names.height}`,
      role: "img",
      "aria-label": alt(state, overlays)
    },
    s(
      "g",
      {"font-size": size.font},
      axes(s, {...scale, ...ticks(size.every, state.whole), strong: [0], xLabel: "z"}),
      above(s, size, title),
      names.node,
      shade(s, scale, size, state),
      plotWindow(
        s,
        scale,
        overlays.map(([name, tone]) => [
          line(tone, drawn(name, "f")),
          line(`${tone} dashed`, drawn(name, "df"))
        ]),
        line("bwd thick", drawn(state.activation, "df")),
        line("fwd thick", drawn(state.activation, "f")),
        line("", tangent(state.activation, state.z, undefined, state[state.activation]))
      ),
      peakLabel(s, scale, state, size, value => {
        const number = s("tspan", {}, format(value));
        return live ? mark(number, "df_max", value, format) : number;
      }),
      point(s, scale, state)
    )
  );
}

function ticks(every, whole) {
  const values = (low, high, step) =>
    Array.from({length: Math.floor((high - low) / step + 1e-9) + 1}, (_, i) => low + i * step);
  const tick = value => [value, formatNumber(value)];
  return {
    xTicks: values(every === 1 ? -5 : -4, 5, every).map(tick),
    yTicks: (whole ? values(-1, 5, 1) : values(-1.5, 1.5, 0.5)).map(tick)
  };
}

/**
 * A level at the largest slope, from the left edge, where no curve is in the way of its name, to
 * the place itself.
 */
function peakLabel(s, {x, y}, {activation, ...state}, {font}, number) {
  const {df_max: largest, peak} = reading(activation, 0, state[activation]);
  const [left] = x.range;
  const [, top] = y.range;
  if (y(largest) < top)
    return s(
      "text",
      {class: "bwd strong halo", x: left + 6, y: top + font},
      "max derivative = ",
      number(largest),
      " ↑"
    );
  const low = largest < 0.5; // its name would meet that of the zone and, in a narrow plot, f
  const level = low && font < 18 ? y(0) + 1.5 * font : y(largest) - 8;
  return s(
    "g",
    {},
    s("line", {class: "line bwd", x1: left, x2: x(peak), y1: y(largest), y2: y(largest)}),
    s("circle", {class: "fill-bwd", cx: x(peak), cy: y(largest), r: 6}),
    s(
      "text",
      {class: "bwd strong halo", x: low ? x(-4.5) : left + 6, y: level},
      "max derivative = ",
      number(largest)
    )
  );
}

/**
 * The point on f, to be dragged, with its shadow on f′. Outside the window it waits at the edge.
 */
function point(s, {x, y}, {activation, z, ...state}) {
  const {f, df} = reading(activation, z, state[activation]);
  const [bottom, top] = y.range;
  const at = value => Math.max(top, Math.min(bottom, y(value)));
  return s(
    "g",
    {class: "handle"},
    s("line", {class: "line muted", x1: x(z), x2: x(z), y1: at(f), y2: at(df)}),
    s("circle", {class: "fill-bwd", cx: x(z), cy: at(df), r: 6}),
    s("circle", {class: "node fwd handle", cx: x(z), cy: at(f), r: 10}),
    s("circle", {class: "fill-fwd", cx: x(z), cy: at(f), r: 5})
  );
}

/**
 * Names neither an input nor its letter, so that a label stays the one thing that bears its text.
 */
function alt({activation, ...state}, overlays) {
  const alpha = state[activation];
  const others = overlays.length
    ? `; beside it ${overlays.map(([name]) => titleOf(name, state[name])).join(", ")}`
    : "";
  const largest = formatNumber(reading(activation, 0, alpha).df_max);
  const lines = `${titleOf(activation, alpha)} as a solid line, its derivative dashed`;
  return `${lines}. The largest slope is ${largest}${others}.`;
}
