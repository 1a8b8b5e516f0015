/** The order within the layers of a layered graph, with few crossings (Sugiyama's method). */

import {groupBy} from "./group-by.js";

const SWEEPS = 12;

/**
 * @param {{layer: number}[]} items
 * @param {[object, object][]} links from an item to one in the next layer
 * @returns {object[][]} the items of each layer, from top to bottom
 */
export function orderLayers(items, links) {
  const byLayer = [...groupBy(items, ({layer}) => layer)].sort(([a], [b]) => a - b);
  let layers = byLayer.map(([, layer]) => layer);
  const [before, after] = [findNeighbours(links, 1, 0), findNeighbours(links, 0, 1)];
  let best = layers;
  let fewest = countCrossings(layers, links);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    layers = sweepOver(layers, sweep % 2 ? before : after, sweep % 2);
    const count = countCrossings(layers, links);
    if (count < fewest) [best, fewest] = [layers, count];
  }
  return best;
}

/** Gives an item's neighbours: those at the end `to` of links that have it at the end `from`. */
function findNeighbours(links, from, to) {
  const groups = groupBy(links, link => link[from]);
  return item => (groups.get(item) ?? []).map(link => link[to]);
}

const listPositions = layers =>
  new Map(layers.flatMap(layer => layer.map((item, position) => [item, position])));

/** Sorts layer after layer by the mean position of the neighbours in the layer just sorted. */
function sweepOver(layers, neighboursOf, fromLeft) {
  const positions = listPositions(layers);
  const mean = item => {
    const near = neighboursOf(item).map(other => positions.get(other));
    if (near.length === 0) return positions.get(item);
    return near.reduce((sum, position) => sum + position, 0) / near.length;
  };
  const sort = layer => {
    const means = new Map(layer.map(item => [item, mean(item)]));
    const sorted = layer.toSorted((a, b) => means.get(a) - means.get(b));
    sorted.forEach((item, position) => positions.set(item, position));
    return sorted;
  };
  return fromLeft ? layers.map(sort) : layers.toReversed().map(sort).reverse();
}

/** @returns {number} pairs of links that cross */
export function countCrossings(layers, links) {
  const positions = listPositions(layers);
  const cross = ([a, b], [c, d]) =>
    (positions.get(a) - positions.get(c)) * (positions.get(b) - positions.get(d)) < 0;
  let count = 0;
  for (const group of groupBy(links, ([from]) => from.layer).values())
    group.forEach((link, k) => {
      count += group.slice(k + 1).filter(other => cross(link, other)).length;
    });
  return count;
}
