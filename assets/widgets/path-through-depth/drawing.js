/**
 * The two chains, drawn next to each other on one log axis: each layer's factor as a bar, the
 * running product as a line.
 */

import {axes, linear} from "../ui/chart.js";
import {createSvg} from "../ui/dom.js";
import {drawEntries} from "../ui/legend.js";
import {mark} from "../ui/readout.js";
import {textWidth} from "../ui/text-width.js";
import {decades, drawDirection, layerTicks, logScale} from "./axis.js";
import {NAMES, TITLES, finding, firstDead, short} from "./core.js";
import {placeLegend} from "./legend.js";
import {drawBars, drawCross, drawDots, drawLayerStep, drawProducts, drawStairs} from "./marks.js";

/**
 * @import {Interval} from "../ui/chart.js"
 * @import {Svg} from "../ui/dom.js"
 * @import {Format} from "../ui/readout.js"
 * @import {Chains, Name, Unit} from "./core.js"
 */

/**
 * @typedef {object} Panel one chain and its place
 * @property {Name} name
 * @property {Unit[]} units
 * @property {number} layer the highlighted one
 * @property {Interval} domain decades
 * @property {boolean} withZero whether the axis shows 0
 * @property {number} left
 * @property {number} above y of its upper edge
 * @property {number} width
 * @property {number} font
 * @property {SVGElement} passed the number that comes out at layer 1
 *
 * @typedef {{left: number, right: number, head: number, foot: number}} Edges of the plot
 */

/** The drawing's alternative text. @param {Chains} chains */
const altText = chains =>
  "Bars: what each layer passes back, on a log axis; " +
  "a line: their running product from the last layer down to the first; " +
  `dotted, beside the sigmoid: a quarter each. ${finding(chains)}`;

const NARROW = 560;
const GAP = 20;
const HEIGHT = 284; // of a panel
const TICKS = 58; // px left of each panel
const WIDEST = 72; // px of a bar
const SMALLEST = 13; // px
const PASSES = "passes back ";

/**
 * Panels side by side, or below each other in a narrow column; the legend above them.
 * @param {number} width of the figure, 0 if it is unknown
 */
export function sizes(width, signed = false) {
  const isNarrow = width > 0 && width < NARROW;
  const all = width || 852;
  const font = isNarrow ? 15 : 17;
  const legend = placeLegend({left: TICKS, width: all, font, signed});
  const panelWidth = isNarrow ? all : (all - GAP) / 2;
  return {
    width: all,
    height: legend.height + (isNarrow ? 2 * HEIGHT + GAP : HEIGHT),
    font,
    legend,
    panels: [0, 1].map(i => ({
      width: panelWidth,
      left: isNarrow ? 0 : i * (panelWidth + GAP),
      above: legend.height + (isNarrow ? i * (HEIGHT + GAP) : 0)
    }))
  };
}

/**
 * @param {Document} document
 * @param {ReturnType<typeof sizes>} size
 * @param {Chains} chains
 * @param {{layer: number, live?: boolean, format?: Format}} options layer: highlighted; live:
 *   numbers have data-name and data-value
 */
export function plot(document, size, chains, {layer, live = true, format = short}) {
  const s = createSvg(document);
  const {width, height, font, legend, panels} = size;
  const withZero = NAMES.some(name => firstDead(chains[name]) > 0);
  const domain = decades(chains);
  return s(
    "svg",
    {
      class: "drawing ptd",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": altText(chains)
    },
    s(
      "g",
      {"font-size": font},
      drawEntries(s, legend.entries),
      NAMES.map((name, i) => {
        const units = chains[name];
        const [{product}] = units;
        const passed = s("tspan", {}, format(product));
        if (live) mark(passed, `${name}_kept`, product, format);
        return drawPanel(s, {...panels[i], font, domain, withZero, name, units, layer, passed});
      })
    )
  );
}

/** One chain in its place: heading, axes, bars, running product. @param {Svg} s @param {Panel} panel */
function drawPanel(s, panel) {
  const {left, above, width, font, domain, withZero, name, units, layer} = panel;
  const edges = {
    left: left + TICKS,
    right: left + width - 8,
    head: above + 30,
    foot: above + HEIGHT - 56
  };
  const x = linear([0.5, units.length + 0.5], [edges.left, edges.right]);
  const {y, level, zero, ticks} = logScale(domain, [edges.foot, edges.head], withZero);
  const column = x(1) - x(0);
  const half = Math.min(0.36 * column, WIDEST / 2);
  const dead = firstDead(units);
  const chart = {s, units, x, level, half, r: units.length > 20 ? 4 : 5};
  /** @param {string} tone @param {number} x @param {number} width */
  const drawBand = (tone, x, width, below = 0) =>
    s("rect", {class: tone, x, y: edges.head, width, height: edges.foot - edges.head + below});
  return s(
    "g",
    {},
    drawHeading(s, panel, edges),
    drawBand("fill-wash", x(layer) - 1.39 * half, 2.78 * half),
    axes(s, {
      x,
      y,
      xTicks: layerTicks(units.length),
      yTicks: ticks,
      strong: withZero ? [0, zero] : [0]
    }),
    withZero && drawGap(s, edges.left - 14, y(zero) - 18),
    drawDirection(s, {...edges, font}),
    drawBars(chart),
    name === "sigmoid" && drawStairs(chart),
    drawLayerStep(chart, layer),
    drawProducts(chart),
    drawDots(chart),
    dead > 0 && drawCross(s, x(dead), level(0), Math.min(8, 0.45 * column + 2)),
    drawBand("ptd-layers", edges.left, edges.right - edges.left, 24)
  );
}

/** The dots between the powers of ten and 0. @param {Svg} s @param {number} x @param {number} y */
const drawGap = (s, x, y) =>
  s("text", {class: "muted end", x, y, dy: "0.35em", "font-size": 14}, "⋮");

/**
 * The layer at which a click in the drawing points, 0 for none.
 * @param {Element} target @param {number} clientX @param {number} layers
 */
export function layerAt(target, clientX, layers) {
  if (!target.classList.contains("ptd-layers")) return 0;
  const {left, width} = target.getBoundingClientRect();
  return Math.max(1, Math.min(layers, Math.ceil(((clientX - left) / width) * layers)));
}

/**
 * The name, and what comes out at layer 1, in as many words as fit; all of its digits may need
 * smaller type, or the ticks' width.
 * @param {Svg} s @param {Panel} panel @param {Edges} edges
 */
function drawHeading(s, {above, font, name, units, passed}, {left, right}) {
  const y = above + 18;
  const dead = firstDead(units);
  const stop = dead ? `dead at layer ${dead}: ` : "";
  const title = TITLES[name];
  const needed = textWidth(stop + passed.textContent);
  const available = (right - left) / font - textWidth(`${title}  `);
  const extra = needed > available ? TICKS / font : 0;
  const size = Math.max(SMALLEST, Math.min(font, (font * (available + extra)) / needed));
  return [
    s("text", {class: "strong", x: left - extra * font, y}, title),
    s(
      "text",
      {class: "bwd strong end", x: right, y, "font-size": size},
      stop,
      needed + textWidth(PASSES) < available ? PASSES : "",
      passed
    )
  ];
}
