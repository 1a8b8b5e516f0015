/** The widget's state: the program, its inputs' numbers, the mode and the step. */

import {parseNumber} from "../ui/inputs/numbers.js";
import {choice, flag, number} from "../ui/state/fields.js";
import {parseWithoutTail} from "../ui/state/state-text.js";
import {counts} from "./evaluation/passes.js";
import {MODES, trace} from "./evaluation/trace.js";
import {EXAMPLES, defaultNumber} from "./program/examples.js";
import {compile, readProgram} from "./program/graph.js";
import {MAX_LENGTH} from "./program/parse.js";

/**
 * @import {Field, StateOf} from "../ui/state/fields.js"
 * @import {Trace} from "./evaluation/trace.js"
 * @import {Point} from "./program/examples.js"
 */

/**
 * @typedef {StateOf<typeof fields>} Setting
 * @typedef {Pick<Setting, "at" | "input" | "step">} Choices
 * @typedef {{chosen: Choices, shown: Omit<Choices, "at">}} Memory what the user chose, and what the
 *   program has of it
 * @typedef {Setting & {trace: Trace, memory?: Memory}} State trace: of the program or, while it has
 *   an error, of the last valid one
 */

const START = EXAMPLES.product;
const MAX_STEP = 999;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** @param {string} text */
const removeSpaces = text => text.replace(/\s*([-+*/^=();])\s*/g, "$1");
/** @param {string} text of a link */
const toLines = text => removeSpaces(text.replace(/\s+/g, " ")).replaceAll(";", "\n").trim();

/**
 * A program: lines joined by ";". A link's end that makes it invalid is not part of it.
 * @type {Field<string>}
 */
const program = {
  value: START.program,
  want: `at most ${MAX_LENGTH} characters`,
  hasSpaces: true, // a space between two names may have been a plus
  parse: (text, isLast = false) => {
    if (text.length > MAX_LENGTH) return undefined;
    /** @param {string} part */
    const findValid = part => (readProgram(toLines(part)).graph ? part : undefined);
    return toLines((isLast && parseWithoutTail(text, findValid)) || text);
  },
  format: text => removeSpaces(text.replaceAll("\n", ";"))
};

/** @param {string} text */
const splitPairs = text =>
  text
    .split(";")
    .filter(Boolean)
    .map(pair => pair.split("="));

const NO_INPUTS = "none";

/** Numbers by name: "x=1;y=-2". @type {Field<Point>} */
const at = {
  value: START.at,
  want: "names with numbers, as in x=1;y=-2",
  parse: text => {
    /** @type {[string, number][]} */
    const numbers = [];
    if (!text) return undefined;
    if (text === NO_INPUTS) return {};
    for (const [name, written = ""] of splitPairs(text)) {
      const {value} = parseNumber(written);
      if (!NAME.test(name) || value === undefined) return undefined;
      numbers.push([name, value]);
    }
    return Object.fromEntries(numbers);
  },
  findProblems: text =>
    splitPairs(text)
      .filter(([name, value], i, pairs) =>
        pairs.slice(i + 1).some(([other, later]) => other === name && later !== value)
      )
      .map(([name, value]) => `ignored at: ${name}=${value} (${name} is given again)`),
  format: numbers =>
    Object.entries(numbers)
      .map(([name, value]) => `${name}=${value}`)
      .join(";")
      .replaceAll("+", "") || NO_INPUTS
};

/** The input of forward mode, "" for the first one. @type {Field<string>} */
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

/** Whether the numbers are the default ones, not those of a user or a link. @param {Choices} state */
const hasDefaultNumbers = state => state.at === fields.at.value;

/**
 * What the user chose. While a program is typed, its inputs and steps may be missing for a moment;
 * the choices apply again when it has them. Reset and examples forget them.
 * @param {Choices & {memory?: Memory}} state
 * @returns {Choices}
 */
function recallChoices({memory, at, input, step}) {
  if (!memory || hasDefaultNumbers({at, input, step})) return {at, input, step};
  const {chosen, shown} = memory;
  return {
    at: {...chosen.at, ...at},
    input: input === shown.input ? chosen.input : input,
    step: step === shown.step ? chosen.step : step
  };
}

/**
 * A valid state: numbers for the inputs of the program, an input and a step that it has. A program
 * with an error leaves the last valid one drawn. `memory` keeps the choices.
 * @param {Setting & Partial<State>} state
 * @returns {{state: State, ignored: string[]}}
 */
export function normalise(state) {
  const chosen = recallChoices(state);
  const typed = readProgram(state.program);
  const graph = typed.graph ?? state.trace?.graph ?? compile(START.program);
  const inputs = graph.inputs.map(id => graph.nodes[id]);
  const names = inputs.map(({name}) => name);
  const at = Object.fromEntries(
    inputs
      .filter(({value}) => value === undefined)
      .map(({name}) => [
        name,
        Object.hasOwn(chosen.at, name) ? chosen.at[name] : defaultNumber(name)
      ])
  );
  const input = names.includes(chosen.input) ? chosen.input : "";
  const options = {mode: state.mode, input: graph.inputs[Math.max(0, names.indexOf(input))]};
  const traced = trace(graph, at, options);
  const lastStep = traced.steps.length - 1;
  const step = Math.min(chosen.step, lastStep);
  const memory = {chosen, shown: {input, step}};
  return {
    state: {
      ...state,
      at: hasSameNumbers(state, at) ? state.at : at,
      input,
      step,
      trace: traced,
      memory
    },
    ignored: typed.graph ? listIgnored(state, names, lastStep) : []
  };
}

/**
 * The same numbers stay the same object: a field that is being typed in is not written.
 * @param {Setting} state @param {Point} at
 */
const hasSameNumbers = (state, at) =>
  !hasDefaultNumbers(state) && fields.at.format(state.at) === fields.at.format(at);

/**
 * What a link sets that its program does not have.
 * @param {Setting} state @param {string[]} names of the inputs @param {number} lastStep
 */
function listIgnored({at, input, step}, names, lastStep) {
  const want = `(want one of ${names.join(", ")})`;
  const given = at === fields.at.value ? [] : Object.keys(at);
  const unknown = given.filter(name => !names.includes(name));
  return [
    ...(names.includes(input || names[0]) ? [] : [`ignored input: ${input} ${want}`]),
    ...unknown.map(name => `ignored at: ${name} ${want}`),
    ...(step > lastStep ? [`ignored step: ${step} (want at most ${lastStep}, the last one)`] : [])
  ];
}

/**
 * The computed part of the widget's value: values and derivatives of the result by each variable,
 * as far as they exist, and what is wrong with the program that is typed.
 * @param {State} state
 */
export function computeResults({program, trace: {graph, values, gradients}}) {
  /** @param {number[]} numbers */
  const byName = numbers =>
    Object.fromEntries(
      graph.nodes.filter(({id}) => id in numbers).map(({id, name}) => [name, numbers[id]])
    );
  return {
    program: graph.program,
    error: readProgram(program).error?.message ?? null,
    result: graph.nodes[graph.root].name,
    values: byName(values),
    derivatives: byName(gradients),
    ...counts(graph)
  };
}
