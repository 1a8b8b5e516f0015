/**
 * The common mistakes, as numbers: what each puts in the place of the two factors of a gradient.
 *
 * A δ is slope × upstream gradient, a weight's gradient is δ × input. A model maps a context
 * (kinds.js) to the pairs of factors that its mistake may lead to. It gives none where the mistake
 * can't be made, or must give the right value (a forgotten slope of 1). Texts: table.js.
 */

/** @import {DeltaContext, Factors, WeightContext} from "./kinds.js" */

/**
 * @template Context
 * @typedef {(context: Context) => Factors[]} MistakeModel
 */

/** @param {number[]} numbers */
const total = numbers => numbers.reduce((sum, value) => sum + value, 0);

/**
 * Models that put another number in the place of the slope.
 * @param {(context: DeltaContext) => number[]} wrongSlopes @returns {MistakeModel<DeltaContext>}
 */
const inSlope = wrongSlopes => context =>
  wrongSlopes(context)
    .filter(value => !isForced(context, value))
    .map(value => [value, context.upstream]);

/**
 * Whether a wrong slope must equal the right one. With a curved activation, slopes other than 1 are
 * equal only by chance.
 * @param {DeltaContext} context @param {number} value
 */
const isForced = ({slope, isLinear}, value) => value === slope && (isLinear || value === 1);

/**
 * Models that put another number in the place of the upstream gradient.
 * @param {(context: DeltaContext) => number[]} wrongGradients @returns {MistakeModel<DeltaContext>}
 */
const inUpstream = wrongGradients => context =>
  wrongGradients(context).map(value => [context.slope, value]);

/**
 * Models of what comes back over the weights of the next layer; an output has none.
 * @param {(next: NonNullable<DeltaContext["next"]>, k: number) => number | number[]} collect
 */
const fromNext = collect => inUpstream(({next, k}) => (next ? [collect(next, k)].flat() : []));

/**
 * What would come back over the weights of layer 1: over one of the two that lead into the unit, or
 * over a column or row of the matrix where there are two outputs.
 * @param {DeltaContext} context
 */
function overWeightsOfLayer1({next, k, W1}) {
  if (!next) return [];
  if (next.delta.length === 1) return W1[k].map(weight => weight * next.delta[0]);
  return [
    total(next.delta.map((delta, m) => W1[m][k] * delta)),
    total(next.delta.map((delta, m) => W1[k][m] * delta))
  ];
}

/**
 * Neither the unit's slope nor the output's: the error times the weight.
 * @type {MistakeModel<DeltaContext>}
 */
const bothSlopes = ({next, k, slope}) =>
  !next || next.isLinear || slope === 1
    ? []
    : [[1, total(next.W.map((row, m) => row[k] * next.error[m]))]];

/** @type {Record<string, MistakeModel<DeltaContext>>} */
export const DELTA_MODELS = {
  slope: inSlope(() => [1]),
  activation_for_slope: inSlope(({activation}) => [activation]),
  half_slope: inSlope(({f, activation}) => (f === "sigmoid" ? [1 - activation] : [])),
  slope_at_activation: inSlope(({slopeAtActivation}) => [slopeAtActivation]),
  slope_of_layer: inSlope(({slopesOfOtherLayer}) => slopesOfOtherLayer),
  slope_of_unit: inSlope(({slopeOfOtherUnit}) => slopeOfOtherUnit),
  upstream: inUpstream(() => [1]),
  factor_two: inUpstream(({upstream}) => [2 * upstream, upstream / 2]),
  weight: fromNext(({delta}) => total(delta)),
  weight_of_unit: fromNext(({W, delta}, k) => total(W.map((row, m) => row[1 - k] * delta[m]))),
  transposed: fromNext(({W, delta}, k) =>
    W.length > 1 ? total(W[k].map((weight, m) => weight * delta[m])) : []
  ),
  layer_1_weights: inUpstream(overWeightsOfLayer1),
  only_first: fromNext(({W, delta}, k) => (W.length > 1 ? W[0][k] * delta[0] : [])),
  only_second: fromNext(({W, delta}, k) => (W.length > 1 ? W[1][k] * delta[1] : [])),
  error_for_delta: fromNext(({W, error, isLinear}, k) =>
    isLinear ? [] : total(W.map((row, m) => row[k] * error[m]))
  ),
  both_slopes: bothSlopes,
  // with the same slope it is the other unit's weight that makes the difference
  delta_of_unit: ({slope, deltaFactorsOfOtherUnit}) =>
    deltaFactorsOfOtherUnit.filter(([otherSlope]) => otherSlope !== slope),
  sign: inUpstream(({upstream}) => [-upstream])
};

/**
 * Mistakes in a δ that are carried on into the gradient of a weight.
 * @param {string} id @returns {MistakeModel<WeightContext>}
 */
const carried = id => context =>
  DELTA_MODELS[id](context).map(([slope, upstream]) => [slope * upstream, context.input]);

/** @typedef {(context: WeightContext) => number[]} WrongNumbers */

/** @param {WrongNumbers} wrongDeltas @returns {MistakeModel<WeightContext>} */
const inDelta = wrongDeltas => context => wrongDeltas(context).map(value => [value, context.input]);

/** @param {WrongNumbers} wrongInputs @returns {MistakeModel<WeightContext>} */
const inInput = wrongInputs => context => wrongInputs(context).map(value => [context.delta, value]);

/** @type {Record<string, MistakeModel<WeightContext>>} */
export const WEIGHT_MODELS = {
  ...Object.fromEntries(Object.keys(DELTA_MODELS).map(id => [id, carried(id)])),
  delta: inDelta(() => [1]),
  delta_of_unit: inDelta(({deltaOfOtherUnit}) => deltaOfOtherUnit),
  delta_of_layer: inDelta(({deltasOfOtherLayer}) => deltasOfOtherLayer),
  swapped: ({deltaOfOtherUnit, inputOfOtherUnit, k, j}) =>
    k === j ? [] : deltaOfOtherUnit.map(delta => [delta, inputOfOtherUnit]),
  input: inInput(() => [1]),
  input_of_unit: inInput(({inputOfOtherUnit}) => [inputOfOtherUnit]),
  input_of_layer: inInput(({activationsOfOtherLayers}) => activationsOfOtherLayers),
  z_for_input: inInput(({zOfInput}) => zOfInput),
  weight_for_input: inInput(({weight}) => [weight])
};

/**
 * What each mistake makes of the two factors.
 * @param {DeltaContext | WeightContext} context
 */
export const wrongFactors = context =>
  "j" in context ? applyModels(WEIGHT_MODELS, context) : applyModels(DELTA_MODELS, context);

/**
 * @template Context
 * @param {Record<string, MistakeModel<Context>>} models @param {Context} context
 */
const applyModels = (models, context) =>
  Object.entries(models).flatMap(([id, model]) => model(context).map(factors => ({id, factors})));
