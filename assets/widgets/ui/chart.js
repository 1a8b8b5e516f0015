/**
 * A small line chart in SVG: scales, axes, clipped paths. Colours and type come from the classes of
 * base.css.
 */

/** @import {Child, Svg} from "./dom.js" */

/**
 * @typedef {[number, number]} Interval from, to
 * @typedef {((value: number) => number) & {invert(position: number): number, domain: Interval,
 *   range: Interval}} Scale from numbers to px
 * @typedef {{x: Scale, y: Scale}} Scales
 * @typedef {[value: number, text: string]} Tick
 */

/** @param {Interval} domain @param {Interval} range @returns {Scale} */
export function linear([d0, d1], [r0, r1]) {
  return Object.assign(
    /** @param {number} value */ value => r0 + ((value - d0) / (d1 - d0)) * (r1 - r0),
    {
      /** @param {number} position */
      invert: position => d0 + ((position - r0) / (r1 - r0)) * (d1 - d0),
      domain: /** @type {Interval} */ ([d0, d1]),
      range: /** @type {Interval} */ ([r0, r1])
    }
  );
}

/**
 * Path data through points; points that are null or not finite break the line.
 * @param {(number[] | null)[]} points
 */
export function linePath(points) {
  let pen = "M";
  let path = "";
  for (const point of points) {
    if (!point || !point.every(Number.isFinite)) pen = "M";
    else {
      path += `${pen}${point[0].toFixed(2)},${point[1].toFixed(2)}`;
      pen = "L";
    }
  }
  return path;
}

/**
 * Axes with grid lines.
 * @param {Svg} s
 * @param {Scales & {xTicks: Tick[], yTicks: Tick[], xLabel?: Child, yLabel?: Child, strong?:
 *   number[]}} spec strong: values of y whose grid line is drawn in ink (0, or 10⁰)
 */
export function axes(s, {x, y, xTicks, yTicks, xLabel, yLabel, strong = []}) {
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  /** @param {string} tone @param {boolean} isStrong */
  const levels = (tone, isStrong) =>
    s("path", {
      class: `line ${tone}`,
      d: yTicks
        .filter(([value]) => strong.includes(value) === isStrong)
        .map(([value]) => `M${left},${y(value)}H${right}`)
        .join("")
    });
  /** @param {string} tone @param {[number, number]} place @param {string} dy @param {string} text */
  const tick = (tone, place, dy, text) =>
    // a transform needs no new layout
    s("text", {class: `muted ${tone}`, transform: `translate(${place})`, dy}, text);
  return s(
    "g",
    {class: "axes"},
    levels("faint", false),
    levels("muted", true),
    s("path", {
      class: "line muted",
      d: xTicks.map(([value]) => `M${x(value)},${bottom}v6`).join("")
    }),
    yTicks.map(([value, text]) => tick("end", [left - 10, y(value)], "0.35em", text)),
    xTicks.map(([value, text]) => tick("mid", [x(value), bottom + 8], "1em", text)),
    xLabel && s("text", {class: "muted end", x: right, y: bottom + 8, dy: "2.3em"}, xLabel),
    yLabel && s("text", {class: "muted", x: left, y: top - 14}, yLabel)
  );
}

/**
 * A window onto the plot: what is drawn in it (same coordinates as outside) is cut at its edge.
 * @param {Svg} s @param {Scales} scales @param {...Child} children
 */
export function plotWindow(s, {x, y}, ...children) {
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  const [width, height] = [right - left, bottom - top];
  return s(
    "svg",
    {
      x: left,
      y: top,
      width,
      height,
      viewBox: `${left} ${top} ${width} ${height}`,
      overflow: "hidden"
    },
    children
  );
}

/**
 * An orange arrow to the left, the direction of the gradients, with a gap for a label, `gap` wide
 * on each side of the middle.
 * @param {Svg} s
 * @param {{start: number, middle: number, end: number, y: number, gap: number}} places
 */
export function arrowBack(s, {start, middle, end, y, gap}) {
  return [
    s("path", {
      class: "line bwd",
      d: `M${end},${y}H${middle + gap}M${middle - gap},${y}H${start + 3}`
    }),
    s("path", {
      class: "line bwd solid",
      d: `M${start + 10},${y - 6}L${start},${y}L${start + 10},${y + 6}`
    })
  ];
}
