// One run for all pages: formulas, graphs and Observable cells, from a JSON job to a JSON result.
import {readFileSync} from "node:fs";
import {bundlePages, bundleClients} from "./bundle.mjs";
import {SourceError} from "./errors.mjs";
import {shrinkFigures} from "./figures.mjs";
import {renderFormulas} from "./formulas.mjs";

const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

/** Graphviz' SVG with the theme's colours and fonts instead of its own, and ids of its own. */
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

/** What stands after the first graph's last brace, which Graphviz doesn't read. */
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

async function renderGraphs(page, problems) {
  let html = page.html;
  const cells = page.cells.filter(cell => cell.kind === "dot");
  if (!cells.length) return html;
  const {Graphviz} = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  for (const cell of cells) {
    const edges = cell.code.match(/->|--/g)?.length ?? 0;
    if (edges > mostEdges) {
      problems.push(
        new SourceError(`graph of ${edges} edges (want at most ${mostEdges})`, {cell, line: 1})
      );
      continue;
    }
    const rest = afterGraph(cell.code);
    if (rest) {
      problems.push(
        new SourceError(`text after the graph: ${rest.split("\n")[0]} (want one graph a cell)`, {
          cell,
          line: 1
        })
      );
      continue;
    }
    try {
      const svg = themeGraph(graphviz.dot(cell.code), cell.id, cell.options["fig-alt"]);
      html = html.replace(`<!--graph:${cell.id}-->`, () => svg);
    } catch (error) {
      const line = Number(/line (\d+)/.exec(error.message)?.[1] ?? 1);
      problems.push(new SourceError(`broken graph: ${error.message.trim()}`, {cell, line}));
    }
  }
  return html;
}

async function run(job) {
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
  const told = [...problems, ...broken].map(({message, place}) => ({message, ...place}));
  return {pages, clients, problems: told};
}

const result = await run(JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(result));
