/** Each micro-step in two lines: the general formula, and its arithmetic with the live numbers (texts for parts/math.js). */

import {ACTIVATIONS} from "./network.js";
import {gradientOf, parametersOf, valueOf} from "./models.js";
import {collected} from "./steps.js";
import {lossOf, symbolsOf} from "./symbols.js";

/** An activation as it is written before its argument. */
const NAMES = {identity: "id", sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky_relu: "LeakyReLU", elu: "ELU", gelu: "GELU", silu: "SiLU"};

/**
 * @param {object} step a micro-step (steps.js)
 * @param {{model: object, network: object, result: object, rate: number, chosen?: object}} run
 * @param {(value: number) => string} show
 * @returns {{general: string, numbers: string, value: number | null}} numbers begins with "="
 */
export function formulaOf(step, run, show) {
  const pen = {...run, symbols: symbolsOf(run.model), show, signed: (v) => (v < 0 || Object.is(v, -0) ? `(${show(v)})` : show(v))};
  return WRITERS[step.op](step, pen, run.result.samples[step.sample]);
}

const f = (text) => `[f ${text}]`;
const b = (text) => `[b ${text}]`;
const times = (pairs, {show, signed}) => pairs.map(([left, right], i) => `${i ? signed(left) : show(left)} · ${signed(right)}`).join(" + ");
const partial = (of, by) => b(`{∂${of}}/{∂${by}}`);
const entry = (general, numbers, value) => ({general, numbers: `= ${numbers}`, value});

const WRITERS = {
  z({layer, k}, pen, {z, a}) {
    const {network, symbols, show, signed} = pen;
    const {W, b: biases} = network.layers[layer];
    const sum = W[k].map((_, j) => f(`${symbols.weight(layer, k, j)} ${symbols.activation(layer - 1, j)}`)).join(" + ");
    const value = z[layer][k];
    const written = times(W[k].map((weight, j) => [weight, a[layer][j]]), pen);
    return entry(`${f(symbols.z(layer, k))} = ${sum}${biases ? ` + ${f(symbols.bias(layer, k))}` : ""}`,
      `${written}${biases ? ` + ${signed(biases[k])}` : ""} = ${f(show(value))}`, value);
  },
  a({layer, k}, {network, symbols, show}, {z, a}) {
    const value = a[layer + 1][k];
    const name = network.layers[layer].f;
    const written = name === "relu" ? `"max"(0, ${show(z[layer][k])})` : `"${NAMES[name]}"(${show(z[layer][k])})`;
    return entry(`${f(symbols.activation(layer, k))} = σ(${f(symbols.z(layer, k))})`,
      `${name === "identity" ? "" : `${written} = `}${f(show(value))}`, value);
  },
  softmax({layer}, {symbols, show}, {z, a}) {
    const outputs = [...z[layer].keys()];
    const share = (power) => `{${power(0)}}/{${outputs.map(power).join(" + ")}}`;
    const [first, ...others] = a[layer + 1].map((value) => f(show(value)));
    const rest = others.map((value, i) => `, ${f(symbols.activation(layer, i + 1))} = ${value}`).join("");
    return entry(`${f(symbols.activation(layer, 0))} = ${f(share((k) => `e^{${symbols.z(layer, k)}}`))}`,
      `${share((k) => `e^{${show(z[layer][k])}}`)} = ${first} ${rest}`, a[layer + 1][0]);
  },
  loss(step, pen, {a, loss}) {
    const {network, symbols, show, signed} = pen;
    const y = network.samples[step.sample].y;
    const name = f(lossOf(pen));
    if (network.loss === "cross_entropy") {
      return entry(`${name} = − Σ_k y_k "log" ${f("ŷ_k")}`, `${y.map((target, k) => `− ${show(target)} "log" ${show(a.at(-1)[k])}`).join(" ")} = ${f(show(loss))}`, loss);
    }
    const outputs = a.at(-1);
    const half = (inner) => `{1}/{2} ${outputs.length > 1 ? `( ${inner.join(" + ")} )` : inner[0]}`;
    const last = network.layers.length - 1;
    return entry(`${name} = ${half(outputs.map((_, k) => `(${f(symbols.activation(last, k))} − ${symbols.target(k)})^2`))}`,
      `${half(outputs.map((output, k) => `(${show(output)} − ${signed(y[k])})^2`))} = ${f(show(loss))}`, loss);
  },
  cost(step, {result, show, signed}) {
    const {samples, cost} = result;
    return entry(`${f("J")} = {1}/{N} Σ_i ${f("ℒ_i")}`,
      `{1}/{${samples.length}} (${samples.map(({loss}) => signed(loss)).join(" + ")}) = ${f(show(cost))}`, cost);
  },
  upstream({sample, layer, k}, pen, {upstream, delta, a}) {
    const {network, symbols, show, signed} = pen;
    const value = upstream[layer][k];
    const name = partial(lossOf(pen), symbols.activation(layer, k));
    const next = network.layers[layer + 1];
    if (!next) {
      const target = network.samples[sample].y[k];
      return entry(`${name} = ${f(symbols.activation(layer, k))} − ${symbols.target(k)}`, `${show(a[layer + 1][k])} − ${signed(target)} = ${b(show(value))}`, value);
    }
    const terms = next.W.map((row, m) => [row[k], delta[layer + 1][m]]);
    return entry(`${name} = ${terms.map((_, m) => `${f(symbols.weight(layer + 1, m, k))} ${b(symbols.delta(layer + 1, m))}`).join(" + ")}`,
      `${times(terms, pen)} = ${b(show(value))}`, value);
  },
  delta({sample, layer, k}, pen, {upstream, slope, delta, a}) {
    const {network, symbols, show, signed} = pen;
    const value = delta[layer][k];
    const name = b(symbols.delta(layer, k));
    if (!slope[layer]) {
      return entry(`${name} = ${f(symbols.activation(layer, k))} − ${symbols.target(k)}`,
        `${show(a[layer + 1][k])} − ${signed(network.samples[sample].y[k])} = ${b(show(value))}`, value);
    }
    return entry(`${name} = σ′(${f(symbols.z(layer, k))}) · ${partial(lossOf(pen), symbols.activation(layer, k))}`,
      `${show(slope[layer][k])} · ${signed(upstream[layer][k])} = ${b(show(value))}`, value);
  },
  weight({sample, layer, k, j}, pen, {delta, a}) {
    const {symbols} = pen;
    const product = `${b(symbols.delta(layer, k))} ${f(symbols.activation(layer - 1, j))}`;
    return gradient(pen, {sample, layer, k, j}, symbols.weight(layer, k, j), product, times([[delta[layer][k], a[layer][j]]], pen));
  },
  bias({sample, layer, k}, pen, {delta}) {
    const {symbols, signed, result} = pen;
    const written = result.samples.length > 1 ? signed(delta[layer][k]) : "";
    return gradient(pen, {sample, layer, k}, symbols.bias(layer, k), b(symbols.delta(layer, k)), written);
  },
  mean({layer, k, j}, {result, symbols, show}) {
    const {samples} = result;
    const name = j === null ? symbols.bias(layer, k) : symbols.weight(layer, k, j);
    const parts = samples.map(({W, b: biases}) => (j === null ? biases[layer][k] : W[layer][k][j]));
    const sum = parts.map((part, i) => (i ? `${part < 0 ? "−" : "+"} ${show(Math.abs(part))}` : show(part))).join(" ");
    const value = collected(result, samples.length, {layer, k, j});
    const input = j === null ? "" : ` ${f(symbols.activation(layer - 1, j))}`;
    return entry(`${partial("J", name)} = {1}/{N} Σ_i ${b(symbols.delta(layer, k))}${input}`, `{1}/{${samples.length}} (${sum}) = ${b(show(value))}`, value);
  },
  update(step, {model, network, result, rate, chosen, symbols, show, signed}) {
    const parameter = chosen ?? parametersOf(model)[0];
    const {layer, k, j} = parameter;
    const name = j === null ? symbols.bias(layer, k) : symbols.weight(layer, k, j);
    const [value, slope] = [valueOf(network, parameter), gradientOf(result, parameter)];
    const next = value - rate * slope;
    return entry(`${f(name)} ← ${f(name)} − η ${partial("J", name)}`, `${show(value)} − ${show(rate)} · ${signed(slope)} = ${f(show(next))}`, next);
  }
};

/** A gradient of J; with several samples each adds its N-th part to what is there. */
function gradient({result, show}, {sample, layer, k, j}, name, product, written) {
  const count = result.samples.length;
  const value = collected(result, sample + 1, {layer, k, j});
  const left = partial("J", name);
  if (count === 1) return entry(`${left} = ${product}`, `${written ? `${written} = ` : ""}${b(show(value))}`, value);
  const before = collected(result, sample, {layer, k, j});
  return entry(`${left} ← ${left} + {1}/{N} ${product}`, `${show(before)} + {1}/{${count}} · ${written} = ${b(show(value))}`, value);
}

export const titleOf = (activation) => ACTIVATIONS[activation]?.title ?? "Softmax";
