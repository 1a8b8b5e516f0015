/** The axes of the simulator's drawings: powers of 10 upwards, layers from left to right. */
import {arrowBack, linear} from "../../ui/chart.js";
import {power} from "../../ui/readout.js";

/** @import {Interval, Scale} from "../../ui/chart.js" */
/** @import {Attributes, Child, Svg} from "../../ui/dom.js" */
/** @import {Curve} from "./curves.js" */

/**
 * A drawing of this width, in CSS px. x: of a layer, from 1; type: the font size, and what is left
 * free on the sides of the plot; text: draws a text of this tone.
 * @typedef {{s: Svg, text: DrawText, width: number, depth: number, isNarrow: boolean, x: Scale,
 *   type: {size: number, left: number, right: number}}} Frame
 * @typedef {(tone: string, attributes: Attributes, ...content: Child[]) => SVGTextElement} DrawText
 * @typedef {Frame & {y: Scale}} Plot y: of log10 of a gradient
 */

export const LIMIT = 20; // decades, up to which the axis of the lecture's networks reaches
export const FARTHEST = 640; // decades between the smallest and the largest double
const REACHES = [1, 2, 4, 6, 8, 12, 16, LIMIT, 30, 40, 60, 80, 120, 160, 240, 320, FARTHEST];
const LEVEL_STEPS = [1, 2, 4, 5, 10, 20, 40, 50, 100, 200];
const LAYER_STEPS = [1, 5, 10, 20, 25, 50];

/**
 * Places the layers. The histograms below the chart stand under its layers. On the right there is
 * space for 10⁻²⁴⁰.
 * @param {Svg} s @param {number} width @param {number} depth @returns {Frame}
 */
export function createFrame(s, width, depth) {
  const isNarrow = width < 560;
  const type = isNarrow
    ? {size: 14, left: 92, right: 54}
    : {size: 18, left: width < 760 ? 128 : 150, right: 68};
  const x = linear([1, depth], [type.left + 14, width - type.right - 14]);
  /** @type {DrawText} */
  const text = (tone, attributes, ...content) =>
    s("text", {class: tone, ...attributes}, ...content);
  return {s, text, width, depth, isNarrow, x, type};
}

/**
 * The domain of the y axis: all of 10⁻²⁰ to 10²⁰, or in each direction the first of a few fixed
 * limits that includes every curve.
 * @param {Curve[]} curves @param {boolean} isWhole @returns {Interval}
 */
export function fitDomain(curves, isWhole, limit = LIMIT) {
  if (isWhole) return [-LIMIT, LIMIT];
  const values = curves
    .flatMap(({values: median, low = [], high = []}) => [...median, ...low, ...high])
    .filter(Number.isFinite);
  /** @param {number} extent */
  const reach = extent => Math.min(REACHES.find(step => step >= extent) ?? limit, limit);
  return [-reach(-Math.min(0, ...values)), reach(Math.max(0, ...values))];
}

/** Grid lines at powers of 10. @param {Plot} plot */
export function drawLevels({s, text, y, width, type}) {
  const [low, high] = y.domain;
  const most = Math.min(8, Math.floor((y.range[0] - y.range[1]) / (1.5 * type.size)));
  const step = LEVEL_STEPS.find(candidate => (high - low) / candidate <= most) ?? 200;
  const first = Math.ceil(low / step);
  const right = width - type.right;
  return Array.from({length: Math.floor(high / step) - first + 1}, (_, i) => {
    const value = (first + i) * step;
    const at = y(value);
    const [line, tone] = value === 0 ? ["muted", "strong"] : ["faint hair", "muted"];
    return [
      s("line", {class: `line ${line}`, x1: type.left, x2: right, y1: at, y2: at}),
      text(tone, {x: right + 8, y: at, dy: "0.35em"}, power(value))
    ];
  });
}

/**
 * The layers whose numbers are shown: the first, the last, and round ones between that are at least
 * `gap` px apart.
 * @param {Scale} x @param {number} depth @param {number} gap
 */
export function layerTicks(x, depth, gap) {
  /** @param {number} a @param {number} b */
  const isClear = (a, b) => Math.abs(x(a) - x(b)) >= gap;
  const step = LAYER_STEPS.find(candidate => isClear(1 + candidate, 1)) ?? depth;
  const round = Array.from({length: depth}, (_, i) => i + 1).filter(
    layer => layer % step === 0 && isClear(layer, depth) && isClear(layer, 1)
  );
  return [1, ...round, depth];
}

/**
 * The layers' numbers and, below them, the way that the gradient takes: from the output back to the
 * input.
 * @param {Plot} plot
 */
export function drawLayers({s, text, x, y, depth, isNarrow, type}) {
  const foot = y.range[0];
  const row = foot + 2.6 * type.size;
  const middle = (x(1) + x(depth)) / 2;
  const arrow = {
    start: x(1) + 1.8 * type.size,
    middle,
    end: x(depth) - 2.1 * type.size,
    y: row,
    gap: (isNarrow ? 3.6 : 6.2) * type.size
  };
  const below = {y: foot, dy: "1.45em"};
  const inRow = {y: row, dy: "0.35em"};
  const label = isNarrow ? "backward" : "gradient flows back";
  return [
    text("muted end", {x: type.left - 10, ...below}, "layer"),
    layerTicks(x, depth, 2 * type.size).map(layer =>
      text("muted mid", {x: x(layer), ...below}, layer)
    ),
    text("muted mid", {x: x(1) - 4, ...inRow}, "input"),
    text("muted mid", {x: x(depth) + 4, ...inRow}, "output"),
    arrowBack(s, arrow),
    text("bwd mid", {x: middle, ...inRow}, label)
  ];
}
