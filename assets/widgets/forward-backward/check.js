/** Doubting a gradient: central differences of the cost, and the loss along one parameter. */

import {cost, evaluate, forwardPass} from "./network.js";
import {gradientOf, parametersOf, valueOf, withValue} from "./models.js";

/** Where each activation has a kink at 0. */
const KINKED = ["relu", "leaky_relu"];

/**
 * The check of every gradient.
 * @param {object} model models.js @param {object} network @param {number} epsilon
 * @returns {{name: string, analytic: number, numeric: number, error: number, unresolved: boolean, kink: boolean}[]}
 *   error: relative; unresolved: both are so small that the rounding of J, or truncation, explains their difference;
 *   kink: ±ε carries some unit across the kink of its activation
 */
export function checkGradients(model, network, epsilon, result = evaluate(network)) {
  return parametersOf(model).map((parameter) => {
    const analytic = gradientOf(result, parameter);
    return {name: parameter.name, analytic, ...difference(network, parameter, epsilon, analytic)};
  });
}

/** (J(w + ε) − J(w − ε)) / 2ε, and how far it is from the gradient. */
export function difference(network, parameter, epsilon, analytic) {
  const value = valueOf(network, parameter);
  const [above, below] = [value + epsilon, value - epsilon].map((next) => withValue(network, parameter, next));
  const [high, low] = [cost(above), cost(below)];
  const numeric = (high - low) / (2 * epsilon) + 0;
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric));
  const isRounding = scale <= rounding(Math.max(high, low)) / epsilon;
  const error = isRounding && analytic === 0 ? 0 : Math.abs(analytic - numeric) / (scale || 1);
  // in a minimum that is fitted exactly, the difference is all truncation
  const curvature = high + low - 2 * cost(network);
  const limit = Math.max(NO_SLOPE, MOST_TRUNCATION * curvature);
  const isMinimum = Math.abs(analytic) < NO_SLOPE && Math.abs(numeric) < limit;
  const unresolved = (isRounding || isMinimum) && error > 0;
  return {numeric, error, unresolved, kink: crossesKink(above, below)};
}

const NO_SLOPE = 1e-12;
const MOST_TRUNCATION = 5;

/** What the rounding of J may come to, and of the ŷ − y whose square it is. */
const rounding = (J) => 4 * Number.EPSILON * (J + Math.sqrt(J));

function crossesKink(above, below) {
  return above.samples.some(({x}) => {
    const [up, down] = [above, below].map((network) => forwardPass(network, x).z);
    return above.layers.some(({f}, l) => KINKED.includes(f) && up[l].some((z, k) => z > 0 !== down[l][k] > 0));
  });
}

/**
 * The cost along one parameter.
 * @returns {[number, number][]} points (value, J), `reach` to both sides of the present value
 */
export function alongParameter(network, parameter, reach, count = 80) {
  const value = valueOf(network, parameter);
  return Array.from({length: count + 1}, (_, i) => {
    const next = value + reach * (2 * i / count - 1);
    return [next, cost(withValue(network, parameter, next))];
  });
}
