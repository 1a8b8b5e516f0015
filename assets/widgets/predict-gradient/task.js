/** Tasks: a network, a place, the right answer, and what the common mistakes would answer. No DOM. */

import {MODELS, createNetwork} from "../forward-backward/models.js";
import {evaluate} from "../forward-backward/network.js";
import {uniformSource} from "../parts/random.js";
import {KINDS, factorsOf} from "./kinds.js";
import {wrongFactors} from "./mistakes.js";

export const LEVELS = {sign: "Sign", factor: "Missing factor", value: "Value"};
export const SIGNS = new Map([["negative", -1], ["zero", 0], ["positive", 1]]);

const TOLERANCE = 0.02; // of the right number
const APART = 0.12; // answers differ by more than so much of the larger one
const LEAST = 0.02; // the smallest answer that is not 0
const TRIES = 2000;

/**
 * Whether an answer is as good as a number: two digits are enough.
 * @param {number} answer @param {number} number
 */
export function agrees(answer, number) {
  return Math.abs(answer - number) <= TOLERANCE * Math.abs(number) || answer === Number(number.toPrecision(2));
}

/**
 * The task on a given network, at a given place; `missing` is the factor asked for at the level "factor".
 * @returns {{level: string, place: object, truth: number, mistakes: {id: string, answer: number}[], factors: object[],
 *   missing: number, network: object, result: object}}
 */
export function taskOf(level, network, place, missing = 0) {
  const result = evaluate(network);
  const factors = factorsOf(network, result.samples[0], place);
  const product = factors[0].value * factors[1].value + 0;
  const made = factors.flatMap((factor, i) => wrongFactors(factor).map(([id, value]) => ({id, i, value, product: value * factors[1 - i].value + 0})));
  const own = {sign: ({product: p}) => Math.sign(p) + 0, factor: ({value}) => value, value: ({product: p}) => p}[level];
  const truth = own({product, value: factors[missing].value});
  const mistakes = made.filter(({i}) => level !== "factor" || i === missing).map((one) => ({id: one.id, answer: own(one)}));
  return {level, place, truth, mistakes: telling(mistakes, truth), factors, missing, network, result};
}

/**
 * The mistakes that show: what leads to the right answer all the same tells nothing, and of several that lead to one
 * answer the first is named; a sign turned round last, since others do that too.
 */
function telling(mistakes, truth) {
  const ordered = [...mistakes.filter(({id}) => id !== "sign"), ...mistakes.filter(({id}) => id === "sign")];
  return ordered.filter(({answer}, i) => answer !== truth && ordered.findIndex((other) => other.answer === answer) === i);
}

/** Whether no answer could be taken for another, and none is too small to write down. */
export function isClear({level, truth, mistakes, factors}) {
  const answers = [truth, ...mistakes.map(({answer}) => answer)];
  if (!mistakes.length) return false;
  if (level !== "sign" && answers.some((x) => x !== 0 && Math.abs(x) < LEAST)) return false;
  if (factors.some(({value}) => value !== 0 && Math.abs(value) < LEAST)) return false;
  return answers.every((x, i) => answers.slice(0, i).every((y) => Math.abs(x - y) > APART * Math.max(Math.abs(x), Math.abs(y))));
}

/** The kind that a seed picks where any will do. */
const kindOf = (kind, seed) => (kind === "any" ? Object.keys(KINDS)[seed % Object.keys(KINDS).length] : kind);

/**
 * The task of a seed: the first clear one that its random numbers make.
 * @param {{level: string, kind: string, seed: number}} setting
 */
export function createTask({level, kind, seed}) {
  const name = kindOf(kind, seed);
  const {net, output, places} = KINDS[name];
  const levels = Object.keys(LEVELS);
  const uniform = uniformSource(seed * 100 + 10 * Object.keys(KINDS).indexOf(name) + levels.indexOf(level));
  const pick = (list) => list[Math.floor(uniform() * list.length)];
  const mayBeShut = pick([true, false, false, false, false, false]);
  for (let i = 0; i < TRIES; i += 1) {
    const place = pick(places);
    const hidden = pick(["sigmoid", "sigmoid", "tanh", "relu"]);
    const network = drawNetwork(net, [hidden, output], pick);
    const task = taskOf(level, network, place, pick([0, 1]));
    if (isHandy(task, mayBeShut) && isClear(task) && isWorthAsking(task, name)) return {...task, kind: name, net, seed};
  }
  throw new Error(`no clear task in ${TRIES} tries: ${level}, ${name}, seed ${seed}`);
}

const WEIGHTS = [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2];
const BIASES = [-0.5, 0, 0, 0.5];
const INPUTS = [-2, -1, -0.5, 0.5, 1, 2];

function drawNetwork(net, activations, pick) {
  const {sizes} = MODELS[net];
  const parameters = sizes.slice(1).flatMap((units, l) => [
    ...Array.from({length: units * sizes[l]}, () => pick(WEIGHTS)), ...Array.from({length: units}, () => pick(BIASES))
  ]);
  return createNetwork(MODELS[net], {parameters, activations, data: [pick(INPUTS), pick(INPUTS), pick([0, 1])]});
}

/** Pre-activations of a size that can be read off a curve; a 0 only, and seldom, where a ReLU is off. */
function isHandy({network, result: {samples: [{z, slope}]}, place, factors}, mayBeShut) {
  if (z.flat().some((value) => Math.abs(value) > 4)) return false;
  const shut = slope.flat().some((value) => value === 0);
  if (!shut) return factors.every(({value}) => value !== 0);
  return mayBeShut && place.j === null && network.layers[place.layer].f === "relu" && factors[1].value !== 0;
}

/** With two paths, the sign depends on both: one alone would give another. */
const isWorthAsking = ({level, truth, mistakes}, kind) => level !== "sign" || kind !== "paths" || truth === 0 || mistakes.some(({id}) => id !== "sign");

/**
 * What is to be said of an answer.
 * @returns {{right: boolean, mistake: string | null}}
 */
export function judge({level, truth, mistakes}, answer) {
  const same = level === "sign" ? (a, b) => a === b : agrees;
  if (same(answer, truth)) return {right: true, mistake: null};
  return {right: false, mistake: mistakes.find((one) => same(answer, one.answer))?.id ?? null};
}
