/** Names and values of the curves, where they end at layer 1. */
import {mark} from "../../ui/readout.js";
import {CURVES} from "./curves.js";

/** @import {Interval} from "../../ui/chart.js" */
/** @import {Plot} from "./axes.js" */
/** @import {Curve} from "./curves.js" */

const [TWO_LINES, ONE_LINE] = [2.7, 1.45]; // the height of a label, in units of its type
const SMALLEST = 14; // px

/**
 * Name and value of each curve at layer 1, in two lines left of the axis, or in one where there is
 * too little height; pushed apart where curves meet.
 * @param {Plot} plot @param {Curve[]} curves
 */
export function drawEndLabels({s, text, x, y, type}, curves) {
  const [foot, top] = y.range;
  /** @type {Interval} */
  const limits = [top + 0.4 * type.size, foot - 0.6 * type.size];
  const most = (limits[1] - limits[0]) / Math.max(1, curves.length - 1);
  const isSingle = most < TWO_LINES * SMALLEST;
  const size = isSingle ? SMALLEST : Math.min(type.size, most / TWO_LINES);
  const raised = Math.max(0.8 * size, Math.min(0.8 * type.size, SMALLEST)); // the exponents
  const ends = curves.map(({values: [first]}) =>
    Math.min(Math.max(first, y.domain[0]), y.domain[1])
  );
  // an offset in px, so that labels of curves which end off the axis keep their order
  const offsets = ends.map((end, i) =>
    Math.max(-9, Math.min(9, (end - curves[i].values[0]) / 100))
  );
  const heights = spread(
    ends.map((end, i) => y(end) + offsets[i]),
    isSingle ? Math.min(most, ONE_LINE * size) : TWO_LINES * size,
    limits
  );
  const labels = curves.map((curve, i) => {
    const {label, tone} = CURVES[curve.name];
    const d = `M${type.left - 6},${heights[i]}L${x(1) - 9},${y(ends[i])}`;
    const at = {x: type.left - 10, y: heights[i]};
    const value = drawValue({s, y}, curve, raised);
    const name = s("tspan", {class: "strong"}, label);
    const texts = isSingle
      ? text(`${tone} end`, {...at, dy: "0.35em"}, name, " ", value)
      : [
          text(`${tone} end strong`, {...at, dy: "-0.3em"}, label),
          text(`${tone} end`, {...at, dy: "1.05em"}, value)
        ];
    return s("g", {}, s("path", {class: `line ${tone} solid hair`, d}), texts);
  });
  return s("g", {"font-size": size}, labels);
}

/**
 * The value at layer 1 as a power of 10; an arrow where it lies outside the axis; 0 where nothing
 * arrives.
 * @param {Pick<Plot, "s" | "y">} plot @param {Curve} curve @param {number} size of the exponent
 */
function drawValue({s, y}, {name, values: [first]}, size) {
  if (!Number.isFinite(first))
    return mark(s("tspan"), `end_${name}`, first, () => (first < 0 ? "0" : "∞"));
  const [low, high] = y.domain;
  const arrow = first < low ? " ↓" : first > high ? " ↑" : "";
  const exponent = s("tspan", {dy: "-0.4em", "font-size": size});
  mark(exponent, `end_${name}`, first, decades =>
    decades.toFixed(Math.abs(decades) < 100 ? 2 : 1).replace("-", "−")
  );
  return ["10", exponent, s("tspan", {dy: "0.32em"}, arrow)];
}

/**
 * Positions at least `gap` apart and within the limits, found by one pass that pushes down and one
 * that pushes up.
 * @param {number[]} wanted @param {number} gap @param {Interval} limits
 */
export function spread(wanted, gap, [low, high]) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const positions = [...wanted];
  order.forEach((i, rank) => {
    positions[i] = Math.max(positions[i], rank ? positions[order[rank - 1]] + gap : low);
  });
  order.reverse().forEach((i, rank) => {
    positions[i] = Math.min(positions[i], rank ? positions[order[rank - 1]] - gap : high);
  });
  return positions;
}
