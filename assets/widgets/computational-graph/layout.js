/**
 * A layered layout from left to right: layers by the longest path to the end, crossings reduced by
 * barycentres, heights by least squares. An edge over several layers runs through a lane of its own
 * in each of them.
 */

import {orderLayers} from "./crossings.js";
import {groupBy} from "./group-by.js";
import {heights} from "./heights.js";

/**
 * @typedef {{id: number, width: number, height: number}} Box
 * @typedef {{key: string, from: number, to: number}} Edge from a parent to what is made of it
 * @typedef {{layer: number, width: number, height: number, box?: number, edge?: string}} Item a box
 *   or a lane
 *
 * @param {Box[]} boxes
 * @param {Edge[]} edges no cycles
 * @param {{gap: number, maxGap: number, between: number, lane: number, width: number}} spacing
 *   between layers at least and
 *   at most, between boxes of a layer, the height of a lane, the width to fill
 * @returns {{width: number, height: number, gap: number, boxes: Map<number, [number, number]>,
 *   edges: Map<string, [number, number][]>}}
 *   gap: the least between two layers; centres of the boxes, and for each edge the centres of its
 *   lanes
 */
export function layout(boxes, edges, spacing) {
  const {items, links} = withLanes(boxes, edges, layersOf(boxes, edges), spacing.lane);
  const layers = orderLayers(items, links);
  const y = heights(layers, links, spacing.between);
  const {x, width, gap} = columns(layers, steepest(layers, links, y), spacing);
  const top = Math.min(...items.map(item => y.get(item) - item.height / 2));
  const bottom = Math.max(...items.map(item => y.get(item) + item.height / 2));
  const centre = item => [x[item.layer], y.get(item) - top];
  const lanes = key => items.filter(({edge}) => edge === key).sort((a, b) => a.layer - b.layer);
  return {
    width,
    height: bottom - top,
    gap,
    boxes: new Map(
      items.filter(({edge}) => edge === undefined).map(item => [item.box, centre(item)])
    ),
    edges: new Map(edges.map(({key}) => [key, lanes(key).map(centre)]))
  };
}

/**
 * Each box's layer, 0 at the left: as near to the end as its uses allow. Parallel edges get a layer
 * to part in.
 */
function layersOf(boxes, edges) {
  const parallel = ({from, to}) =>
    edges.filter(edge => edge.from === from && edge.to === to).length > 1;
  const uses = groupBy(edges, ({from}) => from);
  const distances = new Map();
  const distance = id => {
    if (!distances.has(id))
      distances.set(
        id,
        Math.max(
          0,
          ...(uses.get(id) ?? []).map(edge => distance(edge.to) + (parallel(edge) ? 2 : 1))
        )
      );
    return distances.get(id);
  };
  const last = Math.max(...boxes.map(({id}) => distance(id)));
  return new Map(boxes.map(({id}) => [id, last - distance(id)]));
}

/** Boxes and lanes as items, joined by links over one layer each. */
function withLanes(boxes, edges, layerOf, lane) {
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
      const right = {layer, width: 0, height: lane, edge: key};
      items.push(right);
      links.push([left, right]);
      left = right;
    }
    links.push([left, itemOf.get(to)]);
  }
  return {items, links};
}

/** For each gap between layers the height that its steepest link climbs or falls. */
function steepest(layers, links, y) {
  const falls = layers.slice(1).map(() => 0);
  for (const [left, right] of links)
    falls[left.layer] = Math.max(falls[left.layer], Math.abs(y.get(left) - y.get(right)));
  return falls;
}

/** The layers' centres; steep gaps are wider, and all grow as far as the width allows. */
function columns(layers, falls, {gap, maxGap, width}) {
  const widths = layers.map(layer => Math.max(...layer.map(item => item.width)));
  const least = falls.map(fall => Math.max(gap, Math.min(2 * gap, 0.45 * fall)));
  const needed = [...widths, ...least].reduce((sum, part) => sum + part, 0);
  const more = Math.max(0, (width - needed) / least.length);
  const gaps = least.map(part => Math.min(maxGap, part + more));
  let left = 0;
  const x = widths.map((w, k) => {
    const centre = left + w / 2;
    left += w + (gaps[k] ?? 0);
    return centre;
  });
  return {x, width: left, gap: Math.min(maxGap, ...gaps)};
}
