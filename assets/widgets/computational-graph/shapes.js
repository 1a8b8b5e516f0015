/** Where the parts of the drawing stand: boxes of operations, pills of variables, curves between them. */

import {layout} from "./layout.js";
import {edgeKey} from "./trace.js";

const CHARACTER = 10.5;
const SIZE = 44;
const LINK = 22;
const LABELS = 50;
const MARGIN = 34;
const GAP = {gap: 78, maxGap: 230, lane: 46};
const ROOMY = 112;

/**
 * @param {import("./graph.js").Graph} graph
 * @param {number} width the place's
 * @returns {{width: number, height: number, roomy: boolean, nodes: object[], edges: object[]}} roomy: long labels fit
 */
export function shapes({nodes}, width) {
  const parts = nodes.map(partsOf);
  const edges = nodes.flatMap(({id: to, parents}) => parents.map((from, edge) => ({from, to, edge, key: edgeKey({from: to, to: from, edge})})));
  const rows = Math.max(1, nodes.filter(({operation}) => !operation).length);
  const between = rows <= 2 ? 50 : rows <= 3 ? 22 : 6;
  const plan = layout(parts.map((part) => ({id: part.id, width: part.width, height: SIZE + LABELS})), edges, {...GAP, between, width: width - 2 * MARGIN});
  const placed = parts.map((part) => placedAt(part, plan.boxes.get(part.id)));
  return {
    width: Math.ceil(plan.width + 2 * MARGIN),
    height: Math.ceil(plan.height),
    roomy: (width - 2 * MARGIN - sum(parts)) / Math.max(1, new Set(placed.map(({x}) => x)).size - 1) >= ROOMY,
    nodes: placed,
    edges: withCurves(edges, placed, plan.edges)
  };
}

const sum = (parts) => parts.reduce((total, part) => total + part.width, 0);
const widthOf = (text) => Math.max(SIZE, text.length * CHARACTER + 20);

/** An operation is a box; a variable is a pill; what is both is a box with a pill behind it. */
function partsOf({id, operation, named, text, name}) {
  const box = operation ? widthOf(text.replace("sigmoid", "σ")) : 0;
  const pill = named ? widthOf(name) : 0;
  return {id, box, pill, width: box + pill + (box && pill ? LINK : 0)};
}

function placedAt({id, box, pill, width}, [centre, y]) {
  const x = centre + MARGIN;
  const [left, right] = [x - width / 2, x + width / 2];
  return {id, x, y, left, right, box: box ? {x: left + box / 2, width: box} : null, pill: pill ? {x: right - pill / 2, width: pill} : null};
}

/** Edges as points to run through; those that enter a box come in from top to bottom as they arrive. */
function withCurves(edges, placed, lanes) {
  const before = (edge) => (lanes.get(edge.key).at(-1) ?? [0, placed[edge.from].y])[1];
  return edges.map((edge) => {
    const [from, to] = [placed[edge.from], placed[edge.to]];
    const together = edges.filter((other) => other.to === edge.to).sort((a, b) => before(a) - before(b));
    const port = (together.indexOf(edge) - (together.length - 1) / 2) * 18;
    const middle = lanes.get(edge.key).map(([x, y]) => [x + MARGIN, y]);
    const points = [[from.right, from.y], ...middle, [to.left, to.y + port]];
    return {...edge, points, ...labelPlace(points)};
  });
}

/** Beside the middle of the curve, on its lower side; room: its length. */
function labelPlace(points) {
  const [[x0, y0], [x1, y1]] = points.length > 2 ? [points[points.length >> 1], points[points.length >> 1]] : points;
  const room = points.at(-1)[0] - points[0][0];
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2 + 9];
  const slope = Math.max(-1, Math.min(1, (y1 - y0) / 50));
  const anchor = slope > 0.4 ? "end" : slope < -0.4 ? "" : "mid";
  return {label: {x: x - 6 * slope, y: y + 18 - 6 * Math.abs(slope), anchor}, room};
}

/** Path data of a curve through points that leaves and arrives level. */
export function curve(points) {
  const fixed = (value) => Number(value.toFixed(1));
  return points.map(([x, y], k) => {
    if (k === 0) return `M${fixed(x)},${fixed(y)}`;
    const [px, py] = points[k - 1];
    const half = (x - px) / 2;
    return `C${fixed(px + half)},${fixed(py)},${fixed(x - half)},${fixed(y)},${fixed(x)},${fixed(y)}`;
  }).join("");
}
