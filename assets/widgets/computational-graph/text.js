/** Each step in a sentence. `show` prints a number. */

import {bracketed} from "../ui/readout.js";
import {general} from "./graph.js";
import {explain} from "./problems.js";

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

/** An operation written out, its operands as `name` prints them. */
export function formula({operation, operands}, print) {
  const [a, b] = operands.map(print);
  if (operation === "add") return `${a} + ${bracketed(b)}`;
  if (operation === "multiply") return `${bracketed(a)} × ${bracketed(b)}`;
  if (operation === "power") return `${bracketed(a)}^${bracketed(b)}`;
  return `${operation}(${a})`;
}

/** The graph as a list of equations. */
export function inWords({nodes}) {
  const print = operand =>
    typeof operand === "number" ? general(operand).replace("-", "−") : nodes[operand.id].name;
  const equations = nodes
    .filter(({operation}) => operation)
    .map(node => `${node.name} = ${formula(node, print)}`);
  return `Graph of ${equations.join(", ") || nodes[0].name}.`;
}

/**
 * @param {import("./graph.js").Graph} graph
 * @param {object} traced of trace.js
 * @param {number} last index of the step
 * @param {(value: number) => string} show
 */
export function sentence(graph, traced, last, show) {
  const step = traced.steps[last];
  return WORDS[step.kind]({...context(graph, traced, show), step, traced, show});
}

function context({nodes, root, inputs, unused}, traced, show) {
  const name = id => nodes[id].name;
  const by = id => `∂${name(root)}/∂${name(id)}`;
  const named = operand => (typeof operand === "number" ? show(operand) : name(operand.id));
  const valued = operand => show(typeof operand === "number" ? operand : traced.values[operand.id]);
  return {nodes, root, inputs, unused, name, by, named, valued};
}

const list = items => items.join(", ");

const WORDS = {
  given: ({inputs, name, traced, unused, show, nodes}) => {
    const idle = unused.length ? ` ${list(unused)}: not used in the result.` : "";
    const next = nodes.length === inputs.length ? "" : " Next: one operation a step.";
    const tangent =
      traced.mode === "forward"
        ? ` Forward mode asks for ${name(traced.input)} alone: its own derivative is 1, the others’ 0.`
        : "";
    const numbers =
      inputs.length > 2 * MANY
        ? `the ${inputs.length} inputs`
        : list(inputs.map(id => `${name(id)} = ${show(traced.values[id])}`));
    return `Given: ${numbers}.${tangent || next}${idle}`;
  },
  value: ({step, nodes, traced, name, named, valued, show}) => {
    const node = nodes[step.node];
    const equation = `${node.name} = ${formula(node, named)} = ${formula(node, valued)}`;
    const value = `Forward: ${equation} = ${show(traced.values[step.node])}.`;
    if (!traced.tangents) return value;
    const terms = node.parents.map(
      (parent, k) =>
        `${show(traced.locals[step.node][k])} × ${bracketed(show(traced.tangents[parent]))}`
    );
    const tangent = `∂${node.name}/∂${name(traced.input)} = ${terms.join(" + ")}`;
    return `${value} With it ${tangent} = ${show(traced.tangents[step.node])}.`;
  },
  problem: ({step, nodes, named, valued, traced, show}) => {
    const node = nodes[step.node];
    const equation = `${node.name} = ${formula(node, named)} = ${formula(node, valued)}`;
    return `Stopped at ${equation}: ${explain({nodes, values: traced.values, show}, node)}`;
  },
  seed: ({root, by}) => `Backward starts at the end: ${by(root)} = 1.`,
  term: ({step: {term}, nodes, name, show}) =>
    `Back from ${name(term.from)} to ${name(term.to)}: upstream ${show(term.upstream)} × ` +
    `local derivative ${bracketed(show(term.local))} = ${show(term.value)}` +
    ` (${RULES[nodes[term.from].operation](term.local)}).`,
  sum: ({step: {node, terms}, name, by, show}) => {
    const parts = terms.map(({value}, k) => (k ? bracketed(show(value)) : show(value)));
    const total = terms.reduce((sum, {value}) => sum + value, 0);
    const equation = `${by(node)} = ${parts.join(" + ")} = ${show(total)}`;
    return `${name(node)} is used ${times(terms.length)}, and what arrives adds up: ${equation}.`;
  },
  visit: ({step: {term}, name, by, show}) =>
    `Naive: ${name(term.from)} passes on what it has so far, ${show(term.upstream)} × ` +
    `${bracketed(show(term.local))} = ${show(term.value)}, ` +
    `so ${by(term.to)} is now ${show(term.total)}.`,
  overflow: ({step, name}) =>
    `Stopped on the way to ${name(step.node)}: overflow, the derivative is beyond 1.8×10³⁰⁸, ` +
    "the largest number. Choose inputs of moderate size.",
  skipped: ({step}) =>
    `The naive order would go along ${step.visits} edges, once for every path: not shown.`,
  done: all => DONE[all.traced.mode](all)
};

/** More inputs than this are counted, not listed. */
const MANY = 4;
const edges = nodes => nodes.reduce((sum, {parents}) => sum + parents.length, 0);

const DONE = {
  reverse: ({nodes, inputs, by, traced, show}) => {
    if (inputs.length > MANY)
      return `Done: one pass back, ${edges(nodes)} multiply–adds, and all ${inputs.length} derivatives are there.`;
    return `Done, in one pass back: ${list(inputs.map(id => `${by(id)} = ${show(traced.gradients[id])}`))}.`;
  },
  forward: ({inputs, by, traced, show, root}) => {
    const others = inputs.length - 1;
    const passes = others
      ? ` The other ${others === 1 ? "input needs another pass" : `${others} inputs need a pass each`}.`
      : "";
    return `Done, in one pass forward: ${by(traced.input)} = ${show(traced.tangents[root])}.${passes}`;
  },
  naive: ({inputs, nodes, by, traced, show, name}) => {
    const {gradients, visits} = traced.naive;
    if (!gradients)
      return `The naive order would take ${visits} visits where ${edges(nodes)} are enough.`;
    const wrong = nodes
      .filter(({id}) => !close(gradients[id], traced.gradients[id]))
      .map(({id}) => id);
    if (!wrong.length) {
      const shared = nodes.find(node => isShared(nodes, node));
      if (shared) {
        const uses = times(usesOf(nodes, shared.id));
        return `Right by luck: ${name(shared.id)} is used ${uses}, but what it passed on too often is 0.`;
      }
      return (
        "Right by luck: no operation’s result is used twice, " +
        "so each node has all it will get when it passes on."
      );
    }
    const shown = wrong.filter(id => inputs.includes(id)).slice(0, MANY);
    const twice = nodes.find(
      node =>
        isShared(nodes, node) &&
        !wrong.includes(node.id) &&
        node.parents.some(parent => wrong.includes(parent))
    );
    const results = (shown.length ? shown : wrong.slice(0, MANY)).map(
      id => `${by(id)} = ${show(gradients[id])} instead of ${show(traced.gradients[id])}`
    );
    return (
      `Wrong: ${list(results)}. ` +
      `${name(twice.id)} passed on its first part, and then again with the second. ` +
      "A topological order waits until all has arrived."
    );
  }
};

const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
const isShared = (nodes, {id, operation}) => operation && usesOf(nodes, id) > 1;
const usesOf = (nodes, id) =>
  nodes.flatMap(({parents}) => parents).filter(parent => parent === id).length;
const times = n => ["", "once", "twice"][n] ?? `${n} times`;
