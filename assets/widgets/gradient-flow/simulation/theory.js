/** Where the mean-field line stands, and why it does not elsewhere. */
import {meanField} from "../core.js";

const FAR_BELOW = 1 / 4; // the largest depth/width at which the line was checked against simulations

/**
 * @returns {{line: number[] | null, chi: number | null, reason: string}} reason: why there is none;
 *   "" where there is one
 */
export function theoryOf({activation, multiplier, depth, width, bias, residual, norm}) {
  const none = why => ({line: null, chi: null, reason: `No mean-field line: ${why}.`});
  const reason = whyNot({depth, width, residual, norm});
  if (reason) return none(reason);
  const {line, chi} = meanField({activation, multiplier, depth, bias});
  if (![...line, ...chi].every(Number.isFinite))
    return none("it would need numbers beyond the range of doubles");
  return {line, chi: chi.at(-1), reason: ""};
}

function whyNot({depth, width, residual, norm}) {
  if (residual && norm)
    return "it describes plain networks, without residual connections and layer normalisation";
  if (residual)
    return "it describes plain networks, where no gradient takes the way around a layer";
  if (norm) return "it describes plain networks, which do not rescale each layer";
  if (depth > FAR_BELOW * width)
    return `it needs a depth far below the width (at most a quarter), and ${depth} layers of ${width} units are not`;
  return "";
}
