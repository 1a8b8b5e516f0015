/** What the units of each layer do: shares of saturated and dead ones, and histograms. */

/** @import {BatchedNetwork} from "../../engine/batched-network.js" */

/**
 * Shares per layer. saturated: of units and samples, where |σ′(z)| < 0.01, null for ReLU, whose
 * units are on or off; dead: of units, where σ′(z) is 0 for every sample (as
 * `gradflow.dead_fraction`).
 * @typedef {{saturated: number[] | null, dead: number[]}} Shares
 *
 * Counts of values in bins of one width: bin i reaches from (first + i)·step up to the next.
 * @typedef {{first: number, counts: number[], elsewhere: number, size: number}} Histogram
 *   elsewhere: values without a bin (log10 of 0, NaN); size: all values
 *
 * Per layer a histogram of the activations `a`, and one of log10|δ|.
 * @typedef {{linear: boolean, a: Histogram[], delta: Histogram[]}} Histograms linear: of a itself,
 *   where activations are bounded; else of log10|a|
 */

// A unit counts as saturated below this slope, as in the widget "activations".
const SATURATED = 0.01;

/** @param {BatchedNetwork} network @param {{activation: string}} setting */
export function createShares({sizes, batch}, {activation}) {
  /** @type {number[]} */
  const saturated = Array(sizes.length - 1);
  /** @type {number[]} */
  const dead = Array(sizes.length - 1);
  return {
    /** @param {number} l the layer, from 0 @param {Float64Array} slope */
    see(l, slope) {
      let flat = 0;
      let gone = 0;
      for (let start = 0; start < slope.length; start += batch) {
        let isOn = false;
        for (let i = start; i < start + batch; i++) {
          if (!(slope[i] >= SATURATED)) flat += 1;
          if (slope[i] !== 0) isOn = true;
        }
        if (!isOn) gone += 1;
      }
      saturated[l] = flat / slope.length;
      dead[l] = gone / (slope.length / batch);
    },
    /** @returns {Shares} */
    result: () => ({saturated: activation === "relu" ? null : saturated, dead})
  };
}

export const DECADE_STEP = 0.25; // a bin of log10|value|
export const UNIT_STEP = 0.1; // a bin of a bounded activation

/** @param {BatchedNetwork} network @param {{activation: string, residual: boolean}} setting */
export function createHistograms({sizes}, {activation, residual}) {
  const linear = activation !== "relu" && !residual;
  /** @type {Histogram[]} */
  const a = Array(sizes.length - 1);
  /** @type {Histogram[]} */
  const delta = Array(sizes.length - 1);
  /** @param {Float64Array} array */
  const countDecades = array => histogram(array, toDecades, DECADE_STEP);
  return {
    /** @param {number} l the layer, from 0 @param {Float64Array} array */
    forward: (l, array) =>
      void (a[l] = linear ? histogram(array, keepBelow1, UNIT_STEP) : countDecades(array)),
    /** @param {number} l the layer, from 0 @param {Float64Array} array */
    backward: (l, array) => void (delta[l] = countDecades(array)),
    /** @returns {Histograms} */
    result: () => ({linear, a, delta})
  };
}

/** 1 itself belongs to the last bin. @param {number} value */
const keepBelow1 = value => Math.min(value, 1 - UNIT_STEP / 2);

/** @param {number} value */
const toDecades = value => Math.log10(Math.abs(value));

/**
 * Counts transformed values in bins of width `step`.
 * @param {Iterable<number> & {length: number}} values @param {(value: number) => number} transform
 * @param {number} step @returns {Histogram}
 */
export function histogram(values, transform, step) {
  /** @type {Map<number, number>} */
  const bins = new Map();
  let elsewhere = 0;
  for (const value of values) {
    const bin = Math.floor(transform(value) / step);
    if (Number.isFinite(bin)) bins.set(bin, (bins.get(bin) ?? 0) + 1);
    else elsewhere += 1;
  }
  const used = [...bins.keys()];
  const [first, last] = used.length ? [Math.min(...used), Math.max(...used)] : [0, -1];
  const counts = Array.from({length: last - first + 1}, (_, i) => bins.get(first + i) ?? 0);
  return {first, counts, elsewhere, size: values.length};
}
