/**
 * The heights of a layered graph's items: near their neighbours, in order, without overlap.
 */

/** @import {Item} from "./layout.js" */

const ROUNDS = 60;

/**
 * Sets each item's `y`.
 * @param {Item[][]} layers from top to bottom @param {number} distance the least between two items
 */
export function placeHeights(layers, distance) {
  for (const layer of layers)
    place(
      layer,
      layer.map(() => 0),
      distance
    );
  for (let round = 0; round < ROUNDS; round += 1)
    for (const layer of round % 2 ? layers : layers.toReversed())
      place(layer, layer.map(findWish), distance);
}

/** The mean height of an item's neighbours. @param {Item} item */
function findWish(item) {
  const neighbours = [...item.before, ...item.after];
  if (neighbours.length === 0) return item.y;
  // the lanes of one edge pull at each other, so that it runs straight
  const weights = neighbours.map(({isLane}) => (isLane && item.isLane ? 3 : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return neighbours.reduce((sum, {y}, k) => sum + y * weights[k], 0) / total;
}

/**
 * Places a layer at the heights nearest to the wishes (least squares) that keep the order and the
 * distances: neighbours that would overlap form a block, which stands at the mean of its wishes.
 * @param {Item[]} layer @param {number[]} wishes @param {number} distance
 */
function place(layer, wishes, distance) {
  /** @type {{sum: number, offsets: number[]}[]} */
  const blocks = [];
  let offset = 0;
  layer.forEach((item, k) => {
    if (k > 0) offset += (layer[k - 1].height + item.height) / 2 + distance;
    let block = {sum: wishes[k] - offset, offsets: [offset]};
    let above = blocks.pop();
    while (above && findMean(above) > findMean(block)) {
      block = {sum: above.sum + block.sum, offsets: [...above.offsets, ...block.offsets]};
      above = blocks.pop();
    }
    if (above) blocks.push(above);
    blocks.push(block);
  });
  const heights = blocks.flatMap(block => block.offsets.map(shift => findMean(block) + shift));
  layer.forEach((item, k) => (item.y = heights[k]));
}

/** @param {{sum: number, offsets: number[]}} block */
const findMean = ({sum, offsets}) => sum / offsets.length;
