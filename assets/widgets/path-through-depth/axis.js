/** The panels' common axis of powers of ten, and the layers below it. */

import {arrowBack, linear} from "../ui/chart.js";
import {power} from "../ui/readout.js";
import {bound} from "./core.js";

/**
 * @import {Svg} from "../ui/dom.js"
 * @import {Interval, Tick} from "../ui/chart.js"
 * @import {Chains} from "./core.js"
 */

const MARGIN = 9; // px between the outermost numbers and the edge, for the dots
const ZERO = 36; // px below the powers of ten, where a factor of 0 has its place

/**
 * The powers of ten that the axis spans: all that is drawn, and never less than 10⁻⁴ … 10¹.
 * @param {Chains} chains @returns {Interval}
 */
export function decades({sigmoid, relu}) {
  const values = [...sigmoid, ...relu].flatMap(({factor, product}) => [factor, product]);
  const logs = [...values, ...bound(sigmoid.length)]
    .filter(value => value !== 0)
    .map(value => Math.log10(Math.abs(value)));
  return [Math.floor(Math.min(-4, ...logs)), Math.ceil(Math.max(1, ...logs))];
}

/** At most about seven powers of ten, 10⁰ among them. @param {Interval} decades @returns {Tick[]} */
export function powerTicks([low, high]) {
  const every = [1, 2, 3, 5, 10, 20, 50].find(step => (high - low) / step <= 7) ?? 100;
  return Array.from({length: high - low + 1}, (_, i) => low + i)
    .filter(exponent => exponent % every === 0)
    .map(exponent => [exponent, power(exponent)]);
}

/**
 * The vertical scale over decades, from `bottom` up to `top`. 0 has no place on a log axis: where
 * one is to be shown, it gets a level of its own at the foot. `level` is that of a signed number.
 * @param {Interval} decades @param {Interval} range @param {boolean} withZero
 */
export function logScale([low, high], [bottom, top], withZero) {
  const foot = bottom - MARGIN - (withZero ? ZERO : 0);
  const inner = linear([low, high], [foot, top + MARGIN]);
  const y = linear([inner.invert(bottom), inner.invert(top)], [bottom, top]);
  const zero = y.invert(bottom - MARGIN);
  /** @param {number} value */
  const level = value => (value === 0 ? bottom - MARGIN : y(Math.log10(Math.abs(value))));
  /** @type {Tick[]} */
  const zeroTicks = withZero ? [[zero, "0"]] : [];
  return {y, level, zero, ticks: [...powerTicks([low, high]), ...zeroTicks]};
}

/**
 * The layers whose numbers have room: the first, the last, round ones between.
 * @param {number} layers @returns {Tick[]}
 */
export function layerTicks(layers) {
  const every = layers > 20 ? 5 : layers > 10 ? 2 : 1;
  /** @param {number} layer */
  const isRound = layer => layer % every === 0 && layers - layer >= every / 2 + 0.5;
  return Array.from({length: layers}, (_, i) => i + 1)
    .filter(layer => layer === 1 || layer === layers || isRound(layer))
    .map(layer => [layer, String(layer)]);
}

/**
 * Below the layers' numbers, the way that the gradient takes: from the output back to the input.
 * @param {Svg} s @param {{left: number, right: number, foot: number, font: number}} edge
 */
export function drawDirection(s, {left, right, foot, font}) {
  const y = foot + 2.6 * font;
  const [start, end, middle] = [left + 3 * font, right - 3.6 * font, (left + right) / 2];
  const isWide = right - left > 20 * font;
  const gap = (isWide ? 4.2 : 2.6) * font;
  const text = isWide ? "gradient flows" : "gradient";
  return s(
    "g",
    {},
    s("text", {class: "muted end", x: left - 10, y: foot + 8, dy: "1em"}, "layer"),
    s("text", {class: "muted", x: left, y, dy: "0.35em"}, "input"),
    s("text", {class: "muted end", x: right, y, dy: "0.35em"}, "output"),
    arrowBack(s, {start, middle, end, y, gap}),
    s("text", {class: "bwd mid", x: middle, y, dy: "0.35em"}, text)
  );
}
