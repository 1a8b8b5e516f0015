/**
 * One network: a real forward and backward pass, and the norms of what flows back. Plain, or with
 * the residual connections and the layer normalisation of `gradflow.deep`: in every layer but the
 * last, a = σ(z) + a_in where the sizes fit, and z = n(W a_in) + b.
 *
 * Arrays are flat `Float64Array`s: a weight matrix (n_out, n_in) by rows, a batch (n, batch) with
 * the samples side by side.
 */
import {BATCHED_ACTIVATIONS} from "./batched-activations.js";
import {normalise, throughNormalisation} from "./normalisation.js";
import {multiply} from "./matrix-product.js";
import {biasGradientNorm, gradientNorm, rootMeanSquare} from "./norms.js";

/**
 * A network, of which `norms` can be asked again and again for other multipliers.
 * @param {{sizes: number[], weights: ArrayLike<number>[], x: ArrayLike<number>, upstream:
 *   ArrayLike<number>, batch: number, biases?: ArrayLike<number>[]}} parts
 *   sizes n_0 … n_L; weights[l] of shape (n_{l+1}, n_l); x (n_0, batch); upstream ∂J/∂a^(L) of
 *   shape (n_L, batch); biases[l] (n_{l+1})
 */
export function createNetwork({sizes, weights, x, upstream, batch, biases}) {
  return {sizes, weights, x: Float64Array.from(x), upstream, batch, biases};
}

/**
 * What a pass writes to. All networks of a shape share one set, so that it stays in the processor's
 * cache.
 */
export function createBuffers(sizes, batch) {
  const longest = Math.max(...sizes) * batch;
  const [z, delta, even, odd, ...upstream] = Array.from(
    {length: 6},
    () => new Float64Array(longest)
  );
  const each = make => sizes.slice(1).map((n, l) => make(n * batch, l));
  const layers = () => each(length => new Float64Array(length));
  const once = make => {
    let made;
    return () => (made ??= make());
  };
  return {
    shape: String([batch, ...sizes]),
    z,
    delta,
    upstream,
    slope: layers(),
    passing: each((length, l) => (l % 2 ? odd : even).subarray(0, length)),
    kept: once(layers),
    normed: once(layers),
    deviation: once(() => each(() => new Float64Array(batch)))
  };
}

let shared = createBuffers([0, 0], 0);

function buffersFor({sizes, batch}) {
  if (shared.shape !== String([batch, ...sizes])) shared = createBuffers(sizes, batch);
  return shared;
}

/**
 * One forward and one backward pass with every weight matrix multiplied by `multiplier` and every
 * bias by `bias`; δ^(L) = upstream ⊙ σ′(z^(L)). A generator that pauses after each layer, so that
 * long passes can be cut into slices.
 * @param {{forward?: Function, backward?: Function}} [see] is shown each layer's arrays as they
 *   come: (l, z, a, slope), (l, delta)
 * @returns {Generator<void, Norms>}
 * @typedef {{delta: number[], gradient: number[] | null, biasGradient: number[] | null}} Norms per
 *   layer 1 … L:
 *   RMS over the batch of ‖δ‖₂/√n; ‖∇_W J‖ and ‖∇_b J‖ if `gradients`
 */
export function* passes(network, setting, buffers = buffersFor(network), see = {}) {
  yield* forward(network, setting, buffers, see);
  return yield* backward(network, setting, buffers, see);
}

/**
 * Layer `l`, from 0. hasSkip: its input is added to its output. hasNorm: it is normalised. Neither
 * in the last layer.
 */
const hasSkip = ({sizes}, {residual}, l) =>
  Boolean(residual) && l < sizes.length - 2 && sizes[l] === sizes[l + 1];
const hasNorm = ({sizes}, {norm}, l) => Boolean(norm) && l < sizes.length - 2;

/** The outputs of the layers; where no weight gradients are asked for, two arrays take turns. */
const outputs = ({gradients}, buffers) => (gradients ? buffers.kept() : buffers.passing);

export function* forward(network, setting, buffers = buffersFor(network), see = {}) {
  const {sizes, weights, x, batch, biases} = network;
  const {activation, multiplier = 1, bias = 0} = setting;
  const outs = outputs(setting, buffers);
  for (let l = 0, a = x; l < weights.length; a = outs[l++]) {
    const z = buffers.z.subarray(0, sizes[l + 1] * batch);
    multiply(
      z,
      weights[l],
      {
        rows: sizes[l + 1],
        inner: sizes[l],
        rowStep: sizes[l],
        innerStep: 1,
        batch,
        scale: multiplier
      },
      a
    );
    see.product?.(l, z);
    if (hasNorm(network, setting, l)) {
      normalise(z, buffers.deviation()[l], batch);
      buffers.normed()[l].set(z);
    }
    if (bias) addBias(z, biases[l], bias, batch);
    BATCHED_ACTIVATIONS[activation](z, outs[l], buffers.slope[l]);
    if (hasSkip(network, setting, l)) add(outs[l], a);
    see.forward?.(l, outs[l], buffers.slope[l]);
    yield;
  }
}

function* backward(network, setting, buffers, see) {
  const {sizes, weights, x, batch} = network;
  const {multiplier = 1, gradients = false} = setting;
  const depth = weights.length;
  const found = {delta: Array(depth), gradient: null, biasGradient: null};
  if (gradients) Object.assign(found, {gradient: Array(depth), biasGradient: Array(depth)});
  let upstream = network.upstream; // ∂J/∂a of the layer's output
  for (let l = weights.length - 1; l >= 0; l--) {
    const delta = buffers.delta.subarray(0, sizes[l + 1] * batch);
    for (let i = 0; i < delta.length; i++) delta[i] = upstream[i] * buffers.slope[l][i];
    see.backward?.(l, delta);
    found.delta[l] = rootMeanSquare(delta);
    if (gradients) found.biasGradient[l] = biasGradientNorm(delta, batch);
    if (hasNorm(network, setting, l))
      throughNormalisation(delta, buffers.normed()[l], buffers.deviation()[l], batch);
    if (gradients) found.gradient[l] = gradientNorm(delta, l ? buffers.kept()[l - 1] : x, batch);
    if (l > 0)
      upstream = passOn(
        network,
        {l, multiplier, skip: hasSkip(network, setting, l)},
        delta,
        upstream,
        buffers
      );
    yield;
  }
  return found;
}

/**
 * ∂J/∂a of the layer's input: back through the weights and, beside them, along the skip connection.
 */
function passOn({sizes, weights, batch}, {l, multiplier, skip}, delta, upstream, buffers) {
  const out = buffers.upstream[l % 2].subarray(0, sizes[l] * batch);
  multiply(
    out,
    weights[l],
    {
      rows: sizes[l],
      inner: sizes[l + 1],
      rowStep: 1,
      innerStep: sizes[l],
      batch,
      scale: multiplier
    },
    delta
  );
  if (skip) add(out, upstream);
  return out;
}

function add(array, other) {
  for (let i = 0; i < array.length; i++) array[i] += other[i];
}

function addBias(z, biases, scale, batch) {
  for (let i = 0; i < z.length; i++) z[i] += scale * biases[(i / batch) | 0];
}

/** Runs a generator to its end at once. */
export function complete(steps) {
  for (;;) {
    const {done, value} = steps.next();
    if (done) return value;
  }
}

/** The norms of one network: see `passes`. */
export const norms = (network, setting) => complete(passes(network, setting));
