/** Values of a graph, and its derivatives in reverse mode, in forward mode and in naive order. */

import {readOperands} from "../program/formula.js";
import {evaluate} from "../program/operations.js";

/** @import {Graph, GraphNode} from "../program/graph.js" */

/**
 * @typedef {object} Pass
 * @property {number[]} values by node; those after a problem are missing
 * @property {number[][]} locals by node, one derivative for each of its parents
 * @property {GraphNode} [problem] the node that has no value
 *
 * @typedef {object} Term what arrives along an edge, upstream × local = value
 * @property {number} from
 * @property {number} to
 * @property {number} edge which of the parents of `from`
 * @property {number} upstream
 * @property {number} local
 * @property {number} value
 *
 * @typedef {Term & {total: number}} Visit total: what has arrived at the node so far
 */

/** If the naive order needs more visits than this, they are only counted. */
const MAX_VISITS = 400;

/**
 * @param {Graph} graph
 * @param {Record<string, number>} point a number for each input that the program does not set
 * @returns {Pass}
 */
export function forward({nodes}, point) {
  /** @type {number[]} */
  const values = [];
  /** @type {number[][]} */
  const locals = nodes.map(() => []);
  for (const {id, operation, name, value} of nodes)
    if (!operation) values[id] = value ?? point[name];
  for (const node of nodes.filter(({operation}) => operation)) {
    const {id, operation, operands} = node;
    const result = evaluate(operation, readOperands(node, values));
    if (result.problem !== undefined) return {values, locals, problem: node};
    values[id] = result.value;
    // numbers among the operands need no derivative
    locals[id] = result.locals.filter((_, k) => typeof operands[k] !== "number");
  }
  return {values, locals};
}

/**
 * Reverse mode, from the last node to the first: a node passes on what has been added up at it.
 * @param {Graph} graph @param {Pass} pass complete
 * @returns {{gradients: number[], terms: Term[]}} a term for each edge, as they are computed
 */
export function reverse({nodes, root}, {locals}) {
  const gradients = nodes.map(({id}) => Number(id === root));
  /** @type {Term[]} */
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
 * @param {Graph} graph @param {Pass} pass complete @param {number} input its id
 * @returns {number[]} a tangent for each node; that of the root is the derivative
 */
export function forwardMode({nodes}, {locals}, input) {
  /** @type {number[]} */
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
 * @param {Graph} graph @param {Pass} pass complete
 * @returns {{visits: number, gradients?: number[], terms?: Visit[]}} only the number of visits if
 *   they are more than MAX_VISITS
 */
export function naive(graph, {locals}) {
  const {nodes, root} = graph;
  const visits = countVisits(graph);
  if (visits > MAX_VISITS) return {visits};
  const gradients = nodes.map(({id}) => Number(id === root));
  /** @type {Visit[]} */
  const terms = [];
  /** @param {number} from */
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

/**
 * The number of edges on all paths back from the root: the naive order visits each of them.
 * @param {Graph} graph
 */
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
 * @param {Graph} graph
 */
export function counts({nodes, inputs}) {
  const edges = nodes.flatMap(({parents}) => parents).length;
  return {operations: nodes.length - inputs.length, reverse: edges, forward: edges * inputs.length};
}
