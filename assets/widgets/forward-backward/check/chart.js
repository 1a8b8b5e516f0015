/** The loss along one parameter, with the tangent of the gradient and the secant through ±ε. */

import {valueOf} from "../../network-diagram/index.js";
import {linear, linePath, plotWindow} from "../../ui/chart.js";
import {formatNumber} from "../../ui/readout.js";
import {drawChart, tickAt} from "../small-chart.js";
import {lossAlong} from "./differences.js";

/**
 * @import {Network} from "../../engine/network.js"
 * @import {Parameter} from "../../network-diagram/networks.js"
 * @import {Tick} from "../../ui/chart.js"
 * @import {Svg} from "../../ui/dom.js"
 * @import {Check} from "./differences.js"
 */

const REACH = 1;

/**
 * The tangent dashed, the secant solid.
 * @param {Document} document @param {Network} network @param {Parameter & {label: string}} parameter
 * @param {number} step @param {Check} check
 */
export function drawLossAlong(document, network, parameter, step, check) {
  const curve = describeCurve(network, parameter, step);
  const {x, y, here} = curve;
  const [low, high] = y.domain;
  const inset = 0.08 * (high - low);
  const spec = {
    height: 128,
    label: `The loss along ${parameter.label}. ${describeCheck(check)}`,
    title: `J along ${parameter.label}`,
    x,
    y,
    xTicks: [/** @type {Tick} */ ([here, formatNumber(here, {decimals: 2})])],
    yTicks: [low + inset, high - inset].map(tickAt)
  };
  return drawChart(document, spec, s => [
    s("text", {class: "bwd end", x: 290, y: 13}, "secant"),
    plotWindow(s, {x, y}, drawLines(s, curve, check))
  ]);
}

/** @param {Check} check */
function describeCheck({analytic, numeric, kink}) {
  if (kink) return "±ε crosses a kink: the two need not agree.";
  return `Slope ${formatNumber(analytic)}, secant ${formatNumber(numeric)}.`;
}

/**
 * The points of the curve, the scales, the parameter's value and the ends of the secant.
 * @param {Network} network @param {Parameter} parameter @param {number} step
 */
function describeCurve(network, parameter, step) {
  const reach = Math.max(REACH, 1.2 * step);
  const points = lossAlong(network, parameter, reach);
  const here = valueOf(network, parameter);
  const heights = points.map(([, J]) => J).filter(Number.isFinite);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const pad = Math.max(0.1 * (high - low), 1e-3);
  const nearest = (/** @type {number} */ value) =>
    points.reduce((best, point) =>
      Math.abs(point[0] - value) < Math.abs(best[0] - value) ? point : best
    );
  return {
    points,
    here,
    reach,
    J: points[(points.length - 1) / 2][1],
    ends: [here - step, here + step].map(nearest),
    x: linear([here - reach, here + reach], [64, 290]),
    y: linear([low - pad, high + pad], [106, 20])
  };
}

/** @param {Svg} s @param {ReturnType<typeof describeCurve>} curve @param {Check} check */
function drawLines(s, {points, here, reach, J, ends, x, y}, {analytic, numeric}) {
  const middle = (ends[0][1] + ends[1][1]) / 2;
  const straight = (/** @type {number} */ slope, /** @type {number} */ height) =>
    linePath([-reach, reach].map(d => [x(here + d), y(height + slope * d)]));
  const curve = linePath(points.map(([w, value]) => [x(w), y(value)]));
  return [
    s("path", {class: "line fwd thick", d: curve}),
    s("path", {class: "line muted dashed", d: straight(analytic, J)}),
    s("path", {class: "line bwd solid", d: straight(numeric, middle)}),
    ends.map(([w, value]) => s("circle", {class: "fill-bwd", cx: x(w), cy: y(value), r: 5})),
    s("circle", {class: "fill-fwd", cx: x(here), cy: y(J), r: 4})
  ];
}
