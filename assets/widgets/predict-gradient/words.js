/** What the widget says: the question, the verdict, the rule. Symbols are texts for parts/math.js. */

import {plain, symbolsOf} from "../forward-backward/symbols.js";
import {MODELS} from "../forward-backward/models.js";
import {ACTIVATIONS} from "../forward-backward/network.js";
import {bracketed} from "../parts/readout.js";
import {MISTAKES} from "./mistakes.js";
import {SIGNS} from "./task.js";

/** The asked quantity. */
export function asked({net, place: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  return j === null ? symbols.delta(layer, k) : `{∂J}/{∂${symbols.weight(layer, k, j)}}`;
}

/** The asked quantity in plain text. */
function askedPlain({net, place: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  return j === null ? plain(symbols.delta(layer, k)) : `∂J/∂${plain(symbols.weight(layer, k, j))}`;
}

/** The symbols of the two factors. */
function factorSymbols({net, place: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  if (j !== null) return [`[b ${symbols.delta(layer, k)}]`, `[f ${symbols.activation(layer - 1, j)}]`];
  return [`[b σ′([f ${symbols.z(layer, k)}])]`, `[b {∂J}/{∂${symbols.activation(layer, k)}}]`];
}

/** The equation with its gap. */
export function gap(task, show) {
  const parts = task.factors.map(({value, name}, i) => (i === task.missing ? "□" : `[${name === "input" ? "f" : "b"} ${bracketed(show(value))}]`));
  return `[b ${asked(task)}] = ${factorSymbols(task).join(" · ")} = ${parts.join(" · ")}`;
}

/** The network, for those who don't see the drawing; the numbers stand in the table. */
export const networkText = ({network: {layers}}) => `Network of two inputs, two hidden units and ${layers[1].W.length === 1 ? "one output" : "two outputs"}`;

export const activationsText = ({network: {layers: [hidden, output]}}) => `Hidden units: ${ACTIVATIONS[hidden.f].title}. Output: ${ACTIVATIONS[output.f].title}.`;

export function question(task) {
  const name = askedPlain(task);
  return {
    sign: `Which sign has ${name}?`,
    factor: `Which number is missing in ${name}?`,
    value: `How large is ${name}? Two digits are enough.`
  }[task.level];
}

const signName = (value) => [...SIGNS].find(([, sign]) => sign === value)[0];

/** An answer as it is read. */
export const answerText = ({level}, value, show) => (level === "sign" ? signName(value) : show(value));

/**
 * The verdict on an answer, in sentences.
 * @param {object} task
 * @param {{value: number, right: boolean, mistake: string | null} | null} answer judged; null: none yet
 * @param {{revealed: boolean}} options
 */
export function verdict(task, answer, {revealed}, show) {
  const truth = `${askedPlain(task)}${task.level === "factor" ? ": the missing factor is" : task.level === "sign" ? " is" : " ="} ${answerText(task, task.truth, show)}.`;
  if (answer === null) return revealed ? `The answer: ${truth}` : question(task);
  const {value, right, mistake} = answer;
  if (right) return `Right: ${truth}`;
  const given = answerText(task, value, show);
  const said = mistake ? `Not ${given}: ${MISTAKES[mistake].title}.` : `Not ${given}, and no common mistake leads there.`;
  return revealed ? `${said} The answer: ${truth}` : said;
}
