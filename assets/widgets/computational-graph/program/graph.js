/**
 * The graph of a program, as gradflow's Value records it: numbers become part of the operation
 * (`× -1`, `^ 2`), a name that is used twice is one node, and the same expression written twice is
 * two.
 */

import {remember} from "../../ui/remember.js";
import {GraphBuilder, findParents} from "./builder.js";
import {ProgramError} from "./error.js";
import {parse} from "./parse.js";

/**
 * @typedef {number | GraphNode} Operand
 *
 * @typedef {object} GraphNode
 * @property {number} id its position in the order of evaluation: parents come before
 * @property {string} name the variable's name, or v1, v2 … for an operation without one
 * @property {boolean} isNamed whether the program names it
 * @property {string} operation key of OPERATIONS, "" for an input
 * @property {string} text the operation with the numbers that take part: `+`, `× -1`, `exp`
 * @property {Operand[]} operands
 * @property {number[]} parents ids of the nodes among the operands; one that is used twice comes
 *   twice
 * @property {string} operandText what stands between the parentheses of a function, else ""
 * @property {number} index its position in the text
 * @property {number} [value] of an input that the program sets
 *
 * @typedef {object} Graph
 * @property {string} program its text
 * @property {GraphNode[]} nodes all that the result is made from, by id
 * @property {number} root the result's id
 * @property {number[]} inputs in the order of the text
 * @property {string[]} unused names that the result does not depend on
 */

/**
 * @param {string} text
 * @returns {Graph}
 * @throws {ProgramError}
 */
export function compile(text) {
  const builder = new GraphBuilder(text);
  const statements = parse(text);
  const results = statements.map((statement, k) =>
    builder.addStatement(statement, k === statements.length - 1)
  );
  return {program: text, ...selectReached(builder.nodes, results[results.length - 1])};
}

/** @typedef {{graph: Graph, error?: undefined} | {graph?: undefined, error: ProgramError}} Reading */

/** The program's graph, or what is wrong with the program. @type {(text: string) => Reading} */
export const readProgram = remember(text => {
  try {
    return {graph: compile(text)};
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return {error};
  }
});

/**
 * The nodes that the result is made from, with new ids.
 * @param {GraphNode[]} all @param {GraphNode} root
 * @returns {Omit<Graph, "program">}
 */
function selectReached(all, root) {
  const reached = new Set([root.id]);
  for (const {id, parents} of all.toReversed())
    if (reached.has(id)) parents.forEach(parent => reached.add(parent));
  const nodes = all.filter(({id}) => reached.has(id));
  const unused = all.filter(({id, isNamed}) => isNamed && !reached.has(id));
  const nextName = createNames(nodes.map(({name}) => name));
  nodes.forEach((node, id) => {
    node.id = id;
    node.name ||= nextName();
    node.parents = findParents(node.operands);
  });
  const inputs = nodes.filter(({operation}) => !operation).sort((a, b) => a.index - b.index);
  return {
    nodes,
    root: root.id,
    inputs: inputs.map(({id}) => id),
    unused: unused.map(({name}) => name)
  };
}

/** Gives v1, v2 … without the names that are taken. @param {string[]} taken */
function createNames(taken) {
  let count = 0;
  return () => {
    do count += 1;
    while (taken.includes(`v${count}`));
    return `v${count}`;
  };
}
