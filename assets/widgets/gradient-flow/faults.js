/** Why the gradient of a network does not reach a layer: where it happens, and what it is. */
import {forward} from "./network.js";

/**
 * @typedef {{kind: "dead" | "saturated" | "underflow" | "overflow", layer: number, pass: "forward" | "backward"}} Fault
 *   dead: no unit of the layer lets anything through. saturated: σ′ is below the smallest number in every unit.
 *   underflow, overflow: δ, or an activation, leaves the range of double precision.
 */

const TINY = 1e-290; // of a gradient whose next product may be lost

/**
 * @param {number[]} delta the norms of δ, per layer, some of them 0 or not finite
 * @returns {Generator<void, Fault>}
 */
export function* diagnose(network, setting, delta, buffers) {
  const {broken, shut} = yield* lookForward(network, setting, buffers);
  if (broken) return {kind: "overflow", layer: broken, pass: "forward"};
  const layer = 1 + delta.findLastIndex((value) => !(value > 0 && value < Infinity));
  const after = layer < delta.length ? delta[layer] : 1;
  if (!(delta[layer - 1] < Infinity)) return {kind: "overflow", layer, pass: "backward"};
  if (after < TINY) return {kind: "underflow", layer, pass: "backward"};
  return {kind: setting.activation === "relu" ? "dead" : "saturated", layer: shut || layer, pass: "backward"};
}

/** The first layer, from 1, with a weighted sum or an output that is not finite, and the first one with no slope but 0; 0 if there is none. */
function* lookForward(network, setting, buffers) {
  const found = {broken: 0, shut: 0};
  const check = (l, array, slope) => {
    if (!found.broken && !array.every(Number.isFinite)) found.broken = l + 1;
    if (!found.shut && slope?.every((value) => value === 0)) found.shut = l + 1;
  };
  yield* forward(network, setting, buffers, {product: check, forward: check});
  return found;
}
