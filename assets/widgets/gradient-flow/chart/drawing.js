/**
 * The simulator's chart: the layers from left to right, log10 of the gradient upwards, each curve
 * named where it ends, at layer 1.
 */
import {linear, linePath, plotWindow} from "../../ui/chart.js";
import {createSvg} from "../../ui/dom.js";
import {textWidth} from "../../ui/text-width.js";
import {FARTHEST, LIMIT, createFrame, drawLayers, drawLevels, fitDomain} from "./axes.js";
import {CURVES} from "./curves.js";
import {drawEndLabels} from "./labels.js";

/** @import {Interval} from "../../ui/chart.js" */
/** @import {Svg} from "../../ui/dom.js" */
/** @import {Plot} from "./axes.js" */
/** @import {Curve} from "./curves.js" */

/**
 * Texts in the plot. empty: replaces the curves; marks: layers with a remark; ends: a layer for each
 * network that ends there.
 * @typedef {{empty?: string, marks?: Mark[], ends?: number[]}} Remarks
 * @typedef {{layer?: number, text: string}} Mark a remark; without a layer it is about all of the plot
 *
 * @typedef {Remarks & {curves: Curve[], depth: number, origin?: string, caption: string,
 *   whole?: boolean}} PlotData depth: how many layers the axis has; origin: what the curves are
 *   relative to; whole: whether the axis reaches from 10⁻²⁰ to 10²⁰
 */

const LECTURE_DEPTH = 15; // up to which the axis ends at 10^±20
const ROW = 1.5; // the height of a row of text above the plot, in units of its type

/**
 * @param {PlotData} data
 * @param {{document: Document, width: number, height: number}} size in CSS px
 */
export function drawPlot(data, {document, width, height}) {
  const {curves, depth, whole = false, empty, ends = []} = data;
  const s = createSvg(document);
  const frame = createFrame(s, width, depth);
  const {size, left, right} = frame.type;
  const isStacked = width < 680; // the texts above the plot, one over the other
  const rows = rowsAbove(data);
  const head = (isStacked ? 3.6 : 2.2) * size;
  const domain = fitDomain(curves, whole, depth > LECTURE_DEPTH ? FARTHEST : LIMIT);
  const y = linear(domain, [height - 3.4 * size, head + ROW * rows.length * size]);
  const window = {x: linear([0, 1], [left, width - right]), y};
  const plot = {...frame, y};
  return s(
    "g",
    {"font-size": size},
    drawTitle(plot, data, isStacked),
    s("g", {}, drawLevels(plot)),
    s("g", {}, drawLayers(plot)),
    s(
      "g",
      {},
      ends.map(layer => drawCross(s, frame.x(layer), y(0))),
      rows.map((row, i) => drawRow(plot, row, head + (ROW * i + 0.3) * size))
    ),
    plotWindow(
      s,
      window,
      curves.map(curve => s("g", {}, drawCurve(plot, curve)))
    ),
    empty ? drawEmpty(plot, empty) : null,
    drawEndLabels(plot, curves)
  );
}

/** @param {Plot} plot @param {PlotData} data @param {boolean} isStacked */
function drawTitle({text, width, depth, type}, {origin = `layer ${depth}`, caption}, isStacked) {
  if (isStacked)
    return [`size of δ relative to ${origin}:`, caption].map((line, i) =>
      text("muted", {x: 0, y: (1 + 1.4 * i) * type.size}, line)
    );
  const left = width < 760 ? 0 : type.left;
  return [
    text("muted", {x: left, y: type.size}, `size of δ: ${caption}`),
    text("muted end", {x: width, y: type.size}, `relative to ${origin}`)
  ];
}

/** A cross where a network ends. @param {Svg} s @param {number} x @param {number} y */
const drawCross = (s, x, y) =>
  s("path", {class: "line muted solid", d: `M${x - 6},${y - 6}l12,12m0,-12l-12,12`});

/**
 * A text that replaces the curves.
 * @param {Plot} plot @param {string} content
 */
function drawEmpty({text, y, width, type}, content) {
  const [left, right] = [type.left, width - type.right];
  const top = y.range[1] + 1.4 * type.size;
  return wrap(content, right - left, type.size).map((line, i) =>
    text("mid strong halo", {x: (left + right) / 2, y: top + 1.25 * i * type.size}, line)
  );
}

/**
 * A text in lines of at most this width.
 * @param {string} text @param {number} width @param {number} size
 */
function wrap(text, width, size) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines[lines.length - 1]} ${word}`.trim();
    if (textWidth(line, size) > width) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}

/**
 * The remarks above the plot, where no curve crosses them: one row each.
 * @param {Remarks} remarks @returns {Mark[]}
 */
export const rowsAbove = ({marks = [], ends = []}) => [
  ...marks,
  ...(ends.length ? [{text: "× a network ends here"}] : [])
];

/**
 * A vertical line at the layer, with its label on the left; without a layer, a label for the whole
 * plot.
 * @param {Plot} plot @param {Mark} mark @param {number} at
 */
function drawRow({s, text, x, y, type}, {layer, text: remark}, at) {
  if (!layer) return text("muted", {x: type.left, y: at}, remark);
  const line = {x1: x(layer), x2: x(layer), y1: y.range[0], y2: at + 0.4 * type.size};
  const end = Math.max(x(layer) + 4, textWidth(remark, type.size));
  return [
    s("line", {class: "line muted dashed hair", ...line}),
    text("muted end", {x: end, y: at}, remark)
  ];
}

/** @param {Plot} plot @param {Curve} curve */
function drawCurve({s, x, y}, {name, values, low, high}) {
  /** @param {number[]} numbers */
  const points = numbers => numbers.map((value, i) => [x(i + 1), y(value)]);
  const size = Math.min(1, Math.abs(x(2) - x(1)) / 13); // of the marks, which else would touch
  const finite = points(values).filter(point => point.every(Number.isFinite));
  return [
    low && high && s("path", {class: `band ${name}`, d: bandPath(points, low, high, y.domain)}),
    s("path", {class: `line ${CURVES[name].line}`, d: linePath(points(values))}),
    finite.map(([cx, cy]) => drawPoint(s, name, {cx, cy, size}))
  ];
}

/**
 * @param {Svg} s @param {Curve["name"]} name of the curve
 * @param {{cx: number, cy: number, size: number}} point
 */
function drawPoint(s, name, {cx, cy, size}) {
  if (name === "delta") return s("circle", {class: "fill-bwd", cx, cy, r: Math.max(2.5, 5 * size)});
  if (name === "gradient") return drawSquare(s, cx, cy, 9 * size);
  if (name === "clipped") return drawSquare(s, cx, cy, 5 * size);
  if (name !== "kept") return null;
  const [left, bottom, side] = [cx - 5 * size, cy + 4 * size, 10 * size];
  const triangle = `M${left},${bottom}h${side}l${-5 * size},${-9 * size}Z`;
  return s("path", {class: "line muted solid hair kept", d: triangle});
}

/** @param {Svg} s @param {number} cx @param {number} cy @param {number} side */
const drawSquare = (s, cx, cy, side) =>
  s("rect", {
    class: "line bwd solid",
    x: cx - side / 2,
    y: cy - side / 2,
    width: side,
    height: side
  });

/**
 * The area between two lines of numbers, cut off somewhat outside the axis.
 * @param {(numbers: number[]) => number[][]} points @param {number[]} low @param {number[]} high
 * @param {Interval} domain
 */
function bandPath(points, low, high, [bottom, top]) {
  /** @param {number} value */
  const clamp = value => Math.min(Math.max(value, 2 * bottom - top), 2 * top - bottom);
  const [lower, upper] = [points(low.map(clamp)), points(high.map(clamp)).reverse()];
  return `${linePath([...lower, ...upper])}Z`;
}
