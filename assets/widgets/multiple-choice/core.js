/** The options of a question with their letters, and what a state shows of each. */

const LETTERS = "ABCDEFGHI";

/**
 * @import {State} from "./state.js"
 * @typedef {{text: string, isRight?: boolean, feedback: string}} Option as a question states it
 * @typedef {{id: string, options: Option[]}} Question id: also the parameter in the page's address
 * @typedef {{letter: string, text: string, isRight: boolean, isChosen: boolean, feedback: string |
 *   null}} ShownOption feedback: with the verdict, null while it is hidden
 */

/** The question's options, each with its letter. @param {Question} question */
export const addLetters = ({options}) =>
  options.map((option, i) => ({isRight: false, ...option, letter: LETTERS[i]}));

/** @param {Question} question */
export const lastLetter = ({options}) => LETTERS[options.length - 1];

/**
 * The option that a key chooses: by its letter in either case, or by its number from 1.
 * @param {Question} question @param {string} key @returns {string | null} its letter
 */
export function letterForKey({options}, key) {
  const letter = /^[1-9]$/.test(key) ? LETTERS[Number(key) - 1] : key.toUpperCase();
  const index = letter.length === 1 ? LETTERS.indexOf(letter) : -1;
  return index >= 0 && index < options.length ? letter : null;
}

/** @param {Question} question @param {State} state @returns {ShownOption[]} */
export const describeOptions = (question, {tried, revealed}) =>
  addLetters(question).map(({feedback, ...option}) => ({
    ...option,
    isChosen: option.letter === tried.at(-1),
    feedback:
      revealed || tried.includes(option.letter)
        ? `${option.isRight ? "Right" : "No"}: ${feedback}`
        : null
  }));
