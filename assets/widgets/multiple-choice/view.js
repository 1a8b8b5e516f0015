/**
 * The widget "multiple-choice": options to click or press, feedback for each, an answer to reveal
 * and to hide.
 */

import {createHtml} from "../ui/dom.js";
import {isOnSlide, listenForKeys} from "../ui/frame/deck-keys.js";
import {button} from "../ui/inputs/inputs.js";
import {createWidget} from "../ui/widget.js";
import {addLetters, describeOptions, lastLetter, letterForKey} from "./core.js";
import {createCard} from "./drawing.js";
import {computeResults, createFields} from "./state.js";
import {finding} from "./text.js";

/**
 * @import {Question} from "./core.js"
 * @import {State} from "./state.js"
 */

const TEXT_FIELD = "input:not([type=button]), textarea, select, [contenteditable]";

/**
 * The page's own explanation of the answer is `.explanation` in the same `[data-widget]`; it stays
 * hidden until the question is answered. `value.results` holds the choice, whether it is right, and
 * whether the question is answered.
 * @param {Question} question
 * @param {{document?: Document, name?: string, invalidation?: Promise<void>}} [options] name: the
 *   parameter in the page's address; a second widget with the same question needs its own
 * @returns {HTMLElement}
 */
export function multipleChoice(
  question,
  {document = globalThis.document, name = question.id, invalidation} = {}
) {
  const h = createHtml(document);
  /** @param {State} state */
  const isAnswered = state => computeResults(question, state).isAnswered;
  /** @param {string} letter */
  const choose = letter =>
    widget.set({tried: [...widget.state.tried.filter(other => other !== letter), letter]});
  const toggleAnswer = () =>
    widget.set(isAnswered(widget.state) ? {tried: [], revealed: false} : {revealed: true});
  const reveal = button({document, label: "Reveal the answer", onclick: toggleAnswer});
  const cards = addLetters(question).map(({letter, text}) =>
    createCard({document, name, letter, text, onclick: () => choose(letter)})
  );
  const hint = `Click an option, or press A to ${lastLetter(question)}.`;
  const group = h(
    "div",
    {class: "mc-options", role: "group", "aria-label": "Options"},
    cards.map(({node}) => node)
  );
  const widget = createWidget({
    document,
    name,
    fields: createFields(question),
    controls: {},
    origin: "",
    results: state => computeResults(question, state),
    invalidation,
    aside: [reveal, h("p", {class: "mc-hint"}, hint)],
    figure: [group],
    figureFirst: true,
    paint: state => {
      describeOptions(question, state).forEach((option, i) => cards[i].update(option));
      reveal.textContent = isAnswered(state) ? "Hide the answer" : "Reveal the answer";
      group.setAttribute("data-answered", String(isAnswered(state)));
      return finding(question, state);
    }
  });
  const {node} = widget;
  node.classList.add("mc");
  /** Chooses the key's option, if it has one. @param {string} key */
  const chooseByKey = key => {
    const letter = letterForKey(question, key);
    if (letter) choose(letter);
    return Boolean(letter);
  };
  listenForKeys(node, {
    take: ({key}, target) =>
      !target.closest?.(TEXT_FIELD) &&
      (node.contains(target) || isOnSlide(node)) &&
      chooseByKey(key),
    takeFromSpeaker: chooseByKey,
    invalidation
  });
  return node;
}
