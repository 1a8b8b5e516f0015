/** What one network of a setting shows: one row of a simulation. */
import {createHistograms, createShares} from "./unit-counts.js";
import {diagnose} from "./faults.js";
import {complete, passes} from "../../engine/batched-network.js";

/**
 * log10 of the norms, per layer, relative to the last layer; −∞ where nothing arrives.
 * @returns {Generator<void, Row>}
 * @typedef {object} Row
 * @property {number[]} delta
 * @property {number[] | null} gradient
 * @property {number} size log10 of ‖δ^(L)‖ itself
 * @property {number | null} norm log10 of the norm of all gradients of weights and biases
 * @property {import("./faults.js").Fault | null} fault why δ does not reach some layer; if that is
 *   the last layer, no relative values exist
 * @property {{saturated: number[] | null, dead: number[]} | null} shares
 * @property {object | null} histograms
 */
export function* measure(network, setting, {buffers, histograms = false} = {}) {
  const observer = setting.layers ? createObserver(network, setting, histograms) : null;
  const found = yield* passes(network, setting, buffers, observer?.see);
  const healthy = found.delta.every(value => value > 0 && value < Infinity);
  return {
    delta: relative(found.delta),
    gradient: found.gradient && relative(found.gradient),
    size: Math.log10(found.delta.at(-1)),
    norm: found.gradient && Math.log10(globalNorm(found, setting)),
    fault: healthy ? null : yield* diagnose(network, setting, found.delta, buffers),
    shares: observer?.shares() ?? null,
    histograms: observer?.histograms() ?? null
  };
}

/** Counts saturated and dead units while the passes run, and what histograms show. */
function createObserver(network, setting, withHistograms) {
  const shares = createShares(network, setting);
  const histograms = withHistograms ? createHistograms(network, setting) : null;
  const see = {
    forward: (l, a, slope) => {
      shares.see(l, slope);
      histograms?.forward(l, a);
    },
    backward: (l, delta) => histograms?.backward(l, delta)
  };
  return {see, shares: () => shares.result(), histograms: () => histograms?.result()};
}

const relative = values => values.map(value => Math.log10(value) - Math.log10(values.at(-1)));

/**
 * The norm that clipping looks at: of all parameters' gradients. `Math.hypot` scales, so that no
 * square leaves the range.
 */
function globalNorm({gradient, biasGradient}, {bias}) {
  return Math.hypot(...gradient, ...(bias ? biasGradient : []));
}

/** The row of one network at once. */
export const relativeNorms = (network, setting, options) =>
  complete(measure(network, setting, options));
