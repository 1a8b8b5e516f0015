/** What one network of a setting shows: one row of a simulation. */
import {complete, passes} from "../../engine/batched-network.js";
import {diagnose} from "./faults.js";
import {createHistograms, createShares} from "./unit-counts.js";

/** @import {BatchedNetwork, Buffers, Norms, Observer} from "../../engine/batched-network.js" */
/** @import {Fault} from "./faults.js" */
/** @import {Setting} from "./setting.js" */
/** @import {Histograms, Shares} from "./unit-counts.js" */

/**
 * log10 of the norms, per layer, relative to the last layer; −∞ where nothing arrives.
 * @typedef {object} Row
 * @property {number[]} delta
 * @property {number[] | null} gradient
 * @property {number} size log10 of ‖δ^(L)‖ itself
 * @property {number | null} norm log10 of the norm of all gradients of weights and biases
 * @property {Fault | null} fault why δ does not reach some layer; if that is the last layer, no
 *   relative values exist
 * @property {Shares | null} shares
 * @property {Histograms | null} histograms
 *
 * @typedef {{buffers?: Buffers, histograms?: boolean}} MeasureOptions histograms: if the setting
 *   asks for what the layers show, whether to count histograms as well
 */

/**
 * @param {BatchedNetwork} network @param {Setting} setting @param {MeasureOptions} [options]
 * @returns {Generator<void, Row>}
 */
export function* measure(network, setting, {buffers, histograms = false} = {}) {
  const observer = createObserver(network, setting, histograms);
  const norms = yield* passes(network, setting, buffers, observer.see);
  const {delta, gradient} = norms;
  const isHealthy = delta.every(value => value > 0 && value < Infinity);
  return {
    delta: relative(delta),
    gradient: gradient && relative(gradient),
    size: Math.log10(delta[delta.length - 1]),
    norm: gradient && Math.log10(globalNorm(norms, setting)),
    fault: isHealthy ? null : yield* diagnose(network, setting, delta, buffers),
    ...observer.result()
  };
}

/**
 * Counts what the layers show while the passes run, if the setting asks for it.
 * @param {BatchedNetwork} network @param {Setting} setting @param {boolean} hasHistograms
 * @returns {{see: Observer, result: () => Pick<Row, "shares" | "histograms">}}
 */
function createObserver(network, setting, hasHistograms) {
  if (!setting.layers) return {see: {}, result: () => ({shares: null, histograms: null})};
  const shares = createShares(network, setting);
  const histograms = hasHistograms ? createHistograms(network, setting) : null;
  return {
    see: {
      forward: (l, a, slope) => {
        shares.see(l, slope);
        histograms?.forward(l, a);
      },
      backward: (l, delta) => histograms?.backward(l, delta)
    },
    result: () => ({shares: shares.result(), histograms: histograms?.result() ?? null})
  };
}

/** @param {number[]} values */
function relative(values) {
  const last = Math.log10(values[values.length - 1]);
  return values.map(value => Math.log10(value) - last);
}

/**
 * The norm that clipping looks at: of all parameters' gradients. `Math.hypot` scales, so that no
 * square leaves the range.
 * @param {Norms} norms @param {Setting} setting
 */
function globalNorm({gradient, biasGradient}, {bias}) {
  return Math.hypot(...(gradient ?? []), ...((bias && biasGradient) || []));
}

/**
 * The row of one network at once.
 * @param {BatchedNetwork} network @param {Setting} setting @param {MeasureOptions} [options]
 */
export const relativeNorms = (network, setting, options) =>
  complete(measure(network, setting, options));
