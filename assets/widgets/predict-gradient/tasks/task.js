/** Tasks: a network, an element of it, the right answer, and those of the common mistakes. */

import {MODELS, createNetwork} from "../../network-diagram/index.js";
import {evaluate} from "../../engine/network.js";
import {uniformSource} from "../../engine/random.js";
import {KINDS, contextOf, factorsOf} from "./kinds.js";
import {wrongFactors} from "./mistakes.js";

/**
 * @import {Network, Result} from "../../engine/network.js"
 * @import {FactorName, GradientElement, TaskPass} from "./kinds.js"
 *
 * @typedef {keyof typeof LEVELS} Level
 * @typedef {{id: string, answer: number}} Mistake
 *
 * @typedef {object} Problem what is asked of a network
 * @property {Level} level
 * @property {GradientElement} element
 * @property {number} truth the right answer
 * @property {Mistake[]} mistakes several may lead to one sign, and are then all listed
 * @property {{name: FactorName, value: number}[]} factors
 * @property {number} missing the factor asked for at the level "factor"
 * @property {Network} network
 * @property {Result} result
 *
 * @typedef {Problem & {kind: string, net: string, seed: number}} Task a problem drawn from a seed
 */

export const LEVELS = {sign: "Sign", factor: "Missing factor", value: "Value"};
export const LEVEL_NAMES = /** @type {Level[]} */ (Object.keys(LEVELS));
export const SIGNS = new Map([
  ["negative", -1],
  ["zero", 0],
  ["positive", 1]
]);

const TOLERANCE = 0.02; // of the right number
const LEAST = 0.02; // the smallest answer or factor that is not 0
const TRIES = 5000;

/** @param {number} number */
const twoDigits = number => Number(number.toPrecision(2));

/** How far an answer may be from a number: two digits are enough. @param {number} number */
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
 * The problem of a given network and element.
 * @param {Level} level @param {Network} network @param {GradientElement} element
 * @param {number} [missing] @param {Result} [result] @returns {Problem}
 */
export function taskAt(level, network, element, missing = 0, result = evaluate(network)) {
  const context = contextOf(network, passOf(result), element);
  const factors = factorsOf(context);
  const right = factors.map(({value}) => value);
  const given = 1 - missing;
  const truth = answerOf(level, right, missing);
  const mistakes = wrongFactors(context)
    .filter(wrong => level !== "factor" || wrong.factors[given] === right[given])
    .map(wrong => ({id: wrong.id, answer: answerOf(level, wrong.factors, missing)}))
    .filter(({answer}) => !isHarmless(level, truth, answer));
  if (level === "factor" && right[given] !== 1)
    mistakes.push({id: "product", answer: product(right)});
  return {level, element, truth, mistakes, factors, missing, network, result};
}

/** The passes of a task's only sample: none of the networks has a softmax. @param {Result} result */
const passOf = ({samples}) => /** @type {TaskPass} */ (samples[0]);

/** @param {number[]} factors two */
const product = ([first, second]) => first * second + 0;

/**
 * What is asked for at each level, from the two factors.
 * @param {Level} level @param {number[]} factors @param {number} missing
 */
function answerOf(level, factors, missing) {
  if (level === "factor") return factors[missing] + 0;
  return level === "sign" ? Math.sign(product(factors)) + 0 : product(factors);
}

/**
 * A mistake does not show in a sign that it leaves, nor in a product whose other factor is 0.
 * @param {Level} level @param {number} truth @param {number} answer
 */
const isHarmless = (level, truth, answer) =>
  level === "sign" ? answer === truth : level === "value" && answer === 0 && truth === 0;

/**
 * Whether no answer could be taken for another, and none is too small to write down.
 * @param {Problem} problem
 */
export function isClear({level, element, truth, mistakes, factors, network}) {
  const isSmall = (/** @type {number} */ x) => x !== 0 && Math.abs(x) < LEAST;
  const areUsable = factors.every(({name, value}) =>
    value === 0 ? name === "slope" : !isSmall(value)
  );
  if (!mistakes.length || !areUsable) return false;
  if (level === "sign") return true;
  return (
    !isSmall(truth) &&
    hasDistinctWeights(network, element) &&
    areApart([{id: "", answer: truth}, ...mistakes])
  );
}

/**
 * Whether the weights that lead into the unit can't be taken for those that lead away from it.
 * @param {Network} network @param {GradientElement} element
 */
function hasDistinctWeights({layers}, {layer, k}) {
  const outgoing = layers[layer + 1]?.W.map(row => Math.abs(row[k])) ?? [];
  return layers[layer].W[k].every(weight => !outgoing.includes(Math.abs(weight)));
}

/**
 * Whether answers of different mistakes are at least two tolerances apart: none fits both.
 * @param {Mistake[]} answers
 */
function areApart(answers) {
  const withTolerances = answers.map(one => ({...one, tolerance: toleranceOf(one.answer)}));
  return withTolerances.every((one, i) =>
    withTolerances.slice(0, i).every(other => {
      const distance = Math.abs(one.answer - other.answer);
      return one.id === other.id || distance > 2 * Math.max(one.tolerance, other.tolerance);
    })
  );
}

/** @typedef {<T>(list: T[]) => T} PickOne */

/**
 * The task of a seed: the first clear one that its random numbers make.
 * @param {{level: Level, kind: string, seed: number}} setting kind: one of KINDS, or "any"
 * @returns {Task}
 */
export function createTask({level, kind, seed}) {
  const kinds = Object.keys(KINDS);
  const name = kind === "any" ? kinds[seed % kinds.length] : kind;
  const {net, output, targets = [0, 1], elements} = KINDS[name];
  const uniform = uniformSource(seed * 100 + 10 * kinds.indexOf(name) + LEVEL_NAMES.indexOf(level));
  /** @type {PickOne} */
  const pick = list => list[Math.floor(uniform() * list.length)];
  const mayBeOff = pick([true, false, false, false, false, false]);
  for (let i = 0; i < TRIES; i += 1) {
    const element = pick(elements);
    const hidden = pick(["sigmoid", "sigmoid", "tanh", "relu"]);
    const network = pickNetwork(net, [hidden, output], targets, pick);
    const missing = pick([0, 1]);
    const result = evaluate(network);
    if (!isReadable(network, passOf(result), element, mayBeOff)) continue;
    const task = taskAt(level, network, element, missing, result);
    if (isClear(task) && isWorthAsking(task, name)) return {...task, kind: name, net, seed};
  }
  throw new Error(`no clear task in ${TRIES} tries: ${level}, ${name}, seed ${seed}`);
}

/** @param {number[]} sizes */
const bothSigns = sizes => sizes.flatMap(size => [-size, size]);
/** No weight is ±½, ±1 or ±2: with these, a missing factor would look like another mistake. */
const WEIGHTS = bothSigns([0.3, 0.4, 0.6, 0.7, 0.8, 1.2, 1.4, 1.6, 1.8, 2.4]);
const BIASES = [-0.5, 0, 0, 0.5];
const INPUTS = bothSigns([0.3, 0.4, 0.6, 0.7, 0.8, 1.2, 1.3, 1.4, 1.6, 1.7]);

/**
 * @param {string} net @param {string[]} activations @param {number[]} targets @param {PickOne} pick
 */
function pickNetwork(net, activations, targets, pick) {
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
 * Whether pre-activations have a size that can be read off a curve. Only the asked unit, a ReLU
 * that is off, may have a slope of 0.
 * @param {Network} network @param {TaskPass} pass @param {GradientElement} element
 * @param {boolean} mayBeOff
 */
function isReadable({layers}, {z, slope, upstream}, {layer, k, j}, mayBeOff) {
  if (z.flat().some(value => Math.abs(value) > 4)) return false;
  if (slope.flat().every(value => value !== 0)) return true;
  const isAskedOne = j === null && layers[layer].f === "relu" && slope[layer][k] === 0;
  return mayBeOff && isAskedOne && upstream[layer][k] !== 0;
}

/**
 * A sign is worth asking of a unit with two paths only if one path alone would give another sign.
 * @param {Problem} problem @param {string} kind
 */
function isWorthAsking({level, truth, mistakes}, kind) {
  if (level !== "sign" || kind !== "paths" || truth === 0) return true;
  return mistakes.some(({id}) => id === "only_first" || id === "only_second");
}

/**
 * Whether an answer is right, and otherwise the mistakes that lead to it.
 * @param {Pick<Problem, "level" | "truth" | "mistakes">} problem @param {number} answer
 * @returns {{right: boolean, mistakes: string[]}}
 */
export function judge({level, truth, mistakes}, answer) {
  const isSame = (/** @type {number} */ other) =>
    level === "sign" ? answer === other : agrees(answer, other);
  if (isSame(truth)) return {right: true, mistakes: []};
  const matching = mistakes.filter(mistake => isSame(mistake.answer)).map(({id}) => id);
  return {right: false, mistakes: [...new Set(matching)]};
}
