/** Where hardly anything passes: |f′| below a hundredth, or no slope at all. */

/** @import {Interval} from "../ui/chart.js" */

/**
 * @typedef {"dead" | "saturated" | "flat"} Kind dead: f′ = 0 from here on outward; saturated:
 *   |f′| < 0.01, ever less outward; flat: around the lowest point of f, where f′ changes its sign
 */

export const LITTLE = 0.01;

const STEPS = 1000;

/** @param {(z: number) => number} df @param {number} z @returns {Kind | null} null: more passes */
export function kindAt(df, z) {
  if (Math.abs(df(z)) >= LITTLE) return null;
  if (df(z) === 0 && df(z - 1) === 0) return "dead";
  const outward = z < 0 ? -1 : 1;
  return [0.1, 0.5].every(step => Math.abs(df(z + outward * step)) < LITTLE) ? "saturated" : "flat";
}

/**
 * The zones of a range, from left to right.
 * @param {(z: number) => number} df @param {Interval} range
 */
export function zones(df, [low, high]) {
  /** @param {number} z */
  const isInside = z => Math.abs(df(z)) < LITTLE;
  const points = Array.from({length: STEPS + 1}, (_, i) => low + (i * (high - low)) / STEPS);
  const edges = points.slice(1).flatMap((z, i) => {
    if (isInside(z) === isInside(points[i])) return [];
    return isInside(z) ? findEdge(isInside, z, points[i]) : findEdge(isInside, points[i], z);
  });
  if (isInside(low)) edges.unshift(low);
  if (isInside(high)) edges.push(high);
  return edges.flatMap((from, i) => {
    const to = edges[i + 1];
    const kind = i % 2 === 0 ? kindAt(df, (from + to) / 2) : null;
    return kind ? [{from, to, kind}] : [];
  });
}

/**
 * Where the zone ends between a point inside and one outside, to the last bit.
 * @param {(z: number) => boolean} isInside @param {number} inside @param {number} outside
 */
function findEdge(isInside, inside, outside) {
  for (;;) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) return inside;
    if (isInside(middle)) inside = middle;
    else outside = middle;
  }
}
