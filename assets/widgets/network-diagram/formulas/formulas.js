/**
 * Each micro-step in two lines: the general formula, and its arithmetic with the live numbers
 * (texts for ui/math.js).
 */

import {equals, rounded} from "../../ui/readout.js";
import {ACTIVATIONS} from "../../engine/network.js";
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
  const pen = {
    ...run,
    symbols: symbolsOf(run.model),
    show,
    signed: v => (v < 0 || Object.is(v, -0) ? `(${show(v)})` : show(v)),
    seen: v => rounded(v, show),
    is: (fromSeen, result) => equals(fromSeen, result, show)
  };
  return WRITERS[step.op](step, pen, run.result.samples[step.sample]);
}

const f = text => `[f ${text}]`;
const b = text => `[b ${text}]`;
const times = (pairs, {show, signed}) =>
  pairs
    .map(([left, right], i) => `${i ? signed(left) : show(left)} · ${signed(right)}`)
    .join(" + ");
const timesSeen = (pairs, {seen}) =>
  pairs.reduce((sum, [left, right]) => sum + seen(left) * seen(right), 0);
const partial = (of, by) => b(`{∂${of}}/{∂${by}}`);
const entry = (general, numbers, value) => ({general, numbers: `= ${numbers}`, value});

const WRITERS = {
  z({layer, k}, pen, {z, a}) {
    const {network, symbols, show, signed, seen, is} = pen;
    const {W, b: biases} = network.layers[layer];
    const sum = W[k]
      .map((_, j) => f(`${symbols.weight(layer, k, j)} ${symbols.activation(layer - 1, j)}`))
      .join(" + ");
    const value = z[layer][k];
    const pairs = W[k].map((weight, j) => [weight, a[layer][j]]);
    const bias = biases ? ` + ${signed(biases[k])}` : "";
    const fromSeen = timesSeen(pairs, pen) + (biases ? seen(biases[k]) : 0);
    return entry(
      `${f(symbols.z(layer, k))} = ${sum}${biases ? ` + ${f(symbols.bias(layer, k))}` : ""}`,
      `${times(pairs, pen)}${bias} ${is(fromSeen, value)} ${f(show(value))}`,
      value
    );
  },
  a({layer, k}, {network, symbols, show, seen, is}, {z, a}) {
    const value = a[layer + 1][k];
    const name = network.layers[layer].f;
    const applied =
      name === "relu" ? `"max"(0, ${show(z[layer][k])})` : `"${NAMES[name]}"(${show(z[layer][k])})`;
    const fromSeen = ACTIVATIONS[name].f(seen(z[layer][k]));
    return entry(
      `${f(symbols.activation(layer, k))} = σ(${f(symbols.z(layer, k))})`,
      `${name === "identity" ? "" : `${applied} ${is(fromSeen, value)} `}${f(show(value))}`,
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
  loss(step, pen, {a, loss}) {
    const {network, symbols, show, signed, seen, is} = pen;
    const y = network.samples[step.sample].y;
    const name = f(lossOf(pen));
    if (network.loss === "cross_entropy") {
      const fromSeen = -y.reduce(
        (sum, target, k) => sum + (target && seen(target) * Math.log(seen(a.at(-1)[k]))),
        0
      );
      const terms = y.map((target, k) => `− ${show(target)} "log" ${show(a.at(-1)[k])}`);
      return entry(
        `${name} = − Σ_k y_k "log" ${f("ŷ_k")}`,
        `${terms.join(" ")} ${is(fromSeen, loss)} ${f(show(loss))}`,
        loss
      );
    }
    const outputs = a.at(-1);
    const half = inner => `{1}/{2} ${outputs.length > 1 ? `( ${inner.join(" + ")} )` : inner[0]}`;
    const last = network.layers.length - 1;
    const fromSeen = outputs.reduce(
      (sum, output, k) => sum + (seen(output) - seen(y[k])) ** 2 / 2,
      0
    );
    const symbolsSquared = outputs.map(
      (_, k) => `(${f(symbols.activation(last, k))} − ${symbols.target(k)})^2`
    );
    const squares = outputs.map((output, k) => `(${show(output)} − ${signed(y[k])})^2`);
    return entry(
      `${name} = ${half(symbolsSquared)}`,
      `${half(squares)} ${is(fromSeen, loss)} ${f(show(loss))}`,
      loss
    );
  },
  cost(step, {result, show, signed, seen, is}) {
    const {samples, cost} = result;
    const fromSeen = samples.reduce((sum, {loss}) => sum + seen(loss), 0) / samples.length;
    const sum = samples.map(({loss}) => signed(loss)).join(" + ");
    return entry(
      `${f("J")} = {1}/{N} Σ_i ${f("ℒ_i")}`,
      `{1}/{${samples.length}} (${sum}) ${is(fromSeen, cost)} ${f(show(cost))}`,
      cost
    );
  },
  upstream({sample, layer, k}, pen, {upstream, delta, a}) {
    const {network, symbols, show, is} = pen;
    const value = upstream[layer][k];
    const name = partial(lossOf(pen), symbols.activation(layer, k));
    const next = network.layers[layer + 1];
    if (!next) return outputError(name, {sample, layer, k}, pen, a, value);
    const terms = next.W.map((row, m) => [row[k], delta[layer + 1][m]]);
    const products = terms.map(
      (_, m) => `${f(symbols.weight(layer + 1, m, k))} ${b(symbols.delta(layer + 1, m))}`
    );
    return entry(
      `${name} = ${products.join(" + ")}`,
      `${times(terms, pen)} ${is(timesSeen(terms, pen), value)} ${b(show(value))}`,
      value
    );
  },
  delta({sample, layer, k}, pen, {upstream, slope, delta, a}) {
    const {symbols, show, signed, seen, is} = pen;
    const value = delta[layer][k];
    const name = b(symbols.delta(layer, k));
    if (!slope[layer]) return outputError(name, {sample, layer, k}, pen, a, value);
    const fromSeen = seen(slope[layer][k]) * seen(upstream[layer][k]);
    const product = `${show(slope[layer][k])} · ${signed(upstream[layer][k])}`;
    return entry(
      `${name} = σ′(${f(symbols.z(layer, k))}) · ${partial(lossOf(pen), symbols.activation(layer, k))}`,
      `${product} ${is(fromSeen, value)} ${b(show(value))}`,
      value
    );
  },
  weight({sample, layer, k, j}, pen, {delta, a}) {
    const {symbols} = pen;
    const product = `${b(symbols.delta(layer, k))} ${f(symbols.activation(layer - 1, j))}`;
    const pairs = [[delta[layer][k], a[layer][j]]];
    return gradient(
      pen,
      {sample, layer, k, j},
      symbols.weight(layer, k, j),
      product,
      times(pairs, pen),
      timesSeen(pairs, pen)
    );
  },
  bias({sample, layer, k}, pen, {delta}) {
    const {symbols, signed, seen, result} = pen;
    const alone = result.samples.length > 1 ? signed(delta[layer][k]) : "";
    return gradient(
      pen,
      {sample, layer, k},
      symbols.bias(layer, k),
      b(symbols.delta(layer, k)),
      alone,
      seen(delta[layer][k])
    );
  },
  mean({layer, k, j}, {result, symbols, show, seen, is}) {
    const {samples} = result;
    const name = symbols.parameter({layer, k, j});
    const parts = samples.map(({W, b: biases}) => (j === null ? biases[layer][k] : W[layer][k][j]));
    const sum = parts
      .map((part, i) => (i ? `${part < 0 ? "−" : "+"} ${show(Math.abs(part))}` : show(part)))
      .join(" ");
    const value = collected(result, samples.length, {layer, k, j});
    const fromSeen = parts.reduce((whole, part) => whole + seen(part), 0) / samples.length;
    const input = j === null ? "" : ` ${f(symbols.activation(layer - 1, j))}`;
    return entry(
      `${partial("J", name)} = {1}/{N} Σ_i ${b(symbols.delta(layer, k))}${input}`,
      `{1}/{${samples.length}} (${sum}) ${is(fromSeen, value)} ${b(show(value))}`,
      value
    );
  },
  update(step, {model, network, result, rate, chosen, symbols, show, signed, seen, is}) {
    const parameter = chosen ?? parametersOf(model)[0];
    const {layer, k, j} = parameter;
    const name = symbols.parameter({layer, k, j});
    const [value, slope] = [valueOf(network, parameter), gradientOf(result, parameter)];
    const next = value - rate * slope;
    const fromSeen = seen(value) - seen(rate) * seen(slope);
    return entry(
      `${f(name)} ← ${f(name)} − η ${partial("J", name)}`,
      `${show(value)} − ${show(rate)} · ${signed(slope)} ${is(fromSeen, next)} ${f(show(next))}`,
      next
    );
  }
};

/** The error ŷ − y of an output unit. */
function outputError(
  name,
  {sample, layer, k},
  {network, symbols, show, signed, seen, is},
  a,
  value
) {
  const [output, target] = [a[layer + 1][k], network.samples[sample].y[k]];
  return entry(
    `${name} = ${f(symbols.activation(layer, k))} − ${symbols.target(k)}`,
    `${show(output)} − ${signed(target)} ${is(seen(output) - seen(target), value)} ${b(show(value))}`,
    value
  );
}

/** A gradient of J; with several samples each adds its N-th part to what is there. */
function gradient(
  {result, show, seen, is},
  {sample, layer, k, j},
  name,
  product,
  numbers,
  fromSeen
) {
  const count = result.samples.length;
  const value = collected(result, sample + 1, {layer, k, j});
  const left = partial("J", name);
  if (count === 1)
    return entry(
      `${left} = ${product}`,
      `${numbers ? `${numbers} ${is(fromSeen, value)} ` : ""}${b(show(value))}`,
      value
    );
  const before = collected(result, sample, {layer, k, j});
  const sign = is(seen(before) + fromSeen / count, value);
  return entry(
    `${left} ← ${left} + {1}/{N} ${product}`,
    `${show(before)} + {1}/{${count}} · ${numbers} ${sign} ${b(show(value))}`,
    value
  );
}

export const titleOf = activation => ACTIVATIONS[activation]?.title ?? "Softmax";
