/** Positions in the drawing: boxes of operations, pills of variables, curves between them. */

import {edgeKey} from "../evaluation/trace.js";
import {layout} from "../layout/layout.js";

/**
 * @import {Point} from "../layout/layout.js"
 * @import {Graph, GraphNode} from "../program/graph.js"
 */

/**
 * @typedef {{x: number, width: number}} Part its centre
 *
 * @typedef {object} NodeShape
 * @property {number} id
 * @property {number} x
 * @property {number} y
 * @property {number} left
 * @property {number} right
 * @property {Part | null} box
 * @property {Part | null} pill
 *
 * @typedef {object} EdgeShape
 * @property {string} key
 * @property {number} from the parent
 * @property {number} to what is made of it
 * @property {number} edge which of the parents of `to`
 * @property {Point[]} points to run through
 * @property {boolean} isShared whether the parent is used more than once
 * @property {{x: number, y: number, anchor: string}} label
 * @property {number} room the width that the label may take
 *
 * @typedef {object} Shapes
 * @property {number} width
 * @property {number} height
 * @property {boolean} isRoomy whether long labels fit
 * @property {NodeShape[]} nodes
 * @property {EdgeShape[]} edges
 */

export const CHARACTER = 10.5; // width in a label, in px
const SIZE = 44;
const LINK = 22;
const LABELS = 50;
const PADDING = 14;
const SPACING = {gap: 64, maxGap: 230, lane: 46};
const TIGHT = 46; // the gap where a graph then fits the width
const ROOMY = 112; // the gap that has room for long labels
const BETWEEN = [90, 90, 70, 40]; // two nodes, by the number of inputs: few stand further apart

/** @param {Graph} graph @param {number} width of the figure @returns {Shapes} */
export function findShapes({nodes, inputs}, width) {
  const margin = width > 700 ? 76 : 34; // for the labels of the outermost nodes
  const parts = nodes.map(measureParts);
  const edges = nodes.flatMap(({id: to, parents}) =>
    parents.map((from, edge) => ({from, to, edge, key: edgeKey({from: to, to: from, edge})}))
  );
  const boxes = parts.map(part => ({width: part.width, height: SIZE + LABELS}));
  const between = BETWEEN[inputs.length] ?? 6;
  const spacing = {...SPACING, between, width: width - 2 * margin};
  const tight = layout(boxes, edges, {...spacing, gap: TIGHT});
  const plan = tight.width > spacing.width ? layout(boxes, edges, spacing) : tight;
  /** @param {Point} point @returns {Point} */
  const inFrame = ([x, y]) => [x + margin, y + PADDING];
  const placed = parts.map((part, id) => placeParts(id, part, inFrame(plan.boxes[id])));
  const approaches = edges.map(({from}, k) => [
    /** @type {Point} */ ([placed[from].right, placed[from].y]),
    ...plan.edges[k].map(inFrame)
  ]);
  return {
    width: Math.ceil(plan.width + 2 * margin),
    height: Math.ceil(plan.height + 2 * PADDING),
    isRoomy: plan.gap >= ROOMY,
    nodes: placed,
    edges: edges.map((edge, k) => {
      const siblings = approaches.filter((_, other) => edges[other].to === edge.to);
      const isShared = edges.filter(({from}) => from === edge.from).length > 1;
      return {...edge, isShared, ...placeCurve(approaches[k], siblings, placed[edge.to])};
    })
  };
}

/** @param {string} text */
const widthOf = text => Math.max(SIZE, text.length * CHARACTER + 20);

/**
 * An operation is a box; a variable is a pill; what is both is a box with a pill behind it.
 * @param {GraphNode} node
 */
function measureParts({operation, isNamed, text, name}) {
  const box = operation ? widthOf(text.replace("sigmoid", "σ")) : 0;
  const pill = isNamed ? widthOf(name) : 0;
  return {box, pill, width: box + pill + (box && pill ? LINK : 0)};
}

/**
 * @param {number} id @param {ReturnType<typeof measureParts>} parts @param {Point} centre
 * @returns {NodeShape}
 */
function placeParts(id, {box, pill, width}, [x, y]) {
  const [left, right] = [x - width / 2, x + width / 2];
  return {
    id,
    x,
    y,
    left,
    right,
    box: box ? {x: left + box / 2, width: box} : null,
    pill: pill ? {x: right - pill / 2, width: pill} : null
  };
}

/**
 * Leads an edge into its box. Edges enter in the order in which they arrive, from top to bottom.
 * @param {Point[]} points from the parent through the lanes
 * @param {Point[][]} siblings those of all edges to the box
 * @param {NodeShape} to
 */
function placeCurve(points, siblings, {left, y}) {
  /** @param {Point[]} points */
  const arrival = points => points[points.length - 1][1];
  const order = siblings.toSorted((a, b) => arrival(a) - arrival(b));
  const port = (order.indexOf(points) - (order.length - 1) / 2) * 18;
  /** @type {Point[]} */
  const curve = [...points, [left, y + port]];
  return {points: curve, ...placeLabel(curve, port < 0)};
}

/**
 * The label's position near the middle of the curve, and the width that it may take.
 * @param {Point[]} points @param {boolean} isAbove
 */
function placeLabel(points, isAbove) {
  const [first, last] = [points[0], points[points.length - 1]];
  const lane = points[points.length >> 1];
  const [[x0, y0], [x1, y1]] = points.length > 2 ? [lane, lane] : points;
  const slope = Math.abs(y1 - y0) < 16 ? 0 : Math.sign(y1 - y0);
  const side = slope * (isAbove ? 1 : -1);
  const y = (y0 + y1) / 2 + (isAbove ? -9 : 27) + (isAbove ? 3 : -3) * Math.abs(slope);
  return {
    label: {x: (x0 + x1) / 2 + 8 * side, y, anchor: ["end", "mid", ""][side + 1]},
    room: last[0] - first[0]
  };
}

/** Path data of a curve through points that leaves and arrives level. @param {Point[]} points */
export function drawCurve(points) {
  return points
    .map((point, k) => {
      const [x, y] = point.map(fixed);
      if (k === 0) return `M${x},${y}`;
      const [px, py] = points[k - 1];
      const half = (point[0] - px) / 2;
      return `C${fixed(px + half)},${fixed(py)},${fixed(point[0] - half)},${y},${x},${y}`;
    })
    .join("");
}

/** @param {number} value */
const fixed = value => Number(value.toFixed(1));
