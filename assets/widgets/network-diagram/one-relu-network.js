/**
 * The network that the widget begins with: two inputs, one hidden ReLU unit h, one linear output ŷ,
 * loss J = ½(ŷ − y)² with target y = 1. One of the networks of networks.js, with presets, names and a
 * finding of its own.
 */

import {START} from "./networks.js";

const TARGET = 1;

/** Settings worth a look. */
export const PRESETS = {
  moving: {x1: 1, x2: 0.5, w11: 0.6, w21: -0.4, w_out: 1.5},
  start: START,
  dead: {x1: 1, x2: -1, w11: -0.5, w21: 0.5, w_out: 1}
};

/**
 * The results of this network, by the read-outs' names.
 * @returns {{z_h: number, a_h: number, z_y: number, y_hat: number, loss: number, slope: number,
 *   dL_dy: number,
 *   dL_dwout: number, dL_dzh: number, dL_dw11: number, dL_dw21: number}}
 */
export function named({samples: [{z, a, loss, upstream, slope, delta, W}]}) {
  return {
    z_h: z[0][0],
    a_h: a[1][0],
    z_y: z[1][0],
    y_hat: a[2][0],
    loss,
    slope: slope[0][0],
    dL_dy: upstream[1][0],
    dL_dwout: W[1][0][0],
    dL_dzh: delta[0][0],
    dL_dw11: W[0][0][0],
    dL_dw21: W[0][0][1]
  };
}

/** The setting's finding in one sentence; `show` prints a number. */
export function finding(result, {w_out: wOut, gradients}, show) {
  const {z_h: z, y_hat: y, loss} = result;
  const outcome = `ŷ = ${show(y)}, J = ${show(loss)}`;
  if (!gradients)
    return `${outcome}${loss === 0 ? ": right on the target." : ` for the target ${TARGET}.`}`;
  if (loss === 0) return `${outcome}: every gradient is 0, there is nothing to correct.`;
  if (z <= 0)
    return `The ReLU is off (z = ${show(z)}, slope 0): no weight receives a gradient, though J = ${show(loss)}.`;
  if (wOut === 0) return `${outcome}: the output weight is 0, so nothing passes on to h.`;
  const change = result.dL_dwout < 0 ? "raise" : "lower";
  return `${outcome}: ${change} the output weight and J falls; δ at h is ${show(result.dL_dzh)}.`;
}
