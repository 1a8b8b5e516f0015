/** The order within the layers of a layered graph, with few crossings (Sugiyama's method). */

/** @import {Item} from "./layout.js" */

const SWEEPS = 12;

/** @param {Item[][]} layers @returns {Item[][]} the same layers, each from top to bottom */
export function orderLayers(layers) {
  let best = layers;
  let fewest = countCrossings(layers);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    layers =
      sweep % 2
        ? layers.map(layer => sortLayer(layer, "before"))
        : layers
            .toReversed()
            .map(layer => sortLayer(layer, "after"))
            .reverse();
    const count = countCrossings(layers);
    if (count < fewest) [best, fewest] = [layers, count];
  }
  return best;
}

/**
 * Sorts a layer by the mean position of the neighbours in the layer just sorted.
 * @param {Item[]} layer @param {"before" | "after"} side
 */
function sortLayer(layer, side) {
  const sorted = layer
    .map(item => ({item, mean: findMeanPosition(item[side]) ?? item.position}))
    .sort((a, b) => a.mean - b.mean)
    .map(({item}) => item);
  setPositions(sorted);
  return sorted;
}

/** @param {Item[]} items */
const findMeanPosition = items =>
  items.length ? items.reduce((sum, {position}) => sum + position, 0) / items.length : undefined;

/** @param {Item[]} layer */
const setPositions = layer => layer.forEach((item, position) => Object.assign(item, {position}));

/** @param {Item[][]} layers @returns {number} pairs of links that cross */
export function countCrossings(layers) {
  layers.forEach(setPositions);
  let count = 0;
  for (const layer of layers) {
    const links = layer.flatMap(({position, after}) =>
      after.map(next => [position, next.position])
    );
    links.forEach(([left, right], k) => {
      count += links.slice(k + 1).filter(([a, b]) => (left - a) * (right - b) < 0).length;
    });
  }
  return count;
}
