/**
 * One unit of the drawing: its activation's curve with the point where z stands, z and a, its
 * slope, what comes back.
 */

import {LAYER_ACTIVATIONS} from "../engine/network.js";
import {brief, formatNumber} from "../ui/readout.js";
import {biasAt} from "./layout.js";
import {gradientOf, valueOf} from "./networks.js";
import {collected} from "./micro-steps.js";
import {lossOf} from "./names.js";

/**
 * @import {Child, Svg} from "../ui/dom.js"
 * @import {Format} from "../ui/readout.js"
 * @import {Context} from "./drawing.js"
 * @import {Box, Layout} from "./layout.js"
 * @import {Place} from "./networks.js"
 * @import {TextPlace} from "./strokes.js"
 */

const GAP = "\u00a0\u00a0"; // between the bias and its gradient in one line

/** @param {Context} context @param {Box} box @param {number} layer @param {number} k */
export function drawUnit(context, box, layer, k) {
  const {s, run, shown, values, number, names, strokes, layout, last} = context;
  const {x, y, w, h} = box;
  const isLarge = w >= 130;
  /** @param {"z" | "a" | "delta"} op */
  const knows = op => shown.knows({op, layer, k});
  /** @param {number} i */
  const row = i => y + 6 + (i - 1) * (h / 3 - 2);
  /**
   * @param {number} i @param {"z" | "a"} op
   * @param {string} tone @param {string} name @param {Child} value
   */
  const line = (i, op, tone, name, value) =>
    strokes.textWithin(
      {x: x + (isLarge ? 18 : 15), y: row(i), right: x + w / 2 - 4},
      knows(op) ? tone : "muted",
      name,
      knows(op) ? value : "–"
    );
  const z = values.z[layer][k];
  const a = values.a[layer + 1][k];
  const slope = knows("delta") ? values.slope[layer]?.[k] : undefined;
  return s(
    "g",
    {"data-choose": `delta${layer + 1}_${k + 1}`},
    s("rect", {
      class: `box ${knows("a") ? "fwd" : "muted dashed"} ${highlightOf(context, layer, k)}`,
      x: x - w / 2,
      y: y - h / 2,
      width: w,
      height: h,
      rx: 10
    }),
    drawCurve(
      s,
      {x: x - w / 2 + (isLarge ? 21 : 16), y, size: isLarge ? 14 : 10},
      run.network.layers[layer].f,
      knows("z") ? z : null
    ),
    line(0, "z", "fwd", "z ", number(names.z(layer, k), z)),
    line(1, "a", "fwd strong", layer === last ? "ŷ " : "a ", number(names.a(layer, k), a)),
    slope !== undefined &&
      drawSlope(context, {x, y: row(2), least: isLarge ? 88 : 70}, names.slope(layer, k), slope),
    drawBias(context, box, layer, k),
    drawBackward(context, box, layer, k),
    slope === 0 && drawStop(s, layout, box, run.model.biases)
  );
}

/**
 * The classes of the unit that the current step computes.
 * @param {Context} context @param {number} layer @param {number} k
 */
function highlightOf({highlighted, shown: {current}}, layer, k) {
  if (!highlighted.has(`u${layer}/${k}`)) return "";
  const isForward = current && current.phase !== "backward";
  return `fb-lit wash-${isForward ? "fwd" : "bwd"}`;
}

/**
 * What comes back: ∂ℒ/∂a enters, times the slope it leaves as δ.
 * @param {Context} context @param {Box} box @param {number} layer @param {number} k
 */
function drawBackward(context, {x, y, w, h}, layer, k) {
  const {run, shown, values, number, names, strokes, layout, last} = context;
  const lineHeight = layout.font + 1;
  const isBeside = layout.narrow && run.model.sizes[layer + 1] === 1;
  /** @param {number} i @returns {TextPlace} */
  const at = i =>
    isBeside
      ? {x: x + w / 2 + 10, y: y + i * lineHeight, anchor: "start"}
      : {x, y: y + h / 2 + (i + 1) * lineHeight};
  const upstream = layer < last && values.upstream[layer];
  return [
    shown.knows({op: "delta", layer, k}) &&
      strokes.label(
        at(0),
        "bwd strong",
        "δ ",
        number(names.delta(layer, k), values.delta[layer][k])
      ),
    upstream &&
      shown.knows({op: "upstream", layer, k}) &&
      strokes.label(
        at(1),
        "bwd",
        `∂${lossOf(run)}/∂a `,
        number(names.upstream(layer, k), upstream[k])
      )
  ];
}

/**
 * The local derivative.
 * @param {Context} context @param {{x: number, y: number, least: number}} place least: its width
 * @param {string} name @param {number} slope
 */
function drawSlope({s, number, strokes, layout: {font}}, {x, y, least}, name, slope) {
  const text = number(name, slope);
  const width = Math.max(least, font * (0.55 * text.textContent.length + 2.2));
  return s(
    "g",
    {class: "fb-badge"},
    s("rect", {
      class: slope === 0 ? "box bwd" : "box muted",
      x: x - width / 2,
      y: y - 0.9 * font,
      width,
      height: 1.2 * font,
      rx: 0.6 * font
    }),
    strokes.text({x, y}, "", "σ′ ", text)
  );
}

/**
 * The bias and its gradient: above each other, or in one line where space is short.
 * @param {Context} context @param {Box} box @param {number} layer @param {number} k
 */
function drawBias(context, box, layer, k) {
  const {s, run, shown, number, names, strokes, layout} = context;
  if (!run.model.biases) return null;
  const parameter = {layer, k, j: null};
  const count = shown.counted({op: "bias", layer, k});
  const at = biasAt(box, layout);
  const isOneLine = layout.compact;
  const gradient = count > 0 && [
    isOneLine ? "∂ " : "∂J/∂b ",
    number(names.bias(layer, k), collected(run.result, count, parameter))
  ];
  const value = printParameter(context, parameter);
  return s(
    "g",
    {"data-choose": `b${layer + 1}_${k + 1}`},
    gradient &&
      !isOneLine &&
      strokes.label({...at, y: at.y - layout.font, from: box.x - box.w / 2}, "bwd", gradient),
    strokes.label(
      {...at, from: 0},
      "fwd",
      "b ",
      isOneLine ? value.slice(-1) : value,
      gradient && isOneLine && [GAP, s("tspan", {class: "bwd"}, gradient)]
    )
  );
}

/**
 * w, or w → w′ once a step was made or is being made; a compact drawing has space for → w′.
 * @param {Context} context @param {Place} parameter @returns {Child[]}
 */
export function printParameter({run, shown, number, layout: {compact}}, parameter) {
  const {start, network, result, rate} = run;
  const value = valueOf(network, parameter);
  /** @type {Format} */
  const print = v => (Math.abs(v) < 100 ? formatNumber(v, {decimals: compact ? 2 : 3}) : brief(v));
  /** @param {number} from @param {number} to */
  const printMove = (from, to) => [
    !compact && number(null, from, print),
    "→",
    number(null, to, print)
  ];
  if (shown.current?.op === "update")
    return printMove(value, value - rate * gradientOf(result, parameter));
  return start === network ? [number(null, value)] : printMove(valueOf(start, parameter), value);
}

/**
 * The bar at which a pulse that goes back stops; its word stands below it where a bias stands
 * above.
 * @param {Svg} s @param {Layout} layout @param {Box} box @param {boolean} biases
 */
function drawStop(s, {narrow}, {x, y, w, h}, biases) {
  const d = narrow
    ? `M${x - 24},${y - h / 2 - 26}H${x + 24}`
    : `M${x - w / 2 - 9},${y - 24}V${y + 24}`;
  const at = narrow
    ? {x: x - 42, y: y - h / 2 - 22}
    : {x: x - w / 2 - 9, y: y + (biases ? 40 : -32)};
  return s(
    "g",
    {class: "fb-stop"},
    s("path", {class: "line bwd solid thick", d}),
    s("text", {class: "bwd mid halo strong", ...at}, "stop")
  );
}

/**
 * The activation's curve, and where z stands on it. An axis without bounds is squeezed into −1 … 1.
 * @param {Svg} s @param {{x: number, y: number, size: number}} place @param {string} name
 * @param {number | null} z
 */
function drawCurve(s, {x, y, size}, name, z) {
  const {f, bounds} = LAYER_ACTIVATIONS[name === "softmax" ? "sigmoid" : name];
  /** @param {number} value */
  const squeeze = value => value / (1 + Math.abs(value) / 3) / 3;
  /** @param {number} value */
  const centre = value => {
    if (!bounds) return squeeze(value);
    const [low, high] = bounds;
    return (2 * value - low - high) / (high - low);
  };
  /** @param {number} value */
  const pointAt = value => {
    const out = centre(f(value));
    return [x + size * squeeze(value), y - size * out].map(v => Number(v.toFixed(1)));
  };
  const points = Array.from({length: 25}, (_, i) => (i - 12) / 12).map(u =>
    pointAt((3 * u) / (1.0001 - Math.abs(u)))
  );
  const point = z === null ? null : pointAt(Math.max(-1e6, Math.min(1e6, z)));
  return s(
    "g",
    {},
    s("path", {class: "line muted", d: `M${points.map(p => p.join(",")).join("L")}`}),
    point && s("circle", {class: "fill-fwd", cx: point[0], cy: point[1], r: 5})
  );
}
