/**
 * The simulator's chart: the layers from left to right, log10 of the gradient upwards, each curve
 * named where it ends, at layer 1.
 */
import {createSvg} from "../../ui/dom.js";
import {linear, linePath, plotWindow} from "../../ui/chart.js";
import {FARTHEST, LIMIT, fitDomain, layers, levels} from "./axes.js";
import {endLabels} from "./labels.js";

export {fitDomain} from "./axes.js";
export {spread} from "./labels.js";

const LECTURE_DEPTH = 15; // up to which the axis ends at 10^±20
const ROW = 1.5; // the height of a row of text above the plot, in units of its type
const LETTER = 0.6; // upper bound of a letter's width, in units of the type's size

/**
 * Where layers stand in a drawing of this width: the histograms below the chart stand under its
 * layers. On the right there is room for 10⁻²⁴⁰.
 */
export function layerScale(width, depth) {
  const narrow = width < 560;
  const type = narrow
    ? {size: 14, left: 92, right: 54}
    : {size: 18, left: width < 760 ? 128 : 150, right: 68};
  return {narrow, type, x: linear([1, depth], [type.left + 14, width - type.right - 14])};
}

/**
 * @param {{curves: Curve[], depth: number, origin?: string, caption: string, whole?: boolean,
 *   empty?: string, marks?: {layer: number, text: string}[], ends?: number[]}} data
 *   depth: how many layers the axis has; origin: what the curves are relative to; empty: what to
 *   say in place of curves; marks: layers with something to say;
 *   ends: a layer for each network that ends there
 * @param {{document: Document, width: number, height: number}} frame in CSS px
 * @typedef {{name: string, label: string, kind: "simulated" | "gradient" | "clipped" | "theory" |
 *   "naive" | "kept",
 *   values: number[], low?: number[], high?: number[]}} Curve
 */
export function drawPlot(data, {document, width, height}) {
  const {curves, depth, origin = `layer ${depth}`, caption, whole = false} = data;
  const {empty = "", marks = [], ends = []} = data;
  const s = createSvg(document);
  const {narrow, type, x} = layerScale(width, depth);
  const isStacked = width < 680; // the texts above the plot, one over the other
  const rows = rowsAbove({marks, ends});
  const head = (isStacked ? 3.6 : 2.2) * type.size;
  const domain = fitDomain(curves, whole, depth > LECTURE_DEPTH ? FARTHEST : LIMIT);
  const y = linear(domain, [height - 3.4 * type.size, head + ROW * rows.length * type.size]);
  const window = {x: linear([0, 1], [type.left, width - type.right]), y};
  const rowAt = i => head + (ROW * i + 0.3) * type.size;
  return s(
    "g",
    {"font-size": type.size},
    drawTitle(s, {caption, origin, isStacked, width, type}),
    levels(s, {y, domain, edges: window.x.range, type}),
    layers(s, {x, y, depth, narrow, type}),
    s(
      "g",
      {},
      ends.map(layer => drawEnd(s, x(layer), y(0))),
      rows.map((row, i) => drawRow(s, row, {x, y, type, at: rowAt(i)}))
    ),
    plotWindow(
      s,
      window,
      curves.map(curve => s("g", {}, drawCurve(s, curve, x, y)))
    ),
    Boolean(empty) && drawEmpty(s, empty, window, type),
    endLabels(s, {curves, x, y, domain, type})
  );
}

function drawTitle(s, {caption, origin, isStacked, width, type}) {
  if (isStacked)
    return [`size of δ relative to ${origin}:`, caption].map((text, i) =>
      s("text", {class: "muted", x: 0, y: (1 + 1.4 * i) * type.size}, text)
    );
  const left = width < 760 ? 0 : type.left;
  return [
    s("text", {class: "muted", x: left, y: type.size}, `size of δ: ${caption}`),
    s("text", {class: "muted end", x: width, y: type.size}, `relative to ${origin}`)
  ];
}

/** A cross where a network ends. */
const drawEnd = (s, x, y) =>
  s("path", {class: "line muted solid", d: `M${x - 6},${y - 6}l12,12m0,-12l-12,12`});

/** What is said in place of curves. */
function drawEmpty(s, text, {x, y}, {size}) {
  const [left, right] = x.range;
  const at = i => ({x: (left + right) / 2, y: y.range[1] + (1.4 + 1.25 * i) * size});
  return wrap(text, ((right - left) / size) * 1.9).map((line, i) =>
    s("text", {class: "mid strong halo", ...at(i)}, line)
  );
}

/** A text in lines of at most so many letters. */
function wrap(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if ((lines.at(-1) + word).length > most) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

/** What stands out in the plot is said above it, clear of its lines: a row each. */
export const rowsAbove = ({marks = [], ends = []}) => [
  ...marks,
  ...(ends.length ? [{text: "× a network ends here"}] : [])
];

/**
 * A vertical line at the layer, with its label on the left; without a layer, a label for the whole
 * plot.
 */
function drawRow(s, {layer, text}, {x, y, type, at}) {
  if (!layer) return s("text", {class: "muted", x: type.left, y: at}, text);
  return [
    s("line", {
      class: "line muted dashed hair",
      x1: x(layer),
      x2: x(layer),
      y1: y.range[0],
      y2: at + 0.4 * type.size
    }),
    s(
      "text",
      {class: "muted end", x: Math.max(x(layer) + 4, LETTER * type.size * text.length), y: at},
      text
    )
  ];
}

const STYLES = {
  simulated: "bwd solid thick",
  gradient: "bwd",
  clipped: "bwd dotted",
  theory: "ink dashed",
  naive: "muted dotted",
  kept: "muted solid"
};

function drawCurve(s, {kind, values, low, high}, x, y) {
  const points = numbers => numbers.map((value, i) => [x(i + 1), y(value)]);
  const size = Math.min(1, Math.abs(x(2) - x(1)) / 13); // of the marks, which else would touch
  const shapes = {
    simulated: (cx, cy) => s("circle", {class: "fill-bwd", cx, cy, r: Math.max(2.5, 5 * size)}),
    gradient: (cx, cy) => square(s, "line bwd solid", cx, cy, 9 * size),
    clipped: (cx, cy) => square(s, "line bwd solid", cx, cy, 5 * size),
    kept: (cx, cy) =>
      s("path", {
        class: "line muted solid hair kept",
        d: `M${cx - 5 * size},${cy + 4 * size}h${10 * size}l${-5 * size},${-9 * size}Z`
      })
  };
  return [
    low && s("path", {class: `band ${kind}`, d: bandPath(points, low, high, y.domain)}),
    s("path", {class: `line ${STYLES[kind]}`, d: linePath(points(values))}),
    shapes[kind] &&
      points(values)
        .filter(point => point.every(Number.isFinite))
        .map(([cx, cy]) => shapes[kind](cx, cy))
  ];
}

const square = (s, name, cx, cy, side) =>
  s("rect", {class: name, x: cx - side / 2, y: cy - side / 2, width: side, height: side});

/** The area between two lines of numbers, cut off somewhat outside the axis. */
function bandPath(points, low, high, [bottom, top]) {
  const inside = value => Math.min(Math.max(value, 2 * bottom - top), 2 * top - bottom);
  return `${linePath(points(low.map(inside)))}L${linePath(points(high.map(inside)).reverse()).slice(1)}Z`;
}
