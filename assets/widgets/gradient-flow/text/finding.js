/** What the curves say, in words. */
import {power} from "../../ui/readout.js";

/** From log10 of the gradient at layer 1, relative to the last layer, to a verdict. */
const VERDICTS = [
  [-2, "Vanishes"],
  [-0.5, "Shrinks"],
  [0.5, "Keeps its size"],
  [2, "Grows"],
  [Infinity, "Explodes"]
];

/** @param {number} decades */
export function verdict(decades) {
  return VERDICTS.find(([limit]) => decades < limit)[1];
}

/**
 * The highest layer, from 1, such that δ is 0 there and in every layer below; 0 if there is none. A
 * gradient that bypasses a layer is not lost there.
 */
export const zeroFrom = delta => delta.findIndex(value => value !== -Infinity);

/**
 * 10 to any power as a number to read, with two digits: "0.72", "5.3", "1.6×10⁻⁷"; beyond the range
 * of doubles, too.
 */
export function factor(decades) {
  if (!Number.isFinite(decades)) return decades < 0 ? "0" : "∞";
  if (Math.abs(decades) > 300) {
    const [digits, carry] = (10 ** (decades - Math.floor(decades))).toExponential(1).split("e");
    return `${digits}×${power(Math.floor(decades) + Number(carry))}`;
  }
  const [digits, exponent] = (10 ** decades).toExponential(1).split("e");
  return Math.abs(exponent) < 4
    ? String(Number(`${digits}e${exponent}`))
    : `${digits}×${power(Number(exponent))}`;
}

/**
 * @param {{delta: number[], gradient: number[] | null, naive: number[] | null}} curves medians over
 *   the networks; naive if it is shown
 */
export function finding({delta, gradient, naive}) {
  const zero = zeroFrom(delta);
  if (zero === 1) return "At layer 1 δ is 0.";
  if (zero) return `Nothing arrives at layer 1: δ is 0 from layer ${zero} down.`;
  const received = `${factor(delta[0])} ${delta[0] < 0 ? "of" : "times"}`;
  const sentences = [
    `${verdict(delta[0])}: layer 1 receives ${received} layer ${delta.length}’s gradient.`
  ];
  const opposed =
    naive &&
    Math.sign(naive[0]) !== Math.sign(delta[0]) &&
    Math.min(Math.abs(naive[0]), Math.abs(delta[0])) > 0.1;
  if (opposed) sentences.push(`The naive formula says ${factor(naive[0])}: the wrong direction.`);
  if (gradient) {
    const span = Math.max(...gradient) - Math.min(...gradient);
    sentences.push(
      span < 0.5
        ? "Weight gradients: about the same in every layer."
        : `Weight gradients: up to ${factor(span)} times apart.`
    );
  }
  return sentences.join(" ");
}
