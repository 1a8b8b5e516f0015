/** The curves of one setting: what the networks do, and what the two formulas say. */
import {formatNumber} from "../../ui/readout.js";
import {naiveLine} from "../core.js";
import {describe} from "../state.js";
import {factor} from "../text/finding.js";
import {theoryOf} from "../simulation/theory.js";

/**
 * @param {import("../simulation/setting.js").Setting} setting complete
 * @param {object | null} result of simulation/summary.js; null while there is none
 * @param {object | null} [kept] result of the setting that is compared with it
 */
export function curvesOf(setting, result, kept = null) {
  const theory = theoryOf(setting);
  const naive = naiveLine(setting);
  const {delta, gradient, clipped, shares} = result ?? {};
  return {
    delta: medianOf(delta),
    gradient: medianOf(gradient),
    clipped: medianOf(clipped),
    kept: medianOf(kept?.delta),
    saturated: shares?.saturated ?? null,
    dead: shares?.dead ?? null,
    meanfield: theory.line,
    naive,
    chi: theory.chi,
    reason: theory.reason,
    all: [
      {name: "naive", label: "naive", kind: "naive", values: naive, field: "naive"},
      withBand(lineOf("kept", "kept ‖δ‖", "kept", kept?.delta), kept?.delta),
      lineOf("gradient", "‖∇W‖", "gradient", gradient),
      lineOf("clipped", "clipped", "clipped", clipped),
      withBand(lineOf("delta", "‖δ‖", "simulated", delta), delta),
      theory.line && {
        name: "meanfield",
        label: "mean field",
        kind: "theory",
        values: theory.line,
        field: "meanfield"
      }
    ].filter(Boolean)
  };
}

const medianOf = summary => summary?.median ?? null;

const lineOf = (name, label, kind, summary) =>
  summary && {name, label, kind, values: summary.median};

const withBand = (line, summary) => line && {...line, low: summary.low, high: summary.high};

const SPOKEN = {
  delta: "simulated",
  gradient: "weight gradient",
  clipped: "clipped weight gradient",
  meanfield: "mean-field line",
  naive: "naive formula"
};

/**
 * The ends of the curves in words, for those who do not see the chart; a kept network's numbers are
 * relative to its own last layer.
 */
export function meaning(curves, {depth, kept}) {
  const ends = curves
    .filter(({name}) => SPOKEN[name])
    .map(({name, values}) => `${SPOKEN[name]} ${factor(values[0])}`);
  const beside = curves.find(({name}) => name === "kept");
  return [
    ends.length > 0 && `At layer 1, relative to layer ${depth}: ${ends.join(", ")}.`,
    beside &&
      `Kept for comparison, ${describe(kept, formatNumber)}: ` +
        `at layer 1, relative to its layer ${kept.depth}, ${factor(beside.values[0])}.`
  ]
    .filter(Boolean)
    .join(" ");
}
