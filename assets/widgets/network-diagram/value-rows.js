/** Every number of both passes as rows of a table. */

import {titleOf} from "./formulas/formulas.js";
import {lossOf, plain, symbolsOf} from "./names.js";
import {gradientOf, parametersOf, valueOf} from "./networks.js";

/**
 * @import {SampleResult} from "../engine/network.js"
 * @import {Run, Shown} from "./drawing.js"
 * @import {Quantity} from "./micro-steps.js"
 * @import {Symbols} from "./names.js"
 * @import {Parameter} from "./networks.js"
 */

/**
 * @typedef {[name: string, value: number | string]} ValueRow
 * @typedef {{run: Run, shown: Shown, symbols: Symbols, values: SampleResult}} Context
 */

/**
 * What is given, and every number of both passes that is known.
 * @param {Run} run @param {Shown} shown @returns {ValueRow[]}
 */
export function rowsOf(run, shown) {
  const {model, network, rate, result} = run;
  const layers = [...network.layers.keys()];
  const context = {run, shown, symbols: symbolsOf(model), values: result.samples[shown.sample]};
  const after = parameterRows(
    context,
    " after the step",
    parameter => valueOf(network, parameter) - rate * gradientOf(result, parameter)
  );
  return [
    ...givenRows(context),
    ...layers.flatMap(layer => forwardRows(context, layer)),
    ...lossRows(context),
    ...layers.reverse().flatMap(layer => backwardRows(context, layer)),
    ...(shown.current?.op === "update" ? after : [])
  ];
}

/** Inputs, parameters, activations and targets. @param {Context} context @returns {ValueRow[]} */
function givenRows(context) {
  const {run, shown, symbols} = context;
  const {layers, samples} = run.network;
  const {x, y} = samples[shown.sample];
  return [
    ...x.map((value, j) => row(symbols.x(j), value)),
    ...parameterRows(context, "", parameter => valueOf(run.network, parameter)),
    ...layers.map(({f}, l) => row(`activation of layer ${l + 1}`, titleOf(f))),
    ...y.map((value, k) => row(symbols.target(k), value))
  ];
}

/** @param {string} name with symbols of names.js @param {number | string} value @returns {ValueRow} */
const row = (name, value) => [plain(name), value];

/** @param {Context} context @param {string} note @param {(parameter: Parameter) => number} read */
const parameterRows = ({run, symbols}, note, read) =>
  parametersOf(run.model).map(parameter =>
    row(symbols.parameter(parameter) + note, read(parameter))
  );

/** @param {Context} context @param {number} layer */
function forwardRows({shown, symbols, values: {z, a}}, layer) {
  return z[layer].flatMap((value, k) => [
    ...knownRow(shown, {op: "z", layer, k}, symbols.z(layer, k), value),
    ...knownRow(shown, {op: "a", layer, k}, symbols.activation(layer, k), a[layer + 1][k])
  ]);
}

/**
 * A row, or none while its number is not known.
 * @param {Shown} shown @param {Quantity} quantity @param {string} name @param {number} value
 */
const knownRow = (shown, quantity, name, value) =>
  shown.knows(quantity) ? [row(name, value)] : [];

/** @param {Context} context */
const lossRows = ({run, shown, values}) => [
  ...knownRow(shown, {op: "loss"}, lossOf(run), values.loss),
  ...(run.samples > 1 ? knownRow(shown, {op: "cost"}, "J", run.result.cost) : [])
];

/** @param {Context} context @param {number} layer */
function backwardRows(context, layer) {
  const {run, shown, symbols, values} = context;
  const [slopes, upstream] = [values.slope[layer], values.upstream[layer]];
  const rows = values.delta[layer].flatMap((delta, k) => {
    const from = `∂${lossOf(run)}/∂${plain(symbols.activation(layer, k))}`;
    const slope = `σ′(${plain(symbols.z(layer, k))})`;
    return [
      ...(upstream ? knownRow(shown, {op: "upstream", layer, k}, from, upstream[k]) : []),
      ...(slopes ? knownRow(shown, {op: "delta", layer, k}, slope, slopes[k]) : []),
      ...knownRow(shown, {op: "delta", layer, k}, symbols.delta(layer, k), delta)
    ];
  });
  const isComplete = shown.counted({op: "weight", layer, k: 0, j: 0}) === run.samples;
  return isComplete ? [...rows, ...gradientRows(context, layer)] : rows;
}

/** @param {Context} context @param {number} layer */
const gradientRows = ({run, shown, symbols}, layer) =>
  parametersOf(run.model)
    .filter(parameter => parameter.layer === layer)
    .flatMap(({k, j}) => {
      const name = `∂J/∂${plain(symbols.parameter({layer, k, j}))}`;
      /** @type {Quantity} */
      const quantity = j === null ? {op: "bias", layer, k} : {op: "weight", layer, k, j};
      return knownRow(shown, quantity, name, gradientOf(run.result, {layer, k, j}));
    });
