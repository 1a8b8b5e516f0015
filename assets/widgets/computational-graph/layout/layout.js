/**
 * A layered layout from left to right: layers by the longest path to the end, crossings reduced by
 * barycentres, heights by least squares. An edge over several layers runs through a lane of its own
 * in each of them.
 */

import {orderLayers} from "./crossings.js";
import {placeHeights} from "./heights.js";

/**
 * @typedef {[x: number, y: number]} Point
 * @typedef {{width: number, height: number}} Box
 * @typedef {{from: number, to: number}} Edge from a parent to what is made of it, by index; the
 *   parent comes first
 *
 * @typedef {object} Item a box, or a lane of an edge
 * @property {number} layer 0 at the left
 * @property {number} width
 * @property {number} height
 * @property {boolean} isLane
 * @property {Item[]} before what it is linked to in the layer before
 * @property {Item[]} after what it is linked to in the next layer
 * @property {number} position in its layer, from the top
 * @property {number} y of its centre
 *
 * @typedef {object} Spacing
 * @property {number} gap between layers, at least
 * @property {number} maxGap between layers, at most
 * @property {number} between boxes of a layer
 * @property {number} lane its height
 * @property {number} width to fill
 */

/**
 * @param {Box[]} boxes @param {Edge[]} edges @param {Spacing} spacing
 * @returns {{width: number, height: number, gap: number, boxes: Point[], edges: Point[][]}} gap: the
 *   least between two layers; centres of the boxes, and for each edge the centres of its lanes
 */
export function layout(boxes, edges, spacing) {
  const layerOf = findLayers(boxes.length, edges);
  const items = boxes.map((box, k) => createItem(layerOf[k], box));
  const lanes = edges.map(({from, to}) => addLanes(items[from], items[to], spacing.lane));
  const all = [...items, ...lanes.flat()];
  /** @type {Item[][]} */
  const unordered = [];
  for (const item of all) (unordered[item.layer] ??= []).push(item);
  const layers = orderLayers(unordered);
  placeHeights(layers, spacing.between);
  const {x, width, gap} = placeColumns(layers, spacing);
  const top = Math.min(...all.map(({y, height}) => y - height / 2));
  const bottom = Math.max(...all.map(({y, height}) => y + height / 2));
  /** @param {Item} item @returns {Point} */
  const centre = ({layer, y}) => [x[layer], y - top];
  return {
    width,
    height: bottom - top,
    gap,
    boxes: items.map(centre),
    edges: lanes.map(lane => lane.map(centre))
  };
}

/**
 * Each box's layer, 0 at the left: as near to the end as its uses allow. Parallel edges get a layer
 * between them, to run apart.
 * @param {number} count of boxes @param {Edge[]} edges
 */
function findLayers(count, edges) {
  const distances = Array(count).fill(0); // to the end
  for (let id = count - 1; id >= 0; id -= 1)
    for (const {to} of edges.filter(({from}) => from === id)) {
      const isParallel = edges.filter(edge => edge.from === id && edge.to === to).length > 1;
      distances[id] = Math.max(distances[id], distances[to] + (isParallel ? 2 : 1));
    }
  return distances.map(distance => Math.max(...distances) - distance);
}

/** @param {number} layer @param {Box} box @returns {Item} */
export function createItem(layer, {width, height}, isLane = false) {
  return {layer, width, height, isLane, before: [], after: [], position: 0, y: 0};
}

/** @param {Item} left @param {Item} right in the next layer */
export function link(left, right) {
  left.after.push(right);
  right.before.push(left);
}

/**
 * Links two boxes through a lane in each layer between them.
 * @param {Item} from @param {Item} to @param {number} height of a lane
 */
function addLanes(from, to, height) {
  /** @type {Item[]} */
  const lanes = [];
  for (let layer = from.layer + 1; layer < to.layer; layer += 1)
    lanes.push(createItem(layer, {width: 0, height}, true));
  const path = [from, ...lanes, to];
  path.slice(1).forEach((item, k) => link(path[k], item));
  return lanes;
}

/**
 * The layers' centres. Steep gaps are wider, and all grow as far as the width allows.
 * @param {Item[][]} layers @param {Spacing} spacing
 */
function placeColumns(layers, {gap, maxGap, width}) {
  const widths = layers.map(layer => Math.max(...layer.map(item => item.width)));
  const least = layers
    .slice(0, -1)
    .map(layer => Math.max(gap, Math.min(2 * gap, 0.45 * findSlope(layer))));
  const needed = [...widths, ...least].reduce((sum, part) => sum + part, 0);
  const extra = Math.max(0, (width - needed) / least.length);
  const gaps = least.map(part => Math.min(maxGap, part + extra));
  let left = 0;
  const x = widths.map((columnWidth, k) => {
    const centre = left + columnWidth / 2;
    left += columnWidth + (gaps[k] ?? 0);
    return centre;
  });
  return {x, width: left, gap: Math.min(maxGap, ...gaps)};
}

/**
 * The height that the steepest link from a layer to the next climbs or falls.
 * @param {Item[]} layer
 */
const findSlope = layer =>
  Math.max(0, ...layer.flatMap(({y, after}) => after.map(next => Math.abs(y - next.y))));
