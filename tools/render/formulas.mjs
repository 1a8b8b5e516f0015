// Formulas, typeset at build; plain text in a page's title and contents.
import katex from "katex";
import {SourceError} from "./errors.mjs";

const entities = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"};
const unescape = text => text.replace(/&(?:amp|lt|gt|quot|#39);/g, entity => entities[entity]);

const formulas =
  /<span((?: id="[^"]*")?) data-tex="([^"]*)">\s*<span class="math (inline|display)">([\s\S]*?)<\/span>\s*<\/span>/g;
const plainParts = /<title>[\s\S]*?<\/title>|<nav id="TOC"[\s\S]*?<\/nav>/g;
const known = new Set(["unicodeTextInMathMode", "mathVsTextUnits"]);

const sources = /<annotation [\s\S]*?<\/annotation>/g;

/**
 * The formula with its TeX, to be copied, without comments and the colours of forward and backward.
 */
const withPlainSource = html =>
  html.replace(sources, tex => tex.replace(/(?<!\\)%[^\n<]*|\\textcolor\{#\w+\}|^\n|\n(?=<)/g, ""));

/**
 * Links, pictures and HTML in a formula, of which KaTeX would show no more than the command's name.
 */
function trust({command}) {
  throw new Error(`${command} is not covered by tools/render`);
}

/** Replace a text's formulas by what `show` makes of KaTeX's HTML. */
function replaceFormulas(text, page, problems, output, show) {
  return text.replace(formulas, (_, id, source, kind, tex) => {
    const displayMode = kind === "display";
    const strict = code => (known.has(code) ? "ignore" : "error");
    try {
      const html = katex.renderToString(unescape(tex), {
        displayMode,
        strict,
        trust,
        output,
        throwOnError: true
      });
      return show(html, id, kind);
    } catch (error) {
      const message = error.message.replace(/^KaTeX parse error: /, "").replace(/\u0332/g, "");
      problems.push(
        new SourceError(`broken formula: ${message}`, {
          page: page.page,
          at: unescape(source),
          formula: true
        })
      );
      return "";
    }
  });
}

/** MathML as plain text, a fraction as `a/b`. */
function plainMaths(mathml) {
  let text = "";
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

function plainPart(part, page, problems) {
  const text = replaceFormulas(part, page, problems, "mathml", mathml =>
    plainMaths(mathml.replace(sources, ""))
  );
  if (!text.startsWith("<title>")) return text;
  return `<title>${text.slice(7, -8).replace(/<[^>]*>/g, "")}</title>`;
}

export function renderFormulas(page, problems) {
  const html = page.html.replace(plainParts, part => plainPart(part, page, problems));
  const show = (formula, id, kind) =>
    `<span${id} class="math ${kind}">${withPlainSource(formula)}</span>`;
  return replaceFormulas(html, page, problems, "htmlAndMathml", show);
}
