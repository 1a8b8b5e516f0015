/**
 * The widget "multiple-choice": options to click or press, feedback for each, an answer to reveal
 * and to hide.
 */

import {createHtml} from "../ui/dom.js";
import {button} from "../ui/inputs/inputs.js";
import {flag} from "../ui/state/fields.js";
import {createWidget} from "../ui/widget.js";
import {finding, letterOf, lettered, shown, triedField, tryNext} from "./core.js";
import {listenForKeys} from "./keys.js";

export const fieldsOf = question => ({tried: triedField(question), revealed: flag(false)});

/**
 * What else the page says about the answer stands as `.explanation` in the same `[data-widget]`:
 * hidden until answered.
 * @param {import("./questions.js").Question} question
 * @param {{document?: Document, invalidation?: Promise<void>}} [options]
 * @returns {HTMLElement}
 */
export function multipleChoice(question, {document = globalThis.document, invalidation} = {}) {
  const h = createHtml(document);
  const choose = letter => frame.set({tried: tryNext(frame.state.tried, letter)});
  const cards = lettered(question).map(option =>
    card(h, question.id, option, () => choose(option.letter))
  );
  const last = cards.at(-1).letter;
  const reveal = button({
    document,
    label: "Reveal the answer",
    onclick: () => {
      const {answered} = shown(question, frame.state);
      frame.set(answered ? {tried: [], revealed: false} : {revealed: true});
    }
  });
  const options = h(
    "div",
    {class: "mc-options", role: "group", "aria-label": "Options"},
    cards.map(({node}) => node)
  );
  const frame = createWidget({
    document,
    name: question.id,
    fields: fieldsOf(question),
    controls: {},
    invalidation,
    aside: [reveal, h("p", {class: "mc-hint"}, `Click an option, or press A to ${last}.`)],
    figure: [options],
    figureFirst: true,
    paint: state => {
      const view = shown(question, state);
      cards.forEach(({update}, i) => update(view.options[i]));
      reveal.textContent = view.answered ? "Hide the answer" : "Reveal the answer";
      options.setAttribute("data-answered", String(view.answered));
      return finding(question, state);
    }
  });
  frame.node.classList.add("mc");
  listenForKeys(frame.node, key => letterOf(question, key), choose, invalidation);
  return frame.node;
}

/**
 * One option: its button lies over the whole card, so that the text stays where buttons are not
 * printed.
 */
function card(h, id, {letter, text}, onclick) {
  const ids = {letter: `${id}-${letter}`, text: `${id}-${letter}-text`};
  const feedback = h("div", {class: "mc-feedback", id: `${id}-${letter}-feedback`});
  const choose = h("button", {
    type: "button",
    class: "mc-choose",
    "aria-labelledby": `${ids.letter} ${ids.text}`,
    "aria-describedby": feedback.id,
    onclick
  });
  const node = h(
    "div",
    {class: "mc-option"},
    choose,
    h("span", {class: "mc-letter", id: ids.letter}, letter),
    h("span", {class: "mc-text", id: ids.text}, text),
    feedback
  );
  const update = option => {
    choose.setAttribute("aria-pressed", String(option.chosen));
    node.setAttribute(
      "data-verdict",
      option.feedback === null ? "hidden" : option.right ? "right" : "wrong"
    );
    node.classList.toggle("mc-chosen", option.chosen);
    feedback.textContent = option.feedback ?? "";
  };
  return {letter, node, update};
}
