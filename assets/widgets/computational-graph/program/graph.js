/**
 * The graph of a program, as gradflow's Value records it: numbers become part of the operation
 * (`× -1`, `^ 2`), a name that is used twice is one node, and the same expression written twice is
 * two.
 */

import {remember} from "../../ui/remember.js";
import {GraphBuilder} from "./builder.js";
import {ProgramError} from "./error.js";
import {parse} from "./parse.js";

/**
 * @typedef {object} Node
 * @property {number} id its position in the order of evaluation: parents come before
 * @property {string} name the variable's name, or v1, v2 … for an operation without one
 * @property {boolean} named whether the program names it
 * @property {string} operation key of OPERATIONS, "" for an input
 * @property {string} text the operation with the numbers that take part: `+`, `× -1`, `exp`
 * @property {(number | {id: number})[]} operands numbers, and nodes by id
 * @property {string} [operandText] what stands between the parentheses of a function
 * @property {number[]} parents the nodes among the operands; one that is used twice comes twice
 * @property {number} index its position in the text
 * @property {number} [value] of an input that the program sets
 *
 * @typedef {object} Graph
 * @property {Node[]} nodes all that the result is made from, in order
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
  return selectReached(builder.nodes, results.at(-1));
}

/**
 * The program's graph, or what is wrong with the program.
 * @type {(text: string) => {graph?: Graph, error?: ProgramError}}
 */
export const readProgram = remember(text => {
  try {
    return {graph: compile(text)};
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return {error};
  }
});

/** The nodes that the result is made from, with new ids. */
function selectReached(all, root) {
  const reached = new Set([root.id]);
  for (const {id, parents} of all.toReversed())
    if (reached.has(id)) parents.forEach(parent => reached.add(parent));
  const selected = all.filter(({id}) => reached.has(id));
  const newIds = new Map(selected.map(({id}, k) => [id, k]));
  const nextName = createNames(selected.map(({name}) => name));
  const nodes = selected.map((node, id) => ({
    ...node,
    id,
    name: node.name || nextName(),
    parents: node.parents.map(parent => newIds.get(parent)),
    operands: node.operands.map(operand =>
      typeof operand === "number" ? operand : {id: newIds.get(operand.id)}
    )
  }));
  const inputs = nodes.filter(({operation}) => !operation).sort((a, b) => a.index - b.index);
  const unused = all.filter(({id, named}) => named && !reached.has(id)).map(({name}) => name);
  return {nodes, root: newIds.get(root.id), inputs: inputs.map(({id}) => id), unused};
}

/** Gives v1, v2 … without the names that are taken. */
function createNames(taken) {
  let count = 0;
  return () => {
    do count += 1;
    while (taken.includes(`v${count}`));
    return `v${count}`;
  };
}
