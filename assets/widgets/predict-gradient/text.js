/** The widget's texts: question, verdict, advice. Symbols are texts for ui/math.js. */

import {MODELS, plain, symbolsOf} from "../network-diagram/index.js";
import {LAYER_ACTIVATIONS} from "../engine/network.js";
import {bracketed, formatNumber} from "../ui/readout.js";
import {TABLE} from "./tasks/table.js";
import {SIGNS} from "./tasks/task.js";

/**
 * @import {Format} from "../ui/readout.js"
 * @import {Judged} from "./state.js"
 * @import {FactorName} from "./tasks/kinds.js"
 * @import {Task} from "./tasks/task.js"
 */

/** The symbol of the δ, or of the weight, whose gradient is asked. @param {Task} task */
function askedSymbol({net, element: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  return j === null ? symbols.delta(layer, k) : symbols.weight(layer, k, j);
}

/** The asked quantity. @param {Task} task */
export const asked = task =>
  task.element.j === null ? askedSymbol(task) : `{∂J}/{∂${askedSymbol(task)}}`;

/** The asked quantity in plain text. @param {Task} task */
const askedPlain = task => `${task.element.j === null ? "" : "∂J/∂"}${plain(askedSymbol(task))}`;

/** The symbols of the two factors. @param {Task} task */
function factorSymbols({net, element: {layer, k, j}}) {
  const symbols = symbolsOf(MODELS[net]);
  if (j !== null)
    return [`[b ${symbols.delta(layer, k)}]`, `[f ${symbols.activation(layer - 1, j)}]`];
  return [`[b σ′([f ${symbols.z(layer, k)}])]`, `[b {∂J}/{∂${symbols.activation(layer, k)}}]`];
}

/** The equation with a box in the place of the missing factor. @param {Task} task */
export function equationWithGap(task) {
  const numbers = task.factors.map(({value, name}, i) =>
    i === task.missing ? "□" : `[${name === "input" ? "f" : "b"} ${bracketed(formatNumber(value))}]`
  );
  return `[b ${asked(task)}] = ${factorSymbols(task).join(" · ")} = ${numbers.join(" · ")}`;
}

/** The network in words; the numbers stand in the table. @param {Task} task */
const networkText = ({network: {layers}}) =>
  `Network of two inputs, two hidden units and ${layers[1].W.length === 1 ? "one output" : "two outputs"}`;

/** @param {Task} task */
export function activationsText({network: {layers}}) {
  const [hidden, output] = layers.map(({f}) => LAYER_ACTIVATIONS[f].title);
  return `Hidden units: ${hidden}. Output: ${output}.`;
}

/** @param {Task} task */
export function question(task) {
  const name = askedPlain(task);
  return {
    sign: `Is ${name} negative, zero or positive?`,
    factor: `Which factor of ${name} is missing?`,
    value: `What is the value of ${name}? Two digits are enough.`
  }[task.level];
}

/** The drawing's alternative text. @param {Task} task */
export const altText = task =>
  `${networkText(task)}, with its forward values and what has come back so far. ` +
  `${activationsText(task)} ${question(task)}`;

/** An answer as it is read. @param {Task} task @param {number} value @param {Format} show */
export function answerText({level}, value, show) {
  const sign = [...SIGNS].find(([, sign]) => sign === value);
  return level === "sign" && sign ? sign[0] : show(value);
}

/**
 * The verdict on an answer, in sentences.
 * @param {Task} task @param {Judged | null} answer null: none yet
 * @param {{revealed: boolean}} state @param {Format} show
 */
export function verdict(task, answer, {revealed}, show) {
  const truth = truthText(task, show);
  if (answer === null) return revealed ? `The answer: ${truth}` : question(task);
  if (answer.right) return `Right: ${truth}`;
  const wrong = wrongText(answer.mistakes, answerText(task, answer.value, show));
  return revealed ? `${wrong} The answer: ${truth}` : wrong;
}

/** @param {Task} task @param {Format} show */
function truthText(task, show) {
  const verb = {sign: " is", factor: ": the missing factor is", value: " ="}[task.level];
  return `${askedPlain(task)}${verb} ${answerText(task, task.truth, show)}.`;
}

/** @param {string[]} mistakes @param {string} given */
function wrongText(mistakes, given) {
  if (!mistakes.length) return `Not ${given}. It comes from none of the mistakes that I know.`;
  if (mistakes.length === 1) return `Not ${given}. Perhaps ${TABLE[mistakes[0]].title}.`;
  return `Not ${given}. ${mistakes.length} common mistakes lead to this sign.`;
}

/** @type {Record<FactorName, string>} */
const FACTOR_NAMES = {
  slope: "local derivative",
  upstream: "upstream gradient",
  delta: "δ of the unit",
  input: "input of the weight"
};

/** What to do about an answer that no known mistake explains. @param {Task} task @param {number} value */
export function advice({level, factors, missing}, value) {
  const [first, second] = factors.map(({name}) => FACTOR_NAMES[name]);
  if (level === "factor")
    return `Only the ${[first, second][missing]} is asked; the other factor is given.`;
  return (
    `${value === 0 ? "A product is 0 only if one of its factors is 0. " : ""}` +
    `Write down the two factors, ${first} and ${second}, and multiply them.`
  );
}
