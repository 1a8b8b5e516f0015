/** What can be chosen in the drawing or the list: inputs, target, weights, biases and deltas. */

import {parametersOf} from "./networks.js";
import {plain, symbolsOf} from "./names.js";

/**
 * @import {MicroStep} from "./micro-steps.js"
 * @import {Model, Parameter, Place} from "./networks.js"
 */

/**
 * @typedef {{kind: "delta", layer: number, k: number}} DeltaElement
 * @typedef {{kind: "parameters", index: number} & Parameter} ParameterElement
 * @typedef {{kind: "data", index: number}} Given a number of the first sample
 * @typedef {{label: string} & (DeltaElement | ParameterElement | Given)} NetworkElement index: the
 *   position in the model's list
 */

/** The elements by name. @param {Model} model @returns {Map<string, NetworkElement>} */
export function elementsOf(model) {
  const symbols = symbolsOf(model);
  /** @type {Map<string, NetworkElement>} */
  const elements = new Map();
  for (const [index, parameter] of parametersOf(model).entries()) {
    const label = plain(symbols.parameter(parameter));
    elements.set(parameter.name, {label, kind: "parameters", index, ...parameter});
  }
  for (const [layer, count] of model.sizes.slice(1).entries())
    for (let k = 0; k < count; k += 1) {
      const label = plain(symbols.delta(layer, k));
      elements.set(`delta${layer + 1}_${k + 1}`, {label, kind: "delta", layer, k});
    }
  for (const [index, name] of ["x_1", "x_2", "y"].entries()) {
    const label = plain(index < 2 ? symbols.x(index) : symbols.target(0));
    elements.set(name, {label, kind: "data", index});
  }
  return elements;
}

/**
 * The micro-step that a chosen element stands for: its gradient's rule; null at inputs and targets.
 * @param {DeltaElement | ({kind: "parameters"} & Place) | Given | null} element
 * @param {number} samples their number
 * @param {number} sample
 * @returns {MicroStep | null}
 */
export function stepOf(element, samples, sample) {
  if (!element || element.kind === "data") return null;
  const {layer, k} = element;
  if (element.kind === "delta") return {phase: "backward", op: "delta", sample, layer, k};
  const {j} = element;
  if (samples > 1) return {phase: "backward", op: "mean", sample, layer, k, j};
  return j === null
    ? {phase: "backward", op: "bias", sample, layer, k}
    : {phase: "backward", op: "weight", sample, layer, k, j};
}
