// Formulas, typeset at build; plain text in a page's title and contents.
import katex from "katex";
/** @import {Page, Problem} from "./page.mjs" */

/** @type {Record<string, string>} */
const entities = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"};
/** @param {string} text */
const unescape = text => text.replace(/&(?:amp|lt|gt|quot|#39);/g, entity => entities[entity]);

const formulas =
  /<span((?: id="[^"]*")?) data-tex="([^"]*)">\s*<span class="math (inline|display)">([\s\S]*?)<\/span>\s*<\/span>/g;
const plainParts = /<title>[\s\S]*?<\/title>|<nav id="TOC"[\s\S]*?<\/nav>/g;
const known = new Set(["unicodeTextInMathMode", "mathVsTextUnits"]);

const sources = /<annotation [\s\S]*?<\/annotation>/g;

/**
 * The formula with its TeX, to be copied, without comments and the colours of forward and backward.
 * @param {string} html
 */
const withPlainSource = html =>
  html.replace(sources, tex => tex.replace(/(?<!\\)%[^\n<]*|\\textcolor\{#\w+\}|^\n|\n(?=<)/g, ""));

/**
 * Rejects links, pictures and HTML, of which KaTeX would show no more than the command's name.
 * @param {{command: string}} context @returns {never}
 */
function trust({command}) {
  throw new Error(`${command} is not covered by tools/render`);
}

/** @param {string} code */
const strict = code => (known.has(code) ? "ignore" : "error");

/**
 * Replaces a text's formulas by what `show` makes of KaTeX's HTML.
 * @param {string} text
 * @param {{page: Page, problems: Problem[], output: "mathml" | "htmlAndMathml",
 *   show: (html: string, id: string, kind: string) => string}} options
 */
function replaceFormulas(text, {page, problems, output, show}) {
  return text.replace(formulas, (_, id, source, kind, tex) => {
    const displayMode = kind === "display";
    const options = {displayMode, strict, trust, output, throwOnError: true};
    try {
      return show(katex.renderToString(unescape(tex), options), id, kind);
    } catch (error) {
      const {message} = /** @type {Error} */ (error);
      const reason = message.replace(/^KaTeX parse error: /, "").replace(/\u0332/g, "");
      problems.push({
        message: `broken formula: ${reason}`,
        place: {page: page.page, at: unescape(source), formula: true}
      });
      return "";
    }
  });
}

/**
 * MathML as plain text, a fraction as `a/b`.
 * @param {string} mathml
 */
function plainMaths(mathml) {
  let text = "";
  /** @type {{name: string, parts: number}[]} */
  const open = [];
  for (const [, close, name, word] of mathml.matchAll(/<(\/?)([a-z]+)[^>]*>|([^<]+)/g)) {
    if (word) text += word;
    else if (close) open.pop();
    else {
      const parent = open.at(-1);
      if (parent?.name === "mfrac" && parent.parts++ === 1) text += "/";
      open.push({name, parts: 0});
    }
  }
  return text;
}

/**
 * A title or table of contents with its formulas as plain text.
 * @param {string} part @param {Page} page @param {Problem[]} problems
 */
function plainPart(part, page, problems) {
  /** @param {string} mathml */
  const show = mathml => plainMaths(mathml.replace(sources, ""));
  const text = replaceFormulas(part, {page, problems, output: "mathml", show});
  if (!text.startsWith("<title>")) return text;
  return `<title>${text.slice(7, -8).replace(/<[^>]*>/g, "")}</title>`;
}

/**
 * The page's HTML with its formulas.
 * @param {Page} page @param {Problem[]} problems
 */
export function renderFormulas(page, problems) {
  const html = page.html.replace(plainParts, part => plainPart(part, page, problems));
  /** @type {(formula: string, id: string, kind: string) => string} */
  const show = (formula, id, kind) =>
    `<span${id} class="math ${kind}">${withPlainSource(formula)}</span>`;
  return replaceFormulas(html, {page, problems, output: "htmlAndMathml", show});
}
