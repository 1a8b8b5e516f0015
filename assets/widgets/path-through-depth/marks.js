/** What is drawn of a chain: bars of its factors, a line of the running product, dots, stairs. */

import {linePath} from "../ui/chart.js";
import {bound} from "./core.js";

/**
 * From 10⁰ to each factor; dashed where it is negative, without an outline where it is 0: 10⁰ is
 * infinitely far from there.
 */
export function bars(s, units, {x, half, level}) {
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
export function dots(s, units, {x, level, r}) {
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
 * one that leaves. None where the product is 0.
 */
export function layerStep(s, units, layer, {x, half, level}) {
  const leaving = units[layer - 1].product;
  if (leaving === 0) return null;
  const [from, to] = [level(units[layer]?.product ?? 1), level(leaving)];
  const [left, middle, right] = [x(layer) - half, x(layer), x(layer) + half];
  const d = `M${left},${from}H${right}M${middle},${from}V${to}M${left},${to}H${right}`;
  return s("path", {class: "line bwd solid ptd-step", d});
}

/** The running product from layer to layer. */
export const productLine = (s, units, x, level) =>
  s("path", {
    class: "line bwd solid thick",
    d: linePath(units.map(({product}, i) => [x(i + 1), level(product)]))
  });

/** The staircase of 0.25^ℓ, down to the left: one step a layer. */
export function stairs(s, x, level, layers) {
  const path = bound(layers)
    .map(
      (value, i) => `${i ? "V" : `M${x(0.5)},`}${level(value).toFixed(1)}H${x(i + 1.5).toFixed(1)}`
    )
    .join("");
  return s("path", {class: "line ink dotted", d: path});
}

export const cross = (s, x, y, r) =>
  s("path", {
    class: "line bwd solid thick",
    d: `M${x - r},${y - r}l${2 * r},${2 * r}M${x + r},${y - r}l${-2 * r},${2 * r}`
  });
