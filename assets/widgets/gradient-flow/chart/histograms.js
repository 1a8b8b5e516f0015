/**
 * Histograms of each layer, under the chart's layers: activations, forward, and gradients,
 * backward.
 */
import {linear, plotWindow} from "../../ui/chart.js";
import {createSvg} from "../../ui/dom.js";
import {power} from "../../ui/readout.js";
import {DECADE_STEP, UNIT_STEP} from "../simulation/unit-counts.js";
import {createFrame, layerTicks} from "./axes.js";

/** @import {Scale} from "../../ui/chart.js" */
/** @import {Histogram, Histograms, Shares} from "../simulation/unit-counts.js" */
/** @import {Frame} from "./axes.js" */

export const [TALL, LOW] = [56, 36]; // px, a histogram's height
const GAP = 10;
const RARE = 0.002; // bins with a smaller share of a layer's values do not extend the axis
const MANY = 25; // layers, beyond which histograms have no outline

/**
 * The height of a drawing of this width, in px.
 * @param {number} width @param {number} [strip] the height of a strip
 */
export const stripsHeight = (width, strip = TALL) =>
  2 * (strip + GAP) + 2.6 * (width < 560 ? 14 : 18);

/**
 * @param {{histograms: Histograms, shares: Shares, depth?: number, height?: number}} data depth: how
 *   many layers the chart above has; height: of a strip
 * @param {{document: Document, width: number}} size in CSS px
 */
export function drawStrips(
  {histograms, shares, depth = histograms.a.length, height = TALL},
  {document, width}
) {
  const frame = createFrame(createSvg(document), width, depth);
  const {s, text, type} = frame;
  const {linear: isLinear, a, delta} = histograms;
  const upper = {top: 1.5 * type.size, height};
  const lower = {top: upper.top + height + GAP, height};
  const note = shares.saturated ? "saturated: |σ′| < 0.01" : "|a| = 0 left out";
  const title = `network 1, layer by layer; ${note}`;
  return s(
    "g",
    {"font-size": type.size},
    text("muted", {x: width < 760 ? 0 : type.left, y: 1.1 * type.size}, title),
    drawStrip(frame, {layers: a, isLinear, tone: "fwd", label: isLinear ? "a" : "|a|", ...upper}),
    drawStrip(frame, {layers: delta, isLinear: false, tone: "bwd", label: "|δ|", ...lower}),
    s("g", {}, drawShares(frame, shares, lower.top + height + GAP + 0.7 * type.size))
  );
}

/**
 * One vertical, mirrored histogram per layer; its width shows the count.
 * @param {Frame} frame
 * @param {{layers: Histogram[], isLinear: boolean, tone: "fwd" | "bwd", label: string, top: number,
 *   height: number}} strip isLinear: bins of values, not of decades
 */
function drawStrip({s, text, x, type, width}, {layers, isLinear, tone, label, top, height}) {
  const bins = layers.flatMap(({first, counts, size}) =>
    counts.flatMap((count, i) => (count > RARE * size ? [first + i, first + i + 1] : []))
  );
  const [low, high] = bins.length ? [Math.min(...bins), Math.max(...bins)] : [0, 1];
  const y = linear([low, high], [top + height, top]);
  const [left, right] = [type.left, width - type.right];
  const reach = Math.min(18, 0.46 * (layers.length > 1 ? x(2) - x(1) : 44));
  /** @param {number} bin */
  const edgeText = bin =>
    isLinear
      ? String(Number((bin * UNIT_STEP).toFixed(1))).replace("-", "−")
      : power(Math.round(bin * DECADE_STEP));
  /** @param {number} bin @param {string} dy */
  const tick = (bin, dy) =>
    text("muted", {x: right + 8, y: y(bin), dy, "font-size": 0.85 * type.size}, edgeText(bin));
  const window = {
    x: linear([0, 1], [left - 4, right + 4]),
    y: linear([low, high], [top + height + 1, top - 1])
  };
  const outlines = layers.map((histogram, i) =>
    s("path", {
      class: `strip ${tone} ${layers.length > MANY ? "many" : ""}`,
      d: outlinePath(histogram, {x: x(i + 1), y, reach})
    })
  );
  return s(
    "g",
    {},
    [low, high].map(bin =>
      s("line", {class: "line faint hair", x1: left, x2: right, y1: y(bin), y2: y(bin)})
    ),
    text(`${tone} end strong`, {x: left - 10, y: (y(low) + y(high)) / 2, dy: "0.35em"}, label),
    tick(high, "0.7em"),
    tick(low, "0em"),
    plotWindow(s, window, outlines)
  );
}

/**
 * @param {Histogram} histogram
 * @param {{x: number, y: Scale, reach: number}} position reach: half the width of the fullest bin
 */
function outlinePath({first, counts}, {x, y, reach}) {
  if (!counts.length) return `M${x - reach},${y.range[0]}h${2 * reach}`; // every value is 0: a line at the foot
  const largest = Math.max(...counts);
  /** @param {number} sign */
  const side = sign =>
    counts.map((count, i) => ({
      at: (x + (sign * reach * count) / largest).toFixed(1),
      from: y(first + i).toFixed(1),
      to: y(first + i + 1).toFixed(1)
    }));
  const up = side(1).map(({at, from, to}) => `L${at},${from}V${to}`);
  const down = side(-1).map(({at, from, to}) => `L${at},${to}V${from}`);
  return `M${x},${y(first)}${up.join("")}${down.reverse().join("")}Z`;
}

/**
 * What each layer has lost, in per cent: dead units of ReLU, saturated ones of the others.
 * @param {Frame} frame @param {Shares} shares @param {number} y
 */
function drawShares({text, x, type}, {saturated, dead}, y) {
  const values = saturated ?? dead;
  const attributes = {y, "font-size": 0.85 * type.size};
  const label = saturated ? "saturated, %" : "dead, %";
  return [
    text("muted end", {x: type.left - 10, ...attributes}, label),
    layerTicks(x, values.length, 1.7 * type.size).map(layer =>
      text("mid", {x: x(layer), ...attributes}, Math.round(100 * values[layer - 1]))
    )
  ];
}
