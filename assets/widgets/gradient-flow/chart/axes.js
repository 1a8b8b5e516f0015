/** The axes of the simulator's chart: powers of 10 upwards, layers from left to right. */
import {arrowBack} from "../../ui/chart.js";
import {power} from "../../ui/readout.js";

export const LIMIT = 20; // decades, up to which the axis of the lecture's networks reaches
export const FARTHEST = 640; // decades between the smallest and the largest double
const STEPS = [1, 2, 4, 6, 8, 12, 16, LIMIT, 30, 40, 60, 80, 120, 160, 240, 320, FARTHEST];

/**
 * The axis: from 10⁻²⁰ to 10²⁰ as a whole, else up and down to the first of a few fixed steps that
 * holds every curve.
 */
export function fitDomain(curves, whole, limit = LIMIT) {
  if (whole) return [-LIMIT, LIMIT];
  const values = curves
    .flatMap(curve => [...curve.values, ...(curve.low ?? []), ...(curve.high ?? [])])
    .filter(Number.isFinite);
  const reach = extent => Math.min(STEPS.find(step => step >= extent) ?? limit, limit);
  return [-reach(-Math.min(0, ...values)), reach(Math.max(0, ...values))];
}

function ticks([low, high], most) {
  const step =
    [1, 2, 4, 5, 10, 20, 40, 50, 100].find(candidate => (high - low) / candidate <= most) ?? 200;
  const first = Math.ceil(low / step) * step;
  return Array.from({length: Math.floor((high - first) / step) + 1}, (_, i) => first + i * step);
}

export function levels(s, {y, domain, edges: [left, right], type}) {
  const most = Math.min(8, Math.floor((y.range[0] - y.range[1]) / (1.5 * type.size)));
  return s(
    "g",
    {},
    ticks(domain, most).map(value => [
      s("line", {
        class: `line ${value === 0 ? "muted" : "faint hair"}`,
        x1: left,
        x2: right,
        y1: y(value),
        y2: y(value)
      }),
      s(
        "text",
        {class: value === 0 ? "strong" : "muted", x: right + 8, y: y(value), dy: "0.35em"},
        power(value)
      )
    ])
  );
}

/**
 * The layers whose numbers are shown: the first, the last, and round ones between with room to
 * stand.
 */
export function layerTicks(x, depth, room) {
  const step =
    [1, 5, 10, 20, 25, 50].find(candidate => Math.abs(x(1 + candidate) - x(1)) >= room) ?? depth;
  const clear = layer => Math.abs(x(depth) - x(layer)) >= room && Math.abs(x(layer) - x(1)) >= room;
  const round = Array.from({length: depth}, (_, i) => i + 1).filter(
    layer => layer % step === 0 && clear(layer)
  );
  return [1, ...round, depth];
}

/**
 * The layers' numbers and, below them, the way that the gradient takes: from the output back to the
 * input.
 */
export function layers(s, {x, y, depth, narrow, type}) {
  const foot = y.range[0];
  const row = foot + 2.6 * type.size;
  const [start, middle, end] = [
    x(1) + 1.8 * type.size,
    (x(1) + x(depth)) / 2,
    x(depth) - 2.1 * type.size
  ];
  const gap = narrow ? 3.6 * type.size : 6.2 * type.size;
  const at = {y: row, dy: "0.35em"};
  return s(
    "g",
    {},
    s("text", {class: "muted end", x: type.left - 10, y: foot, dy: "1.45em"}, "layer"),
    layerTicks(x, depth, 2 * type.size).map(layer =>
      s("text", {class: "muted mid", x: x(layer), y: foot, dy: "1.45em"}, layer)
    ),
    s("text", {class: "muted mid", x: x(1) - 4, ...at}, "input"),
    s("text", {class: "muted mid", x: x(depth) + 4, ...at}, "output"),
    arrowBack(s, {start, middle, end, y: row, gap}),
    s("text", {class: "bwd mid", x: middle, ...at}, narrow ? "backward" : "gradient flows back")
  );
}
