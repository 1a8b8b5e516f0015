/** What the curves say, in words. */
import {power} from "../../ui/readout.js";

/**
 * From log10 of the gradient at layer 1, relative to the last layer, to a verdict.
 * @type {{below: number, verdict: string}[]}
 */
const VERDICTS = [
  {below: -2, verdict: "Vanishes"},
  {below: -0.5, verdict: "Shrinks"},
  {below: 0.5, verdict: "Keeps its size"},
  {below: 2, verdict: "Grows"}
];

/** @param {number} decades */
export const verdictOn = decades =>
  VERDICTS.find(({below}) => decades < below)?.verdict ?? "Explodes";

/**
 * The highest layer, from 1, such that δ is 0 there and in every layer below; 0 if there is none. A
 * gradient that bypasses a layer is not lost there.
 * @param {number[]} delta
 */
export const findZeroLayer = delta => delta.findIndex(value => value !== -Infinity);

/**
 * 10 to any power as a number to read, with two digits: "0.72", "5.3", "1.6×10⁻⁷"; beyond the range
 * of doubles, too.
 * @param {number} decades
 */
export function factor(decades) {
  if (!Number.isFinite(decades)) return decades < 0 ? "0" : "∞";
  const shift = Math.abs(decades) > 300 ? Math.floor(decades) : 0;
  const [digits, rest] = (10 ** (decades - shift)).toExponential(1).split("e");
  const exponent = shift + Number(rest);
  return Math.abs(exponent) < 4
    ? String(Number(`${digits}e${exponent}`))
    : `${digits}×${power(exponent)}`;
}

/**
 * @param {{delta: number[], gradient?: number[] | null, naive?: number[] | null}} curves medians over
 *   the networks; naive if it is shown
 */
export function finding({delta, gradient, naive}) {
  const zero = findZeroLayer(delta);
  if (zero === 1) return "At layer 1 δ is 0.";
  if (zero) return `Nothing arrives at layer 1: δ is 0 from layer ${zero} down.`;
  const [first] = delta;
  const received = `${factor(first)} ${first < 0 ? "of" : "times"} layer ${delta.length}’s gradient`;
  const sentences = [`${verdictOn(first)}: layer 1 receives ${received}.`];
  const isOpposed =
    naive &&
    Math.sign(naive[0]) !== Math.sign(first) &&
    Math.min(Math.abs(naive[0]), Math.abs(first)) > 0.1;
  if (isOpposed) sentences.push(`The naive formula says ${factor(naive[0])}: the wrong direction.`);
  if (gradient) {
    const span = Math.max(...gradient) - Math.min(...gradient);
    const spread =
      span < 0.5 ? "about the same in every layer" : `up to ${factor(span)} times apart`;
    sentences.push(`Weight gradients: ${spread}.`);
  }
  return sentences.join(" ");
}
