// What the pages import: the widgets, the print buttons and `md`.

export {activations} from "./activations/index.js";
export {computationalGraph} from "./computational-graph/index.js";
export {forwardBackward} from "./forward-backward/index.js";
export {gradientFlow} from "./gradient-flow/index.js";
export {pathThroughDepth} from "./path-through-depth/index.js";
export {multipleChoice} from "./multiple-choice/index.js";
export {predictGradient} from "./predict-gradient/index.js";
export {printButtons} from "./print-answers/index.js";

/**
 * Quarto shows an import statement through `md`, and its own version fetches a parser from another
 * host. A page that imports this one as well needs no other host.
 * @param {readonly string[]} strings @param {unknown[]} values
 */
export function md(strings, ...values) {
  const pre = document.createElement("pre");
  pre.textContent = String.raw({raw: strings}, ...values).trim();
  return pre;
}
