/**
 * Each micro-step in two lines: the general formula, and its arithmetic with the live numbers
 * (texts for ui/math.js).
 */

import {LAYER_ACTIVATIONS} from "../../engine/network.js";
import {bracketed, equals, rounded} from "../../ui/readout.js";
import {collected} from "../micro-steps.js";
import {lossOf, symbolsOf} from "../names.js";
import {gradientOf, parametersOf, valueOf} from "../networks.js";

/**
 * @import {SampleResult} from "../../engine/network.js"
 * @import {Format} from "../../ui/readout.js"
 * @import {Run} from "../drawing.js"
 * @import {MicroStep, Operation} from "../micro-steps.js"
 * @import {Place} from "../networks.js"
 */

/**
 * @typedef {Run & {chosen?: Place | null}} FormulaRun chosen: the parameter that an update shows
 * @typedef {{general: string, numbers: string, value: number}} Formula numbers begins with "="
 * @typedef {ReturnType<typeof createContext>} Context
 */
/**
 * @template {Operation} Op
 * @typedef {(step: MicroStep<Op>, context: Context, values: SampleResult) => Formula} Writer
 */

/** @param {MicroStep} step @param {FormulaRun} run @param {Format} show */
export function formulaOf(step, run, show) {
  const write = /** @type {Writer<Operation>} */ (WRITERS[step.op]);
  return write(step, createContext(run, show), run.result.samples[step.sample]);
}

/** @param {FormulaRun} run @param {Format} show */
const createContext = (run, show) => ({
  ...run,
  symbols: symbolsOf(run.model),
  loss: lossOf(run),
  show,
  /** As a factor or a further term. @param {number} value */
  signed: value => bracketed(show(value)),
  /** @param {number} value */
  asPrinted: value => rounded(value, show)
});

/** Forward, blue. @param {string} text */
const f = text => `[f ${text}]`;
/** Backward, orange. @param {string} text */
const b = text => `[b ${text}]`;
/** @param {string} of @param {string} by */
const partial = (of, by) => b(`{∂${of}}/{∂${by}}`);

/**
 * The arithmetic of a value, and what it gives when it is computed from the printed numbers.
 * @typedef {{arithmetic: string, fromPrinted: number}} Arithmetic
 */

/**
 * A value's formula.
 * @param {Context} context
 * @param {string} general
 * @param {Arithmetic} arithmetic
 * @param {number} value
 * @param {(text: string) => string} [color]
 * @returns {Formula}
 */
function write({show}, general, {arithmetic, fromPrinted}, value, color = b) {
  const start = arithmetic && `${arithmetic} ${equals(fromPrinted, value, show)} `;
  return {general, numbers: `= ${start}${color(show(value))}`, value};
}

/** A sum of products. @param {Context} context @param {number[][]} pairs @returns {Arithmetic} */
function addProducts({show, signed, asPrinted}, pairs) {
  const terms = pairs.map(
    ([left, right], i) => `${i ? signed(left) : show(left)} · ${signed(right)}`
  );
  const products = pairs.map(([left, right]) => asPrinted(left) * asPrinted(right));
  return {arithmetic: terms.join(" + "), fromPrinted: add(products)};
}

/** @param {number[]} terms */
const add = terms => terms.reduce((sum, term) => sum + term, 0);

/** @type {{[Op in Operation]: Writer<Op>}} */
const WRITERS = {
  z({layer, k}, context, {z, a}) {
    const {network, symbols, signed, asPrinted} = context;
    const {W, b: biases} = network.layers[layer];
    const products = W[k].map((_, j) =>
      f(`${symbols.weight(layer, k, j)} ${symbols.activation(layer - 1, j)}`)
    );
    const numbers = addProducts(
      context,
      W[k].map((weight, j) => [weight, a[layer][j]])
    );
    if (biases) {
      products.push(f(symbols.bias(layer, k)));
      numbers.arithmetic += ` + ${signed(biases[k])}`;
      numbers.fromPrinted += asPrinted(biases[k]);
    }
    const general = `${f(symbols.z(layer, k))} = ${products.join(" + ")}`;
    return write(context, general, numbers, z[layer][k], f);
  },
  a({layer, k}, context, values) {
    const {network, symbols, show, asPrinted} = context;
    const z = values.z[layer][k];
    const name = network.layers[layer].f;
    const {written, f: activate} = LAYER_ACTIVATIONS[name];
    const applied = name === "relu" ? `"max"(0, ${show(z)})` : `"${written}"(${show(z)})`;
    const numbers = {
      arithmetic: name === "identity" ? "" : applied,
      fromPrinted: activate(asPrinted(z))
    };
    const general = `${f(symbols.activation(layer, k))} = σ(${f(symbols.z(layer, k))})`;
    return write(context, general, numbers, values.a[layer + 1][k], f);
  },
  softmax({layer}, {symbols, show}, {z, a}) {
    const outputs = [...z[layer].keys()];
    /** @param {(k: number) => string} power */
    const share = power => `{${power(0)}}/{${outputs.map(power).join(" + ")}}`;
    const [first, ...others] = a[layer + 1].map(value => f(show(value)));
    const rest = others.map((value, i) => `, ${f(symbols.activation(layer, i + 1))} = ${value}`);
    return {
      general: `${f(symbols.activation(layer, 0))} = ${f(share(k => `e^{${symbols.z(layer, k)}}`))}`,
      numbers: `= ${share(k => `e^{${show(z[layer][k])}}`)} = ${first} ${rest.join("")}`,
      value: a[layer + 1][0]
    };
  },
  loss(step, context, {a, loss}) {
    const {network, symbols, show, signed, asPrinted} = context;
    const last = network.layers.length - 1;
    const outputs = a[last + 1];
    const {y} = network.samples[step.sample];
    const name = f(context.loss);
    if (network.loss === "cross_entropy") {
      const logs = y.map(
        (target, k) => target && asPrinted(target) * Math.log(asPrinted(outputs[k]))
      );
      const terms = y.map((target, k) => `− ${show(target)} "log" ${show(outputs[k])}`);
      const numbers = {arithmetic: terms.join(" "), fromPrinted: -add(logs)};
      return write(context, `${name} = − Σ_k y_k "log" ${f("ŷ_k")}`, numbers, loss, f);
    }
    /** @param {string[]} squares */
    const half = squares =>
      `{1}/{2} ${squares.length > 1 ? `( ${squares.join(" + ")} )` : squares[0]}`;
    const errors = outputs.map(
      (_, k) => `(${f(symbols.activation(last, k))} − ${symbols.target(k)})^2`
    );
    const squares = outputs.map((output, k) => `(${show(output)} − ${signed(y[k])})^2`);
    const fromPrinted = add(
      outputs.map((output, k) => (asPrinted(output) - asPrinted(y[k])) ** 2 / 2)
    );
    const numbers = {arithmetic: half(squares), fromPrinted};
    return write(context, `${name} = ${half(errors)}`, numbers, loss, f);
  },
  cost(step, context) {
    const {samples, cost} = context.result;
    const sum = samples.map(({loss}) => context.signed(loss)).join(" + ");
    const numbers = {
      arithmetic: `{1}/{${samples.length}} (${sum})`,
      fromPrinted: add(samples.map(({loss}) => context.asPrinted(loss))) / samples.length
    };
    return write(context, `${f("J")} = {1}/{N} Σ_i ${f("ℒ_i")}`, numbers, cost, f);
  },
  upstream(step, context, {upstream, delta, a}) {
    const {network, symbols, loss} = context;
    const {sample, layer, k} = step;
    const value = upstream[layer]?.[k] ?? NaN;
    const name = partial(loss, symbols.activation(layer, k));
    const next = network.layers[layer + 1];
    if (!next) return writeError(context, name, {sample, layer, k}, a[layer + 1][k], value);
    const products = next.W.map(
      (_, m) => `${f(symbols.weight(layer + 1, m, k))} ${b(symbols.delta(layer + 1, m))}`
    );
    const pairs = next.W.map((row, m) => [row[k], delta[layer + 1][m]]);
    const general = `${name} = ${products.join(" + ")}`;
    return write(context, general, addProducts(context, pairs), value);
  },
  delta({sample, layer, k}, context, {upstream, slope, delta, a}) {
    const {symbols, loss} = context;
    const value = delta[layer][k];
    const name = b(symbols.delta(layer, k));
    const [slopes, from] = [slope[layer], upstream[layer]];
    if (!slopes || !from)
      return writeError(context, name, {sample, layer, k}, a[layer + 1][k], value);
    const slopeName = `σ′(${f(symbols.z(layer, k))})`;
    const general = `${name} = ${slopeName} · ${partial(loss, symbols.activation(layer, k))}`;
    return write(context, general, addProducts(context, [[slopes[k], from[k]]]), value);
  },
  weight({sample, layer, k, j}, context, {delta, a}) {
    const {symbols} = context;
    const product = `${b(symbols.delta(layer, k))} ${f(symbols.activation(layer - 1, j))}`;
    const numbers = addProducts(context, [[delta[layer][k], a[layer][j]]]);
    return writeGradient(context, sample, {layer, k, j}, product, numbers);
  },
  bias({sample, layer, k}, context, {delta}) {
    const {symbols, signed, asPrinted, samples} = context;
    const value = delta[layer][k];
    const numbers = {
      arithmetic: samples > 1 ? signed(value) : "",
      fromPrinted: asPrinted(value)
    };
    const place = {layer, k, j: null};
    return writeGradient(context, sample, place, b(symbols.delta(layer, k)), numbers);
  },
  mean({layer, k, j}, context) {
    const {result, symbols, show, asPrinted} = context;
    const {samples} = result;
    const parts = samples.map(({W, b: biases}) => (j === null ? biases[layer][k] : W[layer][k][j]));
    const terms = parts.map((part, i) =>
      i ? `${part < 0 ? "−" : "+"} ${show(Math.abs(part))}` : show(part)
    );
    const numbers = {
      arithmetic: `{1}/{${samples.length}} (${terms.join(" ")})`,
      fromPrinted: add(parts.map(asPrinted)) / samples.length
    };
    const input = j === null ? "" : ` ${f(symbols.activation(layer - 1, j))}`;
    const left = partial("J", symbols.parameter({layer, k, j}));
    const general = `${left} = {1}/{N} Σ_i ${b(symbols.delta(layer, k))}${input}`;
    return write(context, general, numbers, collected(result, samples.length, {layer, k, j}));
  },
  update(step, context) {
    const {model, network, result, rate, chosen, symbols, show, signed, asPrinted} = context;
    const parameter = chosen ?? parametersOf(model)[0];
    const name = symbols.parameter(parameter);
    const [value, slope] = [valueOf(network, parameter), gradientOf(result, parameter)];
    const numbers = {
      arithmetic: `${show(value)} − ${show(rate)} · ${signed(slope)}`,
      fromPrinted: asPrinted(value) - asPrinted(rate) * asPrinted(slope)
    };
    const general = `${f(name)} ← ${f(name)} − η ${partial("J", name)}`;
    return write(context, general, numbers, value - rate * slope, f);
  }
};

/**
 * The error ŷ − y of an output unit.
 * @param {Context} context @param {string} name
 * @param {{sample: number, layer: number, k: number}} unit
 * @param {number} output @param {number} value
 */
function writeError(context, name, {sample, layer, k}, output, value) {
  const {network, symbols, show, signed, asPrinted} = context;
  const target = network.samples[sample].y[k];
  const numbers = {
    arithmetic: `${show(output)} − ${signed(target)}`,
    fromPrinted: asPrinted(output) - asPrinted(target)
  };
  const general = `${name} = ${f(symbols.activation(layer, k))} − ${symbols.target(k)}`;
  return write(context, general, numbers, value);
}

/**
 * A gradient of J; with several samples each adds its N-th part to what is there.
 * @param {Context} context @param {number} sample @param {Place} place
 * @param {string} product @param {Arithmetic} numbers
 */
function writeGradient(context, sample, place, product, numbers) {
  const {result, symbols, show, asPrinted} = context;
  const count = result.samples.length;
  const value = collected(result, sample + 1, place);
  const left = partial("J", symbols.parameter(place));
  if (count === 1) return write(context, `${left} = ${product}`, numbers, value);
  const before = collected(result, sample, place);
  const sum = {
    arithmetic: `${show(before)} + {1}/{${count}} · ${numbers.arithmetic}`,
    fromPrinted: asPrinted(before) + numbers.fromPrinted / count
  };
  return write(context, `${left} ← ${left} + {1}/{N} ${product}`, sum, value);
}

/** @param {string} activation */
export const titleOf = activation => LAYER_ACTIVATIONS[activation]?.title ?? "Softmax";
