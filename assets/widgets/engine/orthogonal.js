/** Random orthogonal matrices: all singular values 1, uniformly distributed (Saxe et al. 2014). */

/**
 * One (n, n) matrix by rows. Reflections that turn the first unit vector into a random direction,
 * of 1, 2, … n dimensions: Stewart (1980); the same distribution as the QR of a normal matrix with
 * the signs of R's diagonal moved into Q, which is `gradflow.initialisers.orthogonal`. A generator
 * that pauses after each reflection.
 * @param {number} n @param {() => number} normal @returns {Generator<void, Float64Array>}
 */
export function* orthogonal(n, normal) {
  const Q = new Float64Array(n * n);
  const x = new Float64Array(n);
  const product = new Float64Array(n);
  for (let corner = n - 1; corner >= 0; corner--) {
    reflect(Q, n, corner, {x, product, normal});
    yield;
  }
  return Q;
}

/**
 * Sets row and column `corner` of Q, and multiplies the block right of and below them by a random
 * reflection.
 * @param {Float64Array} Q @param {number} n @param {number} corner
 * @param {{x: Float64Array, product: Float64Array, normal: () => number}} source
 */
function reflect(Q, n, corner, {x, product, normal}) {
  let square = 0;
  for (let i = corner; i < n; i++) {
    x[i] = normal();
    square += x[i] * x[i];
  }
  const sign = x[corner] < 0 ? -1 : 1;
  const first = x[corner];
  x[corner] += sign * Math.sqrt(square);
  const half = (square - first * first + x[corner] * x[corner]) / 2;
  Q[corner * n + corner] = 1;
  product.fill(0);
  for (let i = corner; i < n; i++) {
    for (let j = corner, q = i * n + corner; j < n; j++, q++) product[j] += x[i] * Q[q];
  }
  for (let i = corner; i < n; i++) {
    const factor = x[i] / half;
    for (let j = corner, q = i * n + corner; j < n; j++, q++)
      Q[q] = -sign * (Q[q] - factor * product[j]);
  }
}
