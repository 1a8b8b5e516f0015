/** The curves of one setting: what the networks do, and what the two formulas say. */
import {meanField, naiveLine} from "./core.js";
import {factor} from "./finding.js";

/**
 * @param {{activation: string, multiplier: number}} setting
 * @param {{delta: object, gradient: object | null}} result medians and spread over the networks
 */
export function curvesOf(setting, {delta, gradient}) {
  const {line, chi} = meanField(setting);
  const naive = naiveLine(setting);
  const curve = (name, label, kind, values, more) => ({name, label, kind, values, ...more});
  return {
    delta: delta.median, gradient: gradient?.median ?? null, meanfield: line, naive, chi: chi.at(-1),
    all: [
      curve("naive", "naive", "naive", naive, {field: "naive"}),
      gradient && curve("gradient", "‖∇W‖", "gradient", gradient.median, {field: "gradients"}),
      curve("delta", "‖δ‖", "simulated", delta.median, {low: delta.low, high: delta.high}),
      curve("meanfield", "mean field", "theory", line, {field: "meanfield"})
    ].filter(Boolean)
  };
}

const SPOKEN = {delta: "simulated", gradient: "weight gradient", meanfield: "mean-field line", naive: "naive formula"};

/** The ends of the curves in words, for those who do not see the chart. */
export function meaning(curves) {
  const ends = curves.map(({name, values}) => `${SPOKEN[name]} ${factor(values[0])}`);
  return `At layer 1, relative to layer ${curves[0].values.length}: ${ends.join(", ")}.`;
}
