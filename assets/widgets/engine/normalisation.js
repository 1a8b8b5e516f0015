/**
 * Layer normalisation (Ba et al. 2016), gain 1: each sample's units get mean 0 and variance 1. As
 * in `gradflow.deep`.
 */

const EPSILON = 1e-5; // under the root, as in PyTorch

/**
 * Normalises the batch `z` (n, batch) in place; writes each sample's standard deviation to
 * `deviation`.
 * @param {Float64Array} z @param {Float64Array} deviation @param {number} batch
 */
export function normalise(z, deviation, batch) {
  const n = z.length / batch;
  for (let sample = 0; sample < batch; sample++) {
    let mean = 0;
    for (let i = sample; i < z.length; i += batch) mean += z[i];
    mean /= n;
    let square = 0;
    for (let i = sample; i < z.length; i += batch) square += (z[i] - mean) ** 2;
    deviation[sample] = Math.sqrt(square / n + EPSILON);
    for (let i = sample; i < z.length; i += batch) z[i] = (z[i] - mean) / deviation[sample];
  }
}

/**
 * Backpropagates through the normalisation, in place; mean and deviation depend on every unit, too.
 * @param {Float64Array} gradient @param {Float64Array} normed @param {Float64Array} deviation
 * @param {number} batch
 */
export function backpropagateNormalisation(gradient, normed, deviation, batch) {
  const n = gradient.length / batch;
  for (let sample = 0; sample < batch; sample++) {
    let mean = 0;
    let along = 0;
    for (let i = sample; i < gradient.length; i += batch) {
      mean += gradient[i];
      along += gradient[i] * normed[i];
    }
    mean /= n;
    along /= n;
    for (let i = sample; i < gradient.length; i += batch)
      gradient[i] = (gradient[i] - mean - normed[i] * along) / deviation[sample];
  }
}
