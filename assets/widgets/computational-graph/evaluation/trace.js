/** A computation step by step: which number appears when. */

import {forward, forwardMode, naive, reverse} from "./passes.js";

/** Three ways to compute the derivatives. */
export const MODES = new Map([
  ["reverse", "Reverse mode"],
  ["forward", "Forward mode"],
  ["naive", "Naive order"]
]);

export const edgeKey = ({from, to, edge}) => `${from}.${to}.${edge}`;

/**
 * @typedef {{kind: "given" | "value" | "problem" | "seed" | "term" | "sum" | "visit" | "overflow" |
 *   "skipped" | "done", node?: number, term?: object, terms?: object[], visits?: number}} Step
 *   value: a node's value, in forward mode with its tangent; term: upstream × local = value, along
 *   one edge; sum: the terms that arrived at a node on several edges; visit: a term of the naive
 *   order
 * @typedef {{steps: Step[], mode: string, input: number, values: number[], locals: number[][],
 *   gradients?: number[], tangents?: number[], naive?: object}} Trace gradients: the right ones, if
 *   all values exist
 */

/**
 * @param {import("../program/graph.js").Graph} graph
 * @param {Record<string, number>} point
 * @param {{mode: string, input: number}} options input: the id of forward mode's one input
 * @returns {Trace}
 */
export function trace(graph, point, {mode, input}) {
  const pass = forward(graph, point);
  const {values, locals, problem} = pass;
  const computed = graph.nodes.filter(({id, operation}) => operation && values[id] !== undefined);
  const steps = [{kind: "given"}, ...computed.map(({id}) => ({kind: "value", node: id}))];
  const common = {mode, input, values, locals};
  if (problem) return {...common, steps: [...steps, {kind: "problem", ...problem}]};
  const result = reverse(graph, pass);
  const tangents = mode === "forward" ? forwardMode(graph, pass, input) : undefined;
  const naiveResult = mode === "naive" ? naive(graph, pass) : undefined;
  if (mode === "reverse") steps.push(...listReverseSteps(graph, result));
  if (mode === "naive") steps.push(...listNaiveSteps(graph, naiveResult));
  return {
    ...common,
    steps: endSteps(steps, tangents),
    gradients: result.gradients,
    tangents,
    naive: naiveResult
  };
}

function listReverseSteps({root}, {terms}) {
  const steps = terms.flatMap(term => {
    const arriving = terms.filter(({to}) => to === term.to);
    const isSum = arriving.length > 1 && term === arriving.at(-1);
    const sum = {kind: "sum", node: term.to, terms: arriving};
    return [{kind: "term", node: term.to, term}, ...(isSum ? [sum] : [])];
  });
  return [{kind: "seed", node: root}, ...steps];
}

function listNaiveSteps({root}, {terms, visits}) {
  const steps = terms?.map(term => ({kind: "visit", node: term.to, term}));
  return [{kind: "seed", node: root}, ...(steps ?? [{kind: "skipped", visits}])];
}

/** The steps up to the first derivative that overflows. */
function endSteps(steps, tangents) {
  const derivative = ({kind, node, term}) =>
    term?.total ?? term?.value ?? (kind === "value" ? tangents?.[node] : 0) ?? 0;
  const end = steps.findIndex(step => !Number.isFinite(derivative(step)));
  if (end < 0) return [...steps, {kind: "done"}];
  return [...steps.slice(0, end), {kind: "overflow", node: steps[end].node}];
}

/**
 * What is known after a step.
 * @param {Trace} trace
 * @param {number} last index of the step
 * @param {import("../program/graph.js").Graph} graph
 * @returns {{step: Step, mode: string, values: Map<number, number>, terms: Map<string, object>,
 *   derivatives: Map<number, {value: number, parts: number[], isComplete: boolean}>}} terms by
 *   edge, derivatives by node
 */
export function knownAt({steps, values, tangents, mode}, last, {nodes}) {
  const known = {values: new Map(), terms: new Map(), derivatives: new Map()};
  const setDerivative = (node, value) =>
    known.derivatives.set(node, {value, parts: [value], isComplete: true});
  const setValue = node => {
    known.values.set(node, values[node]);
    if (tangents) setDerivative(node, tangents[node]);
  };
  const addTerm = (node, {value}) => {
    const parts = [...(known.derivatives.get(node)?.parts ?? []), value];
    const total = parts.reduce((sum, part) => sum + part, 0);
    const isComplete = countUses(nodes, node) === 1;
    known.derivatives.set(node, {value: total, parts, isComplete});
  };
  for (const {id, operation} of nodes) if (!operation) setValue(id);
  for (const {kind, node, term} of steps.slice(0, last + 1)) {
    if (kind === "value") setValue(node);
    if (kind === "seed") setDerivative(node, 1);
    if (kind === "term") addTerm(node, term);
    if (kind === "sum") known.derivatives.get(node).isComplete = true;
    if (kind === "visit") setDerivative(node, term.total);
    if (term) known.terms.set(edgeKey(term), term);
  }
  return {...known, step: steps[last], mode};
}

/** How often the node is an operand. */
export const countUses = (nodes, id) =>
  nodes.flatMap(({parents}) => parents).filter(parent => parent === id).length;
