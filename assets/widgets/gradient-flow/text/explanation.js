/** What the widget says of an outcome: the finding, notes below the chart, and texts within it. */
import {finding, zeroFrom} from "./finding.js";
import {notesOf, singleLimits} from "./notes.js";

/**
 * @param {object} state
 * @param {{wanted: number, result: object | null}} outcome of scheduling/runner.js
 * @param {object} curves of chart/curves.js
 * @returns {{finding: string, notes: string[], drawn: {empty?: string, marks?: object[], ends?:
 *   number[]}}} drawn: what stands in the chart (chart/drawing.js)
 */
export function explain(state, {wanted, result}, curves) {
  const clip = clipOf(state);
  const notes = notesOf(result, {reason: state.meanfield ? curves.reason : "", clip});
  if (!result) return explainWaiting(state, wanted, curves, notes);
  const ends = result.faults.filter(({lost}) => lost).flatMap(({layers}) => layers);
  if (!curves.delta) {
    const [empty, ...others] = notes;
    return {finding: "No gradient arrives anywhere.", notes: others, drawn: {empty, ends}};
  }
  const {delta, gradient} = curves;
  const naive = state.naive && !curves.reason ? curves.naive : null;
  const marks = marksOf(delta, result.size);
  return {finding: finding({delta, gradient, naive}), notes, drawn: {marks, ends}};
}

/** The threshold for the gradient's norm, null without clipping. */
export const clipOf = ({clip}) => (clip === "off" ? null : Number(clip));

function explainWaiting({depth, width, naive, meanfield}, wanted, curves, notes) {
  const hasCurve = naive || (meanfield && curves.meanfield);
  return {
    finding: `Computing ${wanted} networks of ${depth} layers × ${width} units …`,
    notes,
    drawn: {empty: hasCurve ? "" : "the first network is on its way"}
  };
}

/** The layers where something ends for most networks. */
function marksOf(delta, size) {
  const zero = zeroFrom(delta);
  if (zero) return [{layer: zero, text: zero === 1 ? "δ = 0" : `← δ = 0 from layer ${zero} down`}];
  return singleLimits(size).map(({layer, small}) => ({
    layer,
    text: `← float32 ${small ? "fades out" : "overflows"}`
  }));
}
