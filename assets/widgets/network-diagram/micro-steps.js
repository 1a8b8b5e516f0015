/**
 * Both passes as a list of micro-steps, one elementary operation each, sample after sample.
 *
 * A micro-step is {phase: "forward" | "backward" | "update", op, sample, layer, k, j}; layers,
 * units and samples count from 0. Its op is what it computes: "z", "a", "softmax" (all outputs),
 * "loss", "cost" (the mean loss), "upstream" (∂ℒ/∂a), "delta", "weight", "bias" (the gradients) or
 * "update".
 *
 * An operation has an entry in WRITERS (formulas/formulas.js), in FORMS if it has a matrix form
 * (formulas/matrices.js), in idsByOperation (drawing.js), in OPERATIONS (forward-backward/text.js),
 * and in unit05/golden/fixtures/micro_steps.py. A new one also shifts the step numbers in links.
 */

/** @import {Network, Result} from "../engine/network.js" */

/**
 * @typedef {"z" | "a" | "softmax" | "loss" | "cost" | "upstream" | "delta" | "weight" | "bias" |
 *   "mean" | "update"} Operation
 * @typedef {object} Quantity what an operation computes; what it has none of is left out
 * @property {Operation} op
 * @property {number} [layer]
 * @property {number} [k]
 * @property {number | null} [j]
 * @typedef {"forward" | "backward" | "update"} Phase
 * @typedef {Quantity & {phase: Phase, sample: number}} MicroStep
 *
 * @typedef {object} Progress what is known after some steps
 * @property {MicroStep | null} current
 * @property {number} sample
 * @property {(quantity: Quantity) => boolean} knows whether the sample has a number there
 * @property {(quantity: Quantity) => number} counted how many samples a gradient has collected
 */

/** @param {Network} network @returns {MicroStep[]} */
export function microSteps(network) {
  const steps = network.samples.flatMap((_, sample) =>
    [...forwardSteps(network, sample), ...backwardSteps(network, sample)].map(step => ({
      ...step,
      sample
    }))
  );
  return [...steps, {phase: "update", op: "update", sample: network.samples.length - 1}];
}

function forwardSteps({layers, samples}, sample) {
  const steps = layers.flatMap(({W, f}, layer) => [
    ...W.map((_, k) => ({op: "z", layer, k})),
    ...(f === "softmax" ? [{op: "softmax", layer}] : W.map((_, k) => ({op: "a", layer, k})))
  ]);
  const last = samples.length > 1 && sample === samples.length - 1;
  return [...steps, {op: "loss"}, ...(last ? [{op: "cost"}] : [])].map(step => ({
    phase: "forward",
    ...step
  }));
}

function backwardSteps({layers}) {
  const steps = [...layers.keys()].reverse().flatMap(layer => {
    const {W, b, f} = layers[layer];
    return [
      ...W.flatMap((_, k) =>
        f === "softmax"
          ? [{op: "delta", layer, k}]
          : [
              {op: "upstream", layer, k},
              {op: "delta", layer, k}
            ]
      ),
      ...W.flatMap((row, k) => row.map((_, j) => ({op: "weight", layer, k, j}))),
      ...(b ? b.map((_, k) => ({op: "bias", layer, k})) : [])
    ];
  });
  return steps.map(step => ({phase: "backward", ...step}));
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
export const stepKey = ({op, layer = "", k = "", j = ""}) => `${op}/${layer}/${k}/${j}`;

/**
 * What is known after some steps.
 * @param {MicroStep[]} steps @param {number} done @returns {Progress}
 */
export function progress(steps, done) {
  const current = steps[done - 1] ?? null;
  const sample = current?.sample ?? 0;
  const counts = new Map();
  const knownKeys = new Set();
  for (const step of steps.slice(0, done)) {
    counts.set(stepKey(step), (counts.get(stepKey(step)) ?? 0) + 1);
    if (step.sample === sample) knownKeys.add(stepKey(step));
    if (step.op === "softmax" && step.sample === sample)
      knownKeys.add(stepKey({op: "a", layer: step.layer}));
  }
  return {
    current,
    sample,
    knows: element =>
      knownKeys.has(stepKey(element)) ||
      (element.op === "a" && knownKeys.has(stepKey({op: "a", layer: element.layer}))),
    counted: element => counts.get(stepKey(element)) ?? 0
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
 * @param {Result} result @param {number} count @param {{layer: number, k: number, j?: number | null}} parameter
 */
export function collected(result, count, {layer, k, j = null}) {
  const {samples} = result;
  return (
    samples
      .slice(0, count)
      .reduce((sum, {W, b}) => sum + (j === null ? b[layer][k] : W[layer][k][j]), 0) /
      samples.length +
    0
  );
}
