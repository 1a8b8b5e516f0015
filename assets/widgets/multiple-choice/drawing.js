/**
 * The card of an option. Its button covers the whole card, so that the text stays where buttons are
 * not printed.
 */

import {createHtml} from "../ui/dom.js";

const VERDICTS = {true: "right", false: "wrong"};

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
  const update = option => {
    const isHidden = option.feedback === null;
    button.setAttribute("aria-pressed", String(option.isChosen));
    node.setAttribute("data-verdict", isHidden ? "hidden" : VERDICTS[option.isRight]);
    node.classList.toggle("mc-chosen", option.isChosen);
    feedback.textContent = option.feedback ?? "";
  };
  return {node, update};
}
