/**
 * One plain network without biases: a real forward and backward pass, and the norms of what flows back.
 *
 * Arrays are flat `Float64Array`s: a weight matrix (n_out, n_in) by rows, a batch (n, batch) with the samples side by side.
 */
import {ACTIVATIONS} from "./activations.js";

/**
 * out = scale · M X, where M (rows, inner) lies in `matrix` with the given steps, so that one routine multiplies by W and by Wᵀ.
 * Two rows by four samples at a time stay in registers; at the rim an index is clamped and the same entry computed twice.
 */
function multiply(out, matrix, {rows, inner, rowStep, innerStep, batch, scale}, X) {
  for (let r = 0; r < rows; r += 2) {
    const second = Math.min(r + 1, rows - 1);
    for (let s = 0; s < batch; s += 4) {
      const s1 = Math.min(s + 1, batch - 1);
      const s2 = Math.min(s + 2, batch - 1);
      const s3 = Math.min(s + 3, batch - 1);
      let p0 = 0, p1 = 0, p2 = 0, p3 = 0, q0 = 0, q1 = 0, q2 = 0, q3 = 0;
      let upper = r * rowStep;
      let lower = second * rowStep;
      for (let k = 0, x = 0; k < inner; k++, x += batch, upper += innerStep, lower += innerStep) {
        const u = matrix[upper];
        const v = matrix[lower];
        const x0 = X[x + s], x1 = X[x + s1], x2 = X[x + s2], x3 = X[x + s3];
        p0 += u * x0; p1 += u * x1; p2 += u * x2; p3 += u * x3;
        q0 += v * x0; q1 += v * x1; q2 += v * x2; q3 += v * x3;
      }
      const i = r * batch;
      const j = second * batch;
      out[i + s] = scale * p0; out[i + s1] = scale * p1; out[i + s2] = scale * p2; out[i + s3] = scale * p3;
      out[j + s] = scale * q0; out[j + s1] = scale * q1; out[j + s2] = scale * q2; out[j + s3] = scale * q3;
    }
  }
}

/** RMS over the batch of ‖δ‖₂/√n: the root of the mean square of all entries. */
function rootMeanSquare(array) {
  let sum = 0;
  for (let i = 0; i < array.length; i++) sum += array[i] * array[i];
  return Math.sqrt(sum / array.length);
}

function scaleBy(array, factors) {
  for (let i = 0; i < array.length; i++) array[i] *= factors[i];
}

/**
 * ‖∇_W J‖ (Frobenius) for the cost J, the mean over the batch, from ∇_W J = (1/batch) Σ_i δ_i a_iᵀ without forming it:
 * ‖Σ_i δ_i a_iᵀ‖² = Σ_ij (δ_i·δ_j)(a_i·a_j).
 */
function gradientNorm(delta, a, batch) {
  let sum = 0;
  for (let i = 0; i < batch; i++) {
    for (let j = 0; j <= i; j++) {
      sum += (i === j ? 1 : 2) * sampleDot(delta, i, j, batch) * sampleDot(a, i, j, batch);
    }
  }
  return Math.sqrt(Math.max(sum, 0)) / batch;
}

function sampleDot(array, i, j, batch) {
  let sum = 0;
  for (let k = 0; k < array.length; k += batch) sum += array[k + i] * array[k + j];
  return sum;
}

/**
 * A network with the buffers of its passes; `norms` can be asked again and again for other multipliers.
 * @param {{sizes: number[], weights: ArrayLike<number>[], x: ArrayLike<number>, upstream: ArrayLike<number>, batch: number}} parts
 *   sizes n_0 … n_L; weights[l] of shape (n_{l+1}, n_l); x (n_0, batch); upstream ∂J/∂a^(L) of shape (n_L, batch)
 */
export function createNetwork({sizes, weights, x, upstream, batch}) {
  const buffers = () => sizes.slice(1).map((n) => new Float64Array(n * batch));
  return {sizes, weights, upstream, batch, a: [Float64Array.from(x), ...buffers()], z: buffers(), slope: buffers(), delta: buffers()};
}

/**
 * One forward and one backward pass with every weight matrix multiplied by `multiplier`; δ^(L) = upstream ⊙ σ′(z^(L)).
 * @returns {{delta: number[], gradient: number[] | null}} per layer 1 … L: RMS over the batch of ‖δ‖₂/√n, and ‖∇_W J‖ if `gradients`
 */
export function norms(network, {activation, multiplier = 1, gradients = false}) {
  const {sizes, weights, upstream, batch, a, z, slope, delta} = network;
  const step = {batch, scale: multiplier};
  weights.forEach((W, l) => {
    multiply(z[l], W, {...step, rows: sizes[l + 1], inner: sizes[l], rowStep: sizes[l], innerStep: 1}, a[l]);
    ACTIVATIONS[activation](z[l], a[l + 1], slope[l]);
  });
  delta.at(-1).set(upstream);
  scaleBy(delta.at(-1), slope.at(-1));
  for (let l = weights.length - 2; l >= 0; l--) {
    const transposed = {...step, rows: sizes[l + 1], inner: sizes[l + 2], rowStep: 1, innerStep: sizes[l + 1]};
    multiply(delta[l], weights[l + 1], transposed, delta[l + 1]);
    scaleBy(delta[l], slope[l]);
  }
  return {delta: delta.map(rootMeanSquare), gradient: gradients ? delta.map((d, l) => gradientNorm(d, a[l], batch)) : null};
}
