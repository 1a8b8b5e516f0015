/** Where the mean-field line holds, and why it does not elsewhere. */
import {meanField} from "../core.js";

/** @import {Setting} from "./setting.js" */

const FAR_BELOW = 1 / 4; // the largest depth/width at which the line was checked against simulations

/**
 * The mean-field line of a setting and χ of its last layer.
 * @param {Setting} setting
 * @returns {{line: number[] | null, chi: number | null, reason: string}} reason: why there is no
 *   line; "" where there is one
 */
export function theoryOf(setting) {
  const obstacle = findObstacle(setting);
  if (obstacle) return explainAbsence(obstacle);
  const {activation, multiplier, depth, bias} = setting;
  const {line, chi} = meanField({activation, multiplier, depth, bias});
  if (![...line, ...chi].every(Number.isFinite))
    return explainAbsence("it would need numbers beyond the range of doubles");
  return {line, chi: chi[chi.length - 1], reason: ""};
}

/** @param {string} why */
const explainAbsence = why => ({line: null, chi: null, reason: `No mean-field line: ${why}.`});

/**
 * What keeps the formula from describing a setting; "" if nothing does.
 * @param {Setting} setting
 */
function findObstacle({depth, width, residual, norm}) {
  if (residual && norm)
    return "it describes plain networks, without residual connections and layer normalisation";
  if (residual)
    return "it describes plain networks, where no gradient takes the way around a layer";
  if (norm) return "it describes plain networks, which do not rescale each layer";
  if (depth > FAR_BELOW * width)
    return `it needs a depth far below the width (at most a quarter), and ${depth} layers of ${width} units are not`;
  return "";
}
