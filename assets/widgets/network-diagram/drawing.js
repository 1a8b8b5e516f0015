/**
 * The network, drawn: values blue and solid, gradients orange and dashed, what is not yet computed
 * grey and dashed, the current element highlighted.
 */

import {createSvg} from "../ui/dom.js";
import {brief, mark} from "../ui/readout.js";
import {valueOf} from "./networks.js";
import {createStrokes} from "./strokes.js";
import {collected} from "./micro-steps.js";
import {lossOf, readoutNames, symbolsOf} from "./names.js";
import {unit, weightText} from "./unit.js";

/**
 * @import {Svg} from "../ui/dom.js"
 * @import {Network, Result} from "../engine/network.js"
 * @import {NetworkElement} from "./elements.js"
 * @import {End, Edge, Box, Layout} from "./layout.js"
 * @import {Progress, Quantity} from "./micro-steps.js"
 * @import {Model, Place} from "./networks.js"
 */

/**
 * @typedef {object} Run a network and its numbers
 * @property {Model} model
 * @property {Network} start before training
 * @property {Network} network
 * @property {Result} result
 * @property {number} rate of the next update
 * @property {number} samples their number
 * @property {number | null} done the number of steps; null: no step is chosen
 *
 * @typedef {Progress & {chosen?: Partial<Place> | null}} Shown chosen: the element
 */

/**
 * @param {Document} document
 * @param {Layout} layout
 * @param {Run} run
 * @param {Shown} shown
 * @param {{live?: boolean, alt: string}} options live: numbers bear data-name and data-value
 */
export function drawNetwork(document, layout, run, shown, {live = true, alt}) {
  const s = createSvg(document);
  const names = readoutNames(run.model);
  const number = (name, value, print = brief) => {
    const text = s("tspan", {class: "number"}, print(value));
    return live ? mark(text, name, value, print) : text;
  };
  const strokes = createStrokes(s, layout);
  const context = {
    s,
    layout,
    run,
    shown,
    names,
    symbols: symbolsOf(run.model),
    number,
    strokes,
    highlighted: findHighlighted(shown, run)
  };
  const lines = [
    layout.edges.map(edge => line(context, edge)),
    layout.ends.map(end => lossLine(context, end))
  ];
  const nodes = [
    layout.inputs.map((box, j) => input(context, box, j)),
    layout.units.flatMap((units, layer) => units.map((box, k) => unit(context, box, layer, k))),
    loss(context)
  ];
  const labels = [
    layout.ends.map(end => lossLabel(context, end)),
    layout.edges.map(edge => label(context, edge))
  ];
  return s(
    "svg",
    {
      class: `drawing fb${layout.narrow ? " narrow" : ""}${layout.units.length > 2 ? " fb-deep" : ""}`,
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      role: "img",
      "aria-label": alt
    },
    s("g", {"font-size": layout.font}, lines, strokes.plates, nodes, labels)
  );
}

/**
 * Ids of what the current step or the choice highlights: "u0/1" a unit, "e0/1/0" an edge, "l0" a
 * line to the loss.
 */
function findHighlighted({current, chosen}, {network}) {
  const step = current ?? {op: "", ...chosen};
  const {op, layer, k, j} = step;
  const edge = (l, m, i) => `e${l}/${m}/${i}`;
  const unit = (l, m) => `u${l}/${m}`;
  const all = (rows, name) => [...rows.keys()].map(name);
  const last = network.layers.length - 1;
  const next = network.layers[layer + 1];
  const idsByOperation = {
    z: () => [unit(layer, k), ...all(network.layers[layer].W[k], i => edge(layer, k, i))],
    a: () => [unit(layer, k)],
    softmax: () => all(network.layers[layer].W, m => unit(layer, m)),
    loss: () => ["loss", ...all(network.layers[last].W, m => `l${m}`)],
    cost: () => ["loss"],
    upstream: () =>
      next
        ? [unit(layer, k), ...all(next.W, m => edge(layer + 1, m, k))]
        : [`l${k}`, unit(layer, k)],
    delta: () => [unit(layer, k)],
    weight: () => [edge(layer, k, j)],
    bias: () => [unit(layer, k)],
    update: () =>
      network.layers.flatMap(({W}, l) => W.flatMap((row, m) => all(row, i => edge(l, m, i)))),
    "": () =>
      layer === undefined ? [] : [Number.isInteger(j) ? edge(layer, k, j) : unit(layer, k)]
  };
  return new Set(idsByOperation[op]());
}

function line({s, run, shown, strokes, highlighted}, edge) {
  const {layer, k, j} = edge;
  const on = highlighted.has(`e${layer}/${k}/${j}`);
  const op = shown.current?.op;
  const count = shown.counted({op: "weight", layer, k, j});
  const value = collected(run.result, count, {layer, k, j});
  const delta = run.result.samples[shown.sample].delta[layer][k];
  return s(
    "g",
    {},
    on && strokes.glow(edge, shown.current?.phase ?? "backward"),
    strokes.forward(edge, shown.knows({op: "z", layer, k})),
    count > 0 && strokes.backward(edge, value === 0),
    on && op === "z" && strokes.pulse(edge, "fwd"),
    on && op === "upstream" && delta !== 0 && strokes.pulse(edge, "bwd")
  );
}

/**
 * What goes back from the loss to an output: ∂ℒ/∂ŷ, or δ at once where the output is a softmax;
 * undefined while it is not known.
 */
function errorAt({run, shown}, {k}) {
  const last = run.network.layers.length - 1;
  const {upstream, delta} = run.result.samples[shown.sample];
  return shown.knows({op: upstream[last] ? "upstream" : "delta", layer: last, k})
    ? (upstream[last] ?? delta[last])[k]
    : undefined;
}

function lossLine(context, end) {
  const {s, shown, strokes, highlighted} = context;
  const error = errorAt(context, end);
  const isHighlighted = highlighted.has(`l${end.k}`);
  return s(
    "g",
    {},
    isHighlighted && strokes.glow(end, shown.current?.phase),
    strokes.forward(end, shown.knows({op: "loss"})),
    error !== undefined && strokes.backward(end, error === 0),
    isHighlighted && error && strokes.pulse(end, "bwd")
  );
}

function lossLabel(context, end) {
  const {s, run, strokes, number, names, layout} = context;
  const last = run.network.layers.length - 1;
  const error = errorAt(context, end);
  if (error === undefined || run.network.loss === "cross_entropy") return null;
  const [nameAt, numberAt] = besideEnd(layout, end);
  return s(
    "g",
    {},
    strokes.label(nameAt, "bwd", `∂${lossOf(run)}/∂ŷ`),
    strokes.label(numberAt, "bwd", number(names.upstream(last, end.k), error))
  );
}

/**
 * Where the name and the number of ∂ℒ/∂ŷ stand: one above the other, or, in a narrow drawing, side
 * by side, away from a second output's.
 */
function besideEnd({narrow, ends}, {k, x0, y0, x1, y1}) {
  const middle = {x: (x0 + x1) / 2, y: (y0 + y1) / 2};
  if (!narrow) return (k ? [44, 60] : [-34, -17]).map(dy => ({x: middle.x + 2, y: middle.y + dy}));
  const left = k < ends.length - 1;
  return (left ? [-84, -14] : [20, 68]).map(dx => ({
    x: middle.x + dx,
    y: middle.y + 5,
    anchor: left ? "end" : "start"
  }));
}

function input({s, run, shown, number, strokes, symbols}, box, j) {
  const value = run.network.samples[shown.sample].x[j];
  return s(
    "g",
    {"data-choose": `x_${j + 1}`},
    s("circle", {class: "node fwd", cx: box.x, cy: box.y, r: box.w / 2}),
    strokes.text({x: box.x, y: box.y - 5}, "muted", strokes.symbol(symbols.x(j))),
    strokes.text({x: box.x, y: box.y + 15}, "fwd strong", number(null, value))
  );
}

function loss({s, run, shown, number, names, layout, strokes, highlighted}) {
  const {x, y, w, h} = layout.loss;
  const isKnown = shown.knows({op: "loss"});
  const sample = run.result.samples[shown.sample];
  const many = run.samples > 1;
  const below = many && shown.knows({op: "cost"});
  const targets = run.network.samples[shown.sample].y;
  return s(
    "g",
    {"data-choose": "y"},
    s("rect", {
      class: `box ${isKnown ? "fwd" : "muted dashed"} ${highlighted.has("loss") ? "fb-lit wash-fwd" : ""}`,
      x: x - w / 2,
      y: y - h / 2,
      width: w,
      height: h,
      rx: 8
    }),
    strokes.text({x, y: y - (below ? 12 : 6)}, "muted", many ? "loss ℒ" : "loss J"),
    strokes.text(
      {x, y: y + (below ? 5 : 17)},
      isKnown ? "fwd strong" : "muted",
      isKnown ? number(many ? names.sampleLoss : names.loss, sample.loss) : "–"
    ),
    below &&
      strokes.text({x, y: y + 24}, "fwd strong", "J = ", number(names.loss, run.result.cost)),
    targets.length > 1
      ? strokes.textWithin(
          {x, y: y + h / 2 + 20, right: layout.width},
          "muted",
          `y = (${targets.join(", ")})`
        )
      : strokes.text({x, y: y + h / 2 + 20}, "muted", "y = ", number(null, targets[0]))
  );
}

/** Two lines on an edge: the weight, and below it its gradient. */
function label(
  {s, run, shown, number, names, symbols, layout, strokes},
  {layer, k, j, label: {x, y}}
) {
  const parameter = {layer, k, j};
  const count = shown.counted({op: "weight", ...parameter});
  const {font, compact} = layout;
  const name = compact ? [] : [strokes.symbol(symbols.weight(layer, k, j)), " "];
  const value = valueOf(run.network, parameter);
  const partial = count < run.samples && !compact ? ` (${count}/${run.samples})` : "";
  return s(
    "g",
    {"data-choose": `W${layer + 1}_${k + 1}${j + 1}`},
    strokes.label(
      {x, y: y - 6},
      "fwd",
      name,
      weightText(run, shown, parameter, value, {number, layout})
    ),
    count > 0 &&
      strokes.label(
        {x, y: y + font + 2},
        "bwd",
        compact || partial ? "" : run.model.biases ? "∂J/∂W " : "∂J/∂w ",
        number(names.weight(layer, k, j), collected(run.result, count, parameter)),
        partial
      ),
    count === 0 && run.done !== null && strokes.blank({x, y: y + font - 2})
  );
}
