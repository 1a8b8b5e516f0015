/** One unit of the drawing: its activation's curve with the point where z stands, z and a, its slope, what comes back. */

import {ACTIVATIONS} from "./network.js";
import {gradientOf, valueOf} from "./models.js";
import {collected} from "./steps.js";

export function unit(context, place, layer, k) {
  const {s, run, shown, number, names, pen, lit, layout} = context;
  const {x, y, w, h} = place;
  const {f} = run.network.layers[layer];
  const last = layer === run.network.layers.length - 1;
  const sample = run.result.samples[shown.sample];
  const knows = (op) => shown.knows({op, layer, k});
  const on = lit.has(`u${layer}/${k}`);
  const wash = on ? `fb-lit wash-${shown.current?.phase === "backward" ? "bwd" : "fwd"}` : "";
  const middle = x + 14;
  const dead = knows("delta") && sample.slope[layer]?.[k] === 0;
  return s("g", {"data-choose": `delta${layer + 1}_${k + 1}`},
    s("rect", {class: `box ${knows("a") ? "fwd" : "muted dashed"} ${wash}`, x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 10}),
    curve(s, {x: x - w / 2 + 20, y}, f, knows("z") ? sample.z[layer][k] : null),
    pen.text({x: middle, y: y - 5}, knows("z") ? "fwd" : "muted", "z ", knows("z") ? number(names.z(layer, k), sample.z[layer][k]) : "–"),
    pen.text({x: middle, y: y + 17}, knows("a") ? "fwd strong" : "muted", last ? "ŷ " : "a ", knows("a") ? number(names.a(layer, k), sample.a[layer + 1][k]) : "–"),
    knows("delta") && sample.slope[layer] && badge(context, place, layer, k),
    bias(context, place, layer, k),
    back(context, place, layer, k),
    dead && stop(s, layout, place));
}

/** What comes back: ∂J/∂a enters, times the slope it leaves as δ. */
function back({run, shown, number, names, pen, layout}, {x, y, h}, layer, k) {
  const sample = run.result.samples[shown.sample];
  const last = layer === run.network.layers.length - 1;
  const line = layout.font + 2;
  const top = y + h / 2 + line + (layout.compact ? 2 : 6);
  const has = (op) => shown.knows({op, layer, k});
  return [
    has("delta") && pen.text({x, y: top}, "bwd halo strong", "δ ", number(names.delta(layer, k), sample.delta[layer][k])),
    !last && has("upstream") && pen.text({x, y: top + line}, "bwd halo", "∂J/∂a ", number(names.upstream(layer, k), sample.upstream[layer][k]))
  ];
}

/** The local derivative, on the unit's rim. */
function badge({s, run, shown, number, names, pen}, {x, y, w, h}, layer, k) {
  const value = run.result.samples[shown.sample].slope[layer][k];
  const at = {x: x + w / 2 - 22, y: y - h / 2 - 2};
  return s("g", {class: "fb-badge"},
    s("rect", {class: value === 0 ? "box bwd" : "box muted", x: at.x - 36, y: at.y - 11, width: 74, height: 21, rx: 10}),
    pen.text({x: at.x + 1, y: at.y + 5}, "", "σ′ ", number(names.slope(layer, k), value)));
}

function bias({s, run, shown, number, names, pen, layout}, {x, y, w, h}, layer, k) {
  if (!run.model.biases) return null;
  const parameter = {layer, k, j: null};
  const count = shown.counted({op: "bias", layer, k});
  const value = valueOf(run.network, parameter);
  return s("g", {"data-choose": `b${layer + 1}_${k + 1}`},
    pen.text({x: x - w / 2 - 2, y: y - h / 2 - 8, anchor: "start"}, "fwd halo", "b ", weightText(run, shown, parameter, value, number)),
    count > 0 && pen.text({x: x - w / 2 - 2, y: y - h / 2 - 8 - layout.font - 1, anchor: "start"}, "bwd halo", "∂J/∂b ", number(names.bias(layer, k), collected(run.result, count, parameter))));
}

/** w, or w → w′ once a step was made or is being made. */
export function weightText({start, network, result, rate}, {current}, parameter, value, number) {
  if (current?.op === "update") return [number(null, value), "→", number(null, value - rate * gradientOf(result, parameter), "strong")];
  if (start === network) return number(null, value);
  return [number(null, valueOf(start, parameter)), "→", number(null, value, "strong")];
}

/** The bar at which a pulse that goes back stops. */
function stop(s, {narrow}, {x, y, w, h}) {
  const d = narrow ? `M${x - 24},${y - h / 2 - 9}H${x + 24}` : `M${x - w / 2 - 9},${y - 24}V${y + 24}`;
  const at = narrow ? {x: x - 34, y: y - h / 2 - 4} : {x: x - w / 2 - 9, y: y + 40};
  return s("g", {class: "fb-stop"}, s("path", {class: "line bwd solid thick", d}), s("text", {class: "bwd mid halo strong", ...at}, "stop"));
}

const SIZE = 13;

/** The activation's curve, and where z stands on it. */
function curve(s, {x, y}, name, z) {
  const {f} = ACTIVATIONS[name] ?? ACTIVATIONS.sigmoid;
  const bounded = ["sigmoid", "tanh", "softmax"].includes(name);
  const squeeze = (value) => value / (1 + Math.abs(value) / 3);
  const place = (value) => {
    const u = squeeze(value) / 3; // −1 … 1
    const out = bounded ? f(value) : squeeze(f(value)) / 3;
    const centre = name === "sigmoid" || name === "softmax" ? 2 * out - 1 : out;
    return [x + SIZE * u, y - SIZE * centre].map((v) => Number(v.toFixed(1)));
  };
  const points = Array.from({length: 25}, (_, i) => (i - 12) / 12).map((u) => place(3 * u / (1.0001 - Math.abs(u))));
  const point = z === null ? null : place(Math.max(-1e6, Math.min(1e6, z)));
  return s("g", {},
    s("path", {class: "line muted", d: `M${points.map((p) => p.join(",")).join("L")}`}),
    point && s("circle", {class: "fill-fwd", cx: point[0], cy: point[1], r: 5}));
}
