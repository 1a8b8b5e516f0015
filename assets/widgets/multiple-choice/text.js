/** The finding: the latest verdict in one sentence, which a screen reader announces. */

import {describeOptions, lastLetter} from "./core.js";

/**
 * @import {Question} from "./core.js"
 * @import {State} from "./state.js"
 */

/** @param {Question} question @param {State} state */
export function finding(question, state) {
  const options = describeOptions(question, state);
  const option = options.find(({isRight, isChosen}) => (state.revealed ? isRight : isChosen));
  return option
    ? `${option.letter}, ${option.text}. ${option.feedback}`
    : `No answer yet: press A to ${lastLetter(question)}.`;
}
