/** The widget's state: the task, the answer to it, and whether the right one is shown. */

import {parseNumber} from "../ui/inputs/numbers.js";
import {remember} from "../ui/remember.js";
import {choice, flag, number} from "../ui/state/fields.js";
import {KINDS} from "./tasks/kinds.js";
import {LEVEL_NAMES, SIGNS, createTask, judge} from "./tasks/task.js";

/**
 * @import {Field} from "../ui/state/fields.js"
 * @import {Level, Task} from "./tasks/task.js"
 *
 * @typedef {object} State
 * @property {Level} level
 * @property {string} kind one of KINDS, or "any"
 * @property {number} seed
 * @property {string | null} answer a sign's name or a number; null while there is none
 * @property {boolean} revealed whether the right answer is shown
 *
 * @typedef {{value: number, right: boolean, mistakes: string[]}} Judged an answer, and the mistakes
 *   that lead to it
 */

export const LAST_SEED = 9999;

/** @type {Field<string | null>} */
const answer = {
  value: null,
  want: "none, negative, zero, positive or a number",
  parse: text => {
    if (text === "none") return null;
    return SIGNS.has(text) ? text : parseNumber(text).value?.toString();
  },
  format: value => value ?? "none"
};

export const fields = {
  level: choice(LEVEL_NAMES, "sign"),
  kind: choice(["any", ...Object.keys(KINDS)], "any"),
  seed: number({min: 1, max: LAST_SEED, step: 1, value: 1}),
  answer,
  revealed: flag(false)
};

export const NO_ANSWER = {answer: null, revealed: false};

const createTaskOnce = remember(createTask);

/** The task that a state asks. @param {State} state @returns {Task} */
export const taskOf = ({level, kind, seed}) => createTaskOnce({level, kind, seed});

/** The answer as a number; null if there is none that fits the level. @param {State} state */
function answerValue({level, answer: text}) {
  if (text === null) return null;
  return (level === "sign" ? SIGNS.get(text) : parseNumber(text).value) ?? null;
}

/**
 * The answer and what is wrong with it; null if there is none.
 * @param {State} state @returns {Judged | null}
 */
export function judgeAnswer(state) {
  const value = answerValue(state);
  return value === null ? null : {value, ...judge(taskOf(state), value)};
}

/**
 * A valid state: an answer that does not fit the level is dropped.
 * @param {State} state @returns {{state: State, ignored: string[]}}
 */
export function normalise(state) {
  if (state.answer === null || answerValue(state) !== null) return {state, ignored: []};
  const want = state.level === "sign" ? [...SIGNS.keys()].join(", ") : "a number";
  return {
    state: {...state, answer: null},
    ignored: [`ignored answer: ${state.answer} (want ${want})`]
  };
}

/**
 * The computed part of the widget's value: the kind of the task, and the verdict on the answer.
 * @param {State} state
 */
export function computeResults(state) {
  const judged = judgeAnswer(state);
  return {
    kind: taskOf(state).kind,
    isAnswered: judged !== null,
    isRight: judged?.right ?? false,
    mistakes: judged?.mistakes ?? []
  };
}
