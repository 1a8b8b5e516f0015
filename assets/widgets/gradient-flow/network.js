/**
 * One plain network without biases: a real forward and backward pass, and the norms of what flows back.
 *
 * Arrays are flat `Float64Array`s: a weight matrix (n_out, n_in) by rows, a batch (n, batch) with the samples side by side.
 */
import {ACTIVATIONS} from "./activations.js";

/**
 * out = scale · M X, where M (rows, inner) lies in `matrix` with the given steps, so that one routine multiplies by W and by Wᵀ.
 * Two rows by four samples at a time stay in registers; what is left at the rim is computed entry by entry.
 */
function multiply(out, matrix, {rows, inner, rowStep, innerStep, batch, scale}, X) {
  const evenRows = rows - (rows % 2);
  const fullSamples = batch - (batch % 4);
  for (let r = 0; r < evenRows; r += 2) {
    for (let s = 0; s < fullSamples; s += 4) {
      let p0 = 0, p1 = 0, p2 = 0, p3 = 0, q0 = 0, q1 = 0, q2 = 0, q3 = 0;
      let m = r * rowStep;
      const end = s + inner * batch;
      for (let x = s; x < end; x += batch, m += innerStep) {
        const u = matrix[m];
        const v = matrix[m + rowStep];
        const x0 = X[x], x1 = X[x + 1], x2 = X[x + 2], x3 = X[x + 3];
        p0 += u * x0; p1 += u * x1; p2 += u * x2; p3 += u * x3;
        q0 += v * x0; q1 += v * x1; q2 += v * x2; q3 += v * x3;
      }
      const i = r * batch + s;
      const j = i + batch;
      out[i] = scale * p0; out[i + 1] = scale * p1; out[i + 2] = scale * p2; out[i + 3] = scale * p3;
      out[j] = scale * q0; out[j + 1] = scale * q1; out[j + 2] = scale * q2; out[j + 3] = scale * q3;
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let s = r < evenRows ? fullSamples : 0; s < batch; s++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += matrix[r * rowStep + k * innerStep] * X[k * batch + s];
      out[r * batch + s] = scale * sum;
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
 * A network, of which `norms` can be asked again and again for other multipliers.
 * @param {{sizes: number[], weights: ArrayLike<number>[], x: ArrayLike<number>, upstream: ArrayLike<number>, batch: number}} parts
 *   sizes n_0 … n_L; weights[l] of shape (n_{l+1}, n_l); x (n_0, batch); upstream ∂J/∂a^(L) of shape (n_L, batch)
 */
export function createNetwork({sizes, weights, x, upstream, batch}) {
  return {sizes, weights, x: Float64Array.from(x), upstream, batch};
}

/** What a pass writes to. All networks of a shape share one set, which so stays in the processor's cache. */
function createBuffers(sizes, batch) {
  const layers = () => sizes.slice(1).map((n) => new Float64Array(n * batch));
  const z = new Float64Array(Math.max(...sizes) * batch);
  return {shape: String([batch, ...sizes]), a: layers(), z: sizes.slice(1).map((n) => z.subarray(0, n * batch)), slope: layers(), delta: layers()};
}

let buffers = createBuffers([0, 0], 0);

function buffersFor({sizes, batch}) {
  if (buffers.shape !== String([batch, ...sizes])) buffers = createBuffers(sizes, batch);
  return buffers;
}

/**
 * One forward and one backward pass with every weight matrix multiplied by `multiplier`; δ^(L) = upstream ⊙ σ′(z^(L)).
 * @returns {{delta: number[], gradient: number[] | null}} per layer 1 … L: RMS over the batch of ‖δ‖₂/√n, and ‖∇_W J‖ if `gradients`
 */
export function norms(network, {activation, multiplier = 1, gradients = false}) {
  const {sizes, weights, x, upstream, batch} = network;
  const {z, slope, delta, ...outputs} = buffersFor(network);
  const a = [x, ...outputs.a];
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
