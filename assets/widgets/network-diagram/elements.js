/** What can be chosen in the drawing or the list: inputs, target, weights, biases and deltas. */

import {parametersOf} from "./networks.js";
import {plain, symbolsOf} from "./symbols.js";

/**
 * @param {object} model
 * @returns {Map<string, {label: string, kind: "data" | "parameters" | "delta", index?: number,
 *   layer?: number, k?: number, j?: number | null}>}
 *   index: the place in the list of samples (of the first one) or parameters
 */
export function placesOf(model) {
  const symbols = symbolsOf(model);
  const places = new Map();
  for (const [index, parameter] of parametersOf(model).entries()) {
    const {layer, k, j} = parameter;
    const symbol = j === null ? symbols.bias(layer, k) : symbols.weight(layer, k, j);
    places.set(parameter.name, {label: plain(symbol), kind: "parameters", index, ...parameter});
  }
  model.sizes.slice(1).forEach((count, layer) => {
    for (let k = 0; k < count; k += 1)
      places.set(`delta${layer + 1}_${k + 1}`, {
        label: plain(symbols.delta(layer, k)),
        kind: "delta",
        layer,
        k
      });
  });
  for (const j of [0, 1])
    places.set(`x_${j + 1}`, {label: plain(symbols.x(j)), kind: "data", index: j});
  places.set("y", {label: model.sizes.at(-1) > 1 ? "y₁" : "y", kind: "data", index: 2});
  return places;
}

/**
 * The micro-step that a chosen place stands for: its gradient's rule; null at inputs and targets.
 */
export function stepOf(place, samples, sample) {
  if (!place || place.kind === "data") return null;
  const {kind, layer, k, j} = place;
  if (kind === "delta") return {phase: "backward", op: "delta", sample, layer, k};
  const op = samples > 1 ? "mean" : j === null ? "bias" : "weight";
  return {phase: "backward", op, sample, layer, k, j};
}
