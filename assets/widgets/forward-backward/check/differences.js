/** Checks gradients by central differences of the cost. gradflow/checking.py derives the rule. */

import {ACTIVATIONS} from "../../engine/activations.js";
import {DUST, cost, costTerms, evaluate, forwardPass} from "../../engine/network.js";
import {gradientOf, parametersOf, valueOf, withValue} from "../../network-diagram/index.js";

/**
 * @import {Network, Result} from "../../engine/network.js"
 * @import {Model, Parameter} from "../../network-diagram/networks.js"
 *
 * @typedef {object} Difference
 * @property {number} numeric (J(w + ε) − J(w − ε)) / 2ε
 * @property {number} bound on its rounding error
 * @property {boolean} kink whether ±ε moves a unit across the kink of its activation
 *
 * @typedef {object} Check of a gradient
 * @property {string} name of the parameter
 * @property {number} analytic
 * @property {number} numeric
 * @property {number} error relative
 * @property {boolean} unresolved whether the difference is too inexact to confirm the gradient
 * @property {boolean} kink
 */

const RESOLVED = 1e-3;

/**
 * The check of every gradient. The table shows each error. An entry is unresolved only where the
 * rounding error may be as large as the gradient, so that no digit is certain.
 * @param {Model} model @param {Network} network @param {number} epsilon @param {Result} [result]
 * @returns {Check[]}
 */
export function checkGradients(model, network, epsilon, result = evaluate(network)) {
  return parametersOf(model).map(parameter => {
    const analytic = gradientOf(result, parameter);
    const {name} = parameter;
    return {name, analytic, ...checkParameter(network, parameter, epsilon, analytic)};
  });
}

/**
 * The difference of one parameter, and how far it is from the gradient.
 * @param {Network} network @param {Parameter} parameter @param {number} epsilon
 * @param {number} analytic
 */
export function checkParameter(network, parameter, epsilon, analytic) {
  const differenceAt = (/** @type {number} */ step) => centralDifference(network, parameter, step);
  const {numeric, bound, kink} = differenceAt(epsilon);
  if (analytic === 0 && Math.abs(numeric) <= bound)
    return {numeric, error: 0, unresolved: false, kink};
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric));
  const {unresolved} = compareAtStep(analytic, differenceAt, epsilon, 1);
  return {numeric, error: Math.abs(analytic - numeric) / (scale || 1), unresolved, kink};
}

/**
 * Twin of the engine's compare_at_step: an error of `share` of the gradient must be visible.
 * @param {number} analytic @param {(step: number) => Difference} differenceAt
 * @param {number} epsilon @param {number} [share]
 */
export function compareAtStep(analytic, differenceAt, epsilon, share = RESOLVED) {
  const {numeric, bound, kink} = differenceAt(epsilon);
  if (kink) return {numeric, unresolved: false};
  let refined = numeric;
  if (Math.abs(analytic - numeric) > bound) {
    const double = differenceAt(2 * epsilon);
    const change = double.kink ? 0 : double.numeric - numeric;
    if (isHidden(analytic, numeric, bound + Math.abs(change))) return {numeric, unresolved: true};
    refined -= change / 3;
  }
  return {numeric: refined, unresolved: isHidden(analytic, refined, bound, share)};
}

/**
 * Twin of the engine's is_hidden.
 * @param {number} analytic @param {number} numeric @param {number} bound @param {number} [share]
 */
function isHidden(analytic, numeric, bound, share = 1) {
  const size = Math.max(Math.abs(analytic), Math.abs(numeric));
  const isExplained = analytic !== numeric && Math.abs(analytic - numeric) <= bound;
  return isExplained && share * size <= bound;
}

/**
 * A sum below DUST counts as 0 here, so that is the rounding of J; the engine's is MARGIN · u.
 * @param {Network} network @param {Parameter} parameter @param {number} epsilon
 * @param {number} [rounding] @returns {Difference}
 */
export function centralDifference(network, parameter, epsilon, rounding = DUST) {
  const value = valueOf(network, parameter);
  const [above, below] = [1, -1].map(sign => withValue(network, parameter, value + sign * epsilon));
  const terms = Math.max(costTerms(above), costTerms(below));
  return {
    numeric: (cost(above) - cost(below)) / (2 * epsilon) + 0,
    bound: (rounding * terms) / epsilon,
    kink: crossesKink(above, below)
  };
}

/** @param {Network} above @param {Network} below */
function crossesKink(above, below) {
  return above.samples.some(({x}) => {
    const [up, down] = [above, below].map(network => forwardPass(network, x).z);
    return above.layers.some(
      ({f}, l) => ACTIVATIONS[f]?.jump && up[l].some((z, k) => z > 0 !== down[l][k] > 0)
    );
  });
}

/**
 * The cost along one parameter.
 * @param {Network} network @param {Parameter} parameter @param {number} reach @param {number} [count]
 * @returns {[number, number][]} points (value, J), `reach` to both sides of the present value
 */
export function lossAlong(network, parameter, reach, count = 80) {
  const value = valueOf(network, parameter);
  return Array.from({length: count + 1}, (_, i) => {
    const next = value + reach * ((2 * i) / count - 1);
    return [next, cost(withValue(network, parameter, next))];
  });
}
