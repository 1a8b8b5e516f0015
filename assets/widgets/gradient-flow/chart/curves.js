/** The curves of one setting: what the networks do, and what the two formulas say. */
import {naiveLine} from "../core.js";
import {theoryOf} from "../simulation/theory.js";
import {describe} from "../state.js";
import {factor} from "../text/finding.js";

/** @import {Setting} from "../simulation/setting.js" */
/** @import {Summary} from "../simulation/statistics.js" */
/** @import {Result} from "../simulation/summary.js" */
/** @import {State} from "../state.js" */

/**
 * log10 of a gradient, layer by layer, relative to the last layer; low and high: the ends of a band.
 * @typedef {{name: keyof typeof CURVES, values: number[], low?: number[], high?: number[]}} Curve
 * @typedef {ReturnType<typeof curvesOf>} Curves
 */

/**
 * label: in the chart; spoken: for those who do not see it; tone: of the label; line: classes;
 * hasBand: whether the middle 80 % of the networks are drawn.
 * @typedef {{label: string, spoken?: string, tone: string, line: string, hasBand?: boolean}} Look
 * @satisfies {Record<string, Look>}
 */
export const CURVES = {
  naive: {label: "naive", spoken: "naive formula", tone: "muted", line: "muted dotted"},
  kept: {label: "kept ‖δ‖", tone: "muted", line: "muted solid", hasBand: true},
  gradient: {label: "‖∇W‖", spoken: "weight gradient", tone: "bwd", line: "bwd"},
  clipped: {label: "clipped", spoken: "clipped weight gradient", tone: "bwd", line: "bwd dotted"},
  delta: {label: "‖δ‖", spoken: "simulated", tone: "bwd", line: "bwd solid thick", hasBand: true},
  meanfield: {label: "mean field", spoken: "mean-field line", tone: "ink", line: "ink dashed"}
};

/**
 * The curves' values by name, null where there are none, and `all` of them as they are drawn.
 * @param {Setting} setting
 * @param {Result | null} result null while there is none
 * @param {Result | null} [kept] result of the network that is compared with it
 */
export function curvesOf(setting, result, kept = null) {
  const {line, chi, reason} = theoryOf(setting);
  const naive = naiveLine(setting);
  const {delta = null, gradient = null, clipped = null, shares = null} = result ?? {};
  return {
    delta: medianOf(delta),
    gradient: medianOf(gradient),
    clipped: medianOf(clipped),
    kept: medianOf(kept && kept.delta),
    saturated: shares && shares.saturated,
    dead: shares && shares.dead,
    meanfield: line,
    naive,
    chi,
    reason,
    all: [
      ...curveOf("naive", {median: naive}),
      ...curveOf("kept", kept && kept.delta),
      ...curveOf("gradient", gradient),
      ...curveOf("clipped", clipped),
      ...curveOf("delta", delta),
      ...curveOf("meanfield", line && {median: line})
    ]
  };
}

/** @param {Summary | null} summary */
const medianOf = summary => summary && summary.median;

/**
 * @param {Curve["name"]} name @param {Pick<Summary, "median"> & Partial<Summary> | null} summary
 * @returns {Curve[]} none without a summary
 */
function curveOf(name, summary) {
  if (!summary) return [];
  const {median, low, high} = summary;
  return ["hasBand" in CURVES[name] ? {name, values: median, low, high} : {name, values: median}];
}

/**
 * The curves that the state shows: the formulas' lines on demand, the others always.
 * @param {Curves} curves @param {State} state
 */
export const visibleCurves = ({all}, state) =>
  all.filter(({name}) => (name !== "naive" && name !== "meanfield") || state[name]);

/**
 * The ends of the curves in words, for those who do not see the chart; a kept network's numbers are
 * relative to its own last layer.
 * @param {Curve[]} curves @param {State} state
 */
export function describeEnds(curves, {depth, kept}) {
  const ends = curves.flatMap(({name, values}) =>
    "spoken" in CURVES[name] ? [`${CURVES[name].spoken} ${factor(values[0])}`] : []
  );
  const keptCurve = curves.find(({name}) => name === "kept");
  return [
    ends.length > 0 && `At layer 1, relative to layer ${depth}: ${ends.join(", ")}.`,
    kept &&
      keptCurve &&
      `Kept for comparison, ${describe(kept)}: ` +
        `at layer 1, relative to its layer ${kept.depth}, ${factor(keptCurve.values[0])}.`
  ]
    .filter(Boolean)
    .join(" ");
}
