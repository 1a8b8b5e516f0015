/** In the deck, with its switch on: the keys that turn the slide walk the micro-steps first. */

import {listenToSpeaker} from "../../ui/frame/speaker-keys.js";

const NEXT = ["ArrowRight", "ArrowDown", "l", "j", "PageDown", "n", " "];
const BACK = ["ArrowLeft", "ArrowUp", "h", "k", "PageUp", "p"];
const JUMPING = /^(Arrow.*|[hjkl])$/; // with Shift reveal.js goes to the first or last slide

/**
 * @param {{document: Document, widget: HTMLElement, isOn: () => boolean, step: (by: number) =>
 *   boolean, invalidation?: Promise<void>}} options
 *   step: false where there is no further step
 */
export function presentWithKeys({document, widget, isOn, step, invalidation}) {
  const view = document.defaultView;
  const deck = view?.Reveal;
  if (!deck?.configure) return;
  const isCurrent = () =>
    isOn() && deck.getCurrentSlide()?.contains(widget) && !deck.isOverview() && !deck.isPaused();
  const onKey = event => {
    const {key, target} = event;
    const by = directionOf(event);
    if (
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      by === 0 ||
      !isCurrent() ||
      isTyping(target, key)
    )
      return;
    const walked = step(by);
    if (!walked && !widget.contains(target)) return; // the deck turns the slide
    event.preventDefault();
    event.stopImmediatePropagation();
    if (walked) return;
    if (by > 0) deck.next();
    else deck.prev();
  };
  const fromSpeaker = key => {
    const by = directionOf({key});
    return by !== 0 && Boolean(isCurrent()) && step(by);
  };
  view.addEventListener("keydown", onKey, true);
  listenToSpeaker(deck, fromSpeaker, invalidation);
  invalidation?.then(() => view.removeEventListener("keydown", onKey, true));
}

/** Where reveal.js would go: 1 on, -1 back, 0 neither. */
function directionOf({key, shiftKey = false}) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (shiftKey && name === " ") return -1;
  if (shiftKey && JUMPING.test(name)) return 0;
  return NEXT.includes(name) - BACK.includes(name);
}

/**
 * A slider or a list keeps its arrow keys, a button its space; what a clicker sends, page up and
 * down, is never typing.
 */
function isTyping(target, key) {
  if (key.startsWith("Page")) return false;
  const control = target.closest?.("input, select, textarea, button, summary, [contenteditable]");
  if (!control) return false;
  return (
    control.matches("input[type=text], input[type=range], select, textarea, [contenteditable]") ||
    key === " "
  );
}
