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

const GAP = "\u00a0\u00a0"; // between the bias and its gradient in one line

export function unit(context, box, layer, k) {
  const {s, run, shown, number, names, strokes, layout} = context;
  const {x, y, w, h} = box;
  const sample = run.result.samples[shown.sample];
  const knows = op => shown.knows({op, layer, k});
  const row = i => y + 6 + (i - 1) * (h / 3 - 2);
  const value = (i, tone, ...parts) =>
    strokes.textWithin(
      {x: x + (w >= 130 ? 18 : 15), y: row(i), right: x + w / 2 - 4},
      tone,
      ...parts
    );
  const z = () => number(names.z(layer, k), sample.z[layer][k]);
  const a = () => number(names.a(layer, k), sample.a[layer + 1][k]);
  const output = layer === run.network.layers.length - 1 ? "ŷ " : "a ";
  const slope = knows("delta") ? sample.slope[layer]?.[k] : undefined;
  return s(
    "g",
    {"data-choose": `delta${layer + 1}_${k + 1}`},
    s("rect", {
      class: `box ${knows("a") ? "fwd" : "muted dashed"} ${highlight(context, layer, k)}`,
      x: x - w / 2,
      y: y - h / 2,
      width: w,
      height: h,
      rx: 10
    }),
    curve(
      s,
      {x: x - w / 2 + (w >= 130 ? 21 : 16), y, size: w >= 130 ? 14 : 10},
      run.network.layers[layer].f,
      knows("z") ? sample.z[layer][k] : null
    ),
    knows("z") ? value(0, "fwd", "z ", z()) : value(0, "muted", "z ", "–"),
    knows("a") ? value(1, "fwd strong", output, a()) : value(1, "muted", output, "–"),
    slope !== undefined && badge(context, {x, y: row(2), w}, layer, k),
    bias(context, box, layer, k),
    back(context, box, layer, k),
    slope === 0 && stop(s, layout, box, run.model.biases)
  );
}

/** The classes of the unit that the current step computes. */
function highlight({highlighted, shown: {current}}, layer, k) {
  if (!highlighted.has(`u${layer}/${k}`)) return "";
  const isForward = current && current.phase !== "backward";
  return `fb-lit wash-${isForward ? "fwd" : "bwd"}`;
}

/** What comes back: ∂ℒ/∂a enters, times the slope it leaves as δ. */
function back({run, shown, number, names, strokes, layout}, {x, y, w, h}, layer, k) {
  const sample = run.result.samples[shown.sample];
  const last = layer === run.network.layers.length - 1;
  const line = layout.font + 1;
  const has = op => shown.knows({op, layer, k});
  const aside = layout.narrow && run.model.sizes[layer + 1] === 1;
  const at = i =>
    aside
      ? {x: x + w / 2 + 10, y: y + i * line, anchor: "start"}
      : {x, y: y + h / 2 + (i + 1) * line};
  return [
    has("delta") &&
      strokes.label(
        at(0),
        "bwd strong",
        "δ ",
        number(names.delta(layer, k), sample.delta[layer][k])
      ),
    !last &&
      has("upstream") &&
      strokes.label(
        at(1),
        "bwd",
        `∂${lossOf(run)}/∂a `,
        number(names.upstream(layer, k), sample.upstream[layer][k])
      )
  ];
}

/** The local derivative. */
function badge({s, run, shown, number, names, strokes, layout}, {x, y, w}, layer, k) {
  const value = run.result.samples[shown.sample].slope[layer][k];
  const text = number(names.slope(layer, k), value);
  const width = Math.max(w >= 130 ? 88 : 70, layout.font * (0.55 * text.textContent.length + 2.2));
  return s(
    "g",
    {class: "fb-badge"},
    s("rect", {
      class: value === 0 ? "box bwd" : "box muted",
      x: x - width / 2,
      y: y - 0.9 * layout.font,
      width,
      height: 1.2 * layout.font,
      rx: 0.6 * layout.font
    }),
    strokes.text({x, y}, "", "σ′ ", text)
  );
}

/** The bias and its gradient: above each other, or in one line where space is short. */
function bias({s, run, shown, number, names, strokes, layout}, box, layer, k) {
  if (!run.model.biases) return null;
  const parameter = {layer, k, j: null};
  const count = shown.counted({op: "bias", layer, k});
  const value = [
    weightText(run, shown, parameter, valueOf(run.network, parameter), {number, layout})
  ].flat();
  const at = biasAt(box, layout);
  const two = !layout.compact;
  const gradient = count > 0 && [
    layout.compact ? "∂ " : "∂J/∂b ",
    number(names.bias(layer, k), collected(run.result, count, parameter))
  ];
  return s(
    "g",
    {"data-choose": `b${layer + 1}_${k + 1}`},
    gradient &&
      two &&
      strokes.label({...at, y: at.y - layout.font, from: box.x - box.w / 2}, "bwd", gradient),
    strokes.label(
      {...at, from: 0},
      "fwd",
      "b ",
      two ? value : value.at(-1),
      gradient && !two && [GAP, s("tspan", {class: "bwd"}, gradient)]
    )
  );
}

/** w, or w → w′ once a step was made or is being made; a compact drawing has space for → w′. */
export function weightText(
  {start, network, result, rate},
  {current},
  parameter,
  value,
  {number, layout: {compact}}
) {
  const short = v =>
    number(null, v, full =>
      Math.abs(full) < 100 ? formatNumber(full, {decimals: compact ? 2 : 3}) : brief(full)
    );
  const moved = (from, to) => [!compact && short(from), "→", short(to)];
  if (current?.op === "update") return moved(value, value - rate * gradientOf(result, parameter));
  return start === network ? number(null, value) : moved(valueOf(start, parameter), value);
}

/**
 * The bar at which a pulse that goes back stops; its word stands below it where a bias stands
 * above.
 */
function stop(s, {narrow}, {x, y, w, h}, biases) {
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

/** The activation's curve, and where z stands on it. */
function curve(s, {x, y, size}, name, z) {
  const {f} = LAYER_ACTIVATIONS[name] ?? LAYER_ACTIVATIONS.sigmoid;
  const bounded = ["sigmoid", "tanh", "softmax"].includes(name);
  const squeeze = value => value / (1 + Math.abs(value) / 3);
  const pointAt = value => {
    const u = squeeze(value) / 3; // −1 … 1
    const out = bounded ? f(value) : squeeze(f(value)) / 3;
    const centre = name === "sigmoid" || name === "softmax" ? 2 * out - 1 : out;
    return [x + size * u, y - size * centre].map(v => Number(v.toFixed(1)));
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
