// Observable's dialect, compiled at build: cells in, plain JavaScript out.
import {CellParser, parseCell} from "@observablehq/parser";

/** Names that a cell may use without defining them, with the code that brings each in. */
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

/** Split a code block into the texts of its cells, each with the line that it starts on. */
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

const inputName = node =>
  node.type === "ViewExpression"
    ? `viewof ${node.id.name}`
    : node.type === "MutableExpression"
      ? `mutable ${node.id.name}`
      : node.name;
const identifier = name => name.replace(/^(viewof|mutable) /, "$1$");

/** Compile one cell: its name, the names that it reads, and an expression of its function. */
function compileCell(text) {
  const cell = parseCell(text);
  if (!cell.body) return null;
  if (cell.body.type === "ImportDeclaration") return compileImport(cell.body);
  const inputs = [...new Set(cell.references.map(inputName))];
  const body = substitute(text, cell);
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

function compileImport(body) {
  if (body.injections) throw new SyntaxError("import … with … (not covered)");
  const names = body.specifiers.map(({imported, local, view, mutable}) => {
    if (view || mutable) throw new SyntaxError("import of viewof or mutable (not covered)");
    return {imported: imported.name, local: local.name};
  });
  return {import: body.source.value, names};
}

/** The body's text with `viewof x` and `mutable x` as identifiers. */
function substitute(text, cell) {
  const found = cell.references.filter(node => node.type !== "Identifier");
  let result = text.slice(cell.body.start, cell.body.end);
  for (const node of found.sort((a, b) => b.start - a.start)) {
    const value = node.type === "MutableExpression" ? ".value" : "";
    const [start, end] = [node.start - cell.body.start, node.end - cell.body.start];
    result = result.slice(0, start) + identifier(inputName(node)) + value + result.slice(end);
  }
  return result;
}

/** Compile all cells of a page; the problems found carry `cell` and `line`. */
export function compileCells(cells) {
  const problems = [];
  const compiled = [];
  for (const cell of cells) {
    try {
      for (const part of splitCells(cell.code)) {
        const result = compileCell(part.text);
        if (result) compiled.push({...result, cell, line: part.line});
      }
    } catch (error) {
      const message = error.message.replace(/ \(\d+:\d+\)$/, "");
      problems.push({
        message: `broken cell: ${message}`,
        place: {cell, line: error.loc?.line ?? 1}
      });
    }
  }
  return {compiled, problems: problems.length ? problems : checkNames(compiled)};
}

function checkNames(compiled) {
  const problems = [];
  const defined = new Set();
  for (const item of compiled) {
    const place = {cell: item.cell, line: item.line};
    for (const name of namesOf(item)) {
      if (defined.has(name)) problems.push({message: `duplicate name: ${name}`, place});
      defined.add(name);
    }
  }
  const isKnown = name =>
    defined.has(name) || libraries[name] || builtins.has(name) || page.has(name);
  for (const {inputs = [], cell, line} of compiled) {
    for (const name of inputs.filter(input => !isKnown(input))) {
      problems.push({
        message: `undefined name: ${name} (want a name that a cell of this page defines)`,
        place: {cell, line}
      });
    }
  }
  return problems.concat(checkCircles(compiled));
}

/** The names that a cell defines. */
function namesOf(item) {
  const names = item.import ? item.names.map(({local}) => local) : [item.name];
  if (item.view || item.mutable) names.push(item.name.replace(/^\w+ /, ""));
  return names.filter(Boolean);
}

/** Cells that wait for each other never show a value. */
function checkCircles(compiled) {
  const named = new Map(
    compiled.filter(item => item.name).map(item => [item.name.replace(/^\w+ /, ""), item])
  );
  const needs = ({inputs}) =>
    inputs.map(name => named.get(name.replace(/^\w+ /, ""))).filter(Boolean);
  const done = new Set();
  const circles = [];
  const visit = (item, path) => {
    if (path.includes(item)) {
      const names = [...path.slice(path.indexOf(item)), item].map(({name}) => name).join(" → ");
      circles.push({
        message: `circular definition: ${names}`,
        place: {cell: item.cell, line: item.line}
      });
    }
    if (done.has(item)) return;
    done.add(item);
    for (const next of needs(item)) visit(next, [...path, item]);
  };
  for (const item of named.values()) visit(item, []);
  return circles;
}

/** The page's entry module; `lines[i]` is the item that line i of it comes from. */
export function entryModule(compiled) {
  const lines = [];
  const origins = [];
  const push = (text, item) => {
    for (const line of text.split("\n")) origins[lines.push(line)] = item;
  };
  const used = new Set(compiled.flatMap(item => item.inputs ?? []));
  const defined = new Set(
    compiled.flatMap(item => (item.import ? item.names.map(n => n.local) : [item.name]))
  );
  const brought = Object.keys(libraries).filter(name => used.has(name) && !defined.has(name));
  push('import { start } from "page-runtime";');
  for (const name of brought) push(libraries[name]);
  const imports = compiled.filter(item => item.import);
  imports.forEach((item, i) => {
    const names = item.names.map(({imported, local}) => `${imported} as ${local}$${i}`);
    push(`import { ${names.join(", ")} } from ${JSON.stringify(item.import)};`, item);
  });
  push("start([");
  for (const name of brought) push(`{ name: "${name}", inputs: [], value: () => ${name} },`);
  imports.forEach((item, i) => {
    for (const {local} of item.names)
      push(`{ name: "${local}", inputs: [], value: () => ${local}$${i} },`, item);
  });
  for (const item of compiled.filter(c => !c.import)) {
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
