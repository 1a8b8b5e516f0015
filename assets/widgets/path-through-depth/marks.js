/** What is drawn of a chain: bars of its factors, a line of the running product, dots, stairs. */

import {linePath} from "../ui/chart.js";
import {bound} from "./core.js";

/**
 * @import {Svg} from "../ui/dom.js"
 * @import {Scale} from "../ui/chart.js"
 * @import {Unit} from "./core.js"
 */

/**
 * @typedef {object} Chart
 * @property {Svg} s
 * @property {Unit[]} units
 * @property {Scale} x of the layers
 * @property {(value: number) => number} level y of a signed number
 * @property {number} half of a bar's width
 * @property {number} r of a dot
 */

/**
 * From 10⁰ to each factor; dashed where it is negative, without an outline where it is 0: 10⁰ is
 * infinitely far from there.
 * @param {Chart} chart
 */
export function drawBars({s, units, x, half, level}) {
  /** @param {Unit} unit @param {number} i */
  const drawBar = ({factor}, i) => {
    const height = level(factor) - level(1);
    return `M${x(i + 1) - half},${level(1)}h${2 * half}v${Math.abs(height) < 1 ? 1 : height}h${-2 * half}z`;
  };
  return [
    drawPath(s, "wash-bwd box bwd hair", units, drawBar, ({factor}) => factor > 0),
    drawPath(s, "wash-bwd box bwd hair dashed", units, drawBar, ({factor}) => factor < 0),
    drawPath(s, "wash-bwd ", units, drawBar, ({factor}) => factor === 0)
  ];
}

/** The running products; hollow where they are negative. @param {Chart} chart */
export function drawDots({s, units, x, level, r}) {
  /** @param {Unit} unit @param {number} i */
  const drawDot = ({product}, i) =>
    `M${x(i + 1) - r},${level(product)}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`;
  return [
    drawPath(s, "fill-bwd", units, drawDot, ({product}) => product >= 0),
    drawPath(s, "node bwd", units, drawDot, ({product}) => product < 0)
  ];
}

/**
 * One path with a mark for each of the selected units.
 * @param {Svg} s @param {string} tone @param {Unit[]} units
 * @param {(unit: Unit, i: number) => string} draw @param {(unit: Unit) => boolean} isSelected
 */
const drawPath = (s, tone, units, draw, isSelected) =>
  s("path", {
    class: tone,
    d: units.map((unit, i) => (isSelected(unit) ? draw(unit, i) : "")).join("")
  });

/**
 * The chosen layer's factor where it acts: as long as its bar, from the product that arrives to the
 * one that leaves. None where the product is 0.
 * @param {Chart} chart @param {number} layer
 */
export function drawLayerStep({s, units, x, half, level}, layer) {
  const leaving = units[layer - 1].product;
  if (leaving === 0) return null;
  const [from, to] = [level(units[layer]?.product ?? 1), level(leaving)];
  const [left, middle, right] = [x(layer) - half, x(layer), x(layer) + half];
  const d = `M${left},${from}H${right}M${middle},${from}V${to}M${left},${to}H${right}`;
  return s("path", {class: "line bwd solid ptd-step", d});
}

/** The running product from layer to layer. @param {Chart} chart */
export const drawProducts = ({s, units, x, level}) =>
  s("path", {
    class: "line bwd solid thick",
    d: linePath(units.map(({product}, i) => [x(i + 1), level(product)]))
  });

/** The staircase of 0.25^ℓ, down to the left: one step a layer. @param {Chart} chart */
export function drawStairs({s, units, x, level}) {
  const steps = bound(units.length).map(
    (value, i) => `V${level(value).toFixed(1)}H${x(i + 1.5).toFixed(1)}`
  );
  return s("path", {class: "line ink dotted", d: `M${x(0.5)},${steps.join("").slice(1)}`});
}

/** @param {Svg} s @param {number} x @param {number} y @param {number} r */
export const drawCross = (s, x, y, r) =>
  s("path", {
    class: "line bwd solid thick",
    d: `M${x - r},${y - r}l${2 * r},${2 * r}M${x + r},${y - r}l${-2 * r},${2 * r}`
  });
