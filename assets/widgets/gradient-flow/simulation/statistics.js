/** Medians and spread over networks. */

/**
 * Numbers per layer, over the networks: the median, and the ends of the middle 80 %.
 * @typedef {{median: number[], low: number[], high: number[]}} Summary
 */

/**
 * Summarises rows, one per network with one entry per layer.
 * @param {number[][]} rows @returns {Summary | null} null without rows
 */
export function summarise(rows) {
  if (!rows.length) return null;
  const layers = rows[0].map((_, layer) => rows.map(row => row[layer]).sort((a, b) => a - b));
  /** @param {number} share */
  const at = share => layers.map(sorted => quantile(sorted, share));
  return {median: at(0.5), low: at(0.1), high: at(0.9)};
}

/**
 * The quantile of sorted numbers, interpolated linearly as NumPy does; between −∞ and a number it
 * is −∞.
 * @param {number[]} sorted @param {number} share
 */
export function quantile(sorted, share) {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const [low, high] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]];
  return position === below || low === high || low === -Infinity
    ? low
    : low + (position - below) * (high - low);
}

/**
 * The means of the columns.
 * @param {number[][]} rows
 */
export const means = rows =>
  rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
