/** Why the gradient of a network does not reach a layer: where it happens, and what it is. */
import {forward} from "../../engine/batched-network.js";

/**
 * @typedef {{kind: "dead" | "saturated" | "blocked" | "underflow" | "overflow", layer: number,
 *   pass: "forward" | "backward", closed?: number[]}} Fault
 *   layer: δ is lost in this layer and in all below it. dead: no unit of the layer lets anything
 *   through. saturated: σ′ is below the smallest number in every unit. blocked: some layer stops
 *   each sample, but not the same layer for all. underflow, overflow: δ, or an activation, leaves
 *   the range of double precision. closed: the layers, from 1, that the gradient bypasses through a
 *   residual connection
 */

// A gradient below this may underflow to 0 in one more layer, even if its units are active.
const TINY = 1e-150;

/**
 * @param {number[]} delta the norms of δ, per layer, some of them 0 or not finite
 * @returns {Generator<void, Fault>}
 */
export function* diagnose(network, setting, delta, buffers) {
  const {broken, faded, shut, silent} = yield* lookForward(network, setting, buffers);
  if (broken) return {kind: "overflow", layer: broken, pass: "forward"};
  if (faded) return {kind: "underflow", layer: faded, pass: "forward"};
  const layer = 1 + delta.findLastIndex(value => !(value > 0 && value < Infinity));
  if (!(delta[layer - 1] < Infinity)) return {kind: "overflow", layer, pass: "backward"};
  const kind = setting.activation === "relu" ? "dead" : "saturated";
  if (delta.slice(0, layer).some(value => value !== 0))
    return {kind, layer, pass: "backward", closed: layersWhere(delta, value => value === 0)};
  if (shut.includes(layer)) return {kind, layer: silent || layer, pass: "backward"};
  return {
    kind: layer < delta.length && delta[layer] < TINY ? "underflow" : "blocked",
    layer,
    pass: "backward"
  };
}

const layersWhere = (values, holds) => values.flatMap((value, l) => (holds(value) ? [l + 1] : []));

/**
 * Layers, from 1; 0 if there is none. broken: the first with a value that is not finite. faded: the
 * first whose weighted sums are all 0 although its inputs are not. silent: the first whose outputs
 * are all 0, without biases. shut: all layers whose slopes are all 0.
 */
function* lookForward(network, setting, buffers) {
  const found = {broken: 0, faded: 0, silent: 0, shut: []};
  const isZero = array => array.every(value => value === 0);
  let nothing = isZero(network.x);
  const note = (name, l, holds) => (found[name] ||= holds ? l + 1 : 0);
  yield* forward(network, setting, buffers, {
    product: (l, z) => {
      note("broken", l, !z.every(Number.isFinite));
      note("faded", l, !setting.bias && !nothing && isZero(z));
    },
    forward: (l, a, slope) => {
      note("broken", l, !a.every(Number.isFinite));
      if (isZero(slope)) found.shut.push(l + 1);
      nothing = isZero(a);
      note("silent", l, !setting.bias && nothing);
    }
  });
  return found;
}
