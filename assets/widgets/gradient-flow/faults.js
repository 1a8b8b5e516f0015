/** Why the gradient of a network does not reach a layer: where it happens, and what it is. */
import {forward} from "./network.js";

/**
 * @typedef {{kind: "dead" | "saturated" | "underflow" | "overflow", layer: number, pass: "forward" | "backward"}} Fault
 *   dead: no unit of the layer lets anything through. saturated: σ′ is below the smallest number in every unit.
 *   underflow, overflow: δ, or an activation, leaves the range of double precision.
 */

const TINY = 1e-150; // of a gradient of which a further layer with open units can make 0

/**
 * @param {number[]} delta the norms of δ, per layer, some of them 0 or not finite
 * @returns {Generator<void, Fault>}
 */
export function* diagnose(network, setting, delta, buffers) {
  const {broken, faded, shut} = yield* lookForward(network, setting, buffers);
  if (broken) return {kind: "overflow", layer: broken, pass: "forward"};
  if (faded) return {kind: "underflow", layer: faded, pass: "forward"};
  const layer = 1 + delta.findLastIndex((value) => !(value > 0 && value < Infinity));
  const after = layer < delta.length ? delta[layer] : 1;
  if (!(delta[layer - 1] < Infinity)) return {kind: "overflow", layer, pass: "backward"};
  if (!shut && after < TINY) return {kind: "underflow", layer, pass: "backward"};
  return {kind: setting.activation === "relu" ? "dead" : "saturated", layer: shut || layer, pass: "backward"};
}

/**
 * The first layer, from 1, with a weighted sum or an output that is not finite; the first whose weighted sums are all 0 though its inputs
 * are not; the first with no slope but 0. 0 if there is none.
 */
function* lookForward(network, setting, buffers) {
  const found = {broken: 0, faded: 0, shut: 0};
  const isZero = (array) => array.every((value) => value === 0);
  let nothing = isZero(network.x);
  const note = (name, l, holds) => (found[name] ||= holds ? l + 1 : 0);
  yield* forward(network, setting, buffers, {
    product: (l, z) => {
      note("broken", l, !z.every(Number.isFinite));
      note("faded", l, !nothing && isZero(z));
    },
    forward: (l, a, slope) => {
      note("broken", l, !a.every(Number.isFinite));
      note("shut", l, isZero(slope));
      nothing = isZero(a);
    }
  });
  return found;
}
