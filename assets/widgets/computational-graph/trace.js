/** A computation step by step: which number appears when. */

import {forward, forwardMode, naive, reverse} from "./passes.js";

/** What runs after the values: the derivatives in one of three ways. */
export const MODES = new Map([
  ["reverse", "Reverse mode"],
  ["forward", "Forward mode"],
  ["naive", "Naive order"]
]);

export const edgeKey = ({from, to, edge}) => `${from}.${to}.${edge}`;

/**
 * @typedef {{kind: "given" | "value" | "problem" | "seed" | "term" | "sum" | "visit" | "overflow" |
 *   "skipped" | "done",
 *   node?: number, term?: object, terms?: object[], visits?: number}} Step
 *   value: a node's value, in forward mode with its tangent; term: upstream × local = value, along
 *   one edge;
 *   sum: what arrived at a node on several edges; visit: a term of the naive order
 */

/**
 * @param {import("./graph.js").Graph} graph
 * @param {Record<string, number>} point
 * @param {{mode: string, input: number}} how input: the id of forward mode's one input
 * @returns {{steps: Step[], mode: string, input: number, values: number[], locals: number[][],
 *   gradients?: number[],
 *   tangents?: number[], naive?: object}} gradients: the right ones, if all values are there
 */
export function trace(graph, point, {mode, input}) {
  const pass = forward(graph, point);
  const operations = graph.nodes.filter(
    ({id, operation}) => operation && pass.values[id] !== undefined
  );
  const steps = [{kind: "given"}, ...operations.map(({id: node}) => ({kind: "value", node}))];
  const common = {mode, input, values: pass.values, locals: pass.locals};
  if (pass.problem) return {...common, steps: [...steps, {kind: "problem", ...pass.problem}]};
  const result = reverse(graph, pass);
  const tangents = mode === "forward" ? forwardMode(graph, pass, input) : undefined;
  const backward = {
    reverse: () => reverseSteps(graph, result),
    naive: () => naiveSteps(graph, pass),
    forward: () => []
  }[mode]();
  return {
    ...common,
    steps: ended([...steps, ...backward], tangents),
    gradients: result.gradients,
    tangents,
    naive: mode === "naive" ? naive(graph, pass) : undefined
  };
}

function reverseSteps({root}, {terms}) {
  const arriving = new Map();
  for (const term of terms) arriving.set(term.to, [...(arriving.get(term.to) ?? []), term]);
  const steps = terms.flatMap(term => {
    const all = arriving.get(term.to);
    const sum = all.length > 1 && term === all.at(-1);
    return [{kind: "term", node: term.to, term}, sum && {kind: "sum", node: term.to, terms: all}];
  });
  return [{kind: "seed", node: root}, ...steps.filter(Boolean)];
}

function naiveSteps(graph, pass) {
  const {terms, visits} = naive(graph, pass);
  const steps = terms?.map(term => ({kind: "visit", node: term.to, term})) ?? [
    {kind: "skipped", visits}
  ];
  return [{kind: "seed", node: graph.root}, ...steps];
}

/** Nothing is shown after a derivative that is no number any more. */
function ended(steps, tangents) {
  const derivative = ({kind, node, term}) =>
    term?.total ?? term?.value ?? (kind === "value" ? tangents?.[node] : 0) ?? 0;
  const at = steps.findIndex(step => !Number.isFinite(derivative(step)));
  return at < 0
    ? [...steps, {kind: "done"}]
    : [...steps.slice(0, at), {kind: "overflow", node: steps[at].node}];
}

/**
 * What is known after a step.
 * @param {{steps: Step[], values: number[], tangents?: number[]}} traced
 * @param {number} last index of the step
 * @returns {{step: Step, values: Map<number, number>, terms: Map<string, object>,
 *   derivatives: Map<number, {value: number, parts: number[], complete: boolean}>}} terms by edge,
 *   derivatives by node
 */
export function knownAt({steps, values, tangents, mode}, last, {nodes}) {
  const known = {step: steps[last], values: new Map(), terms: new Map(), derivatives: new Map()};
  const give = node => {
    known.values.set(node, values[node]);
    if (tangents) known.derivatives.set(node, whole(tangents[node]));
  };
  for (const {id, operation} of nodes) if (!operation) give(id);
  const uses = node =>
    nodes.flatMap(({parents}) => parents.filter(parent => parent === node)).length;
  for (const {kind, node, term} of steps.slice(0, last + 1)) {
    if (kind === "value") give(node);
    if (kind === "seed") known.derivatives.set(node, whole(1));
    if (kind === "sum") known.derivatives.get(node).complete = true;
    if (kind === "visit") known.derivatives.set(node, whole(term.total));
    if (kind === "term") {
      const parts = [...(known.derivatives.get(node)?.parts ?? []), term.value];
      known.derivatives.set(node, {
        value: parts.reduce((a, b) => a + b, 0),
        parts,
        complete: uses(node) === 1
      });
    }
    if (term) known.terms.set(edgeKey(term), term);
  }
  return {...known, mode};
}

const whole = value => ({value, parts: [value], complete: true});
