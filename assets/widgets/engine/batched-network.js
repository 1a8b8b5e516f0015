/**
 * One network: a real forward and backward pass, and the norms of what flows back. Plain, or with
 * the residual connections and the layer normalisation of `gradflow.deep`: in every layer but the
 * last, a = σ(z) + a_in where the sizes fit, and z = n(W a_in) + b.
 *
 * Arrays are flat `Float64Array`s: a weight matrix (n_out, n_in) by rows, a batch (n, batch) with
 * the samples side by side.
 */
import {BATCHED_ACTIVATIONS} from "./batched-activations.js";
import {backpropagateNormalisation, normalise} from "./normalisation.js";
import {multiply} from "./matrix-product.js";
import {biasGradientNorm, gradientNorm, rootMeanSquare} from "./norms.js";

/**
 * @typedef {object} BatchedNetwork
 * @property {number[]} sizes n_0 … n_L
 * @property {ArrayLike<number>[]} weights `weights[l]` of shape (n_{l+1}, n_l)
 * @property {ArrayLike<number>[]} [biases] `biases[l]` (n_{l+1})
 * @property {ArrayLike<number>} x (n_0, batch)
 * @property {ArrayLike<number>} upstream ∂J/∂a^(L) of shape (n_L, batch)
 * @property {number} batch
 *
 * @typedef {object} PassSetting
 * @property {string} activation
 * @property {number} [multiplier] of every weight matrix
 * @property {number} [bias] of every bias
 * @property {boolean} [residual]
 * @property {boolean} [norm]
 * @property {boolean} [gradients] whether the norms of the parameters' gradients are computed
 *
 * @typedef {object} Observer is shown each layer's arrays as they come, layers from 0
 * @property {(l: number, z: Float64Array) => void} [product] z before normalisation and bias
 * @property {(l: number, a: Float64Array, slope: Float64Array) => void} [forward]
 * @property {(l: number, delta: Float64Array) => void} [backward]
 *
 * @typedef {object} Norms per layer 1 … L
 * @property {number[]} delta RMS over the batch of ‖δ‖₂/√n
 * @property {number[] | null} gradient ‖∇_W J‖
 * @property {number[] | null} biasGradient ‖∇_b J‖
 *
 * @typedef {ReturnType<typeof createBuffers>} Buffers
 */

/**
 * What a pass writes to. All networks of a shape share one set, so that it stays in the processor's
 * cache.
 * @param {number[]} sizes @param {number} batch
 */
export function createBuffers(sizes, batch) {
  const createArray = (length = Math.max(...sizes) * batch) => new Float64Array(length);
  const turns = [createArray(), createArray()];
  const lengths = sizes.slice(1).map(n => n * batch);
  const createLayers = () => lengths.map(createArray);
  return {
    shape: String([batch, ...sizes]),
    z: createArray(),
    delta: createArray(),
    upstream: [createArray(), createArray()],
    slope: createLayers(),
    passing: lengths.map((length, l) => turns[l % 2].subarray(0, length)),
    kept: once(createLayers),
    normed: once(createLayers),
    deviation: once(() => lengths.map(() => createArray(batch)))
  };
}

/** Calls `make` when its result is first wanted. @template T @param {() => T} make */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

let shared = createBuffers([0, 0], 0);

/** @param {BatchedNetwork} network */
function buffersFor({sizes, batch}) {
  if (shared.shape !== String([batch, ...sizes])) shared = createBuffers(sizes, batch);
  return shared;
}

/**
 * One forward and one backward pass; δ^(L) = upstream ⊙ σ′(z^(L)). A generator that pauses after
 * each layer, so that long passes can be cut into slices.
 * @param {BatchedNetwork} network
 * @param {PassSetting} setting
 * @param {Buffers} [buffers]
 * @param {Observer} [observer]
 * @returns {Generator<void, Norms>}
 */
export function* passes(network, setting, buffers = buffersFor(network), observer = {}) {
  yield* forward(network, setting, buffers, observer);
  return yield* backward(network, setting, buffers, observer);
}

/**
 * Whether the input of layer `l`, from 0, is added to its output; never in the last layer.
 * @param {BatchedNetwork} network @param {PassSetting} setting @param {number} l
 */
const hasSkip = ({sizes}, {residual}, l) =>
  Boolean(residual) && l < sizes.length - 2 && sizes[l] === sizes[l + 1];

/**
 * Whether layer `l`, from 0, is normalised; never the last one.
 * @param {BatchedNetwork} network @param {PassSetting} setting @param {number} l
 */
const hasNorm = ({sizes}, {norm}, l) => Boolean(norm) && l < sizes.length - 2;

/**
 * The outputs of the layers; where no weight gradients are asked for, two arrays take turns.
 * @param {PassSetting} setting @param {Buffers} buffers
 */
const outputs = ({gradients}, buffers) => (gradients ? buffers.kept() : buffers.passing);

/**
 * @param {BatchedNetwork} network
 * @param {PassSetting} setting
 * @param {Buffers} [buffers]
 * @param {Observer} [observer]
 * @returns {Generator<void, void>}
 */
export function* forward(network, setting, buffers = buffersFor(network), observer = {}) {
  const {sizes, weights, x, batch, biases} = network;
  const {activation, multiplier = 1, bias = 0} = setting;
  const outs = outputs(setting, buffers);
  for (let l = 0, a = x; l < weights.length; a = outs[l++]) {
    const z = buffers.z.subarray(0, sizes[l + 1] * batch);
    const [rows, inner] = [sizes[l + 1], sizes[l]];
    const shape = {rows, inner, rowStep: inner, innerStep: 1, batch, scale: multiplier};
    multiply(z, weights[l], shape, a);
    observer.product?.(l, z);
    if (hasNorm(network, setting, l)) {
      normalise(z, buffers.deviation()[l], batch);
      buffers.normed()[l].set(z);
    }
    if (bias && biases) addBias(z, biases[l], bias, batch);
    BATCHED_ACTIVATIONS[activation](z, outs[l], buffers.slope[l]);
    if (hasSkip(network, setting, l)) add(outs[l], a);
    observer.forward?.(l, outs[l], buffers.slope[l]);
    yield;
  }
}

/**
 * @param {BatchedNetwork} network
 * @param {PassSetting} setting
 * @param {Buffers} buffers
 * @param {Observer} observer
 * @returns {Generator<void, Norms>}
 */
function* backward(network, setting, buffers, observer) {
  const {sizes, weights, x, batch} = network;
  const depth = weights.length;
  const createList = () => (setting.gradients ? Array(depth) : null);
  /** @type {Norms} */
  const found = {delta: Array(depth), gradient: createList(), biasGradient: createList()};
  let {upstream} = network; // ∂J/∂a of the layer's output
  for (let l = depth - 1; l >= 0; l--) {
    const delta = buffers.delta.subarray(0, sizes[l + 1] * batch);
    for (let i = 0; i < delta.length; i++) delta[i] = upstream[i] * buffers.slope[l][i];
    observer.backward?.(l, delta);
    found.delta[l] = rootMeanSquare(delta);
    if (found.biasGradient) found.biasGradient[l] = biasGradientNorm(delta, batch);
    if (hasNorm(network, setting, l))
      backpropagateNormalisation(delta, buffers.normed()[l], buffers.deviation()[l], batch);
    if (found.gradient)
      found.gradient[l] = gradientNorm(delta, l ? buffers.kept()[l - 1] : x, batch);
    if (l > 0) upstream = passOn(network, setting, l, {delta, upstream, buffers});
    yield;
  }
  return found;
}

/**
 * ∂J/∂a of the layer's input: back through the weights and, where there is one, the skip connection.
 * @param {BatchedNetwork} network
 * @param {PassSetting} setting
 * @param {number} l
 * @param {{delta: Float64Array, upstream: ArrayLike<number>, buffers: Buffers}} arrays
 */
function passOn(network, setting, l, {delta, upstream, buffers}) {
  const {sizes, weights, batch} = network;
  const [rows, inner] = [sizes[l], sizes[l + 1]];
  const shape = {rows, inner, rowStep: 1, innerStep: rows, batch, scale: setting.multiplier ?? 1};
  const out = buffers.upstream[l % 2].subarray(0, rows * batch);
  multiply(out, weights[l], shape, delta);
  if (hasSkip(network, setting, l)) add(out, upstream);
  return out;
}

/** @param {Float64Array} array @param {ArrayLike<number>} other */
function add(array, other) {
  for (let i = 0; i < array.length; i++) array[i] += other[i];
}

/**
 * @param {Float64Array} z @param {ArrayLike<number>} biases
 * @param {number} scale @param {number} batch
 */
function addBias(z, biases, scale, batch) {
  for (let i = 0; i < z.length; i++) z[i] += scale * biases[(i / batch) | 0];
}

/**
 * Runs a generator to its end at once.
 * @template Result
 * @param {Generator<void, Result>} steps
 */
export function complete(steps) {
  for (;;) {
    const {done, value} = steps.next();
    if (done) return /** @type {Result} */ (value);
  }
}

/** The norms of one network: see `passes`. @param {BatchedNetwork} network @param {PassSetting} setting */
export const norms = (network, setting) => complete(passes(network, setting));
