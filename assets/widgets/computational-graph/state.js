/**
 * The widget's state as text in an address: the program, the inputs' numbers, the mode, the step.
 */

import {parseNumber} from "../ui/inputs/numbers.js";
import {choice, flag, number} from "../ui/state/fields.js";
import {parseWithoutTail} from "../ui/state/state-text.js";
import {EXAMPLES} from "./examples.js";
import {compile} from "./graph.js";
import {MAX_LENGTH} from "./parse.js";
import {MODES} from "./trace.js";

const START = EXAMPLES.get("product");
const MAX_STEP = 999;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** Without the spaces round signs. */
const dense = text => text.replace(/\s*([-+*/^=();])\s*/g, "$1");

/**
 * A program: lines joined by ";". At the end of a link, what makes it no program is not part of it.
 */
const program = {
  value: START.program,
  want: `at most ${MAX_LENGTH} characters`,
  hasSpaces: true, // where two names stand side by side, a plus may have got lost
  parse: (text, isLast = false) => {
    const lines = part => dense(part.replace(/\s+/g, " ")).replaceAll(";", "\n").trim();
    const shared = isLast
      ? parseWithoutTail(text, part => (isProgram(lines(part)) ? part : undefined))
      : undefined;
    return text.length > MAX_LENGTH ? undefined : lines(shared ?? text);
  },
  format: text => dense(text.replaceAll("\n", ";"))
};

/** Numbers by name: "x=1;y=-2". */
const at = {
  value: START.at,
  want: "names with numbers, as in x=1;y=-2",
  parse: text => {
    const pairs = text
      .split(";")
      .filter(Boolean)
      .map(pair => pair.split("="));
    const numbers = pairs.map(([name, value = ""]) => [name, parseNumber(value).value]);
    const valid = ([name, value]) => NAME.test(name) && value !== undefined;
    return numbers.every(valid) ? Object.fromEntries(numbers) : undefined;
  },
  format: numbers =>
    Object.entries(numbers)
      .map(([name, value]) => `${name}=${value}`)
      .join(";")
      .replaceAll("+", "")
};

/** Forward mode's one input; another name stands for the first. */
const input = {
  value: "",
  want: "the name of an input",
  parse: text => (text.length <= 12 && NAME.test(text) ? text : undefined),
  format: String
};

export const fields = {
  program,
  at,
  mode: choice(MODES.keys(), "reverse"),
  input,
  step: number({min: 0, max: MAX_STEP, step: 1, value: 0}),
  table: flag(false)
};

function isProgram(text) {
  try {
    return Boolean(compile(text));
  } catch {
    return false;
  }
}
