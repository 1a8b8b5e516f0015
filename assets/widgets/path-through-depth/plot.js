/** The two chains, drawn beside each other on one log axis: each layer's factor as a bar, the running product as a line. */

import {axes, linear, linePath, plotWindow} from "../parts/chart.js";
import {createSvg} from "../parts/dom.js";
import {mark} from "../parts/readout.js";
import {NAMES, bound, firstDead, short} from "./core.js";

export const TITLES = {sigmoid: "Sigmoid", relu: "ReLU"};
const NARROW = 560;

/** Panels side by side, or below each other in a narrow column. */
export function sizes(width) {
  const narrow = width > 0 && width < NARROW;
  const all = width || 852;
  const panel = narrow ? {w: all, h: 270} : {w: (all - 20) / 2, h: 276};
  return {
    width: all, height: narrow ? 2 * panel.h : panel.h, panel, font: narrow ? 15 : 17,
    place: (i) => (narrow ? {x: 0, y: i * panel.h} : {x: i * (panel.w + 20), y: 0})
  };
}

/**
 * @param {Document} document
 * @param {{width: number, height: number, panel: {w: number, h: number}, font: number, place: (i: number) => {x: number, y: number}}} size
 * @param {Record<string, object[]>} chains of core.js, by activation
 * @param {{layer: number, live?: boolean, format?: (value: number) => string, alt: string}} options layer: lit
 */
export function plot(document, size, chains, {layer, live = true, format = short, alt}) {
  const s = createSvg(document);
  const domain = decades(chains);
  return s("svg", {class: "drawing ptd", viewBox: `0 0 ${size.width} ${size.height}`, role: "img", "aria-label": alt},
    s("g", {"font-size": size.font}, NAMES.map((name, i) => {
      const number = (value) => {
        const text = s("tspan", {}, format(value));
        return live ? mark(text, `${name}_kept`, value, format) : text;
      };
      return panel(s, {...size, ...size.place(i), domain}, name, chains[name], layer, number);
    })));
}

/** The powers of ten that the axis spans: all that is drawn, and never less than 10⁻⁴ … 10¹. */
export function decades(chains) {
  const units = Object.values(chains).flat();
  const values = [...units.flatMap(({factor, product}) => [factor, product]), ...bound(Object.values(chains)[0].length)];
  const logs = values.filter((value) => value !== 0).map((value) => Math.log10(Math.abs(value)));
  return [Math.floor(Math.min(-4, ...logs)), Math.ceil(Math.max(1, ...logs))];
}

function panel(s, {x: left, y: above, panel: {w, h}, font, domain}, name, units, layer, number) {
  const layers = units.length;
  const x = linear([0.5, layers + 0.5], [left + 58, left + w - 8]);
  const y = linear(domain, [above + h - 52, above + 36]);
  const level = (value) => y(Math.max(domain[0], Math.log10(Math.abs(value))));
  const half = 0.36 * (x(1) - x(0));
  const dead = firstDead(units);
  return s("g", {},
    s("text", {class: "strong", x: left + 58, y: above + 20}, TITLES[name]),
    s("text", {class: "bwd strong end", x: left + w - 8, y: above + 20}, "keeps ", number(units[0].product)),
    axes(s, {x, y, xTicks: layerTicks(layers), yTicks: powerTicks(domain), strong: [0], xLabel: "layer"}),
    plotWindow(s, {x, y},
      layer && s("rect", {class: "fill-wash", x: x(layer) - half - 3, y: y(domain[1]), width: 2 * half + 6, height: y(domain[0]) - y(domain[1])}),
      units.map(({factor}, i) => factor !== 0 && bar(s, {x: x(i + 1), half, zero: y(0), to: level(factor)}, factor < 0)),
      name === "sigmoid" && steps(s, x, level, layers),
      s("path", {class: "line bwd solid thick", d: linePath(units.map(({product}, i) => product && [x(i + 1), level(product)]))}),
      units.map(({product}, i) => product !== 0 && s("circle", {class: "fill-bwd", cx: x(i + 1), cy: level(product), r: layers > 20 ? 4 : 5}))),
    name === "sigmoid" && s("text", {class: "halo", x: x(0.5) + 6, y: layers < 6 ? y(domain[0]) - 10 : y(0.4 * domain[0])}, "dotted: at best ¼ each"),
    dead > 0 && deadUnit(s, {x: x(dead), y: y(domain[0]), right: left + w - 14, top: y(0) + 1.6 * font}, dead),
    units.map((_, i) => s("rect", {class: "ptd-hit", "data-layer": i + 1, x: x(i + 0.5), y: above + 30, width: x(1) - x(0), height: h - 50})));
}

/** From 10⁰ to the factor; dashed where the factor is negative. */
const bar = (s, {x, half, zero, to}, negative) =>
  s("rect", {class: `box bwd wash-bwd hair${negative ? " dashed" : ""}`, x: x - half, y: Math.min(zero, to), width: 2 * half, height: Math.max(1, Math.abs(to - zero))});

/** The staircase of 0.25^ℓ, down to the left: one step a layer. */
function steps(s, x, level, layers) {
  const path = bound(layers).map((value, i) => `${i ? "V" : `M${x(0.5)},`}${level(value).toFixed(1)}H${x(i + 1.5).toFixed(1)}`).join("");
  return s("path", {class: "line ink dotted", d: path});
}

function deadUnit(s, {x, y, right, top}, layer) {
  return s("g", {},
    s("path", {class: "line bwd solid thick", d: `M${x - 7},${y - 7}l14,14M${x + 7},${y - 7}l-14,14`}),
    s("text", {class: "bwd strong end halo", x: right, y: top}, `dead at layer ${layer}`));
}

const layerTicks = (layers) => {
  const every = layers > 20 ? 5 : layers > 10 ? 2 : 1;
  return Array.from({length: layers}, (_, i) => i + 1).filter((l) => l === 1 || l === layers || (l % every === 0 && layers - l >= every / 2 + 0.5))
    .map((l) => [l, String(l)]);
};

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** At most about seven powers of ten, 10⁰ among them. */
export function powerTicks([low, high]) {
  const every = [1, 2, 3, 5, 10, 20, 50].find((step) => (high - low) / step <= 7);
  const powers = Array.from({length: high - low + 1}, (_, i) => low + i).filter((power) => power % every === 0);
  return powers.map((power) => [power, `10${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map((d) => SUPERSCRIPTS[d]).join("")}`]);
}
