/** Draws an edge: forward to the operation, and back what arrives at the operand. */

import {edgeKey} from "../evaluation/trace.js";
import {bracketed} from "../../ui/readout.js";
import {formatShort} from "./format.js";
import {drawCurve} from "./shapes.js";

/**
 * @import {Svg} from "../../ui/dom.js"
 * @import {Term} from "../evaluation/passes.js"
 * @import {Known} from "../evaluation/trace.js"
 * @import {Point} from "../layout/layout.js"
 * @import {Context} from "./drawing.js"
 * @import {EdgeShape} from "./shapes.js"
 */

/** @param {Known} known @param {string} key */
const isCurrent = ({step}, key) => "term" in step && edgeKey(step.term) === key;

/** @param {Context} context @param {EdgeShape} shape */
export function drawEdge({s, graph: {nodes}, known}, {from, to, key, points}) {
  const hasValue = known.values.has(to);
  const term = known.terms.get(key);
  const [x, y] = points[points.length - 1];
  return s(
    "g",
    {"data-edge": `${nodes[from].name} ${nodes[to].name}`},
    s("path", {
      class: `line ${hasValue ? "fwd" : "muted dashed"}`,
      d: drawCurve(points.with(-1, [x - 8, y]))
    }),
    drawHead(s, [x - 1, y], -1, hasValue ? "fill-fwd" : "fill-muted"),
    term && drawBackwardLine(s, points, term, isCurrent(known, key))
  );
}

/** @param {Svg} s @param {Point[]} points @param {Term} term @param {boolean} isThick */
function drawBackwardLine(s, points, {value}, isThick) {
  const [tone, fill] = value === 0 ? ["muted dashed", "fill-muted"] : ["bwd", "fill-bwd"];
  const lowered = points.map(([x, y]) => /** @type {Point} */ ([x, y + 9]));
  const [[x, y], [endX, endY]] = [lowered[0], lowered[lowered.length - 1]];
  const line = lowered.with(0, [x + 12, y]).with(-1, [endX - 4, endY]);
  return [
    s("path", {class: `line ${tone} ${isThick ? "thick" : ""}`, d: drawCurve(line)}),
    drawHead(s, [x + 3, y], 1, fill)
  ];
}

/**
 * An arrow's head.
 * @param {Svg} s @param {Point} point @param {1 | -1} side where its line is @param {string} fill
 */
const drawHead = (s, [x, y], side, fill) =>
  s("path", {class: fill, d: `M${x},${y}l${11 * side},5.5v-11Z`});

/**
 * What arrives along the edge, where it is not all that arrives at the node.
 * @param {Context} context @param {EdgeShape} shape
 */
export function drawContribution({s, graph: {nodes}, known, shapes, drawNumber}, shape) {
  const {key, to, from, edge, points, label, room, isShared} = shape;
  const term = known.terms.get(key);
  if (!term) return null;
  const isHighlighted = isCurrent(known, key);
  const equation = `${formatShort(term.upstream)} × ${bracketed(formatShort(term.local))} = `;
  const length = equation.length + formatShort(term.value).length;
  const isEquation = isHighlighted && room > 14 * length;
  const hasLane = points.length > 2;
  if (!isEquation && !(isShared && (hasLane || shapes.isRoomy))) return null;
  const name = `term_${nodes[to].name}_${nodes[from].name}${edge ? `_${edge + 1}` : ""}`;
  return s(
    "text",
    {class: `${label.anchor} bwd halo ${isHighlighted ? "strong" : ""}`, x: label.x, y: label.y},
    isEquation && equation,
    drawNumber(name, term.value)
  );
}
