/** The widget's state: the letters tried so far, and whether the answer is revealed. */

import {flag} from "../ui/state/fields.js";
import {addLetters, describeOptions} from "./core.js";

/** @param {import("./core.js").Question} question */
export function createFields(question) {
  const letters = addLetters(question).map(({letter}) => letter);
  const isValid = (letter, i, list) => letters.includes(letter) && list.indexOf(letter) === i;
  const tried = {
    value: [],
    want: `different letters of ${letters.join(", ")}, joined by full stops`,
    parse: text => {
      const list = text === "none" ? [] : text.split(".");
      return list.every(isValid) ? list : undefined;
    },
    format: list => list.join(".") || "none"
  };
  return {tried, revealed: flag(false)};
}

/** The tried letters after one more choice, which comes last. */
export const addTry = (tried, letter) => [...tried.filter(other => other !== letter), letter];

/** The computed part of the widget's value. isAnswered: the right option's feedback shows. */
export function computeResults(question, state) {
  const options = describeOptions(question, state);
  const chosen = options.find(({isChosen}) => isChosen);
  return {
    choice: chosen?.letter ?? null,
    isRight: chosen?.isRight ?? null,
    isAnswered: options.some(({isRight, feedback}) => isRight && feedback !== null)
  };
}
