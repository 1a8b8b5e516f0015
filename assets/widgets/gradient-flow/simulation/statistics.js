/** Medians and spread over networks. */

/**
 * Median and the middle eight tenths over the networks, layer by layer.
 * @param {number[][]} rows one row a network, one entry a layer
 * @returns {{median: number[], low: number[], high: number[]}}
 */
export function summarise(rows) {
  const layers = rows[0].map((_, layer) => rows.map(row => row[layer]).sort((a, b) => a - b));
  const at = share => layers.map(sorted => quantile(sorted, share));
  return {median: at(0.5), low: at(0.1), high: at(0.9)};
}

/**
 * The quantile of sorted numbers, interpolated linearly as NumPy does; between −∞ and a number it
 * is −∞.
 */
export function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]];
  return place === below || low === high || low === -Infinity
    ? low
    : low + (place - below) * (high - low);
}

/** The means of the columns. */
export const means = rows =>
  rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
