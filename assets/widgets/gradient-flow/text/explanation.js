/** What the widget says about an outcome: the finding, notes below the chart, and texts in it. */
import {clipOf} from "../state.js";
import {findZeroLayer, finding} from "./finding.js";
import {findFloat32Limits, notesOf} from "./notes.js";

/** @import {Curves} from "../chart/curves.js" */
/** @import {Mark, Remarks} from "../chart/drawing.js" */
/** @import {Progress} from "../scheduling/runner.js" */
/** @import {State} from "../state.js" */
/** @typedef {{finding: string, notes: string[], remarks: Remarks}} Explanation */

/**
 * @param {State} state @param {Progress} progress @param {Curves} curves
 * @returns {Explanation}
 */
export function explain(state, {wanted, result}, curves) {
  const reason = state.meanfield ? curves.reason : "";
  const notes = notesOf(result, {reason, clip: clipOf(state)});
  if (!result) {
    const {depth, width, naive, meanfield} = state;
    const hasCurve = naive || (meanfield && curves.meanfield);
    const finding = `Computing ${wanted} networks of ${depth} layers × ${width} units …`;
    return {finding, notes, remarks: hasCurve ? {} : {empty: "the first network is on its way"}};
  }
  const ends = result.faults.filter(({lost}) => lost).flatMap(({layers}) => layers);
  const {delta, gradient} = curves;
  if (!delta) {
    const [empty, ...others] = notes;
    return {finding: "No gradient arrives anywhere.", notes: others, remarks: {empty, ends}};
  }
  const naive = state.naive && !curves.reason ? curves.naive : null;
  const marks = marksOf(delta, result.size);
  return {finding: finding({delta, gradient, naive}), notes, remarks: {marks, ends}};
}

/**
 * The layers where something ends for most networks.
 * @param {number[]} delta @param {number[] | null} size @returns {Mark[]}
 */
function marksOf(delta, size) {
  const zero = findZeroLayer(delta);
  if (zero) return [{layer: zero, text: zero === 1 ? "δ = 0" : `← δ = 0 from layer ${zero} down`}];
  return findFloat32Limits(size).map(({layer, small}) => ({
    layer,
    text: `← float32 ${small ? "fades out" : "overflows"}`
  }));
}
