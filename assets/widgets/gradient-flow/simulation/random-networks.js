/** Random networks of one width: every number of a network comes from its seed. */
import {complete} from "../../engine/batched-network.js";
import {orthogonal} from "../../engine/orthogonal.js";
import {normals, normalSource} from "../../engine/random.js";

/** @import {BatchedNetwork} from "../../engine/batched-network.js" */

/**
 * The shape of a network: `depth` layers of `width` units, `batch` samples, and how the weights are
 * drawn.
 * @typedef {{depth: number, width: number, batch: number, weights: "gaussian" | "orthogonal"}} Shape
 */

export const DEPTH = 15;
export const WIDTH = 64;
export const BATCH = 16;

/**
 * The network of one seed, with weights N(0, 1)/√n_in or orthogonal ones: the multiplier is applied
 * in the pass, so that all multipliers share one draw and a move of the slider changes nothing but
 * the scale. So are the biases N(0, 1), which come last. Inputs have ‖x‖² = n_in; ∂J/∂a^(L) is
 * Gaussian and independent of all else. A generator that pauses after each layer.
 * @param {number} seed @param {Partial<Shape>} [shape] @returns {Generator<void, BatchedNetwork>}
 */
export function* drawNetwork(
  seed,
  {depth = DEPTH, width = WIDTH, batch = BATCH, weights: kind = "gaussian"} = {}
) {
  const normal = normalSource(seed);
  const sizes = Array(depth + 1).fill(width);
  const weights = [];
  while (weights.length < depth) {
    weights.push(
      kind === "orthogonal" ? yield* orthogonal(width, normal) : gaussian(width, normal)
    );
    yield;
  }
  const x = scaleInputs(normals(width * batch, normal), width, batch);
  const upstream = normals(width * batch, normal);
  const biases = weights.map(() => normals(width, normal));
  return {sizes, weights, x, upstream, batch, biases};
}

/** @param {number} seed @param {Partial<Shape>} [shape] */
export const randomNetwork = (seed, shape) => complete(drawNetwork(seed, shape));

/**
 * A weight matrix of independent N(0, 1)/√width.
 * @param {number} width @param {() => number} normal
 */
function gaussian(width, normal) {
  const W = normals(width * width, normal);
  const root = Math.sqrt(width);
  for (let i = 0; i < W.length; i++) W[i] /= root;
  return W;
}

/**
 * Scales each sample to ‖x‖² = width, in place.
 * @param {Float64Array} x @param {number} width @param {number} batch
 */
function scaleInputs(x, width, batch) {
  for (let sample = 0; sample < batch; sample++) {
    let square = 0;
    for (let i = sample; i < x.length; i += batch) square += x[i] ** 2;
    for (let i = sample; i < x.length; i += batch) x[i] *= Math.sqrt(width / square);
  }
  return x;
}
