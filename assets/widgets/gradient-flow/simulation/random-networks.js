/** Random networks of one width: every number of a network comes from its seed. */
import {complete} from "../../engine/batched-network.js";
import {orthogonal} from "../../engine/orthogonal.js";
import {normals, normalSource} from "../../engine/random.js";

export const DEPTH = 15;
export const WIDTH = 64;
export const BATCH = 16;

/**
 * The network of one seed, with weights N(0, 1)/√n_in or orthogonal ones: the multiplier is applied
 * in the pass, so that all multipliers share one draw and a move of the slider changes nothing but
 * the scale. So are the biases N(0, 1), which come last. Inputs have ‖x‖² = n_in; ∂J/∂a^(L) is
 * Gaussian and independent of all else. A generator that pauses after each layer.
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
  const x = scaledInputs(normals(width * batch, normal), width, batch);
  const upstream = normals(width * batch, normal);
  const biases = weights.map(() => normals(width, normal));
  return {sizes, weights, x, upstream, batch, biases};
}

export const randomNetwork = (seed, shape) => complete(drawNetwork(seed, shape));

function gaussian(width, normal) {
  const W = normals(width * width, normal);
  const root = Math.sqrt(width);
  for (let i = 0; i < W.length; i++) W[i] /= root;
  return W;
}

function scaledInputs(x, width, batch) {
  for (let sample = 0; sample < batch; sample++) {
    let square = 0;
    for (let i = sample; i < x.length; i += batch) square += x[i] ** 2;
    for (let i = sample; i < x.length; i += batch) x[i] *= Math.sqrt(width / square);
  }
  return x;
}
