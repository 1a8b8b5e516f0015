/**
 * The activations of the simulator, for the numbers of a layer at once. Avoids cancellation: no
 * slope is computed as 1 minus a value near 1, and tanh of a small z not as a difference.
 */

import {negativeExp} from "./exponential.js";

const SMALL = 1 / 16; // |z| below which six terms of the series of tanh suffice

/**
 * Writes a = σ(z) and the slope σ′(z).
 * @typedef {(z: Float64Array, a: Float64Array, slope: Float64Array) => void} BatchedActivation
 */

/** @type {Record<string, BatchedActivation>} */
export const BATCHED_ACTIVATIONS = {
  sigmoid(z, a, slope) {
    for (let i = 0; i < z.length; i++) {
      const e = negativeExp(-Math.abs(z[i]));
      const upper = 1 / (1 + e);
      a[i] = z[i] >= 0 ? upper : e * upper;
      slope[i] = e * upper * upper;
    }
  },
  tanh(z, a, slope) {
    for (let i = 0; i < z.length; i++) {
      const size = Math.abs(z[i]);
      if (size < SMALL) {
        a[i] = tanhSeries(z[i]);
        slope[i] = 1 - a[i] * a[i];
        continue;
      }
      const e = negativeExp(-2 * size);
      const inverse = 1 / (1 + e);
      const upper = (1 - e) * inverse;
      a[i] = z[i] > 0 ? upper : -upper;
      slope[i] = 4 * e * inverse * inverse;
    }
  },
  relu(z, a, slope) {
    for (let i = 0; i < z.length; i++) {
      slope[i] = z[i] > 0 ? 1 : 0;
      a[i] = slope[i] * z[i];
    }
  }
};

/** @param {number} z */
function tanhSeries(z) {
  const s = z * z;
  return (
    z * (1 + s * (-1 / 3 + s * (2 / 15 + s * (-17 / 315 + s * (62 / 2835 + s * (-1382 / 155925))))))
  );
}
