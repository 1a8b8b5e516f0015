/** The widget's state as text in an address: the program, the inputs' numbers, the mode, the step. */

import {parseNumber} from "../parts/numbers.js";
import {choice, flag, number} from "../parts/state.js";
import {EXAMPLES} from "./examples.js";
import {MAX_LENGTH} from "./parse.js";
import {MODES} from "./trace.js";

const START = EXAMPLES.get("product");
export const MAX_STEP = 999;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** A program: lines joined by ";". What a query or the state's own signs would change is written as %XX. */
const program = {
  value: START.program,
  want: `at most ${MAX_LENGTH} characters`,
  parse: (text) => {
    const plain = decoded(text);
    return plain.length > MAX_LENGTH ? undefined : plain.split(";").join("\n");
  },
  format: (text) => encodeURIComponent(text.replace(/\s*[\n;]\s*/g, ";").replace(/\s*([-+*/^=()])\s*/g, "$1").replace(/[%,]/g, encodeURIComponent))
    .replace(/%(2F|3B|3D|5E)/g, (code) => decodeURIComponent(code))
};

/** Numbers by name: "x=1;y=-2". */
const at = {
  value: START.at,
  want: "names with numbers, as in x=1;y=-2",
  parse: (text) => {
    const pairs = text.split(";").filter(Boolean).map((pair) => pair.split("="));
    const numbers = pairs.map(([name, value = ""]) => [name, parseNumber(value).value]);
    const valid = ([name, value]) => NAME.test(name) && value !== undefined;
    return numbers.every(valid) ? Object.fromEntries(numbers) : undefined;
  },
  format: (numbers) => Object.entries(numbers).map(([name, value]) => `${encodeURIComponent(name)}=${value}`).join(";").replaceAll("+", "")
};

/** Forward mode's one input; another name stands for the first. */
const input = {value: "", want: "the name of an input", parse: (text) => (text.length <= 12 ? text : undefined), format: (name) => encodeURIComponent(name)};

export const fields = {program, at, mode: choice(MODES.keys(), "reverse"), input, step: number({min: 0, max: MAX_STEP, step: 1, value: 0}), table: flag(false)};

/** Commas are written twice over, for the state has commas of its own; what is no code stays as it is. */
function decoded(text, rounds = 2) {
  try {
    return rounds ? decoded(decodeURIComponent(text), rounds - 1) : text;
  } catch {
    return text;
  }
}
