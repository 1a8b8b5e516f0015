/** Summarises the rows of a setting. */
import {means, summarise} from "./statistics.js";

/** @import {Fault} from "./faults.js" */
/** @import {Row} from "./measure.js" */
/** @import {Summary} from "./statistics.js" */
/** @import {Histograms, Shares} from "./unit-counts.js" */

/**
 * The faults of one kind: in how many networks, and in which layers, from 1. lost: δ is 0 or not
 * finite in the last layer, so that nothing is relative to it; isBypassed: a residual connection
 * leads around the layers.
 * @typedef {Pick<Fault, "kind" | "pass"> & {lost: boolean, isBypassed: boolean, layers: number[],
 *   count: number}} FaultGroup
 */

/**
 * What the networks of a setting show together; null where there is nothing to show.
 * @typedef {object} Result
 * @property {number} count of networks
 * @property {number} lost networks without a gradient in the last layer, the reference
 * @property {Summary | null} delta over the other networks
 * @property {number[] | null} size per layer, the median of log10 ‖δ‖ itself
 * @property {Summary | null} gradient
 * @property {Summary | null} clipped weight gradients after clipping, relative to those of the last
 *   layer before it
 * @property {number | null} clipping log10 of the factor, its median
 * @property {FaultGroup[]} faults most frequent first
 * @property {Shares | null} shares means over the networks
 * @property {Histograms | null} histograms of the first network
 */

/**
 * @param {Row[]} rows @param {number | null} [clip] a threshold for the norm of all gradients
 * @returns {Result}
 */
export function combine(rows, clip = null) {
  const sound = rows.filter(row => isRelative(row.delta));
  const graded = sound.flatMap(({gradient, norm}) =>
    gradient && isRelative(gradient) ? [{gradient, norm: norm ?? NaN}] : []
  );
  const cuts = clip === null ? [] : graded.map(({norm}) => Math.min(0, Math.log10(clip) - norm));
  const clipped = cuts.map((cut, i) => graded[i].gradient.map(value => value + cut));
  return {
    count: rows.length,
    lost: rows.length - sound.length,
    delta: summarise(sound.map(row => row.delta)),
    size: summarise(sound.map(row => row.delta.map(value => value + row.size)))?.median ?? null,
    gradient: summarise(graded.map(row => row.gradient)),
    clipped: summarise(clipped),
    clipping: summarise(cuts.map(cut => [cut]))?.median[0] ?? null,
    faults: groupFaults(rows),
    shares: meanShares(rows),
    histograms: rows[0]?.histograms ?? null
  };
}

/** @param {number[]} values */
const isRelative = values => !values.some(Number.isNaN);

/** @param {Row[]} rows @returns {Shares | null} */
function meanShares(rows) {
  const shares = rows.flatMap(row => row.shares ?? []);
  if (!shares.length) return null;
  const saturated = shares.flatMap(share => (share.saturated ? [share.saturated] : []));
  return {
    saturated: saturated.length ? means(saturated) : null,
    dead: means(shares.map(share => share.dead))
  };
}

/** @param {Row[]} rows */
function groupFaults(rows) {
  /** @type {Map<string, FaultGroup>} */
  const groups = new Map();
  for (const {fault, delta} of rows) {
    if (!fault) continue;
    const {kind, pass, layer, closed} = fault;
    const [lost, isBypassed] = [!isRelative(delta), Boolean(closed)];
    const key = [kind, pass, lost, isBypassed].join();
    const group = groups.get(key) ?? {kind, pass, lost, isBypassed, layers: [], count: 0};
    group.count += 1;
    group.layers.push(...(closed ?? [layer]));
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
