/**
 * How high the items of a layered graph stand: near their neighbours, in order, without overlap.
 */

import {groupBy} from "./group-by.js";

const ROUNDS = 60;

/**
 * @param {{height: number, edge?: string}[][]} layers from top to bottom
 * @param {[object, object][]} links
 * @param {number} between the least distance of two items
 * @returns {Map<object, number>} y of each item's centre
 */
export function heights(layers, links, between) {
  const y = new Map();
  for (const layer of layers)
    spread(
      layer,
      layer.map(() => 0),
      between
    ).forEach((value, k) => y.set(layer[k], value));
  const around = groupBy(
    links.flatMap(([a, b]) => [
      [a, b],
      [b, a]
    ]),
    ([item]) => item
  );
  const wish = item => {
    const pulls = (around.get(item) ?? []).map(([, other]) => [y.get(other), pull(item, other)]);
    const total = pulls.reduce((sum, [, weight]) => sum + weight, 0);
    return total
      ? pulls.reduce((sum, [value, weight]) => sum + value * weight, 0) / total
      : y.get(item);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const layer of round % 2 ? layers : layers.toReversed()) {
      spread(layer, layer.map(wish), between).forEach((value, k) => y.set(layer[k], value));
    }
  }
  return y;
}

/** The lanes of one edge pull at each other, so that it runs straight. */
const pull = (a, b) => 1 + 2 * Number(a.edge !== undefined) * Number(b.edge !== undefined);

/**
 * The heights nearest to the wishes (least squares) that keep the order and the distances:
 * neighbours that would overlap form a block, which stands at the mean of its wishes.
 */
function spread(layer, wishes, between) {
  const blocks = [];
  let offset = 0;
  layer.forEach((item, k) => {
    if (k > 0) offset += (layer[k - 1].height + item.height) / 2 + between;
    blocks.push({sum: wishes[k] - offset, size: 1, offsets: [offset]});
    while (blocks.length > 1 && mean(blocks.at(-2)) > mean(blocks.at(-1))) {
      const {sum, size, offsets} = blocks.pop();
      const block = blocks.at(-1);
      Object.assign(block, {
        sum: block.sum + sum,
        size: block.size + size,
        offsets: [...block.offsets, ...offsets]
      });
    }
  });
  return blocks.flatMap(block => block.offsets.map(shift => mean(block) + shift));
}

const mean = ({sum, size}) => sum / size;
