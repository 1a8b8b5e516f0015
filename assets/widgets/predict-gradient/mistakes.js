/**
 * The common mistakes: what each makes of a factor, in one sentence why it is wrong, and the slide to read.
 *
 * A δ is local slope × upstream gradient; a weight's gradient is δ × input. `wrong` gives, for a factor and its
 * ingredients (task.js), what the mistake puts in its place; undefined where it cannot be made.
 */

export const MISTAKES = {
  slope: {
    title: "the slope σ′ was forgotten",
    why: "On its way through a unit the gradient is multiplied by the unit’s local slope, σ′ at its z.",
    slide: "delta-recursion",
    wrong: {slope: () => 1, delta: ({upstream}) => upstream}
  },
  sign: {
    title: "the sign is turned round",
    why: "The error at the output is ŷ − y, output minus target: J grows with an output that is already too large.",
    slide: "output-gradient",
    wrong: {upstream: ({value}) => -value, delta: ({value}) => -value}
  },
  transposed: {
    title: "the weights were transposed",
    why: "A unit collects over the weights that lead away from it, a column of W; here a row was taken.",
    slide: "matrix-transpose",
    wrong: {upstream: ({row}) => row}
  },
  overwrote: {
    title: "the second path overwrote the first",
    why: "The unit feeds two others, and the gradients that come back over the two paths add up; here only the second was kept.",
    slide: "multivariate-chain-rule",
    wrong: {upstream: ({terms}) => terms?.[1]}
  },
  forgot: {
    title: "the second path was forgotten",
    why: "The unit feeds two others, and the gradients that come back over the two paths add up; here only the first was counted.",
    slide: "multivariate-chain-rule",
    wrong: {upstream: ({terms}) => (terms?.length > 1 ? terms[0] : undefined)}
  },
  argument: {
    title: "a and z were mixed up",
    why: "σ′ is taken at the pre-activation z; a weight is multiplied by the activation a that enters it.",
    slide: "forward-pass",
    wrong: {slope: ({slopeAtA}) => slopeAtA, input: ({z}) => z}
  },
  layer: {
    title: "the activation is that of another layer",
    why: "The input of a weight is the activation of the layer before it; a slope belongs to the unit that the gradient passes.",
    slide: "notation",
    wrong: {slope: ({nextSlope}) => nextSlope, input: ({ownActivation}) => ownActivation}
  },
  upstream: {
    title: "what comes from above was forgotten",
    why: "The chain rule multiplies the local derivative by the upstream gradient; alone it is only one factor of two.",
    slide: "univariate-chain-rule",
    wrong: {upstream: () => 1, delta: () => 1}
  }
};

/** What each mistake makes of a factor {name, value, …ingredients}. @returns {[string, number][]} */
export function wrongFactors(factor) {
  return Object.entries(MISTAKES)
    .map(([id, {wrong}]) => [id, wrong[factor.name]?.(factor)])
    .filter(([, value]) => Number.isFinite(value));
}
