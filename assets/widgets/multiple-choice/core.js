/** A question's options by letter, what has been tried, and what is therefore shown. */

const LETTERS = "ABCDEFGHI";

/**
 * @typedef {{tried: string[], revealed: boolean}} State letters in the order of trying, the present
 *   choice last
 */

/**
 * @param {import("./questions.js").Question} question
 * @returns {{letter: string, text: string, right: boolean, feedback: string}[]}
 */
export function lettered({options}) {
  return options.map(({right = false, ...option}, i) => ({...option, right, letter: LETTERS[i]}));
}

/**
 * The option's letter for a key: a letter of either case, or its number from 1; null for other
 * keys.
 */
export function letterOf(question, key) {
  const at = /^[1-9]$/.test(key)
    ? Number(key) - 1
    : key.length === 1
      ? LETTERS.indexOf(key.toUpperCase())
      : -1;
  return at >= 0 && at < question.options.length ? LETTERS[at] : null;
}

/** The state after choosing a letter, which stands last then. @returns {string[]} */
export const tryNext = (tried, letter) => [...tried.filter(other => other !== letter), letter];

/**
 * @param {import("./questions.js").Question} question
 * @param {State} state
 * @returns {{options: {letter: string, text: string, right: boolean, chosen: boolean, feedback:
 *   string | null}[], answered: boolean}}
 *   feedback: with its verdict, null where not shown; answered: whether the right option is known
 */
export function shown(question, {tried, revealed}) {
  const options = lettered(question).map(({feedback, ...option}) => {
    const open = revealed || tried.includes(option.letter);
    const verdict = option.right ? "Right" : "No";
    return {
      ...option,
      chosen: option.letter === tried.at(-1),
      feedback: open ? `${verdict}: ${feedback}` : null
    };
  });
  return {options, answered: options.some(({right, feedback}) => right && feedback !== null)};
}

/** What has just happened, in one sentence for those who listen. */
export function finding(question, {tried, revealed}) {
  const {options} = shown(question, {tried, revealed});
  const last = options.at(-1).letter;
  const option = revealed ? options.find(({right}) => right) : options.find(({chosen}) => chosen);
  return option
    ? `${option.letter}, ${option.text}. ${option.feedback}`
    : `No answer yet: press A to ${last}.`;
}

/** The field of the state that holds the letters tried, as "B.A.C". */
export function triedField(question) {
  const letters = lettered(question).map(({letter}) => letter);
  return {
    value: [],
    want: `different letters of ${letters.join(", ")}, joined by full stops`,
    parse: text => {
      const tried = text === "none" ? [] : text.split(".");
      return tried.every((letter, i) => letters.includes(letter) && tried.indexOf(letter) === i)
        ? tried
        : undefined;
    },
    format: tried => tried.join(".") || "none"
  };
}
