// Observable's dialect, compiled at build: cells in, plain JavaScript out.
import {CellParser, parseCell} from "@observablehq/parser";

/** @import {Identifier, PrefixedName, Cell as ParsedCell, ImportDeclaration} from "@observablehq/parser" */
/** @import {Cell, Problem} from "./page.mjs" */

/**
 * A cell as it runs: a variable, or the names that it imports.
 * @typedef {{name: string | null, inputs: string[], code: string, view: boolean,
 *   mutable: boolean}} VariableCell inputs: the names that it reads; code: its function
 * @typedef {{import: string, names: {imported: string, local: string}[]}} ImportCell
 * @typedef {{cell: Cell, line: number}} Origin the page's cell that contains it, and its line there
 * @typedef {(VariableCell | ImportCell) & Origin} CompiledCell
 */

/**
 * Names that a cell may use without defining them, with the code that imports each.
 * @type {Record<string, string>}
 */
const libraries = {
  Plot: 'import * as Plot from "@observablehq/plot";',
  Inputs: 'import * as Inputs from "@observablehq/inputs";',
  d3: 'import * as d3 from "d3";',
  html: 'import { html } from "htl";',
  svg: 'import { svg } from "htl";'
};
const builtins = new Set(["width", "now", "Generators", "Mutable", "invalidation", "visibility"]);
const page = new Set(
  `
  location history localStorage sessionStorage globalThis getComputedStyle matchMedia
  queueMicrotask structuredClone customElements Event KeyboardEvent MutationObserver
  ResizeObserver IntersectionObserver Node Element HTMLElement SVGElement DOMParser
  XMLSerializer URLSearchParams AbortController BigInt64Array setImmediate alert
`
    .trim()
    .split(/\s+/)
);

/**
 * Splits a code block into the texts of its cells, each with the line that it starts on.
 * @param {string} code
 */
function splitCells(code) {
  const parts = [];
  let position = 0;
  while (position < code.length) {
    const parser = new CellParser({}, code, position);
    parser.nextToken();
    if (parser.type.label === "eof") break;
    const start = parser.start;
    parser.parseCell(parser.startNode(), false);
    position = parser.lastTokEnd;
    parts.push({text: code.slice(start, position), line: code.slice(0, start).split("\n").length});
  }
  return parts;
}

/** @param {Identifier | PrefixedName} node */
const inputName = node =>
  node.type === "Identifier"
    ? node.name
    : `${node.type === "ViewExpression" ? "viewof" : "mutable"} ${node.id.name}`;

/** @param {string} name */
const identifier = name => name.replace(/^(viewof|mutable) /, "$1$");

/**
 * Compiles one cell; null if it is empty.
 * @param {string} text @returns {VariableCell | ImportCell | null}
 */
function compileCell(text) {
  const cell = parseCell(text);
  if (!cell.body) return null;
  if (cell.body.type === "ImportDeclaration") return compileImport(cell.body);
  const inputs = [...new Set(cell.references.map(inputName))];
  const body = substitute(text, cell.body, cell.references);
  const block = cell.body.type === "BlockStatement";
  const keyword = `${cell.async ? "async " : ""}function${cell.generator ? "*" : ""}`;
  const head = `${keyword}(${inputs.map(identifier).join(", ")})`;
  const name = cell.id ? inputName(cell.id) : null;
  return {
    name,
    inputs,
    code: `${head} ${block ? body : `{ return (\n${body}\n); }`}`,
    view: cell.id?.type === "ViewExpression",
    mutable: cell.id?.type === "MutableExpression"
  };
}

/** @param {ImportDeclaration} body @returns {ImportCell} */
function compileImport(body) {
  if (body.injections) throw new SyntaxError("import … with … (not covered)");
  const names = body.specifiers.map(({imported, local, view, mutable}) => {
    if (view || mutable) throw new SyntaxError("import of viewof or mutable (not covered)");
    return {imported: imported.name, local: local.name};
  });
  return {import: body.source.value, names};
}

/**
 * The body's text with `viewof x` and `mutable x` as identifiers.
 * @param {string} text @param {{start: number, end: number}} body
 * @param {ParsedCell["references"]} references
 */
function substitute(text, body, references) {
  const found = references.filter(node => node.type !== "Identifier");
  let result = text.slice(body.start, body.end);
  for (const node of found.sort((a, b) => b.start - a.start)) {
    const value = node.type === "MutableExpression" ? ".value" : "";
    const [start, end] = [node.start - body.start, node.end - body.start];
    result = result.slice(0, start) + identifier(inputName(node)) + value + result.slice(end);
  }
  return result;
}

/**
 * Compiles all cells of a page.
 * @param {Cell[]} cells
 */
export function compileCells(cells) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {CompiledCell[]} */
  const compiled = [];
  for (const cell of cells) {
    try {
      for (const part of splitCells(cell.code)) {
        const result = compileCell(part.text);
        if (result) compiled.push({...result, cell, line: part.line});
      }
    } catch (error) {
      const {message, loc} = /** @type {SyntaxError & {loc?: {line: number}}} */ (error);
      const reason = message.replace(/ \(\d+:\d+\)$/, "");
      problems.push({message: `broken cell: ${reason}`, place: {cell, line: loc?.line ?? 1}});
    }
  }
  return {compiled, problems: problems.length ? problems : checkNames(compiled)};
}

/** @param {CompiledCell} item @returns {item is VariableCell & Origin} */
const isVariable = item => !("import" in item);

/** @param {Origin} item @param {string} message @returns {Problem} */
const problemAt = ({cell, line}, message) => ({message, place: {cell, line}});

/** @param {CompiledCell[]} compiled */
function checkNames(compiled) {
  const problems = [];
  const defined = new Set();
  for (const item of compiled) {
    for (const name of namesOf(item)) {
      if (defined.has(name)) problems.push(problemAt(item, `duplicate name: ${name}`));
      defined.add(name);
    }
  }
  /** @param {string} name */
  const isKnown = name =>
    defined.has(name) || libraries[name] || builtins.has(name) || page.has(name);
  for (const item of compiled.filter(isVariable)) {
    for (const name of item.inputs.filter(input => !isKnown(input))) {
      const message = `undefined name: ${name} (want a name that a cell of this page defines)`;
      problems.push(problemAt(item, message));
    }
  }
  return problems.concat(checkCircles(compiled));
}

/**
 * The names that a cell defines: its own, and of `viewof x` also `x`.
 * @param {CompiledCell} item
 */
function namesOf(item) {
  if (!isVariable(item)) return item.names.map(({local}) => local);
  if (!item.name) return [];
  return item.view || item.mutable ? [item.name, plainName(item.name)] : [item.name];
}

/** @param {string} name with or without `viewof` or `mutable` */
const plainName = name => name.replace(/^\w+ /, "");

/**
 * Finds cells that wait for each other, which never show a value.
 * @param {CompiledCell[]} compiled
 */
function checkCircles(compiled) {
  const variables = compiled.filter(isVariable);
  const named = new Map(
    variables.flatMap(item => (item.name ? [[plainName(item.name), item]] : []))
  );
  const done = new Set();
  /** @type {Problem[]} */
  const circles = [];
  /** @param {VariableCell & Origin} item @param {(VariableCell & Origin)[]} path */
  const visit = (item, path) => {
    if (path.includes(item)) {
      const names = [...path.slice(path.indexOf(item)), item].map(({name}) => name).join(" → ");
      circles.push(problemAt(item, `circular definition: ${names}`));
    }
    if (done.has(item)) return;
    done.add(item);
    for (const name of item.inputs) {
      const next = named.get(plainName(name));
      if (next) visit(next, [...path, item]);
    }
  };
  for (const item of named.values()) visit(item, []);
  return circles;
}

/**
 * The page's entry module; `origins[i]` is the cell that line i of it comes from.
 * @param {CompiledCell[]} compiled
 */
export function entryModule(compiled) {
  /** @type {string[]} */
  const lines = [];
  /** @type {(CompiledCell | undefined)[]} */
  const origins = [];
  /** @param {string} text @param {CompiledCell} [item] */
  const push = (text, item) => {
    for (const line of text.split("\n")) origins[lines.push(line)] = item;
  };
  const variables = compiled.filter(isVariable);
  const imports = compiled.filter(item => "import" in item);
  const used = new Set(variables.flatMap(({inputs}) => inputs));
  const defined = new Set(compiled.flatMap(namesOf));
  const needed = Object.keys(libraries).filter(name => used.has(name) && !defined.has(name));
  push('import { start } from "page-runtime";');
  for (const name of needed) push(libraries[name]);
  imports.forEach((item, i) => {
    const names = item.names.map(({imported, local}) => `${imported} as ${local}$${i}`);
    push(`import { ${names.join(", ")} } from ${JSON.stringify(item.import)};`, item);
  });
  push("start([");
  for (const name of needed) push(`{ name: "${name}", inputs: [], value: () => ${name} },`);
  imports.forEach((item, i) => {
    for (const {local} of item.names)
      push(`{ name: "${local}", inputs: [], value: () => ${local}$${i} },`, item);
  });
  for (const item of variables) {
    const {cell, name, inputs, code} = item;
    const parameters = inputs.filter(input => !page.has(input));
    const target = cell.display ? `, target: "${cell.id}"` : "";
    const body = code.replace(/\(.*?\)/, `(${parameters.map(identifier).join(", ")})`);
    push(
      `{ name: ${JSON.stringify(name)}, inputs: ${JSON.stringify(parameters)}${target}, value: ${body} },`,
      item
    );
  }
  push("]);");
  return {text: lines.join("\n"), origins};
}
