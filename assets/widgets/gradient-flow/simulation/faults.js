/** Why the gradient of a network does not reach a layer: where it happens, and what it is. */
import {forward} from "../../engine/batched-network.js";

/** @import {BatchedNetwork, Buffers} from "../../engine/batched-network.js" */
/** @import {Setting} from "./setting.js" */

/**
 * δ is lost in `layer`, from 1, and in all below it. dead: no unit of the layer lets anything
 * through. saturated: σ′ is below the smallest number in every unit. blocked: some layer stops each
 * sample, but not the same layer for all. underflow, overflow: δ, or an activation, leaves the range
 * of double precision. closed: the layers that the gradient bypasses through a residual connection.
 * @typedef {{kind: "dead" | "saturated" | "blocked" | "underflow" | "overflow", layer: number,
 *   pass: "forward" | "backward", closed?: number[]}} Fault
 */

// A gradient below this may underflow to 0 in one more layer, even if its units are active.
const TINY = 1e-150;

/**
 * @param {BatchedNetwork} network @param {Setting} setting
 * @param {number[]} delta the norms of δ, per layer, some of them 0 or not finite
 * @param {Buffers} [buffers]
 * @returns {Generator<void, Fault>}
 */
export function* diagnose(network, setting, delta, buffers) {
  const {broken, faded, shut, silent} = yield* inspectForwardPass(network, setting, buffers);
  if (broken) return {kind: "overflow", layer: broken, pass: "forward"};
  if (faded) return {kind: "underflow", layer: faded, pass: "forward"};
  const layer = 1 + delta.findLastIndex(value => !(value > 0 && value < Infinity));
  if (!(delta[layer - 1] < Infinity)) return {kind: "overflow", layer, pass: "backward"};
  const kind = setting.activation === "relu" ? "dead" : "saturated";
  if (delta.slice(0, layer).some(value => value !== 0)) {
    const closed = delta.flatMap((value, l) => (value === 0 ? [l + 1] : []));
    return {kind, layer, pass: "backward", closed};
  }
  if (shut.includes(layer)) return {kind, layer: silent || layer, pass: "backward"};
  return {
    kind: layer < delta.length && delta[layer] < TINY ? "underflow" : "blocked",
    layer,
    pass: "backward"
  };
}

/**
 * Looks for what may keep a gradient from passing.
 * @param {BatchedNetwork} network @param {Setting} setting @param {Buffers} [buffers]
 * @returns {Generator<void, Signs>}
 *
 * Layers, from 1; 0 if there is none. broken: the first with a value that is not finite. faded: the
 * first whose weighted sums are all 0 although its inputs are not. silent: the first whose outputs
 * are all 0, without biases. shut: all layers whose slopes are all 0.
 * @typedef {{broken: number, faded: number, silent: number, shut: number[]}} Signs
 */
function* inspectForwardPass(network, setting, buffers) {
  /** @type {Signs} */
  const signs = {broken: 0, faded: 0, silent: 0, shut: []};
  let isSilent = isZero(Float64Array.from(network.x));
  yield* forward(network, setting, buffers, {
    product: (l, z) => {
      if (!z.every(Number.isFinite)) signs.broken ||= l + 1;
      if (!setting.bias && !isSilent && isZero(z)) signs.faded ||= l + 1;
    },
    forward: (l, a, slope) => {
      if (!a.every(Number.isFinite)) signs.broken ||= l + 1;
      if (isZero(slope)) signs.shut.push(l + 1);
      isSilent = isZero(a);
      if (!setting.bias && isSilent) signs.silent ||= l + 1;
    }
  });
  return signs;
}

/** @param {Float64Array} array */
const isZero = array => array.every(value => value === 0);
