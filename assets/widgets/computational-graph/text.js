/** Each step in a sentence. */

import {bracketed} from "../ui/readout.js";
import {counts} from "./evaluation/passes.js";
import {explain} from "./evaluation/problems.js";
import {countUses, sum} from "./evaluation/trace.js";
import {formatGeneral, writeNames, writeSum, writeValues} from "./program/formula.js";

/**
 * @import {Format} from "../ui/readout.js"
 * @import {Term} from "./evaluation/passes.js"
 * @import {Mode, Trace} from "./evaluation/trace.js"
 * @import {Graph, GraphNode} from "./program/graph.js"
 */

/**
 * @typedef {object} Context what the sentences are about
 * @property {Trace} trace
 * @property {Graph} graph
 * @property {Format} show prints a number
 * @property {(id: number) => string} name of a node
 * @property {(id: number) => string} partial the derivative of the result by a node
 */

/** More inputs than this are counted, not listed. */
const MAX_LISTED = 4;

/** @type {Record<string, string>} */
const RULES = {
  add: "the sum copies",
  multiply: "the product swaps: its local derivative is the other factor",
  power: "the power’s slope is n·aⁿ⁻¹",
  exp: "the slope of exp is its own value",
  log: "the slope of log a is 1/a",
  tanh: "the slope of tanh is 1 − tanh²",
  sigmoid: "the slope of the sigmoid is σ(1 − σ)",
  sin: "the slope of sin is cos",
  cos: "the slope of cos is −sin"
};

/** The graph as a list of equations. @param {Graph} graph */
export function describeGraph({nodes}) {
  /** @type {Format} */
  const show = value => formatGeneral(value).replace("-", "−");
  const equations = nodes
    .filter(({operation}) => operation)
    .map(node => `${node.name} = ${writeNames(node, show)}`);
  return `Graph of ${equations.join(", ") || nodes[0].name}.`;
}

/** What the numbers in the drawing are. @param {Trace} trace */
export function describeLegend({graph: {nodes, root}, mode, input}) {
  const derivative =
    mode === "forward"
      ? `its derivative by ${nodes[input].name}`
      : `the derivative of ${nodes[root].name} by it`;
  return `Round: a variable. Square: an operation. Above: its value. Below: ${derivative}.`;
}

/** @param {Trace} trace @param {number} index of the step @param {Format} show */
export function describeStep(trace, index, show) {
  const {graph, mode} = trace;
  const {nodes, root} = graph;
  /** @param {number} id */
  const name = id => nodes[id].name;
  /** @param {number} id */
  const partial = id => `∂${name(root)}/∂${name(id)}`;
  const context = {trace, graph, show, name, partial};
  const step = trace.steps[index];
  switch (step.kind) {
    case "given":
      return describeInputs(context);
    case "value":
      return describeValue(context, nodes[step.node]);
    case "problem":
      return describeProblem(context, nodes[step.node]);
    case "seed":
      return `Backward starts at the end: ${partial(root)} = 1.`;
    case "term":
      return describeTerm(context, step.term);
    case "sum":
      return describeSum(context, step.node, step.terms);
    case "visit": {
      const {from, to, upstream, local, value, total} = step.term;
      const product = `${show(upstream)} × ${bracketed(show(local))} = ${show(value)}`;
      const passed = `Naive: ${name(from)} passes on what it has so far, ${product}`;
      return `${passed}, so ${partial(to)} is now ${show(total)}.`;
    }
    case "overflow":
      return (
        `Stopped on the way to ${name(step.node)}: overflow, the derivative is beyond 1.8×10³⁰⁸, ` +
        "the largest number. Choose inputs of moderate size."
      );
    case "skipped":
      return `The naive order would go along ${step.visits} edges, once for every path: not shown.`;
    case "done":
      return CONCLUSIONS[mode](context);
  }
}

/** @param {Context} context */
function describeInputs({trace: {mode, input, values}, graph, show, name}) {
  const {inputs, nodes, unused} = graph;
  const next = nodes.length === inputs.length ? "" : " Next: one operation a step.";
  const tangent =
    ` Forward mode asks for ${name(input)} alone: ` + "its own derivative is 1, the others’ 0.";
  const numbers =
    inputs.length > 2 * MAX_LISTED
      ? `the ${inputs.length} inputs`
      : inputs.map(id => `${name(id)} = ${show(values[id])}`).join(", ");
  const idle = unused.length ? ` ${unused.join(", ")}: not used in the result.` : "";
  return `Given: ${numbers}.${mode === "forward" ? tangent : next}${idle}`;
}

/** `v = x + y = 1 + 3`, without the result. @param {Context} context @param {GraphNode} node */
const describeOperation = ({trace: {values}, show}, node) =>
  `${node.name} = ${writeNames(node, show)} = ${writeValues(node, values, show)}`;

/** @param {Context} context @param {GraphNode} node */
function describeValue(context, node) {
  const {trace, show, name} = context;
  const {values, tangents, locals, input} = trace;
  const value = `Forward: ${describeOperation(context, node)} = ${show(values[node.id])}.`;
  if (tangents.length === 0) return value;
  const terms = node.parents.map(
    (parent, k) => `${show(locals[node.id][k])} × ${bracketed(show(tangents[parent]))}`
  );
  const tangent = `∂${node.name}/∂${name(input)} = ${terms.join(" + ")}`;
  return `${value} With it ${tangent} = ${show(tangents[node.id])}.`;
}

/** @param {Context} context @param {GraphNode} node */
function describeProblem(context, node) {
  const {trace, graph, show} = context;
  const reason = explain({nodes: graph.nodes, values: trace.values, show}, node);
  return `Stopped at ${describeOperation(context, node)}: ${reason}`;
}

/** @param {Context} context @param {Term} term */
function describeTerm({graph: {nodes}, name, show}, {from, to, upstream, local, value}) {
  const {operation} = nodes[from];
  const rule = operation === "relu" ? `the ReLU is ${local ? "on" : "off"}` : RULES[operation];
  return (
    `Back from ${name(from)} to ${name(to)}: upstream ${show(upstream)} × ` +
    `local derivative ${bracketed(show(local))} = ${show(value)} (${rule}).`
  );
}

/** @param {Context} context @param {number} node @param {Term[]} terms */
function describeSum({name, partial, show}, node, terms) {
  const numbers = terms.map(({value}) => value);
  const equation = `${partial(node)} = ${writeSum(numbers, show)} = ${show(sum(numbers))}`;
  return `${name(node)} is used ${times(terms.length)}, and what arrives adds up: ${equation}.`;
}

/** @type {Record<Mode, (context: Context) => string>} */
const CONCLUSIONS = {
  reverse({trace, graph, partial, show}) {
    const {inputs} = graph;
    if (inputs.length > MAX_LISTED)
      return (
        `Done: one pass back, ${counts(graph).reverse} multiply–adds, ` +
        `and all ${inputs.length} derivatives are there.`
      );
    const results = inputs.map(id => `${partial(id)} = ${show(trace.gradients[id])}`);
    return `Done, in one pass back: ${results.join(", ")}.`;
  },
  forward({trace, graph, partial, show}) {
    const others = graph.inputs.length - 1;
    const need = others === 1 ? "input needs another pass" : `${others} inputs need a pass each`;
    const result = `${partial(trace.input)} = ${show(trace.tangents[graph.root])}`;
    return `Done, in one pass forward: ${result}.${others ? ` The other ${need}.` : ""}`;
  },
  naive(context) {
    const {trace, graph} = context;
    const edges = counts(graph).reverse;
    if (trace.naiveGradients.length === 0)
      return `The naive order would take ${trace.visits} visits where ${edges} are enough.`;
    const wrong = graph.nodes.filter(
      ({id}) => !isClose(trace.naiveGradients[id], trace.gradients[id])
    );
    return wrong.length ? describeWrong(context, wrong) : describeLuck(graph);
  }
};

/** Why the naive order found the right gradients. @param {Graph} graph */
function describeLuck(graph) {
  const shared = graph.nodes.find(node => isShared(graph, node));
  if (!shared)
    return (
      "Right by luck: no operation’s result is used twice, " +
      "so each node has all it will get when it passes on."
    );
  const uses = times(countUses(graph, shared.id));
  return `Right by luck: ${shared.name} is used ${uses}, but what it passed on too often is 0.`;
}

/**
 * Which gradients the naive order found wrong, and where it went wrong first.
 * @param {Context} context @param {GraphNode[]} wrong
 */
function describeWrong({trace, graph, partial, show}, wrong) {
  const {gradients, naiveGradients} = trace;
  const wrongInputs = wrong.filter(({operation}) => !operation);
  const listed = (wrongInputs.length ? wrongInputs : wrong).slice(0, MAX_LISTED);
  const results = listed.map(
    ({id}) => `${partial(id)} = ${show(naiveGradients[id])} instead of ${show(gradients[id])}`
  );
  const source = graph.nodes.find(
    node =>
      isShared(graph, node) &&
      !wrong.includes(node) &&
      node.parents.some(parent => wrong.includes(graph.nodes[parent]))
  );
  return (
    `Wrong: ${results.join(", ")}. ` +
    `${source?.name} passed on its first part, and then again with the second. ` +
    "A topological order waits until all has arrived."
  );
}

/** @param {number} a @param {number} b */
const isClose = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
/** @param {Graph} graph @param {GraphNode} node */
const isShared = (graph, {id, operation}) => operation !== "" && countUses(graph, id) > 1;
/** @param {number} n */
const times = n => ["", "once", "twice"][n] ?? `${n} times`;
