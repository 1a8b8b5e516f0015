/** The order within the layers of a layered graph, with few crossings (Sugiyama's method). */

import {groupBy} from "./group-by.js";

const SWEEPS = 12;

/**
 * @param {{layer: number}[]} items
 * @param {[object, object][]} links from an item to one in the next layer
 * @returns {object[][]} the items of each layer, from top to bottom
 */
export function orderLayers(items, links) {
  let layers = [...groupBy(items, ({layer}) => layer)]
    .sort(([a], [b]) => a - b)
    .map(([, layer]) => layer);
  const [before, after] = [neighbours(links, 1, 0), neighbours(links, 0, 1)];
  let best = layers;
  let fewest = crossings(layers, links);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    layers = sweepOver(layers, sweep % 2 ? before : after, sweep % 2);
    const count = crossings(layers, links);
    if (count < fewest) [best, fewest] = [layers, count];
  }
  return best;
}

function neighbours(links, of, to) {
  const lists = groupBy(links, link => link[of]);
  return item => (lists.get(item) ?? []).map(link => link[to]);
}

/** Sorts layer after layer by the mean place of the neighbours in the layer just sorted. */
function sweepOver(layers, near, fromLeft) {
  const place = new Map(layers.flatMap(layer => layer.map((item, k) => [item, k])));
  const mean = item => {
    const places = near(item).map(other => place.get(other));
    return places.length ? places.reduce((sum, k) => sum + k, 0) / places.length : place.get(item);
  };
  const sorted = layer => {
    const means = new Map(layer.map(item => [item, mean(item)]));
    const result = layer.toSorted((a, b) => means.get(a) - means.get(b));
    result.forEach((item, k) => place.set(item, k));
    return result;
  };
  return fromLeft ? layers.map(sorted) : layers.toReversed().map(sorted).reverse();
}

/** @returns {number} pairs of links that cross */
export function crossings(layers, links) {
  const place = new Map(layers.flatMap(layer => layer.map((item, k) => [item, k])));
  let count = 0;
  for (const group of groupBy(links, ([from]) => from.layer).values()) {
    group.forEach(([a, b], k) => {
      for (const [c, d] of group.slice(k + 1)) {
        if ((place.get(a) - place.get(c)) * (place.get(b) - place.get(d)) < 0) count += 1;
      }
    });
  }
  return count;
}
