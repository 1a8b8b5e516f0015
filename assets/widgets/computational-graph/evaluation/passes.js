/** Values of a graph, and its derivatives in reverse mode, in forward mode and in naive order. */

import {evaluate} from "../program/operations.js";

/** If the naive order needs more visits than this, they are only counted. */
const MAX_VISITS = 400;

/**
 * @param {import("../program/graph.js").Graph} graph
 * @param {Record<string, number>} point a number for each input that the program does not set
 * @returns {{values: (number | undefined)[], locals: number[][], problem: {node: number} | null}}
 *   undefined from a problem on;
 *   locals: one derivative for each of the node's parents
 */
export function forward({nodes}, point) {
  const values = nodes.map(({operation, name, value}) =>
    operation ? undefined : (value ?? point[name])
  );
  const locals = nodes.map(() => []);
  for (const node of nodes.filter(({operation}) => operation)) {
    const {id, operation, operands} = node;
    const result = evaluate(operation, readOperands(node, values));
    if (result.problem) return {values, locals, problem: {node: id}};
    values[id] = result.value;
    // numbers among the operands need no derivative
    locals[id] = result.locals.filter((_, k) => typeof operands[k] !== "number");
  }
  return {values, locals, problem: null};
}

/** The operands' numbers. */
export const readOperands = ({operands}, values) =>
  operands.map(operand => (typeof operand === "number" ? operand : values[operand.id]));

/**
 * Reverse mode, from the last node to the first: a node passes on what has been added up at it.
 * @param {import("../program/graph.js").Graph} graph
 * @param {{locals: number[][]}} pass of `forward`, complete
 * @returns {{gradients: number[], terms: {from: number, to: number, edge: number, upstream: number,
 *   local: number, value: number}[]}}
 *   a term for each edge in the order of computation; edge: which of the parents of `from`
 */
export function reverse({nodes, root}, {locals}) {
  const gradients = nodes.map(({id}) => Number(id === root));
  const terms = [];
  for (const {id: from, parents} of nodes.toReversed()) {
    parents.forEach((to, edge) => {
      const [upstream, local] = [gradients[from], locals[from][edge]];
      terms.push({from, to, edge, upstream, local, value: upstream * local});
      gradients[to] += upstream * local;
    });
  }
  return {gradients, terms};
}

/**
 * Forward mode: each node's derivative by one input, the tangent, is carried along with its value.
 * @param {import("../program/graph.js").Graph} graph
 * @param {{locals: number[][]}} pass of `forward`, complete
 * @param {number} input its id
 * @returns {number[]} a tangent for each node; that of the root is the derivative
 */
export function forwardMode({nodes}, {locals}, input) {
  const tangents = [];
  for (const {id, operation, parents} of nodes) {
    const terms = parents.map((parent, edge) => locals[id][edge] * tangents[parent]);
    tangents.push(operation ? terms.reduce((sum, term) => sum + term, 0) : Number(id === input));
  }
  return tangents;
}

/**
 * Wrong wherever a value is used twice, as in gradflow's `naive_backward`: without a topological
 * order a node is visited once per path, and each time passes on all that has arrived so far.
 * @returns {{gradients: number[], terms: object[], visits: number} | {visits: number}} terms as in
 *   `reverse`, one a visit;
 *   only their number if they are more than MAX_VISITS
 */
export function naive(graph, {locals}) {
  const {nodes, root} = graph;
  const visits = countVisits(graph);
  if (visits > MAX_VISITS) return {visits};
  const gradients = nodes.map(({id}) => Number(id === root));
  const terms = [];
  const visit = from =>
    nodes[from].parents.forEach((to, edge) => {
      const [upstream, local] = [gradients[from], locals[from][edge]];
      gradients[to] += upstream * local;
      terms.push({from, to, edge, upstream, local, value: upstream * local, total: gradients[to]});
      visit(to);
    });
  visit(root);
  return {gradients, terms, visits};
}

/** The number of edges on all paths back from the root: the naive order visits each of them. */
function countVisits({nodes, root}) {
  const paths = nodes.map(({id}) => Number(id === root));
  let visits = 0;
  for (const {id, parents} of nodes.toReversed()) {
    visits += paths[id] * parents.length;
    for (const parent of parents) paths[parent] += paths[id];
  }
  return visits;
}

/**
 * Operations evaluated, and the multiply–adds for all derivatives in either mode: reverse mode
 * passes each edge once, forward mode once for each input.
 */
export function counts({nodes, inputs}) {
  const edges = nodes.reduce((sum, {parents}) => sum + parents.length, 0);
  return {operations: nodes.length - inputs.length, reverse: edges, forward: edges * inputs.length};
}
