/** Each step in a sentence. `show` prints a number. */

import {bracketed} from "../ui/readout.js";
import {explain} from "./evaluation/problems.js";
import {countUses} from "./evaluation/trace.js";
import {formatGeneral} from "./program/builder.js";
import {formula} from "./program/formula.js";

/** More inputs than this are counted, not listed. */
const MAX_LISTED = 4;

const RULES = {
  add: () => "the sum copies",
  multiply: () => "the product swaps: its local derivative is the other factor",
  power: () => "the power’s slope is n·aⁿ⁻¹",
  exp: () => "the slope of exp is its own value",
  log: () => "the slope of log a is 1/a",
  tanh: () => "the slope of tanh is 1 − tanh²",
  sigmoid: () => "the slope of the sigmoid is σ(1 − σ)",
  relu: local => (local ? "the ReLU is on" : "the ReLU is off"),
  sin: () => "the slope of sin is cos",
  cos: () => "the slope of cos is −sin"
};

/** The graph as a list of equations. */
export function describeGraph({nodes}) {
  const print = operand =>
    typeof operand === "number" ? formatGeneral(operand).replace("-", "−") : nodes[operand.id].name;
  const equations = nodes
    .filter(({operation}) => operation)
    .map(node => `${node.name} = ${formula(node, print)}`);
  return `Graph of ${equations.join(", ") || nodes[0].name}.`;
}

/** What the numbers in the drawing are. */
export function describeLegend({nodes, root}, {mode, input}) {
  const derivative =
    mode === "forward"
      ? `its derivative by ${nodes[input].name}`
      : `the derivative of ${nodes[root].name} by it`;
  return `Round: a variable. Square: an operation. Above: its value. Below: ${derivative}.`;
}

/**
 * @param {import("./program/graph.js").Graph} graph
 * @param {import("./evaluation/trace.js").Trace} traced
 * @param {number} stepIndex
 * @param {(value: number) => string} show
 */
export function describeStep(graph, traced, stepIndex, show) {
  const step = traced.steps[stepIndex];
  const name = id => graph.nodes[id].name;
  const partial = id => `∂${name(graph.root)}/∂${name(id)}`;
  return SENTENCES[step.kind]({...graph, name, partial, step, traced, show});
}

/** `v = x + y = 1 + 3`, without the result. */
function describeOperation({nodes, name, traced, show}, node) {
  const printName = operand => (typeof operand === "number" ? show(operand) : name(operand.id));
  const printValue = operand =>
    show(typeof operand === "number" ? operand : traced.values[operand.id]);
  return `${nodes[node].name} = ${formula(nodes[node], printName)} = ${formula(nodes[node], printValue)}`;
}

/** `2 + (−3)` */
const formatSum = (numbers, show) =>
  numbers.map((number, k) => (k ? bracketed(show(number)) : show(number))).join(" + ");

const SENTENCES = {
  given({inputs, name, traced, unused, show, nodes}) {
    const next = nodes.length === inputs.length ? "" : " Next: one operation a step.";
    const tangent =
      ` Forward mode asks for ${name(traced.input)} alone: ` +
      "its own derivative is 1, the others’ 0.";
    const numbers =
      inputs.length > 2 * MAX_LISTED
        ? `the ${inputs.length} inputs`
        : inputs.map(id => `${name(id)} = ${show(traced.values[id])}`).join(", ");
    const idle = unused.length ? ` ${unused.join(", ")}: not used in the result.` : "";
    return `Given: ${numbers}.${traced.mode === "forward" ? tangent : next}${idle}`;
  },
  value(context) {
    const {step, nodes, traced, name, show} = context;
    const result = show(traced.values[step.node]);
    const value = `Forward: ${describeOperation(context, step.node)} = ${result}.`;
    if (!traced.tangents) return value;
    const node = nodes[step.node];
    const factor = parent => bracketed(show(traced.tangents[parent]));
    const terms = node.parents.map(
      (parent, k) => `${show(traced.locals[step.node][k])} × ${factor(parent)}`
    );
    const tangent = `∂${node.name}/∂${name(traced.input)} = ${terms.join(" + ")}`;
    return `${value} With it ${tangent} = ${show(traced.tangents[step.node])}.`;
  },
  problem(context) {
    const {step, nodes, traced, show} = context;
    const reason = explain({nodes, values: traced.values, show}, nodes[step.node]);
    return `Stopped at ${describeOperation(context, step.node)}: ${reason}`;
  },
  seed: ({root, partial}) => `Backward starts at the end: ${partial(root)} = 1.`,
  term: ({step: {term}, nodes, name, show}) =>
    `Back from ${name(term.from)} to ${name(term.to)}: upstream ${show(term.upstream)} × ` +
    `local derivative ${bracketed(show(term.local))} = ${show(term.value)}` +
    ` (${RULES[nodes[term.from].operation](term.local)}).`,
  sum({step: {node, terms}, name, partial, show}) {
    const numbers = terms.map(({value}) => value);
    const total = numbers.reduce((sum, value) => sum + value, 0);
    const equation = `${partial(node)} = ${formatSum(numbers, show)} = ${show(total)}`;
    return `${name(node)} is used ${times(terms.length)}, and what arrives adds up: ${equation}.`;
  },
  visit: ({step: {term}, name, partial, show}) =>
    `Naive: ${name(term.from)} passes on what it has so far, ${show(term.upstream)} × ` +
    `${bracketed(show(term.local))} = ${show(term.value)}, ` +
    `so ${partial(term.to)} is now ${show(term.total)}.`,
  overflow: ({step, name}) =>
    `Stopped on the way to ${name(step.node)}: overflow, the derivative is beyond 1.8×10³⁰⁸, ` +
    "the largest number. Choose inputs of moderate size.",
  skipped: ({step}) =>
    `The naive order would go along ${step.visits} edges, once for every path: not shown.`,
  done: context => CONCLUSIONS[context.traced.mode](context)
};

const countEdges = nodes => nodes.reduce((sum, {parents}) => sum + parents.length, 0);

const CONCLUSIONS = {
  reverse({nodes, inputs, partial, traced, show}) {
    if (inputs.length > MAX_LISTED)
      return (
        `Done: one pass back, ${countEdges(nodes)} multiply–adds, ` +
        `and all ${inputs.length} derivatives are there.`
      );
    const results = inputs.map(id => `${partial(id)} = ${show(traced.gradients[id])}`);
    return `Done, in one pass back: ${results.join(", ")}.`;
  },
  forward({inputs, partial, traced, show, root}) {
    const others = inputs.length - 1;
    const need = others === 1 ? "input needs another pass" : `${others} inputs need a pass each`;
    const result = `${partial(traced.input)} = ${show(traced.tangents[root])}`;
    return `Done, in one pass forward: ${result}.${others ? ` The other ${need}.` : ""}`;
  },
  naive(context) {
    const {nodes, traced} = context;
    const {gradients, visits} = traced.naive;
    if (!gradients)
      return `The naive order would take ${visits} visits where ${countEdges(nodes)} are enough.`;
    const wrong = nodes
      .map(({id}) => id)
      .filter(id => !isClose(gradients[id], traced.gradients[id]));
    return wrong.length ? describeWrong(context, wrong) : describeLuck(context);
  }
};

/** Why the naive order found the right gradients. */
function describeLuck({nodes}) {
  const shared = nodes.find(node => isShared(nodes, node));
  if (!shared)
    return (
      "Right by luck: no operation’s result is used twice, " +
      "so each node has all it will get when it passes on."
    );
  const uses = times(countUses(nodes, shared.id));
  return `Right by luck: ${shared.name} is used ${uses}, but what it passed on too often is 0.`;
}

/** Which gradients the naive order found wrong, and where it went wrong first. */
function describeWrong({nodes, inputs, partial, traced, show}, wrong) {
  const wrongInputs = wrong.filter(id => inputs.includes(id));
  const listed = (wrongInputs.length ? wrongInputs : wrong).slice(0, MAX_LISTED);
  const results = listed.map(
    id =>
      `${partial(id)} = ${show(traced.naive.gradients[id])} instead of ${show(traced.gradients[id])}`
  );
  const source = nodes.find(
    node =>
      isShared(nodes, node) &&
      !wrong.includes(node.id) &&
      node.parents.some(parent => wrong.includes(parent))
  );
  return (
    `Wrong: ${results.join(", ")}. ` +
    `${source.name} passed on its first part, and then again with the second. ` +
    "A topological order waits until all has arrived."
  );
}

const isClose = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
const isShared = (nodes, {id, operation}) => operation && countUses(nodes, id) > 1;
const times = n => ["", "once", "twice"][n] ?? `${n} times`;
