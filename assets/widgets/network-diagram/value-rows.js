/** Every number of both passes as rows of a table. */

import {titleOf} from "./formulas/formulas.js";
import {lossOf, plain, symbolsOf} from "./names.js";
import {gradientOf, parametersOf, valueOf} from "./networks.js";

/**
 * What is given, and every number of both passes that is known, as rows [quantity, value].
 * @returns {[string, number | string][]}
 */
export function rowsOf(run, shown) {
  const {model, network, rate, result} = run;
  const symbols = symbolsOf(model);
  const layers = [...network.layers.keys()];
  const after = parameter => valueOf(network, parameter) - rate * gradientOf(result, parameter);
  const context = {run, shown, symbols, values: result.samples[shown.sample]};
  return [
    ...givenRows(context),
    ...layers.flatMap(layer => forwardRows(context, layer)),
    ...lossRows(context),
    ...layers.reverse().flatMap(layer => backwardRows(context, layer)),
    ...(shown.current?.op === "update"
      ? parameterRows(context, symbol => `${symbol} after the step`, after)
      : [])
  ];
}

/** Inputs, parameters, activations and targets. */
function givenRows(context) {
  const {network} = context.run;
  const {x, y} = network.samples[context.shown.sample];
  const {symbols} = context;
  return [
    ...x.map((value, j) => [plain(symbols.x(j)), value]),
    ...parameterRows(
      context,
      symbol => symbol,
      parameter => valueOf(network, parameter)
    ),
    ...network.layers.map(({f}, l) => [`activation of layer ${l + 1}`, titleOf(f)]),
    ...y.map((value, k) => [plain(symbols.target(k)), value])
  ];
}

const parameterRows = ({run, symbols}, nameOf, value) =>
  parametersOf(run.model).map(parameter => [
    nameOf(plain(symbols.parameter(parameter))),
    value(parameter)
  ]);

/** The rows [operation, element, quantity, value] whose operation is known, as [quantity, value]. */
const knownRows = (shown, rows) =>
  rows
    .filter(([op, element]) => shown.knows({op, ...element}))
    .map(([, , name, value]) => [name, value]);

function forwardRows({shown, symbols, values: {z, a}}, layer) {
  const rows = z[layer].flatMap((value, k) => [
    ["z", {layer, k}, plain(symbols.z(layer, k)), value],
    ["a", {layer, k}, plain(symbols.activation(layer, k)), a[layer + 1][k]]
  ]);
  return knownRows(shown, rows);
}

function lossRows({run, shown, values}) {
  const rows = [["loss", {}, lossOf(run), values.loss]];
  if (run.samples > 1) rows.push(["cost", {}, "J", run.result.cost]);
  return knownRows(shown, rows);
}

function backwardRows(context, layer) {
  const {run, shown, symbols, values} = context;
  const rows = values.delta[layer].flatMap((delta, k) => [
    ...(values.slope[layer] ? slopeRows(context, layer, k) : []),
    ["delta", {layer, k}, plain(symbols.delta(layer, k)), delta]
  ]);
  if (shown.counted({op: "weight", layer, k: 0, j: 0}) === run.samples)
    rows.push(...gradientRows(context, layer));
  return knownRows(shown, rows);
}

function slopeRows({run, symbols, values}, layer, k) {
  const upstream = `∂${lossOf(run)}/∂${plain(symbols.activation(layer, k))}`;
  return [
    ["upstream", {layer, k}, upstream, values.upstream[layer][k]],
    ["delta", {layer, k}, `σ′(${plain(symbols.z(layer, k))})`, values.slope[layer][k]]
  ];
}

const gradientRows = ({run, symbols}, layer) =>
  parametersOf(run.model)
    .filter(parameter => parameter.layer === layer)
    .map(({k, j}) => [
      j === null ? "bias" : "weight",
      j === null ? {layer, k} : {layer, k, j},
      `∂J/∂${plain(symbols.parameter({layer, k, j}))}`,
      gradientOf(run.result, {layer, k, j})
    ]);
