/**
 * Tasks: a network, an element of it, the right answer, and the answers of the common mistakes. No DOM.
 */

import {MODELS, createNetwork} from "../../network-diagram/index.js";
import {evaluate} from "../../engine/network.js";
import {uniformSource} from "../../engine/random.js";
import {KINDS, contextOf, factorNames} from "./kinds.js";
import {wrongFactors} from "./mistakes.js";

export const LEVELS = {sign: "Sign", factor: "Missing factor", value: "Value"};
export const SIGNS = new Map([
  ["negative", -1],
  ["zero", 0],
  ["positive", 1]
]);

const TOLERANCE = 0.02; // of the right number
const LEAST = 0.02; // the smallest answer or factor that is not 0
const TRIES = 5000;

const twoDigits = number => Number(number.toPrecision(2));

/** How far an answer may be from a number: two digits are enough. */
const toleranceOf = number =>
  Math.max(TOLERANCE * Math.abs(number), Math.abs(twoDigits(number) - number));

/**
 * Whether an answer is as good as a number.
 * @param {number} answer @param {number} number
 */
export function agrees(answer, number) {
  return Math.abs(answer - number) <= TOLERANCE * Math.abs(number) || answer === twoDigits(number);
}

/**
 * The task on a given network, and element; `missing` is the factor asked for at the level
 * "factor". Several mistakes may lead to one sign, and are then all listed.
 * @returns {{level: string, element: object, truth: number, mistakes: {id: string, answer: number}[],
 *   factors: {name: string, value: number}[], missing: number, network: object, result: object}}
 */
export function taskAt(level, network, element, missing = 0, result = evaluate(network)) {
  const context = contextOf(network, result.samples[0], element);
  const names = factorNames(element);
  const right = names.map(name => context[name]);
  const answerOf = ANSWERS[level](missing);
  const truth = answerOf(right);
  const mistakes = wrongFactors(context)
    .filter(({factors}) => level !== "factor" || factors[1 - missing] === right[1 - missing])
    .map(({id, factors}) => ({id, answer: answerOf(factors), product: product(factors)}))
    .filter(({answer, product: wrong}) => !isHarmless(level, truth, answer, wrong, product(right)))
    .map(({id, answer}) => ({id, answer}));
  if (level === "factor" && right[1 - missing] !== 1)
    mistakes.push({id: "product", answer: product(right)});
  const factors = names.map((name, i) => ({name, value: right[i]}));
  return {level, element, truth, mistakes, factors, missing, network, result};
}

const product = ([first, second]) => first * second + 0;

/** What is asked for at each level, from the two factors. */
const ANSWERS = {
  sign: () => factors => Math.sign(product(factors)) + 0,
  factor: missing => factors => factors[missing] + 0,
  value: () => product
};

/** A mistake does not show in a sign that it leaves, nor in a product whose other factor is 0. */
const isHarmless = (level, truth, answer, wrong, right) =>
  level === "sign" ? answer === truth : level === "value" && wrong === 0 && right === 0;

/** Whether no answer could be taken for another, and none is too small to write down. */
export function isClear({level, element, truth, mistakes, factors, network}) {
  const isSmall = x => x !== 0 && Math.abs(x) < LEAST;
  const isUsable = ({name, value}) => (value === 0 ? name === "slope" : !isSmall(value));
  if (!mistakes.length || !factors.every(isUsable)) return false;
  if (level === "sign") return true;
  return (
    !isSmall(truth) &&
    hasDistinctWeights(network, element) &&
    areApart([{id: null, answer: truth}, ...mistakes])
  );
}

/** Whether the weights that lead into the unit can't be taken for those that lead away from it. */
function hasDistinctWeights({layers}, {layer, k}) {
  const outgoing = layers[layer + 1]?.W.map(row => Math.abs(row[k])) ?? [];
  return layers[layer].W[k].every(weight => !outgoing.includes(Math.abs(weight)));
}

/** Whether answers of different mistakes are at least two tolerances apart: none fits both. */
function areApart(answers) {
  const tolerances = answers.map(({answer}) => toleranceOf(answer));
  return answers.every((one, i) =>
    answers
      .slice(0, i)
      .every(
        (other, n) =>
          one.id === other.id ||
          Math.abs(one.answer - other.answer) > 2 * Math.max(tolerances[i], tolerances[n])
      )
  );
}

/** The kind that a seed picks where any will do. */
const kindOf = (kind, seed) =>
  kind === "any" ? Object.keys(KINDS)[seed % Object.keys(KINDS).length] : kind;

/**
 * The task of a seed: the first clear one that its random numbers make.
 * @param {{level: string, kind: string, seed: number}} setting
 */
export function createTask({level, kind, seed}) {
  const name = kindOf(kind, seed);
  const {net, output, targets = [0, 1], elements} = KINDS[name];
  const levels = Object.keys(LEVELS);
  const uniform = uniformSource(
    seed * 100 + 10 * Object.keys(KINDS).indexOf(name) + levels.indexOf(level)
  );
  const pick = list => list[Math.floor(uniform() * list.length)];
  const mayBeOff = pick([true, false, false, false, false, false]);
  for (let i = 0; i < TRIES; i += 1) {
    const element = pick(elements);
    const hidden = pick(["sigmoid", "sigmoid", "tanh", "relu"]);
    const network = drawNetwork(net, [hidden, output], targets, pick);
    const missing = pick([0, 1]);
    const result = evaluate(network);
    if (!isReadable(network, result.samples[0], element, mayBeOff)) continue;
    const task = taskAt(level, network, element, missing, result);
    if (isClear(task) && isWorthAsking(task, name)) return {...task, kind: name, net, seed};
  }
  throw new Error(`no clear task in ${TRIES} tries: ${level}, ${name}, seed ${seed}`);
}

/** None is ±½, ±1 or ±2: with these, a missing factor would look like another mistake. */
const bothSigns = sizes => sizes.flatMap(size => [-size, size]);
const WEIGHTS = bothSigns([0.3, 0.4, 0.6, 0.7, 0.8, 1.2, 1.4, 1.6, 1.8, 2.4]);
const BIASES = [-0.5, 0, 0, 0.5];
const INPUTS = bothSigns([0.3, 0.4, 0.6, 0.7, 0.8, 1.2, 1.3, 1.4, 1.6, 1.7]);

function drawNetwork(net, activations, targets, pick) {
  const {sizes} = MODELS[net];
  const parameters = sizes
    .slice(1)
    .flatMap((units, l) => [
      ...Array.from({length: units * sizes[l]}, () => pick(WEIGHTS)),
      ...Array.from({length: units}, () => pick(BIASES))
    ]);
  return createNetwork(MODELS[net], {
    parameters,
    activations,
    data: [pick(INPUTS), pick(INPUTS), pick(targets)]
  });
}

/**
 * Pre-activations of a size that can be read off a curve; a 0 only, and seldom, where a ReLU is
 * off.
 */
function isReadable({layers}, {z, slope, upstream}, {layer, k, j}, mayBeOff) {
  if (z.flat().some(value => Math.abs(value) > 4)) return false;
  if (slope.flat().every(value => value !== 0)) return true;
  const isAskedOne = j === null && layers[layer].f === "relu" && slope[layer][k] === 0;
  return mayBeOff && isAskedOne && upstream[layer][k] !== 0;
}

/** With two paths, the sign depends on both: one alone would give another. */
function isWorthAsking({level, truth, mistakes}, kind) {
  if (level !== "sign" || kind !== "paths" || truth === 0) return true;
  return mistakes.some(({id}) => id === "only_first" || id === "only_second");
}

/**
 * Whether an answer is right, and otherwise the mistakes that lead to it.
 * @returns {{right: boolean, mistakes: string[]}}
 */
export function judge({level, truth, mistakes}, answer) {
  const isSame = level === "sign" ? (a, b) => a === b : agrees;
  if (isSame(answer, truth)) return {right: true, mistakes: []};
  const matching = mistakes.filter(one => isSame(answer, one.answer)).map(({id}) => id);
  return {right: false, mistakes: [...new Set(matching)]};
}
