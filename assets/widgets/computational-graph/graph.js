/**
 * The graph of a program, as gradflow's Value records it: numbers fold into the operation that they
 * take part in (`× -1`, `^ 2`), a name that is used twice is one node, and the same expression
 * written twice is two.
 */

import {ProgramError} from "./error.js";
import {OPERATIONS, evaluate} from "./operations.js";
import {parse} from "./parse.js";

export const MAX_NODES = 60;

/**
 * @typedef {object} Node
 * @property {number} id its place in the order of evaluation: parents come before
 * @property {string} name the variable's name, or v1, v2 … for an operation without one
 * @property {boolean} named whether the program names it
 * @property {string} operation key of OPERATIONS, "" for an input
 * @property {string} text the operation with the numbers that take part: `+`, `× -1`, `exp`
 * @property {(number | {id: number})[]} operands numbers, and nodes by id
 * @property {number[]} parents the nodes among the operands; one that is used twice comes twice
 * @property {number} at where it stands in the text
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
  const builder = createBuilder(text);
  const statements = parse(text);
  const results = statements.map((statement, k) =>
    builder.add(statement, k === statements.length - 1)
  );
  return reached(builder.nodes, results.at(-1));
}

function createBuilder(text) {
  const nodes = [];
  const names = new Map();
  const wrong = (at, problem, expected) => new ProgramError(text, at, problem, expected);
  const make = fields => {
    if (nodes.length === MAX_NODES)
      throw wrong(fields.at, "the graph is too large", `at most ${MAX_NODES} nodes`);
    return nodes[
      nodes.push({
        id: nodes.length,
        name: "",
        named: false,
        operation: "",
        text: "",
        operands: [],
        parents: [],
        ...fields
      }) - 1
    ];
  };
  const isNumber = operand => typeof operand === "number";

  /** A node, or a number where all operands are numbers. */
  function apply(operation, operands, at) {
    if (!operands.some(operand => !isNumber(operand))) {
      const {value, problem} = evaluate(operation, operands);
      if (problem) throw wrong(at, problem, "other numbers");
      return value;
    }
    const parents = operands.filter(operand => !isNumber(operand)).map(({id}) => id);
    const numbers = operands.filter(isNumber).map(general);
    return make({
      operation,
      operands: operands.map(operand => (isNumber(operand) ? operand : {id: operand.id})),
      parents,
      text: [OPERATIONS[operation].sign, ...numbers].join(" "),
      at
    });
  }
  const negated = (operand, at) =>
    isNumber(operand) ? -operand : apply("multiply", [operand, -1], at);

  const BINARY = {
    "+": (a, b, at) => apply("add", sorted(a, b), at),
    "-": (a, b, at) =>
      isNumber(a) ? apply("add", [negated(b, at), a], at) : apply("add", [a, negated(b, at)], at),
    "*": (a, b, at) => apply("multiply", sorted(a, b), at),
    "/": (a, b, at) => apply("multiply", sorted(a, apply("power", [b, -1], at)), at),
    "^": (a, n, at) => apply("power", [a, n], at)
  };
  /** As Python evaluates `2 * x`: the number comes second. */
  const sorted = (a, b) => (isNumber(a) && !isNumber(b) ? [b, a] : [a, b]);

  function build(expression) {
    const {type, value, name, operand, sign, left, right, at} = expression;
    if (type === "number") return value;
    if (type === "name") return names.get(name) ?? input(name, at);
    if (type === "minus") return negated(build(operand), at);
    if (type === "call")
      return name === "sqrt"
        ? apply("power", [build(operand), 0.5], at)
        : apply(name, [build(operand)], at);
    const [a, b] = [build(left), build(right)];
    if (sign === "^" && !isNumber(b))
      throw wrong(right.at, "a variable can’t be an exponent here", "a number, or exp(b * log(a))");
    return BINARY[sign](a, b, at);
  }

  function input(name, at, fields = {}) {
    const node = make({name, named: true, at, ...fields});
    names.set(name, node);
    return node;
  }

  /** Not so where the program gave the name a number, or the name of another. */
  const isInput = name => {
    const node = names.get(name);
    return !node.operation && node.name === name && node.value === undefined;
  };

  function checkIsNew(name, at) {
    if (!names.has(name)) return;
    const use = isInput(name) ? "is an input already" : "has a value already";
    throw wrong(at, `${name} ${use}`, "a new name");
  }

  function add({name, at, expression}, last) {
    checkIsNew(name, at);
    const result = build(expression);
    if (name && names.has(name))
      throw wrong(at, `${name} would be made from itself`, "another name");
    if (isNumber(result)) {
      if (!name || last)
        throw wrong(at, "this depends on no variable", "an expression with a name in it");
      return input(name, at, {value: result});
    }
    if (!result.named && (name || last))
      Object.assign(result, {name: name || free(names), named: true});
    if (name) names.set(name, result);
    return result;
  }
  return {nodes, add};
}

/** A name for a result that has none. */
const free = names => ["J", "L", "f", "result"].find(name => !names.has(name)) ?? "output";

/** What the result is made from, numbered anew. */
function reached(all, root) {
  const needed = new Set([root.id]);
  for (const {id, parents} of all.toReversed())
    if (needed.has(id)) parents.forEach(parent => needed.add(parent));
  const kept = all.filter(({id}) => needed.has(id));
  const place = new Map(kept.map(({id}, k) => [id, k]));
  const taken = new Set(kept.map(({name}) => name));
  let count = 0;
  const nextName = () => {
    do count += 1;
    while (taken.has(`v${count}`));
    return `v${count}`;
  };
  const nodes = kept.map((node, id) => ({
    ...node,
    id,
    name: node.name || nextName(),
    parents: node.parents.map(parent => place.get(parent)),
    operands: node.operands.map(operand =>
      typeof operand === "number" ? operand : {id: place.get(operand.id)}
    )
  }));
  const inputs = nodes
    .filter(({operation}) => !operation)
    .sort((a, b) => a.at - b.at)
    .map(({id}) => id);
  const unused = all.filter(({id, named}) => named && !needed.has(id)).map(({name}) => name);
  return {nodes, root: place.get(root.id), inputs, unused};
}

/** A number with six significant digits, as Python's `:g` writes it. */
export function general(value) {
  const [digits, exponent] = value.toExponential(5).split("e").map(Number);
  if (exponent < -4 || exponent >= 6)
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return String(Number(value.toPrecision(6)) + 0);
}
