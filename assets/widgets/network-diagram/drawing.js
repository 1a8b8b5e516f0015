/**
 * Draws the network: values blue and solid, gradients orange and dashed, what is not yet computed
 * grey and dashed, the current element highlighted.
 */

import {createSvg} from "../ui/dom.js";
import {brief, mark} from "../ui/readout.js";
import {createStrokes} from "./strokes.js";
import {collected} from "./micro-steps.js";
import {lossOf, readoutNames, symbolsOf} from "./names.js";
import {drawUnit, printParameter} from "./unit.js";

/**
 * @import {Svg} from "../ui/dom.js"
 * @import {Network, Result} from "../engine/network.js"
 * @import {Format} from "../ui/readout.js"
 * @import {Box, Edge, End, Layout} from "./layout.js"
 * @import {MicroStep, Operation, Progress} from "./micro-steps.js"
 * @import {Model} from "./networks.js"
 * @import {TextPlace} from "./strokes.js"
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
 * @typedef {Progress & {chosen?: {layer?: number, k?: number, j?:
 *   number | null, kind?: string} | null}} Shown chosen: the element
 */

/**
 * @param {Document} document
 * @param {Layout} layout
 * @param {Run} run
 * @param {Shown} shown
 * @param {{live?: boolean, alt: string}} options live: numbers bear data-name and data-value
 */
export function drawNetwork(document, layout, run, shown, {live = true, alt}) {
  const context = createContext(createSvg(document), layout, run, shown, live);
  const {s, strokes} = context;
  const lines = [
    layout.edges.map(edge => drawEdge(context, edge)),
    layout.ends.map(end => drawEnd(context, end))
  ];
  const nodes = [
    layout.inputs.map((box, j) => drawInput(context, box, j)),
    layout.units.flatMap((units, layer) => units.map((box, k) => drawUnit(context, box, layer, k))),
    drawLoss(context)
  ];
  const labels = [
    layout.ends.map(end => drawEndLabel(context, end)),
    layout.edges.map(edge => drawEdgeLabel(context, edge))
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

/** @typedef {ReturnType<typeof createContext>} Context what all parts of a drawing need */
/** @param {Svg} s @param {Layout} layout @param {Run} run @param {Shown} shown @param {boolean} live */
function createContext(s, layout, run, shown, live) {
  /** @param {string | null} name @param {number} value @param {Format} [print] */
  const number = (name, value, print = brief) => {
    const text = s("tspan", {class: "number"}, print(value));
    return live ? mark(text, name, value, print) : text;
  };
  return {
    ...{s, layout, run, shown, number},
    values: run.result.samples[shown.sample],
    last: run.network.layers.length - 1,
    names: readoutNames(run.model),
    symbols: symbolsOf(run.model),
    strokes: createStrokes(s, layout),
    highlighted: findHighlighted(shown, run)
  };
}

/** @param {number} layer @param {number} k */
const unitId = (layer, k) => `u${layer}/${k}`;
/** @param {number} layer @param {number} k @param {number} j */
const edgeId = (layer, k, j) => `e${layer}/${k}/${j}`;
/** @param {number} k */
const endId = k => `l${k}`;

/**
 * The ids of what a micro-step highlights.
 * @type {{[Op in Operation]: (step: MicroStep<Op>, network: Network) => string[]}}
 */
const IDS = {
  z: ({layer, k}, {layers}) => [
    unitId(layer, k),
    ...layers[layer].W[k].map((_, j) => edgeId(layer, k, j))
  ],
  a: ({layer, k}) => [unitId(layer, k)],
  softmax: ({layer}, {layers}) => layers[layer].W.map((_, k) => unitId(layer, k)),
  loss: (_, {samples: [{y}]}) => ["loss", ...y.map((_, k) => endId(k))],
  cost: () => ["loss"],
  upstream: ({layer, k}, {layers}) => [
    unitId(layer, k),
    ...(layers[layer + 1]?.W.map((_, m) => edgeId(layer + 1, m, k)) ?? [endId(k)])
  ],
  delta: ({layer, k}) => [unitId(layer, k)],
  weight: ({layer, k, j}) => [edgeId(layer, k, j)],
  bias: ({layer, k}) => [unitId(layer, k)],
  mean: () => [],
  update: (_, {layers}) =>
    layers.flatMap(({W}, l) => W.flatMap((row, k) => row.map((_, j) => edgeId(l, k, j))))
};

/**
 * Ids of what the current step or the choice highlights.
 * @param {Shown} shown @param {Run} run
 */
function findHighlighted({current, chosen}, {network}) {
  if (current) {
    const listIds = /** @type {(step: MicroStep, network: Network) => string[]} */ (
      IDS[current.op]
    );
    return new Set(listIds(current, network));
  }
  const {layer, k, j} = chosen ?? {};
  if (layer === undefined || k === undefined) return new Set();
  return new Set([typeof j === "number" ? edgeId(layer, k, j) : unitId(layer, k)]);
}

/** @param {Context} context @param {Edge} edge */
function drawEdge({s, run, shown, values, strokes, highlighted}, edge) {
  const {layer, k, j} = edge;
  const isHighlighted = highlighted.has(edgeId(layer, k, j));
  const {op, phase = "backward"} = shown.current ?? {};
  const count = shown.counted({op: "weight", layer, k, j});
  const gradient = collected(run.result, count, {layer, k, j});
  return s(
    "g",
    {},
    isHighlighted && strokes.glow(edge, phase),
    strokes.forward(edge, shown.knows({op: "z", layer, k})),
    count > 0 && strokes.backward(edge, gradient === 0),
    isHighlighted && op === "z" && strokes.pulse(edge, "fwd"),
    isHighlighted && op === "upstream" && values.delta[layer][k] !== 0 && strokes.pulse(edge, "bwd")
  );
}

/**
 * What goes back from the loss to an output: ∂ℒ/∂ŷ, or δ at once where the output is a softmax;
 * undefined while it is not known.
 * @param {Context} context @param {End} end
 */
function errorAt({shown, values, last}, {k}) {
  const upstream = values.upstream[last];
  return shown.knows({op: upstream ? "upstream" : "delta", layer: last, k})
    ? (upstream ?? values.delta[last])[k]
    : undefined;
}

/** @param {Context} context @param {End} end */
function drawEnd(context, end) {
  const {s, shown, strokes, highlighted} = context;
  const error = errorAt(context, end);
  const isHighlighted = highlighted.has(endId(end.k));
  return s(
    "g",
    {},
    isHighlighted && strokes.glow(end, shown.current?.phase),
    strokes.forward(end, shown.knows({op: "loss"})),
    error !== undefined && strokes.backward(end, error === 0),
    isHighlighted && Boolean(error) && strokes.pulse(end, "bwd")
  );
}

/** @param {Context} context @param {End} end */
function drawEndLabel(context, end) {
  const {s, run, strokes, number, names, layout, last} = context;
  const error = errorAt(context, end);
  if (error === undefined || run.network.loss === "cross_entropy") return null;
  const [nameAt, numberAt] = labelPlaces(layout, end);
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
 * @param {Layout} layout @param {End} end @returns {TextPlace[]}
 */
function labelPlaces({narrow, ends}, {k, x0, y0, x1, y1}) {
  const middle = {x: (x0 + x1) / 2, y: (y0 + y1) / 2};
  if (!narrow) return (k ? [44, 60] : [-34, -17]).map(dy => ({x: middle.x + 2, y: middle.y + dy}));
  const isLeft = k < ends.length - 1;
  return (isLeft ? [-84, -14] : [20, 68]).map(dx => ({
    x: middle.x + dx,
    y: middle.y + 5,
    anchor: isLeft ? "end" : "start"
  }));
}

/** @param {Context} context @param {Box} box @param {number} j */
function drawInput({s, run, shown, number, strokes, symbols}, box, j) {
  const value = run.network.samples[shown.sample].x[j];
  return s(
    "g",
    {"data-choose": `x_${j + 1}`},
    s("circle", {class: "node fwd", cx: box.x, cy: box.y, r: box.w / 2}),
    strokes.text({x: box.x, y: box.y - 5}, "muted", strokes.symbol(symbols.x(j))),
    strokes.text({x: box.x, y: box.y + 15}, "fwd strong", number(null, value))
  );
}

/** @param {Context} context */
function drawLoss({s, run, shown, values, number, names, layout, strokes, highlighted}) {
  const {x, y, w, h} = layout.loss;
  const isKnown = shown.knows({op: "loss"});
  const hasMany = run.samples > 1;
  const hasCost = hasMany && shown.knows({op: "cost"});
  const targets = run.network.samples[shown.sample].y;
  const targetsAt = {x, y: y + h / 2 + 20};
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
    strokes.text({x, y: y - (hasCost ? 12 : 6)}, "muted", hasMany ? "loss ℒ" : "loss J"),
    strokes.text(
      {x, y: y + (hasCost ? 5 : 17)},
      isKnown ? "fwd strong" : "muted",
      isKnown ? number(hasMany ? names.sampleLoss : names.loss, values.loss) : "–"
    ),
    hasCost &&
      strokes.text({x, y: y + 24}, "fwd strong", "J = ", number(names.loss, run.result.cost)),
    targets.length > 1
      ? strokes.textWithin(
          {...targetsAt, right: layout.width},
          "muted",
          `y = (${targets.join(", ")})`
        )
      : strokes.text(targetsAt, "muted", "y = ", number(null, targets[0]))
  );
}

/**
 * Two lines on an edge: the weight, and below it its gradient.
 * @param {Context} context @param {Edge} edge
 */
function drawEdgeLabel(context, {layer, k, j, label: {x, y}}) {
  const {s, run, shown, number, names, symbols, layout, strokes} = context;
  const {font, compact} = layout;
  const parameter = {layer, k, j};
  const count = shown.counted({op: "weight", ...parameter});
  const gradient = collected(run.result, count, parameter);
  const partial = count < run.samples && !compact ? ` (${count}/${run.samples})` : "";
  return s(
    "g",
    {"data-choose": `W${layer + 1}_${k + 1}${j + 1}`},
    strokes.label(
      {x, y: y - 6},
      "fwd",
      compact ? [] : [strokes.symbol(symbols.weight(layer, k, j)), " "],
      printParameter(context, parameter)
    ),
    count > 0 &&
      strokes.label(
        {x, y: y + font + 2},
        "bwd",
        compact || partial ? "" : run.model.biases ? "∂J/∂W " : "∂J/∂w ",
        number(names.weight(layer, k, j), gradient),
        partial
      ),
    count === 0 && run.done !== null && strokes.blank({x, y: y + font - 2})
  );
}
