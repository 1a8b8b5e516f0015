/** The widget's state: the program, its inputs' numbers, the mode and the step. */

import {parseNumber} from "../ui/inputs/numbers.js";
import {choice, flag, number} from "../ui/state/fields.js";
import {parseWithoutTail} from "../ui/state/state-text.js";
import {counts} from "./evaluation/passes.js";
import {MODES, trace} from "./evaluation/trace.js";
import {EXAMPLES, defaultNumber} from "./program/examples.js";
import {readProgram} from "./program/graph.js";
import {MAX_LENGTH} from "./program/parse.js";

const START = EXAMPLES.get("product");
const MAX_STEP = 999;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

const isProgram = text => Boolean(readProgram(text).graph);
const removeSpaces = text => text.replace(/\s*([-+*/^=();])\s*/g, "$1");

/** A program: lines joined by ";". A link's end that makes it invalid is not part of it. */
const program = {
  value: START.program,
  want: `at most ${MAX_LENGTH} characters`,
  hasSpaces: true, // a space between two names may have been a plus
  parse: (text, isLast = false) => {
    const toLines = part => removeSpaces(part.replace(/\s+/g, " ")).replaceAll(";", "\n").trim();
    const valid = isLast
      ? parseWithoutTail(text, part => (isProgram(toLines(part)) ? part : undefined))
      : undefined;
    return text.length > MAX_LENGTH ? undefined : toLines(valid ?? text);
  },
  format: text => removeSpaces(text.replaceAll("\n", ";"))
};

const splitPairs = text =>
  text
    .split(";")
    .filter(Boolean)
    .map(pair => pair.split("="));

/** Numbers by name: "x=1;y=-2". */
const at = {
  value: START.at,
  want: "names with numbers, as in x=1;y=-2",
  parse: text => {
    const numbers = splitPairs(text).map(([name, value = ""]) => [name, parseNumber(value).value]);
    const isValid = ([name, value]) => NAME.test(name) && value !== undefined;
    return numbers.every(isValid) ? Object.fromEntries(numbers) : undefined;
  },
  findProblems: text => {
    const pairs = splitPairs(text);
    const isReplaced = ([name, value], i) =>
      pairs.slice(i + 1).some(([other, later]) => other === name && later !== value);
    return pairs
      .filter(isReplaced)
      .map(([name, value]) => `ignored at: ${name}=${value} (${name} is given again)`);
  },
  format: numbers =>
    Object.entries(numbers)
      .map(([name, value]) => `${name}=${value}`)
      .join(";")
      .replaceAll("+", "")
};

/** The input of forward mode, "" for the first one. */
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

/** Whether the numbers are the default ones, not those of a user or a link. */
const hasDefaultNumbers = state => state.at === fields.at.value;

/**
 * What the user chose. While a program is typed, its inputs and steps may be missing for a moment;
 * the choices apply again when it has them. Reset and examples forget them.
 */
function recallChoices(state) {
  const {at, input, step, memory} = state;
  if (!memory || hasDefaultNumbers(state)) return {at, input, step};
  const {chosen, shown} = memory;
  return {
    at: {...chosen.at, ...at},
    input: input === shown.input ? chosen.input : input,
    step: step === shown.step ? chosen.step : step
  };
}

/**
 * A valid state: numbers for the inputs of the program, an input and a step that it has. A program
 * with an error leaves the last valid one drawn, `drawnProgram`. `memory` keeps the choices.
 */
export function normalise(state) {
  const chosen = recallChoices(state);
  const drawnProgram = isProgram(state.program)
    ? state.program
    : (state.drawnProgram ?? fields.program.value);
  const {nodes, inputs} = readProgram(drawnProgram).graph;
  const names = inputs.map(id => nodes[id].name);
  const settable = inputs.filter(id => nodes[id].value === undefined).map(id => nodes[id].name);
  const at = Object.fromEntries(settable.map(name => [name, numberFor(chosen.at, name)]));
  const input = names.includes(chosen.input) ? chosen.input : "";
  const valid = {...state, at: hasSameNumbers(state, at) ? state.at : at, input, drawnProgram};
  const lastStep = traceState(valid).traced.steps.length - 1;
  const step = Math.min(chosen.step, lastStep);
  return {
    state: {...valid, step, memory: {chosen, shown: {input, step}}},
    ignored: isProgram(state.program) ? listIgnored(state, names, lastStep) : []
  };
}

const numberFor = (numbers, name) =>
  Object.hasOwn(numbers, name) ? numbers[name] : defaultNumber(name);

/** The same numbers stay the same object: a field that is being typed in is not written. */
const hasSameNumbers = (state, at) =>
  !hasDefaultNumbers(state) && fields.at.format(state.at) === fields.at.format(at);

/** What a link sets that its program does not have. */
function listIgnored(state, names, lastStep) {
  const want = `(want one of ${names.join(", ")})`;
  const unknown = hasDefaultNumbers(state)
    ? []
    : Object.keys(state.at).filter(name => !names.includes(name));
  return [
    ...(names.includes(state.input || names[0]) ? [] : [`ignored input: ${state.input} ${want}`]),
    ...unknown.map(name => `ignored at: ${name} ${want}`),
    ...(state.step > lastStep
      ? [`ignored step: ${state.step} (want at most ${lastStep}, the last one)`]
      : [])
  ];
}

/** The graph that is drawn, and its computation at the state's numbers. */
export function traceState({drawnProgram, at, mode, input}) {
  const {graph} = readProgram(drawnProgram);
  const ids = new Map(graph.inputs.map(id => [graph.nodes[id].name, id]));
  const options = {mode, input: ids.get(input) ?? graph.inputs[0]};
  return {graph, traced: trace(graph, at, options)};
}

/**
 * The computed part of the widget's value: values and derivatives of the result by each variable,
 * as far as they exist, and what is wrong with the program that is typed.
 */
export function computeResults(state) {
  const {graph, traced} = traceState(state);
  const byName = numbers =>
    Object.fromEntries(
      graph.nodes
        .filter(({id}) => numbers?.[id] !== undefined)
        .map(({id, name}) => [name, numbers[id]])
    );
  return {
    program: state.drawnProgram,
    error: readProgram(state.program).error?.message ?? null,
    result: graph.nodes[graph.root].name,
    values: byName(traced.values),
    derivatives: byName(traced.gradients),
    ...counts(graph)
  };
}
