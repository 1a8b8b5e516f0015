/**
 * A layered layout from left to right: layers by the longest path to the end, crossings reduced by
 * barycentres, heights by least squares. An edge over several layers runs through a lane of its own
 * in each of them.
 */

import {orderLayers} from "./crossings.js";
import {groupBy} from "./group-by.js";
import {placeHeights} from "./heights.js";

/**
 * @typedef {{id: number, width: number, height: number}} Box
 * @typedef {{key: string, from: number, to: number}} Edge from a parent to what is made of it
 * @typedef {{layer: number, width: number, height: number, box?: number, edge?: string}} Item a box
 *   or a lane
 *
 * @param {Box[]} boxes
 * @param {Edge[]} edges no cycles
 * @param {{gap: number, maxGap: number, between: number, lane: number, width: number}} spacing gap
 *   and maxGap: between layers, at least and at most; between: boxes of a layer; lane: its height;
 *   width: the width to fill
 * @returns {{width: number, height: number, gap: number, boxes: Map<number, [number, number]>,
 *   edges: Map<string, [number, number][]>}} gap: the least between two layers; centres of the
 *   boxes, and for each edge the centres of its lanes
 */
export function layout(boxes, edges, spacing) {
  const {items, links} = addLanes(boxes, edges, findLayers(boxes, edges), spacing.lane);
  const layers = orderLayers(items, links);
  const y = placeHeights(layers, links, spacing.between);
  const {x, width, gap} = placeColumns(layers, measureSlopes(layers, links, y), spacing);
  const top = Math.min(...items.map(item => y.get(item) - item.height / 2));
  const bottom = Math.max(...items.map(item => y.get(item) + item.height / 2));
  const centre = item => [x[item.layer], y.get(item) - top];
  const lanes = groupBy(items, ({edge}) => edge); // in the order of the layers
  return {
    width,
    height: bottom - top,
    gap,
    boxes: new Map(lanes.get(undefined).map(item => [item.box, centre(item)])),
    edges: new Map(edges.map(({key}) => [key, (lanes.get(key) ?? []).map(centre)]))
  };
}

/**
 * Each box's layer, 0 at the left: as near to the end as its uses allow. Parallel edges get a layer
 * between them, to run apart.
 */
function findLayers(boxes, edges) {
  const isParallel = ({from, to}) =>
    edges.filter(edge => edge.from === from && edge.to === to).length > 1;
  const edgesFrom = groupBy(edges, ({from}) => from);
  const distances = new Map();
  const distance = id => {
    const next = (edgesFrom.get(id) ?? []).map(
      edge => lookUp(edge.to) + (isParallel(edge) ? 2 : 1)
    );
    return Math.max(0, ...next);
  };
  const lookUp = id => {
    if (!distances.has(id)) distances.set(id, distance(id));
    return distances.get(id);
  };
  const last = Math.max(...boxes.map(({id}) => lookUp(id)));
  return new Map(boxes.map(({id}) => [id, last - lookUp(id)]));
}

/** Boxes and lanes as items, joined by links over one layer each. */
function addLanes(boxes, edges, layerOf, laneHeight) {
  const items = boxes.map(({id, width, height}) => ({
    layer: layerOf.get(id),
    width,
    height,
    box: id
  }));
  const itemOf = new Map(items.map(item => [item.box, item]));
  const links = [];
  for (const {key, from, to} of edges) {
    let left = itemOf.get(from);
    for (let layer = left.layer + 1; layer < layerOf.get(to); layer += 1) {
      const right = {layer, width: 0, height: laneHeight, edge: key};
      items.push(right);
      links.push([left, right]);
      left = right;
    }
    links.push([left, itemOf.get(to)]);
  }
  return {items, links};
}

/** For each gap between layers, the height that its steepest link climbs or falls. */
function measureSlopes(layers, links, y) {
  const slopes = layers.slice(1).map(() => 0);
  for (const [left, right] of links)
    slopes[left.layer] = Math.max(slopes[left.layer], Math.abs(y.get(left) - y.get(right)));
  return slopes;
}

/** The layers' centres. Steep gaps are wider, and all grow as far as the width allows. */
function placeColumns(layers, slopes, {gap, maxGap, width}) {
  const widths = layers.map(layer => Math.max(...layer.map(item => item.width)));
  const least = slopes.map(slope => Math.max(gap, Math.min(2 * gap, 0.45 * slope)));
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
