/**
 * The heights of a layered graph's items: near their neighbours, in order, without overlap.
 */

import {groupBy} from "./group-by.js";

const ROUNDS = 60;

/**
 * @param {{height: number, edge?: string}[][]} layers from top to bottom
 * @param {[object, object][]} links
 * @param {number} distance the least one between two items
 * @returns {Map<object, number>} y of each item's centre
 */
export function placeHeights(layers, links, distance) {
  const y = new Map();
  const place = (layer, wishOf) =>
    spread(layer, layer.map(wishOf), distance).forEach((value, k) => y.set(layer[k], value));
  const bothWays = links.flatMap(([a, b]) => [
    [a, b],
    [b, a]
  ]);
  const linksOf = groupBy(bothWays, ([item]) => item);
  const wishOf = item => {
    const pulls = (linksOf.get(item) ?? []).map(([, other]) => [y.get(other), pull(item, other)]);
    if (pulls.length === 0) return y.get(item);
    const total = pulls.reduce((sum, [, weight]) => sum + weight, 0);
    return pulls.reduce((sum, [value, weight]) => sum + value * weight, 0) / total;
  };
  for (const layer of layers) place(layer, () => 0);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const layer of round % 2 ? layers : layers.toReversed()) place(layer, wishOf);
  return y;
}

/** The lanes of one edge pull at each other, so that it runs straight. */
const pull = (a, b) => (a.edge !== undefined && b.edge !== undefined ? 3 : 1);

/**
 * The heights nearest to the wishes (least squares) that keep the order and the distances:
 * neighbours that would overlap form a block, which stands at the mean of its wishes.
 */
function spread(layer, wishes, distance) {
  const blocks = [];
  let offset = 0;
  layer.forEach((item, k) => {
    if (k > 0) offset += (layer[k - 1].height + item.height) / 2 + distance;
    blocks.push({sum: wishes[k] - offset, offsets: [offset]});
    while (blocks.length > 1 && mean(blocks.at(-2)) > mean(blocks.at(-1))) {
      const [a, b] = blocks.splice(-2);
      blocks.push({sum: a.sum + b.sum, offsets: [...a.offsets, ...b.offsets]});
    }
  });
  return blocks.flatMap(block => block.offsets.map(shift => mean(block) + shift));
}

const mean = ({sum, offsets}) => sum / offsets.length;
