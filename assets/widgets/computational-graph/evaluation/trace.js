/** A computation step by step: which number appears when. */

import {forward, forwardMode, naive, reverse} from "./passes.js";

/**
 * @import {Graph} from "../program/graph.js"
 * @import {Term, Visit} from "./passes.js"
 */

/** @typedef {"reverse" | "forward" | "naive"} Mode a way to compute the derivatives */

/** @type {Map<Mode, string>} */
export const MODES = new Map([
  ["reverse", "Reverse mode"],
  ["forward", "Forward mode"],
  ["naive", "Naive order"]
]);

/**
 * @typedef {{kind: "given" | "done"} |
 *   {kind: "value" | "problem" | "seed" | "overflow", node: number} |
 *   {kind: "term", node: number, term: Term} |
 *   {kind: "sum", node: number, terms: Term[]} |
 *   {kind: "visit", node: number, term: Visit} |
 *   {kind: "skipped", visits: number}} Step value: a node's value, in forward mode with its tangent;
 *   sum: the terms that arrived at a node on several edges; visit: a term of the naive order;
 *   skipped: too many visits
 *
 * @typedef {object} Trace
 * @property {Graph} graph
 * @property {Mode} mode
 * @property {number} input the id of forward mode's one input
 * @property {number[]} values by node; those after a problem are missing
 * @property {number[][]} locals by node, one derivative for each of its parents
 * @property {number[]} gradients the right ones in each mode, none if a value is missing
 * @property {number[]} tangents in forward mode, if no value is missing
 * @property {number[]} naiveGradients those of the naive order, if all of its visits are shown
 * @property {number} visits of the naive order
 * @property {Step[]} steps
 */

/** @param {Pick<Term, "from" | "to" | "edge">} edge */
export const edgeKey = ({from, to, edge}) => `${from}.${to}.${edge}`;

/**
 * @param {Graph} graph
 * @param {Record<string, number>} point
 * @param {Pick<Trace, "mode" | "input">} options
 * @returns {Trace}
 */
export function trace(graph, point, {mode, input}) {
  const pass = forward(graph, point);
  const {values, locals, problem} = pass;
  const computed = graph.nodes.filter(({id, operation}) => operation && id in values);
  /** @type {Step[]} */
  const steps = [{kind: "given"}, ...computed.map(({id}) => createValueStep(id))];
  /** @type {Trace} */
  const empty = {
    ...{graph, mode, input, values, locals, steps},
    ...{gradients: [], tangents: [], naiveGradients: [], visits: 0}
  };
  if (problem) return {...empty, steps: [...steps, {kind: "problem", node: problem.id}]};
  const {gradients, terms} = reverse(graph, pass);
  const traced = {...empty, gradients};
  if (mode === "forward") {
    const tangents = forwardMode(graph, pass, input);
    return {...traced, tangents, steps: endSteps(steps, tangents)};
  }
  steps.push({kind: "seed", node: graph.root});
  if (mode === "reverse") return {...traced, steps: endSteps([...steps, ...listTerms(terms)])};
  const order = naive(graph, pass);
  const {gradients: naiveGradients = [], visits} = order;
  return {...traced, naiveGradients, visits, steps: endSteps([...steps, ...listVisits(order)])};
}

/** @param {number} node @returns {Step} */
const createValueStep = node => ({kind: "value", node});

/** @param {Term[]} terms @returns {Step[]} */
const listTerms = terms =>
  terms.flatMap(term => {
    const arriving = terms.filter(({to}) => to === term.to);
    const isSum = arriving.length > 1 && term === arriving.at(-1);
    /** @type {Step} */
    const step = {kind: "term", node: term.to, term};
    return isSum ? [step, {kind: "sum", node: term.to, terms: arriving}] : [step];
  });

/** @param {ReturnType<typeof naive>} order @returns {Step[]} */
const listVisits = ({terms, visits}) =>
  terms?.map(term => ({kind: "visit", node: term.to, term})) ?? [{kind: "skipped", visits}];

/**
 * The steps up to the first derivative that overflows.
 * @param {Step[]} steps @param {number[]} [tangents] in forward mode @returns {Step[]}
 */
function endSteps(steps, tangents = []) {
  /** @param {Step} step */
  const findDerivative = step => {
    if (step.kind === "visit") return step.term.total;
    if (step.kind === "term") return step.term.value;
    return step.kind === "value" ? (tangents[step.node] ?? 0) : 0;
  };
  const end = steps.findIndex(step => !Number.isFinite(findDerivative(step)));
  const last = steps[end];
  if (!last || !("node" in last)) return [...steps, {kind: "done"}];
  return [...steps.slice(0, end), {kind: "overflow", node: last.node}];
}

/**
 * @typedef {{value: number, parts: number[], isComplete: boolean}} Derivative the sum of the parts
 *   that have arrived so far
 *
 * @typedef {object} Known what is known after a step
 * @property {Trace} trace
 * @property {Step} step
 * @property {Map<number, number>} values by node
 * @property {Map<string, Term>} terms by edge
 * @property {Map<number, Derivative>} derivatives by node
 */

/** @param {Trace} trace @param {number} last index of the step @returns {Known} */
export function knownAt(trace, last) {
  const {graph, tangents, steps} = trace;
  /** @type {Known["values"]} */
  const values = new Map();
  /** @type {Known["terms"]} */
  const terms = new Map();
  /** @type {Known["derivatives"]} */
  const derivatives = new Map();
  /** @param {number} node @param {number[]} parts */
  const setDerivative = (node, parts, isComplete = true) =>
    derivatives.set(node, {value: sum(parts), parts, isComplete});
  /** @param {number} node */
  const setValue = node => {
    values.set(node, trace.values[node]);
    if (node in tangents) setDerivative(node, [tangents[node]]);
  };
  for (const {id, operation} of graph.nodes) if (!operation) setValue(id);
  for (const step of steps.slice(0, last + 1)) {
    if ("term" in step) terms.set(edgeKey(step.term), step.term);
    if (step.kind === "value") setValue(step.node);
    if (step.kind === "seed") setDerivative(step.node, [1]);
    if (step.kind === "visit") setDerivative(step.node, [step.term.total]);
    if (step.kind === "term") {
      const parts = [...(derivatives.get(step.node)?.parts ?? []), step.term.value];
      setDerivative(step.node, parts, countUses(graph, step.node) === 1);
    }
    if (step.kind === "sum")
      setDerivative(
        step.node,
        step.terms.map(({value}) => value)
      );
  }
  return {trace, step: steps[last], values, terms, derivatives};
}

/** @param {number[]} numbers */
export const sum = numbers => numbers.reduce((total, number) => total + number, 0);

/** How often the node is an operand. @param {Graph} graph @param {number} id */
export const countUses = ({nodes}, id) =>
  nodes.flatMap(({parents}) => parents).filter(parent => parent === id).length;
