/**
 * Where the parts of the drawing stand: boxes of operations, pills of variables, curves between
 * them.
 */

import {layout} from "./layout.js";
import {edgeKey} from "./trace.js";

export const CHARACTER = 10.5; // the width of a label's, in px
const SIZE = 44;
const LINK = 22;
const LABELS = 50;
const PADDING = 14;
const SPACING = {gap: 64, maxGap: 230, lane: 46};
const TIGHT = 46; // the gap of a graph that fits a phone with it
const ROOMY = 112;

/** Room for the labels of the outermost nodes. */
const marginOf = width => (width > 700 ? 76 : 34);
/** Few inputs stand wider apart. */
const betweenOf = inputs => [90, 90, 70, 40][inputs] ?? 6;

/**
 * @param {import("./graph.js").Graph} graph
 * @param {number} width the place's
 * @returns {{width: number, height: number, roomy: boolean, nodes: object[], edges: object[]}}
 *   roomy: long labels fit;
 *   an edge is shared if its variable is used more than once, and free if it has a lane
 */
export function shapes({nodes}, width) {
  const parts = nodes.map(partsOf);
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
  const placed = parts.map(part => placedAt(part, inFrame(plan.boxes.get(part.id))));
  const lanes = new Map([...plan.edges].map(([key, points]) => [key, points.map(inFrame)]));
  return {
    width: Math.ceil(plan.width + 2 * margin),
    height: Math.ceil(plan.height + 2 * PADDING),
    roomy: plan.gap >= ROOMY,
    nodes: placed,
    edges: withCurves(edges, placed, lanes)
  };
}

const widthOf = text => Math.max(SIZE, text.length * CHARACTER + 20);

/** An operation is a box; a variable is a pill; what is both is a box with a pill behind it. */
function partsOf({id, operation, named, text, name}) {
  const box = operation ? widthOf(text.replace("sigmoid", "σ")) : 0;
  const pill = named ? widthOf(name) : 0;
  return {id, box, pill, width: box + pill + (box && pill ? LINK : 0)};
}

function placedAt({id, box, pill, width}, [x, y]) {
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
 * Edges as points to run through; those that enter a box come in from top to bottom as they arrive.
 */
function withCurves(edges, placed, lanes) {
  const before = edge => (lanes.get(edge.key).at(-1) ?? [0, placed[edge.from].y])[1];
  return edges.map(edge => {
    const [from, to] = [placed[edge.from], placed[edge.to]];
    const together = edges
      .filter(other => other.to === edge.to)
      .sort((a, b) => before(a) - before(b));
    const port = (together.indexOf(edge) - (together.length - 1) / 2) * 18;
    const points = [[from.right, from.y], ...lanes.get(edge.key), [to.left, to.y + port]];
    const shared = nodesUsing(edges, edge.from) > 1;
    return {...edge, points, shared, free: points.length > 2, ...labelPlace(points, port < 0)};
  });
}

const nodesUsing = (edges, id) => edges.filter(({from}) => from === id).length;

/**
 * Beside the middle of the curve, on the side where there is room for a label; room: the curve's
 * length.
 */
function labelPlace(points, above) {
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
export function curve(points) {
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
