/** The widget's state: the letters tried so far, and whether the answer is revealed. */

import {flag} from "../ui/state/fields.js";
import {addLetters, describeOptions} from "./core.js";

/**
 * @import {Field} from "../ui/state/fields.js"
 * @import {Question} from "./core.js"
 * @typedef {{tried: string[], revealed: boolean}} State tried: letters in the order of trying; the
 *   last one is the present choice
 */

/** @param {Question} question */
export function createFields(question) {
  const letters = addLetters(question).map(({letter}) => letter);
  /** @type {Field<string[]>} */
  const tried = {
    value: [],
    want: `different letters of ${letters.join(", ")}, joined by full stops`,
    parse: text => {
      const list = text === "none" ? [] : text.split(".");
      const isValid = list.every(
        (letter, i) => letters.includes(letter) && list.indexOf(letter) === i
      );
      return isValid ? list : undefined;
    },
    format: list => list.join(".") || "none"
  };
  return {tried, revealed: flag(false)};
}

/**
 * The computed part of the widget's value. isAnswered: the right option's feedback shows.
 * @param {Question} question @param {State} state
 */
export function computeResults(question, state) {
  const options = describeOptions(question, state);
  const chosen = options.find(({isChosen}) => isChosen);
  return {
    choice: chosen?.letter ?? null,
    isRight: chosen?.isRight ?? null,
    isAnswered: options.some(({isRight, feedback}) => isRight && feedback !== null)
  };
}
