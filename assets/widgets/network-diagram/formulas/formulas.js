/**
 * Each micro-step in two lines: the general formula, and its arithmetic with the live numbers
 * (texts for ui/math.js).
 */

import {equals, rounded} from "../../ui/readout.js";
import {LAYER_ACTIVATIONS} from "../../engine/network.js";
import {gradientOf, parametersOf, valueOf} from "../networks.js";
import {collected} from "../micro-steps.js";
import {lossOf, symbolsOf} from "../names.js";

/** An activation as it is written before its argument. */
const NAMES = {
  identity: "id",
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  leaky_relu: "LeakyReLU",
  elu: "ELU",
  gelu: "GELU",
  silu: "SiLU"
};

/**
 * @param {object} step a micro-step (micro-steps.js)
 * @param {{model: object, network: object, result: object, rate: number, chosen?: object}} run
 * @param {(value: number) => string} show
 * @returns {{general: string, numbers: string, value: number | null}} numbers begins with "="
 */
export function formulaOf(step, run, show) {
  const context = {
    ...run,
    symbols: symbolsOf(run.model),
    show,
    signed: v => (v < 0 || Object.is(v, -0) ? `(${show(v)})` : show(v)),
    asPrinted: v => rounded(v, show),
    equality: (fromPrinted, result) => equals(fromPrinted, result, show)
  };
  return WRITERS[step.op](step, context, run.result.samples[step.sample]);
}

const f = text => `[f ${text}]`;
const b = text => `[b ${text}]`;
const sumOfProducts = (pairs, {show, signed}) =>
  pairs
    .map(([left, right], i) => `${i ? signed(left) : show(left)} · ${signed(right)}`)
    .join(" + ");
const sumOfPrinted = (pairs, {asPrinted}) =>
  pairs.reduce((sum, [left, right]) => sum + asPrinted(left) * asPrinted(right), 0);
const partial = (of, by) => b(`{∂${of}}/{∂${by}}`);
const entry = (general, numbers, value) => ({general, numbers: `= ${numbers}`, value});

const WRITERS = {
  z({layer, k}, context, {z, a}) {
    const {network, symbols, show, signed, asPrinted, equality} = context;
    const {W, b: biases} = network.layers[layer];
    const sum = W[k]
      .map((_, j) => f(`${symbols.weight(layer, k, j)} ${symbols.activation(layer - 1, j)}`))
      .join(" + ");
    const value = z[layer][k];
    const pairs = W[k].map((weight, j) => [weight, a[layer][j]]);
    const bias = biases ? ` + ${signed(biases[k])}` : "";
    const fromPrinted = sumOfPrinted(pairs, context) + (biases ? asPrinted(biases[k]) : 0);
    return entry(
      `${f(symbols.z(layer, k))} = ${sum}${biases ? ` + ${f(symbols.bias(layer, k))}` : ""}`,
      `${sumOfProducts(pairs, context)}${bias} ${equality(fromPrinted, value)} ${f(show(value))}`,
      value
    );
  },
  a({layer, k}, {network, symbols, show, asPrinted, equality}, {z, a}) {
    const value = a[layer + 1][k];
    const name = network.layers[layer].f;
    const applied =
      name === "relu" ? `"max"(0, ${show(z[layer][k])})` : `"${NAMES[name]}"(${show(z[layer][k])})`;
    const fromPrinted = LAYER_ACTIVATIONS[name].f(asPrinted(z[layer][k]));
    return entry(
      `${f(symbols.activation(layer, k))} = σ(${f(symbols.z(layer, k))})`,
      `${name === "identity" ? "" : `${applied} ${equality(fromPrinted, value)} `}${f(show(value))}`,
      value
    );
  },
  softmax({layer}, {symbols, show}, {z, a}) {
    const outputs = [...z[layer].keys()];
    const share = power => `{${power(0)}}/{${outputs.map(power).join(" + ")}}`;
    const [first, ...others] = a[layer + 1].map(value => f(show(value)));
    const rest = others
      .map((value, i) => `, ${f(symbols.activation(layer, i + 1))} = ${value}`)
      .join("");
    return entry(
      `${f(symbols.activation(layer, 0))} = ${f(share(k => `e^{${symbols.z(layer, k)}}`))}`,
      `${share(k => `e^{${show(z[layer][k])}}`)} = ${first} ${rest}`,
      a[layer + 1][0]
    );
  },
  loss(step, context, {a, loss}) {
    const {network, symbols, show, signed, asPrinted, equality} = context;
    const y = network.samples[step.sample].y;
    const name = f(lossOf(context));
    if (network.loss === "cross_entropy") {
      const fromPrinted = -y.reduce(
        (sum, target, k) => sum + (target && asPrinted(target) * Math.log(asPrinted(a.at(-1)[k]))),
        0
      );
      const terms = y.map((target, k) => `− ${show(target)} "log" ${show(a.at(-1)[k])}`);
      return entry(
        `${name} = − Σ_k y_k "log" ${f("ŷ_k")}`,
        `${terms.join(" ")} ${equality(fromPrinted, loss)} ${f(show(loss))}`,
        loss
      );
    }
    const outputs = a.at(-1);
    const half = inner => `{1}/{2} ${outputs.length > 1 ? `( ${inner.join(" + ")} )` : inner[0]}`;
    const last = network.layers.length - 1;
    const fromPrinted = outputs.reduce(
      (sum, output, k) => sum + (asPrinted(output) - asPrinted(y[k])) ** 2 / 2,
      0
    );
    const symbolsSquared = outputs.map(
      (_, k) => `(${f(symbols.activation(last, k))} − ${symbols.target(k)})^2`
    );
    const squares = outputs.map((output, k) => `(${show(output)} − ${signed(y[k])})^2`);
    return entry(
      `${name} = ${half(symbolsSquared)}`,
      `${half(squares)} ${equality(fromPrinted, loss)} ${f(show(loss))}`,
      loss
    );
  },
  cost(step, {result, show, signed, asPrinted, equality}) {
    const {samples, cost} = result;
    const fromPrinted = samples.reduce((sum, {loss}) => sum + asPrinted(loss), 0) / samples.length;
    const sum = samples.map(({loss}) => signed(loss)).join(" + ");
    return entry(
      `${f("J")} = {1}/{N} Σ_i ${f("ℒ_i")}`,
      `{1}/{${samples.length}} (${sum}) ${equality(fromPrinted, cost)} ${f(show(cost))}`,
      cost
    );
  },
  upstream({sample, layer, k}, context, {upstream, delta, a}) {
    const {network, symbols, show, equality} = context;
    const value = upstream[layer][k];
    const name = partial(lossOf(context), symbols.activation(layer, k));
    const next = network.layers[layer + 1];
    if (!next) return outputError(name, {sample, layer, k}, context, a, value);
    const terms = next.W.map((row, m) => [row[k], delta[layer + 1][m]]);
    const products = terms.map(
      (_, m) => `${f(symbols.weight(layer + 1, m, k))} ${b(symbols.delta(layer + 1, m))}`
    );
    return entry(
      `${name} = ${products.join(" + ")}`,
      `${sumOfProducts(terms, context)} ${equality(sumOfPrinted(terms, context), value)} ${b(show(value))}`,
      value
    );
  },
  delta({sample, layer, k}, context, {upstream, slope, delta, a}) {
    const {symbols, show, signed, asPrinted, equality} = context;
    const value = delta[layer][k];
    const name = b(symbols.delta(layer, k));
    if (!slope[layer]) return outputError(name, {sample, layer, k}, context, a, value);
    const fromPrinted = asPrinted(slope[layer][k]) * asPrinted(upstream[layer][k]);
    const product = `${show(slope[layer][k])} · ${signed(upstream[layer][k])}`;
    return entry(
      `${name} = σ′(${f(symbols.z(layer, k))}) · ${partial(lossOf(context), symbols.activation(layer, k))}`,
      `${product} ${equality(fromPrinted, value)} ${b(show(value))}`,
      value
    );
  },
  weight({sample, layer, k, j}, context, {delta, a}) {
    const {symbols} = context;
    const product = `${b(symbols.delta(layer, k))} ${f(symbols.activation(layer - 1, j))}`;
    const pairs = [[delta[layer][k], a[layer][j]]];
    return gradient(
      context,
      {sample, layer, k, j},
      symbols.weight(layer, k, j),
      product,
      sumOfProducts(pairs, context),
      sumOfPrinted(pairs, context)
    );
  },
  bias({sample, layer, k}, context, {delta}) {
    const {symbols, signed, asPrinted, result} = context;
    const product = result.samples.length > 1 ? signed(delta[layer][k]) : "";
    return gradient(
      context,
      {sample, layer, k},
      symbols.bias(layer, k),
      b(symbols.delta(layer, k)),
      product,
      asPrinted(delta[layer][k])
    );
  },
  mean({layer, k, j}, {result, symbols, show, asPrinted, equality}) {
    const {samples} = result;
    const name = symbols.parameter({layer, k, j});
    const parts = samples.map(({W, b: biases}) => (j === null ? biases[layer][k] : W[layer][k][j]));
    const sum = parts
      .map((part, i) => (i ? `${part < 0 ? "−" : "+"} ${show(Math.abs(part))}` : show(part)))
      .join(" ");
    const value = collected(result, samples.length, {layer, k, j});
    const fromPrinted = parts.reduce((whole, part) => whole + asPrinted(part), 0) / samples.length;
    const input = j === null ? "" : ` ${f(symbols.activation(layer - 1, j))}`;
    return entry(
      `${partial("J", name)} = {1}/{N} Σ_i ${b(symbols.delta(layer, k))}${input}`,
      `{1}/{${samples.length}} (${sum}) ${equality(fromPrinted, value)} ${b(show(value))}`,
      value
    );
  },
  update(step, {model, network, result, rate, chosen, symbols, show, signed, asPrinted, equality}) {
    const parameter = chosen ?? parametersOf(model)[0];
    const {layer, k, j} = parameter;
    const name = symbols.parameter({layer, k, j});
    const [value, slope] = [valueOf(network, parameter), gradientOf(result, parameter)];
    const next = value - rate * slope;
    const fromPrinted = asPrinted(value) - asPrinted(rate) * asPrinted(slope);
    return entry(
      `${f(name)} ← ${f(name)} − η ${partial("J", name)}`,
      `${show(value)} − ${show(rate)} · ${signed(slope)} ${equality(fromPrinted, next)} ${f(show(next))}`,
      next
    );
  }
};

/** The error ŷ − y of an output unit. */
function outputError(
  name,
  {sample, layer, k},
  {network, symbols, show, signed, asPrinted, equality},
  a,
  value
) {
  const [output, target] = [a[layer + 1][k], network.samples[sample].y[k]];
  return entry(
    `${name} = ${f(symbols.activation(layer, k))} − ${symbols.target(k)}`,
    `${show(output)} − ${signed(target)} ${equality(asPrinted(output) - asPrinted(target), value)} ${b(show(value))}`,
    value
  );
}

/** A gradient of J; with several samples each adds its N-th part to what is there. */
function gradient(
  {result, show, asPrinted, equality},
  {sample, layer, k, j},
  name,
  product,
  numbers,
  fromPrinted
) {
  const count = result.samples.length;
  const value = collected(result, sample + 1, {layer, k, j});
  const left = partial("J", name);
  if (count === 1)
    return entry(
      `${left} = ${product}`,
      `${numbers ? `${numbers} ${equality(fromPrinted, value)} ` : ""}${b(show(value))}`,
      value
    );
  const before = collected(result, sample, {layer, k, j});
  const sign = equality(asPrinted(before) + fromPrinted / count, value);
  return entry(
    `${left} ← ${left} + {1}/{N} ${product}`,
    `${show(before)} + {1}/{${count}} · ${numbers} ${sign} ${b(show(value))}`,
    value
  );
}

export const titleOf = activation => LAYER_ACTIVATIONS[activation]?.title ?? "Softmax";
