/**
 * The two chains, drawn beside each other on one log axis: each layer's factor as a bar, the
 * running product as a line.
 */

import {axes, linear, linePath} from "../ui/chart.js";
import {createSvg} from "../ui/dom.js";
import {mark} from "../ui/readout.js";
import {decades, direction, layerTicks, logScale} from "./axis.js";
import {NAMES, bound, firstDead, short} from "./core.js";
import {drawKey, keyOf} from "./legend.js";

export const TITLES = {sigmoid: "Sigmoid", relu: "ReLU"};
const NARROW = 560;
const GAP = 20;
const TICKS = 58; // px left of each panel
const WIDEST = 72; // px of a bar
const SMALLEST = 13; // px
const PASSES = "passes back ";

/** Panels side by side, or below each other in a narrow column; the key above them. */
export function sizes(width, signed = false) {
  const narrow = width > 0 && width < NARROW;
  const all = width || 852;
  const font = narrow ? 15 : 17;
  const panel = narrow ? {w: all, h: 284} : {w: (all - GAP) / 2, h: 284};
  const key = keyOf({left: TICKS, width: all, font, signed});
  return {
    width: all,
    height: key.height + (narrow ? 2 * panel.h + GAP : panel.h),
    panel,
    font,
    key,
    place: i =>
      narrow
        ? {left: 0, above: key.height + i * (panel.h + GAP)}
        : {left: i * (panel.w + GAP), above: key.height}
  };
}

/**
 * @param {Document} document
 * @param {object} size of `sizes`
 * @param {Record<string, object[]>} chains of core.js, by activation
 * @param {{layer: number, live?: boolean, format?: (value: number) => string, alt: string}} options
 *   layer: lit
 */
export function plot(document, size, chains, {layer, live = true, format = short, alt}) {
  const s = createSvg(document);
  const withZero = NAMES.some(name => firstDead(chains[name]) > 0);
  const domain = decades(chains);
  return s(
    "svg",
    {
      class: "drawing ptd",
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: "img",
      "aria-label": alt
    },
    s(
      "g",
      {"font-size": size.font},
      drawKey(s, size.key, size.font),
      NAMES.map((name, i) => {
        const number = value => {
          const text = s("tspan", {}, format(value));
          return live ? mark(text, `${name}_kept`, value, format) : text;
        };
        return panel(
          s,
          {...size, ...size.place(i), domain, withZero},
          {name, units: chains[name], layer, number}
        );
      })
    )
  );
}

function panel(
  s,
  {left, above, panel: {w, h}, font, domain, withZero},
  {name, units, layer, number}
) {
  const layers = units.length;
  const edge = {left: left + TICKS, right: left + w - 8, head: above + 30, foot: above + h - 56};
  const x = linear([0.5, layers + 0.5], [edge.left, edge.right]);
  const {y, level, zero, ticks} = logScale(domain, [edge.foot, edge.head], withZero);
  const dead = firstDead(units);
  const column = x(1) - x(0);
  const half = Math.min(0.36 * column, WIDEST / 2);
  return s(
    "g",
    {},
    heading(s, {
      ...edge,
      y: above + 18,
      font,
      title: TITLES[name],
      dead,
      kept: number(units[0].product)
    }),
    s("rect", {
      class: "fill-wash",
      x: x(layer) - 1.39 * half,
      y: edge.head,
      width: 2.78 * half,
      height: edge.foot - edge.head
    }),
    axes(s, {x, y, xTicks: layerTicks(layers), yTicks: ticks, strong: [0, zero]}),
    withZero &&
      s(
        "text",
        {class: "muted end", x: edge.left - 14, y: y(zero) - 18, dy: "0.35em", "font-size": 14},
        "⋮"
      ),
    direction(s, {...edge, font}),
    bars(s, units, {x, half, level}),
    name === "sigmoid" && stairs(s, x, level, layers),
    units[layer - 1].product !== 0 &&
      step(s, {
        x: x(layer),
        half,
        from: level(units[layer]?.product ?? 1),
        to: level(units[layer - 1].product)
      }),
    s("path", {
      class: "line bwd solid thick",
      d: linePath(units.map(({product}, i) => [x(i + 1), level(product)]))
    }),
    dots(s, units, {x, level, r: layers > 20 ? 4 : 5}),
    dead > 0 && cross(s, x(dead), level(0), Math.min(8, 0.45 * column + 2)),
    s("rect", {
      class: "ptd-layers",
      x: edge.left,
      y: edge.head,
      width: edge.right - edge.left,
      height: edge.foot - edge.head + 24
    })
  );
}

/** The layer at which a click in the drawing points, 0 for none. */
export function layerAt({target, clientX}, layers) {
  if (!target.classList.contains("ptd-layers")) return 0;
  const {left, width} = target.getBoundingClientRect();
  return Math.max(1, Math.min(layers, Math.ceil(((clientX - left) / width) * layers)));
}

/**
 * The name, and what comes out at layer 1, in as many words as have room; all of its digits may
 * need smaller type, or the ticks' room.
 */
function heading(s, {left, right, y, font, title, dead, kept}) {
  const shut = dead ? `dead at layer ${dead}: ` : "";
  const needed = widthOf(shut + kept.textContent);
  const room = (right - left) / font - widthOf(`${title}  `);
  const more = needed > room ? TICKS / font : 0;
  const size = Math.max(SMALLEST, Math.min(font, (font * (room + more)) / needed));
  return [
    s("text", {class: "strong", x: left - more * font, y}, title),
    s(
      "text",
      {class: "bwd strong end", x: right, y, "font-size": size},
      shut,
      needed + widthOf(PASSES) < room ? PASSES : "",
      kept
    )
  ];
}

/** Of strong text, in units of its type, a little generously. */
const widthOf = text =>
  [...text].reduce((sum, letter) => sum + (/\d/.test(letter) ? 0.64 : 0.52), 0);

/**
 * From 10⁰ to each factor; dashed where it is negative, without an outline where it is 0: 10⁰ is
 * infinitely far from there.
 */
function bars(s, units, {x, half, level}) {
  const bar = ({factor}, i) => {
    const height = level(factor) - level(1);
    return `M${x(i + 1) - half},${level(1)}h${2 * half}v${Math.abs(height) < 1 ? 1 : height}h${-2 * half}z`;
  };
  const path = (tone, wanted) =>
    s("path", {
      class: `wash-bwd ${tone}`,
      d: units.map((unit, i) => (wanted(unit.factor) ? bar(unit, i) : "")).join("")
    });
  return [
    path("box bwd hair", factor => factor > 0),
    path("box bwd hair dashed", factor => factor < 0),
    path("", factor => factor === 0)
  ];
}

/** The running products; hollow where they are negative. */
function dots(s, units, {x, level, r}) {
  const dot = ({product}, i) =>
    `M${x(i + 1) - r},${level(product)}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`;
  const path = (tone, wanted) =>
    s("path", {
      class: tone,
      d: units.map((unit, i) => (wanted(unit.product) ? dot(unit, i) : "")).join("")
    });
  return [path("fill-bwd", product => product >= 0), path("node bwd", product => product < 0)];
}

/**
 * The chosen layer's factor where it acts: as long as its bar, from the product that arrives to the
 * one that leaves.
 */
const step = (s, {x, half, from, to}) =>
  s("path", {
    class: "line bwd solid ptd-step",
    d: `M${x - half},${from}H${x + half}M${x},${from}V${to}M${x - half},${to}H${x + half}`
  });

/** The staircase of 0.25^ℓ, down to the left: one step a layer. */
function stairs(s, x, level, layers) {
  const path = bound(layers)
    .map(
      (value, i) => `${i ? "V" : `M${x(0.5)},`}${level(value).toFixed(1)}H${x(i + 1.5).toFixed(1)}`
    )
    .join("");
  return s("path", {class: "line ink dotted", d: path});
}

const cross = (s, x, y, r) =>
  s("path", {
    class: "line bwd solid thick",
    d: `M${x - r},${y - r}l${2 * r},${2 * r}M${x + r},${y - r}l${-2 * r},${2 * r}`
  });
