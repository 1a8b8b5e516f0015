/** What can be chosen in the drawing or the list: inputs, target, weights, biases and deltas. */

import {parametersOf} from "./networks.js";
import {plain, symbolsOf} from "./names.js";

/**
 * @import {MicroStep} from "./micro-steps.js"
 * @import {Model, Parameter} from "./networks.js"
 */

/**
 * @typedef {{kind: "data", index: number}} Given of the first sample
 * @typedef {{kind: "parameters", index: number} & Parameter} ParameterElement
 * @typedef {{kind: "delta", layer: number, k: number, j?: null}} Delta
 * @typedef {{label: string} & (Given | ParameterElement | Delta)} NetworkElement index: the position
 *   in the model's list
 */

/** The elements by name. @param {Model} model @returns {Map<string, NetworkElement>} */
export function elementsOf(model) {
  const symbols = symbolsOf(model);
  const parameters = parametersOf(model).map((parameter, index) => [
    parameter.name,
    {label: plain(symbols.parameter(parameter)), kind: "parameters", index, ...parameter}
  ]);
  const deltas = model.sizes
    .slice(1)
    .flatMap((count, layer) =>
      Array.from({length: count}, (_, k) => [
        `delta${layer + 1}_${k + 1}`,
        {label: plain(symbols.delta(layer, k)), kind: "delta", layer, k}
      ])
    );
  const data = ["x_1", "x_2", "y"].map((name, index) => [
    name,
    {label: plain(index < 2 ? symbols.x(index) : symbols.target(0)), kind: "data", index}
  ]);
  return new Map([...parameters, ...deltas, ...data]);
}

/**
 * The micro-step that a chosen element stands for: its gradient's rule; null at inputs and targets.
 */
export function stepOf(element, samples, sample) {
  if (!element || element.kind === "data") return null;
  const {kind, layer, k, j} = element;
  if (kind === "delta") return {phase: "backward", op: "delta", sample, layer, k};
  const op = samples > 1 ? "mean" : j === null ? "bias" : "weight";
  return {phase: "backward", op, sample, layer, k, j};
}
