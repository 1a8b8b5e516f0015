/**
 * The widget's texts: question, verdict, advice. Symbols are texts for ui/math.js.
 */

import {MODELS, plain, symbolsOf} from "../network-diagram/index.js";
import {LAYER_ACTIVATIONS} from "../engine/network.js";
import {bracketed} from "../ui/readout.js";
import {TABLE} from "./tasks/table.js";
import {SIGNS} from "./tasks/task.js";

/** The asked quantity. */
export function asked({net, element: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  return j === null ? symbols.delta(layer, k) : `{∂J}/{∂${symbols.weight(layer, k, j)}}`;
}

/** The asked quantity in plain text. */
function askedPlain({net, element: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  return j === null ? plain(symbols.delta(layer, k)) : `∂J/∂${plain(symbols.weight(layer, k, j))}`;
}

/** The symbols of the two factors. */
function factorSymbols({net, element: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  if (j !== null)
    return [`[b ${symbols.delta(layer, k)}]`, `[f ${symbols.activation(layer - 1, j)}]`];
  return [`[b σ′([f ${symbols.z(layer, k)}])]`, `[b {∂J}/{∂${symbols.activation(layer, k)}}]`];
}

/** The equation with a box in the place of the missing factor. */
export function equationWithGap(task, show) {
  const parts = task.factors.map(({value, name}, i) =>
    i === task.missing ? "□" : `[${name === "input" ? "f" : "b"} ${bracketed(show(value))}]`
  );
  return `[b ${asked(task)}] = ${factorSymbols(task).join(" · ")} = ${parts.join(" · ")}`;
}

/** The network in words; the numbers stand in the table. */
const networkText = ({network: {layers}}) =>
  `Network of two inputs, two hidden units and ${layers[1].W.length === 1 ? "one output" : "two outputs"}`;

export const activationsText = ({
  network: {
    layers: [hidden, output]
  }
}) =>
  `Hidden units: ${LAYER_ACTIVATIONS[hidden.f].title}. Output: ${LAYER_ACTIVATIONS[output.f].title}.`;

export function question(task) {
  const name = askedPlain(task);
  return {
    sign: `Is ${name} negative, zero or positive?`,
    factor: `Which factor of ${name} is missing?`,
    value: `What is the value of ${name}? Two digits are enough.`
  }[task.level];
}

/** The drawing's alternative text. */
export const altText = task =>
  `${networkText(task)}, with its forward values and what has come back so far. ` +
  `${activationsText(task)} ${question(task)}`;

const signName = value => [...SIGNS].find(([, sign]) => sign === value)[0];

/** An answer as it is read. */
export const answerText = ({level}, value, show) =>
  level === "sign" ? signName(value) : show(value);

/**
 * The verdict on an answer, in sentences.
 * @param {object} task
 * @param {{value: number, right: boolean, mistakes: string[]} | null} answer judged; null: none yet
 * @param {{revealed: boolean}} options
 */
export function verdict(task, answer, {revealed}, show) {
  const truth = truthText(task, show);
  if (answer === null) return revealed ? `The answer: ${truth}` : question(task);
  if (answer.right) return `Right: ${truth}`;
  const wrong = wrongText(answer.mistakes, answerText(task, answer.value, show));
  return revealed ? `${wrong} The answer: ${truth}` : wrong;
}

function truthText(task, show) {
  const verb = {sign: " is", factor: ": the missing factor is", value: " ="}[task.level];
  return `${askedPlain(task)}${verb} ${answerText(task, task.truth, show)}.`;
}

function wrongText(mistakes, given) {
  if (!mistakes.length) return `Not ${given}. It comes from none of the mistakes that I know.`;
  if (mistakes.length === 1) return `Not ${given}. Perhaps ${TABLE[mistakes[0]].title}.`;
  return `Not ${given}. ${mistakes.length} common mistakes lead to this sign.`;
}

const FACTOR_NAMES = {
  slope: "local derivative",
  upstream: "upstream gradient",
  delta: "δ of the unit",
  input: "input of the weight"
};

/** What to do about an answer that no known mistake explains. */
export function advice({level, factors, missing}, value) {
  const [first, second] = factors.map(({name}) => FACTOR_NAMES[name]);
  if (level === "factor")
    return `Only the ${[first, second][missing]} is asked; the other factor is given.`;
  return (
    `${value === 0 ? "A product is 0 only if one of its factors is 0. " : ""}` +
    `Write down the two factors, ${first} and ${second}, and multiply them.`
  );
}
