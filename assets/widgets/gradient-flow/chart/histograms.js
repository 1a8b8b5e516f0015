/**
 * Histograms of each layer, under the chart's layers: activations, forward, and gradients,
 * backward.
 */
import {createSvg} from "../../ui/dom.js";
import {linear, plotWindow} from "../../ui/chart.js";
import {power} from "../../ui/readout.js";
import {layerTicks} from "./axes.js";
import {DECADE_STEP, UNIT_STEP} from "../simulation/unit-counts.js";
import {layerScale} from "./drawing.js";

export const [TALL, LOW] = [56, 36]; // px, a histogram's height
const GAP = 10;
const RARE = 0.002; // bins with a smaller share of a layer's values do not extend the axis
const MANY = 25; // layers, beyond which histograms have no outline

/** @returns {number} the drawing's height in px */
export const stripsHeight = (width, strip = TALL) =>
  2 * (strip + GAP) + 2.6 * layerScale(width, 2).type.size;

/**
 * @param {{histograms: object, shares: {saturated: number[] | null, dead: number[]}, depth?:
 *   number, height?: number}} data of simulation/summary.js; depth: how many layers the chart above has;
 *   height: of a strip
 * @param {{document: Document, width: number}} frame in CSS px
 */
export function drawStrips(
  {histograms, shares, depth = histograms.a.length, height = TALL},
  {document, width}
) {
  const s = createSvg(document);
  const {type, x} = layerScale(width, depth);
  const top = 1.5 * type.size;
  const a = {
    ...histograms,
    layers: histograms.a,
    step: histograms.linear ? UNIT_STEP : DECADE_STEP,
    tone: "fwd",
    label: histograms.linear ? "a" : "|a|"
  };
  const delta = {layers: histograms.delta, step: DECADE_STEP, tone: "bwd", label: "|δ|"};
  return s(
    "g",
    {"font-size": type.size},
    s(
      "text",
      {class: "muted", x: width < 760 ? 0 : type.left, y: 1.1 * type.size},
      `network 1, layer by layer; ${shares.saturated ? "saturated: |σ′| < 0.01" : "|a| = 0 left out"}`
    ),
    strip(s, a, {x, type, width, top, height}),
    strip(s, delta, {x, type, width, top: top + height + GAP, height}),
    percentages(s, {shares, x, type, row: top + 2 * (height + GAP) + 0.7 * type.size})
  );
}

/** One vertical, mirrored histogram per layer; its width shows the count. */
function strip(s, {layers, linear: isLinear, step, tone, label}, {x, type, width, top, height}) {
  const bins = layers.flatMap(({first, counts, size}) =>
    counts.flatMap((count, i) => (count > RARE * size ? [first + i, first + i + 1] : []))
  );
  const [low, high] = bins.length ? [Math.min(...bins), Math.max(...bins)] : [0, 1];
  const y = linear([low, high], [top + height, top]);
  const reach = Math.min(18, 0.46 * (layers.length > 1 ? x(2) - x(1) : 44));
  const edge = bin =>
    isLinear
      ? String(Number((bin * step).toFixed(1))).replace("-", "−")
      : power(Math.round(bin * step));
  const tick = (bin, dy) =>
    s(
      "text",
      {class: "muted", x: width - type.right + 8, y: y(bin), dy, "font-size": 0.85 * type.size},
      edge(bin)
    );
  return s(
    "g",
    {},
    [low, high].map(bin =>
      s("line", {
        class: "line faint hair",
        x1: type.left,
        x2: width - type.right,
        y1: y(bin),
        y2: y(bin)
      })
    ),
    s(
      "text",
      {class: `${tone} end strong`, x: type.left - 10, y: (y(low) + y(high)) / 2, dy: "0.35em"},
      label
    ),
    tick(high, "0.7em"),
    tick(low, "0em"),
    plotWindow(
      s,
      {
        x: linear([0, 1], [type.left - 4, width - type.right + 4]),
        y: linear([low, high], [top + height + 1, top - 1])
      },
      layers.map((histogram, i) =>
        s("path", {
          class: `strip ${tone} ${layers.length > MANY ? "many" : ""}`,
          d: outline(histogram, {x: x(i + 1), y, reach})
        })
      )
    )
  );
}

function outline({first, counts}, {x, y, reach}) {
  if (!counts.length) return `M${x - reach},${y.range[0]}h${2 * reach}`; // every value is 0: a line at the foot
  const largest = Math.max(...counts);
  const side = sign =>
    counts.map((count, i) => [
      x + (sign * reach * count) / largest,
      y(first + i),
      y(first + i + 1)
    ]);
  const up = side(1)
    .map(([px, from, to]) => `L${px.toFixed(1)},${from.toFixed(1)}V${to.toFixed(1)}`)
    .join("");
  const down = side(-1)
    .reverse()
    .map(([px, from, to]) => `L${px.toFixed(1)},${to.toFixed(1)}V${from.toFixed(1)}`)
    .join("");
  return `M${x},${y(first)}${up}${down}Z`;
}

/** What each layer has lost, in per cent: dead units of ReLU, saturated ones of the others. */
function percentages(s, {shares, x, type, row}) {
  const values = shares.saturated ?? shares.dead;
  const ticks = layerTicks(x, values.length, 1.7 * type.size);
  return s(
    "g",
    {},
    s(
      "text",
      {class: "muted end", x: type.left - 10, y: row, "font-size": 0.85 * type.size},
      shares.saturated ? "saturated, %" : "dead, %"
    ),
    ticks.map(layer =>
      s(
        "text",
        {class: "mid", x: x(layer), y: row, "font-size": 0.85 * type.size},
        Math.round(100 * values[layer - 1])
      )
    )
  );
}
