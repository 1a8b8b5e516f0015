/**
 * Two buttons: print a page of exercises alone, or with its folded answers on pages of their own.
 */

import {createHtml} from "../ui/dom.js";
import {button} from "../ui/inputs/inputs.js";

const LEAD = "Ctrl+P prints the exercises without answers.";

/**
 * Folded callouts of the class "answer" are answers, those of the class "question" have the
 * question as their title. The style sheet hides both answers in print (pages.css).
 * @param {{document?: Document}} [options]
 * @returns {HTMLElement}
 */
export function printButtons({document = globalThis.document} = {}) {
  const h = createHtml(document);
  const view = document.defaultView;
  const withAnswers = () => {
    const sheet = answerSheet(document);
    document.querySelector("main").append(sheet);
    view.addEventListener("afterprint", () => sheet.remove(), {once: true});
    view.print();
  };
  return h(
    "div",
    {class: "w print-buttons"},
    h("p", {class: "w-label"}, LEAD),
    h(
      "div",
      {class: "w-buttons"},
      button({document, label: "Print without answers", onclick: () => view.print()}),
      button({document, label: "Print with answers at the end", onclick: withAnswers})
    )
  );
}

/** All answers under the headings of their exercises; it shows in print only. */
function answerSheet(document) {
  const h = createHtml(document);
  const sheet = h("section", {class: "printed-answers"}, h("h2", {}, "Answers"));
  let heading = "";
  for (const node of document.querySelectorAll(
    "main :is(h2, h3), main .callout:is(.answer, .question)"
  )) {
    if (node.matches("h2, h3")) {
      heading = node.textContent;
      continue;
    }
    if (heading) sheet.append(h("h3", {}, heading));
    heading = "";
    const title = node.querySelector(".callout-title-container").cloneNode(true);
    const body = node.querySelector(".callout-body-container").cloneNode(true);
    for (const one of [title, body]) withoutIds(one);
    sheet.append(
      h(
        "div",
        {class: "printed-answer"},
        h("p", {}, h("strong", {}, ...title.childNodes)),
        ...body.childNodes
      )
    );
  }
  return sheet;
}

/** A copy must not bear the ids of its original. */
function withoutIds(element) {
  for (const node of [element, ...element.querySelectorAll("[id]")]) node.removeAttribute("id");
}
