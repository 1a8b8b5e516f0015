// One run for all pages: formulas, graphs and Observable cells, from a JSON job to a JSON result.
import {readFileSync} from "node:fs";
import {bundlePages, bundleClients} from "./bundle.mjs";
import {shrinkFigures} from "./figures.mjs";
import {renderFormulas} from "./formulas.mjs";

/**
 * @typedef {{page: string, html: string, cells: Cell[]}} Page a page as Pandoc wrote it
 * @typedef {{kind: "ojs" | "dot", id: string, code: string, options: Record<string, string>,
 *   file: string, line: number, display: boolean}} Cell a code cell; line: of its first line of
 *   code; display: whether the page shows its value
 * @typedef {{message: string, place: Place}} Problem a mistake in the sources
 * @typedef {{cell: Cell, line: number} | {page: string, at: string, formula: true} |
 *   {file: string, line: number}} Place a line of a cell, a text of a page's source, or a line of
 *   another file
 */

/** @param {string} text */
const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

/**
 * Graphviz' SVG with the theme's colours and fonts, and ids that are unique on the page.
 * @param {string} svg @param {string} prefix of the ids @param {string} alt
 */
function themeGraph(svg, prefix, alt) {
  return svg
    .replace(/<\?xml[\s\S]*?\?>|<!DOCTYPE[\s\S]*?>|<!--[\s\S]*?-->|<title>[\s\S]*?<\/title>/g, "")
    .replace(/\sid="([^"]*)"/g, ` id="${prefix}-$1"`)
    .replace(/<polygon fill="white" stroke="none"[^>]*>/, "")
    .replace(/(fill|stroke)="black"/g, '$1="currentColor"')
    .replace(/font-family="[^"]*"/g, "")
    .replace(
      /<svg width="[^"]*" height="[^"]*"/,
      `<svg class="graph" role="img" aria-label="${escape(alt)}"`
    )
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

/**
 * The text after the first graph's last brace, which Graphviz doesn't read.
 * @param {string} code
 */
function afterGraph(code) {
  const bare = code.replace(/"(?:\\.|[^"\\])*"|\/\/.*|\/\*[\s\S]*?\*\/|^#.*/gm, text =>
    " ".repeat(text.length)
  );
  let depth = 0;
  for (const {0: brace, index} of bare.matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    if (depth === 0) return bare.slice(index + 1).trim();
  }
  return "";
}

const mostEdges = 150; // Graphviz takes minutes for a few hundred, and no one reads such a graph

/**
 * What is wrong with a graph that Graphviz would accept; "" if nothing is.
 * @param {string} code
 */
function findMistake(code) {
  const edges = code.match(/->|--/g)?.length ?? 0;
  if (edges > mostEdges) return `graph of ${edges} edges (want at most ${mostEdges})`;
  const [rest] = afterGraph(code).split("\n");
  return rest && `text after the graph: ${rest} (want one graph a cell)`;
}

/**
 * The page's HTML with its graphs.
 * @param {Page} page @param {Problem[]} problems
 */
async function renderGraphs(page, problems) {
  const cells = page.cells.filter(cell => cell.kind === "dot");
  if (!cells.length) return page.html;
  const {Graphviz} = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  let html = page.html;
  for (const cell of cells) {
    const mistake = findMistake(cell.code);
    if (mistake) {
      problems.push({message: mistake, place: {cell, line: 1}});
      continue;
    }
    try {
      const svg = themeGraph(graphviz.dot(cell.code), cell.id, cell.options["fig-alt"]);
      html = html.replace(`<!--graph:${cell.id}-->`, () => svg);
    } catch (error) {
      const {message} = /** @type {Error} */ (error);
      const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1);
      problems.push({message: `broken graph: ${message.trim()}`, place: {cell, line}});
    }
  }
  return html;
}

/**
 * @param {{root: string, clients: boolean, pages: Page[]}} job root: the project's folder; clients:
 *   whether to build the scripts that all pages share
 */
async function run(job) {
  /** @type {Problem[]} */
  const problems = [];
  const pages = [];
  for (const page of job.pages) {
    page.html = shrinkFigures(page.html);
    page.html = renderFormulas(page, problems);
    pages.push({page: page.page, html: await renderGraphs(page, problems)});
  }
  const {scripts, problems: broken} = await bundlePages(job.root, job.pages);
  for (const page of pages) Object.assign(page, scripts[page.page]);
  const clients = job.clients ? await bundleClients() : null;
  const reports = [...problems, ...broken].map(({message, place}) => ({message, ...place}));
  return {pages, clients, problems: reports};
}

const result = await run(JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(result));
