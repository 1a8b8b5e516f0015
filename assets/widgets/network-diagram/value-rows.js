/** Every number of both passes as rows of a table. */

import {titleOf} from "./formulas/formulas.js";
import {gradientOf, parametersOf, valueOf} from "./networks.js";
import {lossOf, plain, symbolsOf} from "./symbols.js";

/**
 * What is given, and every number of both passes, as rows [quantity, value], for a table beside the
 * drawing.
 */
export function rowsOf(run, {sample, knows, counted, current}) {
  const {model, result, samples, network} = run;
  const symbols = symbolsOf(model);
  const values = result.samples[sample];
  const loss = lossOf({samples});
  const rows = givenRows(run, sample);
  const add = (op, place, name, value) => knows({op, ...place}) && rows.push([name, value]);
  network.layers.forEach(({W}, layer) =>
    W.forEach((_, k) => {
      add("z", {layer, k}, plain(symbols.z(layer, k)), values.z[layer][k]);
      add("a", {layer, k}, plain(symbols.activation(layer, k)), values.a[layer + 1][k]);
    })
  );
  add("loss", {}, loss, values.loss);
  if (samples > 1) add("cost", {}, "J", result.cost);
  [...network.layers.entries()].reverse().forEach(([layer, {W, b}]) => {
    W.forEach((row, k) => {
      if (values.slope[layer])
        add(
          "upstream",
          {layer, k},
          `∂${loss}/∂${plain(symbols.activation(layer, k))}`,
          values.upstream[layer][k]
        );
      if (values.slope[layer])
        add("delta", {layer, k}, `σ′(${plain(symbols.z(layer, k))})`, values.slope[layer][k]);
      add("delta", {layer, k}, plain(symbols.delta(layer, k)), values.delta[layer][k]);
    });
    const all = counted({op: "weight", layer, k: 0, j: 0}) === samples;
    if (all)
      W.forEach((row, k) =>
        row.forEach((_, j) =>
          add(
            "weight",
            {layer, k, j},
            `∂J/∂${plain(symbols.weight(layer, k, j))}`,
            result.W[layer][k][j]
          )
        )
      );
    if (all && b)
      b.forEach((_, k) =>
        add("bias", {layer, k}, `∂J/∂${plain(symbols.bias(layer, k))}`, result.b[layer][k])
      );
  });
  if (current?.op === "update")
    rows.push(
      ...parameterRows(
        run,
        symbol => `${symbol} after the step`,
        (value, slope) => value - run.rate * slope
      )
    );
  return rows;
}

/** Inputs, parameters, activations and targets. */
function givenRows(run, sample) {
  const {model, network} = run;
  const symbols = symbolsOf(model);
  const {x, y} = network.samples[sample];
  return [
    ...x.map((value, j) => [plain(symbols.x(j)), value]),
    ...parameterRows(
      run,
      symbol => symbol,
      value => value
    ),
    ...network.layers.map(({f}, l) => [`activation of layer ${l + 1}`, titleOf(f)]),
    ...y.map((value, k) => [plain(symbols.target(k)), value])
  ];
}

function parameterRows({model, network, result}, nameOf, valueFrom) {
  const symbols = symbolsOf(model);
  return parametersOf(model).map(parameter => {
    const {layer, k, j} = parameter;
    const symbol = plain(j === null ? symbols.bias(layer, k) : symbols.weight(layer, k, j));
    return [nameOf(symbol), valueFrom(valueOf(network, parameter), gradientOf(result, parameter))];
  });
}
