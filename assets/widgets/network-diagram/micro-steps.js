/**
 * Both passes as a list of micro-steps, one elementary operation each, sample after sample. Layers,
 * units and samples count from 0.
 *
 * An operation has an entry in Places, in WRITERS (formulas/formulas.js), in FORMS if it has a matrix
 * form (formulas/matrices.js), in IDS (drawing.js), in OPERATIONS (forward-backward/text.js), and in
 * unit05/golden/fixtures/micro_steps.py. A new one also shifts the step numbers in links.
 */

/** @import {Network, Result} from "../engine/network.js" */

/**
 * @typedef {{layer: number, k: number, j?: undefined}} UnitPlace
 * @typedef {{layer?: undefined, k?: undefined, j?: undefined}} NoPlace
 *
 * @typedef {object} Places where the results of an operation stand
 * @property {UnitPlace} z
 * @property {UnitPlace} a
 * @property {{layer: number, k?: undefined, j?: undefined}} softmax all outputs at once
 * @property {NoPlace} loss
 * @property {NoPlace} cost the mean loss
 * @property {UnitPlace} upstream ∂ℒ/∂a
 * @property {UnitPlace} delta
 * @property {{layer: number, k: number, j: number}} weight a weight's gradient
 * @property {UnitPlace} bias a bias's gradient
 * @property {{layer: number, k: number, j: number | null}} mean the gradient of all samples; not in
 *   the list of steps
 * @property {NoPlace} update
 *
 * @typedef {keyof Places} Operation
 */
/**
 * What an operation computes.
 * @template {Operation} [Op=Operation]
 * @typedef {{[O in Op]: {op: O} & Places[O]}[Op]} Quantity
 */
/**
 * @template {Operation} [Op=Operation]
 * @typedef {Quantity<Op> & {phase: Phase, sample: number}} MicroStep
 */
/**
 * @typedef {"forward" | "backward" | "update"} Phase
 *
 * @typedef {object} Progress what is known after some steps
 * @property {MicroStep | null} current
 * @property {number} sample
 * @property {(quantity: Quantity) => boolean} knows whether the sample has a number there
 * @property {(quantity: Quantity) => number} counted how many samples a gradient has collected
 */

/** @param {Network} network @returns {MicroStep[]} */
export function microSteps(network) {
  const last = network.samples.length - 1;
  const steps = network.samples.flatMap((_, sample) => [
    ...inPhase("forward", sample, forwardSteps(network, last > 0 && sample === last)),
    ...inPhase("backward", sample, backwardSteps(network))
  ]);
  return [...steps, ...inPhase("update", last, [{op: "update"}])];
}

/** @param {Phase} phase @param {number} sample @param {Quantity[]} quantities @returns {MicroStep[]} */
const inPhase = (phase, sample, quantities) =>
  quantities.map(quantity => ({phase, sample, ...quantity}));

/**
 * @param {Network} network @param {boolean} withCost
 * @returns {Quantity[]}
 */
function forwardSteps({layers}, withCost) {
  /** @type {Quantity[]} */
  const steps = [];
  for (const [layer, {W, f}] of layers.entries()) {
    for (const k of W.keys()) steps.push({op: "z", layer, k});
    if (f === "softmax") steps.push({op: "softmax", layer});
    else for (const k of W.keys()) steps.push({op: "a", layer, k});
  }
  steps.push({op: "loss"});
  if (withCost) steps.push({op: "cost"});
  return steps;
}

/** @param {Network} network @returns {Quantity[]} */
function backwardSteps({layers}) {
  /** @type {Quantity[]} */
  const steps = [];
  for (const [layer, {W, b, f}] of [...layers.entries()].reverse()) {
    for (const k of W.keys()) {
      if (f !== "softmax") steps.push({op: "upstream", layer, k});
      steps.push({op: "delta", layer, k});
    }
    for (const [k, row] of W.entries())
      for (const j of row.keys()) steps.push({op: "weight", layer, k, j});
    if (b) for (const k of b.keys()) steps.push({op: "bias", layer, k});
  }
  return steps;
}

/**
 * The number of steps done at the end of the phase in which the next one lies.
 * @param {MicroStep[]} steps @param {number} done
 */
export function endOfPhase(steps, done) {
  const next = steps[done];
  if (!next) return steps.length;
  const end = steps.findIndex(
    ({phase, sample}, i) => i > done && (phase !== next.phase || sample !== next.sample)
  );
  return end < 0 ? steps.length : end;
}

/** What tells one micro-step of a sample from the others. @param {Quantity} quantity */
export const stepKey = ({op, layer, k, j}) => [op, layer, k, j].join("/");

/**
 * What is known after some steps.
 * @param {MicroStep[]} steps @param {number} done @returns {Progress}
 */
export function progress(steps, done) {
  const current = steps[done - 1] ?? null;
  const sample = current?.sample ?? 0;
  const keysDone = steps.slice(0, done).map(stepKey);
  const known = new Set(keysDone.filter((_, i) => steps[i].sample === sample));
  return {
    current,
    sample,
    knows: quantity =>
      known.has(stepKey(quantity)) ||
      (quantity.op === "a" && known.has(stepKey({op: "softmax", layer: quantity.layer}))),
    counted: quantity => {
      const key = stepKey(quantity);
      return keysDone.filter(other => other === key).length;
    }
  };
}

/**
 * What is known while no micro-step is chosen: the whole forward pass, and the gradients if they
 * are shown.
 * @param {Network} network @param {{sample: number, gradients: boolean}} shown @returns {Progress}
 */
export function everything(network, {sample, gradients}) {
  /** @type {Operation[]} */
  const forward = ["z", "a", "softmax", "loss", "cost"];
  return {
    current: null,
    sample,
    knows: ({op}) => op !== "update" && (gradients || forward.includes(op)),
    counted: () => (gradients ? network.samples.length : 0)
  };
}

/**
 * A gradient of J as far as it is collected: the mean loss' share of the first samples.
 * @param {Result} result
 * @param {number} count
 * @param {{layer: number, k: number, j?: number | null}} parameter without j: a bias
 */
export function collected({samples}, count, {layer, k, j = null}) {
  const sum = samples
    .slice(0, count)
    .reduce((total, {W, b}) => total + (j === null ? b[layer][k] : W[layer][k][j]), 0);
  return sum / samples.length + 0;
}
