/** The simulator's chart: layers 1 … 15 from left to right, log10 of the gradient upwards, each curve named where it ends, at layer 1. */
import {createSvg} from "../parts/dom.js";
import {linear, linePath, plotWindow} from "../parts/chart.js";
import {power} from "./finding.js";
import {mark} from "../parts/readout.js";

const LIMIT = 20;
const STEPS = [1, 2, 4, 6, 8, 12, 16, LIMIT];
/** The axis: from 10⁻²⁰ to 10²⁰ as a whole, else up and down to the first of a few fixed steps that holds every curve. */
export function fitDomain(curves, whole) {
  if (whole) return [-LIMIT, LIMIT];
  const values = curves.flatMap((curve) => [...curve.values, ...(curve.low ?? []), ...(curve.high ?? [])]);
  const reach = (extent) => STEPS.find((step) => step >= extent) ?? LIMIT;
  return [-reach(-Math.min(...values)), reach(Math.max(...values))];
}

function ticks([low, high]) {
  const step = [1, 2, 4, 5].find((candidate) => (high - low) / candidate <= 8) ?? 5;
  const first = Math.ceil(low / step) * step;
  return Array.from({length: Math.floor((high - first) / step) + 1}, (_, i) => first + i * step);
}

/**
 * @param {{curves: Curve[], caption: string, whole?: boolean}} data
 * @param {{document: Document, width: number, height: number}} frame in CSS px
 * @typedef {{name: string, label: string, kind: "simulated" | "gradient" | "theory" | "naive", values: number[], low?: number[], high?: number[]}} Curve
 */
export function drawPlot({curves, caption, whole = false}, {document, width, height}) {
  const s = createSvg(document);
  const narrow = width < 560;
  const type = narrow ? {size: 14, left: 92, right: 40} : {size: 18, left: 128, right: 62};
  const stacked = width < 620; // the two texts above the plot, one over the other
  const depth = curves[0].values.length;
  const domain = fitDomain(curves, whole);
  const x = linear([1, depth], [type.left + 14, width - type.right - 14]);
  const y = linear(domain, [height - 3.4 * type.size, (stacked ? 3.6 : 2.2) * type.size]);
  const window = {x: linear([0, 1], [type.left, width - type.right]), y};
  return s("g", {"font-size": type.size},
    s("text", {class: "muted", x: width < 760 ? 0 : type.left, y: type.size}, caption),
    s("text", {class: "muted end", x: width, y: (stacked ? 2.5 : 1) * type.size}, `relative to layer ${depth}`),
    levels(s, {y, domain, edges: window.x.range}),
    layers(s, {x, y, depth, narrow, type}),
    plotWindow(s, window, curves.map((curve) => drawCurve(s, curve, x, y))),
    endLabels(s, {curves, x, y, domain, type}));
}

function levels(s, {y, domain, edges: [left, right]}) {
  return s("g", {}, ticks(domain).map((value) => [
    s("line", {class: `line ${value === 0 ? "muted" : "faint hair"}`, x1: left, x2: right, y1: y(value), y2: y(value)}),
    s("text", {class: value === 0 ? "strong" : "muted", x: right + 8, y: y(value), dy: "0.35em"}, power(value))
  ]));
}

/** The layers' numbers and, below them, the way that the gradient takes: from the output back to the input. */
function layers(s, {x, y, depth, narrow, type}) {
  const shown = Array.from({length: depth}, (_, i) => i + 1).filter((layer) => !narrow || layer % 5 === 0 || layer === 1);
  const foot = y.range[0];
  const row = foot + 2.6 * type.size;
  const [start, middle, end] = [x(1) + 1.8 * type.size, (x(1) + x(depth)) / 2, x(depth) - 2.1 * type.size];
  const gap = narrow ? 3.6 * type.size : 6.2 * type.size;
  const at = {y: row, dy: "0.35em"};
  return s("g", {},
    s("text", {class: "muted end", x: type.left - 10, y: foot, dy: "1.45em"}, "layer"),
    shown.map((layer) => s("text", {class: "muted mid", x: x(layer), y: foot, dy: "1.45em"}, layer)),
    s("text", {class: "muted mid", x: x(1) - 4, ...at}, "input"),
    s("text", {class: "muted mid", x: x(depth) + 4, ...at}, "output"),
    s("path", {class: "line bwd", d: `M${end},${row}H${middle + gap}M${middle - gap},${row}H${start + 3}`}),
    s("path", {class: "line bwd solid", d: `M${start + 10},${row - 6}L${start},${row}L${start + 10},${row + 6}`}),
    s("text", {class: "bwd mid", x: middle, ...at}, narrow ? "backward" : "gradient flows back"));
}

const STYLES = {simulated: "bwd solid thick", gradient: "bwd", theory: "ink dashed", naive: "muted dotted"};

function drawCurve(s, {kind, values, low, high}, x, y) {
  const points = (numbers) => numbers.map((value, i) => [x(i + 1), y(value)]);
  const marks = {simulated: (cx, cy) => s("circle", {class: "fill-bwd", cx, cy, r: 5}),
    gradient: (cx, cy) => s("rect", {class: "line bwd solid", x: cx - 4.5, y: cy - 4.5, width: 9, height: 9})};
  const band = low && `${linePath(points(low))}L${linePath(points(high).reverse()).slice(1)}Z`;
  return [
    band && s("path", {class: `band ${kind}`, d: band}),
    s("path", {class: `line ${STYLES[kind]}`, d: linePath(points(values))}),
    marks[kind] && points(values).map(([cx, cy]) => marks[kind](cx, cy))
  ];
}

/** Name and value of each curve at layer 1, in two lines left of the axis, pushed apart where curves meet. */
function endLabels(s, {curves, x, y, domain, type}) {
  const gap = 2.5 * type.size;
  const [foot, top] = y.range;
  const ends = curves.map((curve) => ({...curve, end: Math.min(Math.max(curve.values[0], domain[0]), domain[1])}));
  const places = spread(ends.map(({end, values}) => y(end) + (end - values[0]) / 100), gap, [top + 0.4 * type.size, foot - 0.6 * type.size]);
  return ends.map(({name, label, kind, values, end}, i) => {
    const tone = kind === "simulated" || kind === "gradient" ? "bwd" : kind === "theory" ? "ink" : "muted";
    const beyond = values[0] < domain[0] ? " ↓" : values[0] > domain[1] ? " ↑" : "";
    const exponent = s("tspan", {dy: "-0.4em", "font-size": "0.8em"});
    mark(exponent, `end_${name}`, values[0], (value) => value.toFixed(2).replace("-", "−"));
    return s("g", {},
      s("path", {class: `line ${tone} solid hair`, d: `M${type.left - 6},${places[i]}L${x(1) - 9},${y(end)}`}),
      s("text", {class: `${tone} end strong`, x: type.left - 10, y: places[i], dy: "-0.2em"}, label),
      s("text", {class: `${tone} end`, x: type.left - 10, y: places[i], dy: "0.95em"}, "10", exponent, s("tspan", {dy: "0.32em"}, beyond)));
  });
}

/** Positions at least `gap` apart and within [low, high], as near to the wanted ones as a push downwards and one back allow. */
export function spread(wanted, gap, [low, high]) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  order.forEach((i, rank) => {
    places[i] = Math.max(places[i], rank ? places[order[rank - 1]] + gap : low);
  });
  order.reverse().forEach((i, rank) => {
    places[i] = Math.min(places[i], rank ? places[order[rank - 1]] - gap : high);
  });
  return places;
}
