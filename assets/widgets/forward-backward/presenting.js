/** In the deck, with its switch on: the keys that turn the slide walk the micro-steps first. */

import {listenToSpeaker} from "../parts/speaker-keys.js";

const NEXT = ["ArrowRight", "PageDown", " ", "n", "N"];
const BACK = ["ArrowLeft", "PageUp", "p", "P"];

/**
 * @param {{document: Document, widget: HTMLElement, isOn: () => boolean, step: (by: number) => boolean, invalidation?: Promise<void>}} options
 *   step: false where there is no further step
 */
export function presentWithKeys({document, widget, isOn, step, invalidation}) {
  const view = document.defaultView;
  const deck = view?.Reveal;
  if (!deck?.configure) return;
  const isCurrent = () => isOn() && deck.getCurrentSlide()?.contains(widget) && !deck.isOverview() && !deck.isPaused();
  const walk = (key) => (NEXT.includes(key) ? step(1) : BACK.includes(key) ? step(-1) : false);
  const onKey = (event) => {
    const {key, target} = event;
    if (event.ctrlKey || event.altKey || event.metaKey || ![...NEXT, ...BACK].includes(key) || !isCurrent() || isTyping(target, key)) return;
    const walked = walk(key);
    if (!walked && !widget.contains(target)) return; // the deck turns the slide
    event.preventDefault();
    event.stopImmediatePropagation();
    if (walked) return;
    if (NEXT.includes(key)) deck.next();
    else deck.prev();
  };
  view.addEventListener("keydown", onKey, true);
  listenToSpeaker(deck, (key) => Boolean(isCurrent()) && walk(key), invalidation);
  invalidation?.then(() => view.removeEventListener("keydown", onKey, true));
}

/** A slider or a list keeps its arrow keys, a button its space; what a clicker sends, page up and down, is never typing. */
function isTyping(target, key) {
  if (key.startsWith("Page")) return false;
  const control = target.closest?.("input, select, textarea, button, summary, [contenteditable]");
  if (!control) return false;
  return control.matches("input[type=text], input[type=range], select, textarea, [contenteditable]") || key === " ";
}
