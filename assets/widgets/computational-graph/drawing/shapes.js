/** Positions in the drawing: boxes of operations, pills of variables, curves between them. */

import {layout} from "../layout/layout.js";
import {edgeKey} from "../evaluation/trace.js";

export const CHARACTER = 10.5; // width in a label, in px
const SIZE = 44;
const LINK = 22;
const LABELS = 50;
const PADDING = 14;
const SPACING = {gap: 64, maxGap: 230, lane: 46};
const TIGHT = 46; // the gap where a graph then fits the width
const ROOMY = 112; // the gap that has room for long labels

/** Room for the labels of the outermost nodes. */
const marginOf = width => (width > 700 ? 76 : 34);
/** Few inputs stand further apart. */
const betweenOf = inputs => [90, 90, 70, 40][inputs] ?? 6;

/**
 * @param {import("../program/graph.js").Graph} graph
 * @param {number} width of the figure
 * @returns {{width: number, height: number, isRoomy: boolean, nodes: object[], edges: object[]}}
 *   isRoomy: long labels fit; an edge is shared if its variable is used more than once
 */
export function findShapes({nodes}, width) {
  const parts = nodes.map(measureParts);
  const edges = nodes.flatMap(({id: to, parents}) =>
    parents.map((from, edge) => ({from, to, edge, key: edgeKey({from: to, to: from, edge})}))
  );
  const between = betweenOf(nodes.filter(({operation}) => !operation).length);
  const margin = marginOf(width);
  const boxes = parts.map(part => ({id: part.id, width: part.width, height: SIZE + LABELS}));
  const spacing = {...SPACING, between, width: width - 2 * margin};
  const tight = layout(boxes, edges, {...spacing, gap: TIGHT});
  const plan = tight.width > spacing.width ? layout(boxes, edges, spacing) : tight;
  const inFrame = ([x, y]) => [x + margin, y + PADDING];
  const placed = parts.map(part => placeParts(part, inFrame(plan.boxes.get(part.id))));
  const lanes = new Map([...plan.edges].map(([key, points]) => [key, points.map(inFrame)]));
  return {
    width: Math.ceil(plan.width + 2 * margin),
    height: Math.ceil(plan.height + 2 * PADDING),
    isRoomy: plan.gap >= ROOMY,
    nodes: placed,
    edges: addCurves(edges, placed, lanes)
  };
}

const widthOf = text => Math.max(SIZE, text.length * CHARACTER + 20);

/** An operation is a box; a variable is a pill; what is both is a box with a pill behind it. */
function measureParts({id, operation, named, text, name}) {
  const box = operation ? widthOf(text.replace("sigmoid", "σ")) : 0;
  const pill = named ? widthOf(name) : 0;
  return {id, box, pill, width: box + pill + (box && pill ? LINK : 0)};
}

function placeParts({id, box, pill, width}, [x, y]) {
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
 * Edges as points to run through. Edges enter a box in the order in which they arrive, from top to
 * bottom.
 */
function addCurves(edges, placed, lanes) {
  const arrival = edge => (lanes.get(edge.key).at(-1) ?? [0, placed[edge.from].y])[1];
  return edges.map(edge => {
    const [from, to] = [placed[edge.from], placed[edge.to]];
    const siblings = edges
      .filter(other => other.to === edge.to)
      .sort((a, b) => arrival(a) - arrival(b));
    const port = (siblings.indexOf(edge) - (siblings.length - 1) / 2) * 18;
    const points = [[from.right, from.y], ...lanes.get(edge.key), [to.left, to.y + port]];
    const isShared = edges.filter(({from: other}) => other === edge.from).length > 1;
    const hasLane = points.length > 2;
    return {...edge, points, isShared, hasLane, ...placeLabel(points, port < 0)};
  });
}

/** The label's position beside the middle of the curve; room: the width that the label may take. */
function placeLabel(points, above) {
  const lane = points[points.length >> 1];
  const [[x0, y0], [x1, y1]] = points.length > 2 ? [lane, lane] : points;
  const slope = Math.abs(y1 - y0) < 16 ? 0 : Math.sign(y1 - y0);
  const side = slope * (above ? 1 : -1);
  const y = (y0 + y1) / 2 + (above ? -9 : 27) + (above ? 3 : -3) * Math.abs(slope);
  return {
    label: {x: (x0 + x1) / 2 + 8 * side, y, anchor: {"-1": "end", 0: "mid", 1: ""}[side]},
    room: points.at(-1)[0] - points[0][0]
  };
}

/** Path data of a curve through points that leaves and arrives level. */
export function drawCurve(points) {
  const fixed = value => Number(value.toFixed(1));
  return points
    .map(([x, y], k) => {
      if (k === 0) return `M${fixed(x)},${fixed(y)}`;
      const [px, py] = points[k - 1];
      const half = (x - px) / 2;
      return `C${fixed(px + half)},${fixed(py)},${fixed(x - half)},${fixed(y)},${fixed(x)},${fixed(y)}`;
    })
    .join("");
}
