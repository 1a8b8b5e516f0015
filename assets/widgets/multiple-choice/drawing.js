/**
 * The card of an option. Its button covers the whole card, so that the text stays where buttons are
 * not printed.
 */

import {createHtml} from "../ui/dom.js";

/** @import {ShownOption} from "./core.js" */

/**
 * @param {{document: Document, name: string, letter: string, text: string, onclick: () => void}}
 *   options name: of the widget, from which the ids derive
 */
export function createCard({document, name, letter, text, onclick}) {
  const h = createHtml(document);
  const id = `${name}-${letter}`;
  const feedback = h("div", {class: "mc-feedback", id: `${id}-feedback`});
  const button = h("button", {
    type: "button",
    class: "mc-choose",
    "aria-labelledby": `${id} ${id}-text`,
    "aria-describedby": feedback.id,
    onclick
  });
  const node = h(
    "div",
    {class: "mc-option"},
    button,
    h("span", {class: "mc-letter", id}, letter),
    h("span", {class: "mc-text", id: `${id}-text`}, text),
    feedback
  );
  /** @param {ShownOption} option */
  const update = option => {
    const verdict = option.isRight ? "right" : "wrong";
    button.setAttribute("aria-pressed", String(option.isChosen));
    node.setAttribute("data-verdict", option.feedback === null ? "hidden" : verdict);
    node.classList.toggle("mc-chosen", option.isChosen);
    feedback.textContent = option.feedback ?? "";
  };
  return {node, update};
}
