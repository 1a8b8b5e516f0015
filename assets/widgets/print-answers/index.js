/**
 * Two buttons: print a page of exercises alone, or with its folded answers on pages of their own.
 */

import {createHtml} from "../ui/dom.js";
import {button} from "../ui/inputs/inputs.js";

const LEAD = "Ctrl+P prints the exercises without answers.";
const PARTS = "main :is(h2, h3), main .callout:is(.answer, .question)";

/**
 * Folded callouts of the class "answer" are answers, those of the class "question" have the
 * question as their title. The style sheet hides both answers in print (pages.css).
 * @param {{document?: Document}} [options]
 * @returns {HTMLElement}
 */
export function printButtons({document = globalThis.document} = {}) {
  const h = createHtml(document);
  const print = () => document.defaultView?.print();
  const printWithAnswers = () => {
    const sheet = createAnswerSheet(document);
    find(document, "main").append(sheet);
    document.defaultView?.addEventListener("afterprint", () => sheet.remove(), {once: true});
    print();
  };
  return h(
    "div",
    {class: "w print-buttons"},
    h("p", {class: "w-label"}, LEAD),
    h(
      "div",
      {class: "w-buttons"},
      button({document, label: "Print without answers", onclick: print}),
      button({document, label: "Print with answers at the end", onclick: printWithAnswers})
    )
  );
}

/** All answers under the headings of their exercises; it shows in print only. */
function createAnswerSheet(/** @type {Document} */ document) {
  const h = createHtml(document);
  const sheet = h("section", {class: "printed-answers"}, h("h2", {}, "Answers"));
  let heading = "";
  for (const node of document.querySelectorAll(PARTS)) {
    if (node.matches("h2, h3")) {
      heading = node.textContent ?? "";
      continue;
    }
    if (heading) sheet.append(h("h3", {}, heading));
    heading = "";
    const title = copyWithoutIds(find(node, ".callout-title-container"));
    const body = copyWithoutIds(find(node, ".callout-body-container"));
    const question = h("p", {}, h("strong", {}, ...title.childNodes));
    sheet.append(h("div", {class: "printed-answer"}, question, ...body.childNodes));
  }
  return sheet;
}

/** @param {ParentNode} root @param {string} selector */
function find(root, selector) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`missing element: ${selector}`);
  return element;
}

/** A copy must not have the ids of its original. @param {Element} original */
function copyWithoutIds(original) {
  const copy = /** @type {Element} */ (original.cloneNode(true));
  for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
  return copy;
}
