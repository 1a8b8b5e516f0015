/** Draws an edge: forward to the operation, and back what arrives at the operand. */

import {edgeKey} from "../evaluation/trace.js";
import {bracketed} from "../../ui/readout.js";
import {formatShort} from "./format.js";
import {drawCurve} from "./shapes.js";

const isCurrent = ({step}, key) => step.term && edgeKey(step.term) === key;

export function drawEdge({s, graph: {nodes}, known}, {from, to, key, points}) {
  const hasValue = known.values.has(to);
  const term = known.terms.get(key);
  const [x, y] = points.at(-1);
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

function drawBackwardLine(s, points, term, isThick) {
  const tone = term.value === 0 ? "muted dashed" : "bwd";
  const fill = term.value === 0 ? "fill-muted" : "fill-bwd";
  const [x, y] = points[0];
  const last = points.length - 1;
  const lowered = points.map(([px, py], k) => [k ? px - (k === last ? 4 : 0) : px + 12, py + 9]);
  return [
    s("path", {class: `line ${tone} ${isThick ? "thick" : ""}`, d: drawCurve(lowered)}),
    drawHead(s, [x + 3, y + 9], 1, fill)
  ];
}

/** An arrow's head. @param {1 | -1} side where its line is */
const drawHead = (s, [x, y], side, fill) =>
  s("path", {class: fill, d: `M${x},${y}l${11 * side},5.5v-11Z`});

/** What arrives along the edge, where it is not all that arrives at the node. */
export function drawContribution({s, graph: {nodes}, known, shapes, drawNumber}, shape) {
  const {key, to, from, edge, label, room, isShared, hasLane} = shape;
  const term = known.terms.get(key);
  if (!term) return null;
  const isHighlighted = isCurrent(known, key);
  const equation = `${formatShort(term.upstream)} × ${bracketed(formatShort(term.local))} = `;
  const length = equation.length + formatShort(term.value).length;
  const isEquation = isHighlighted && room > 14 * length;
  if (!isEquation && !(isShared && (hasLane || shapes.isRoomy))) return null;
  const name = `term_${nodes[to].name}_${nodes[from].name}${edge ? `_${edge + 1}` : ""}`;
  return s(
    "text",
    {class: `${label.anchor} bwd halo ${isHighlighted ? "strong" : ""}`, x: label.x, y: label.y},
    isEquation && equation,
    drawNumber(name, term.value)
  );
}
