/** While "Presenting" is on, the keys that turn the slide step through the micro-steps first. */

import {deckOf, isOnSlide, listenForKeys} from "../../ui/frame/deck-keys.js";

const NEXT = ["ArrowRight", "ArrowDown", "l", "j", "PageDown", "n", " "];
const BACK = ["ArrowLeft", "ArrowUp", "h", "k", "PageUp", "p"];
const JUMPING = /^(Arrow.*|[hjkl])$/; // with Shift reveal.js goes to the first or last slide

/**
 * @param {HTMLElement} widget
 * @param {{isOn: () => boolean, step: (by: number) => boolean, invalidation?: Promise<void>}} options
 *   step: false where there is no further step
 */
export function presentWithKeys(widget, {isOn, step, invalidation}) {
  /** @param {KeyboardEvent} event @param {Element} target */
  const take = (event, target) => {
    const by = directionOf(event);
    if (by === 0 || !isOn() || !isOnSlide(widget) || isTyping(target, event.key)) return false;
    if (step(by)) return true;
    if (!widget.contains(target)) return false; // the deck turns the slide
    if (by > 0) deckOf(widget)?.next();
    else deckOf(widget)?.prev();
    return true;
  };
  /** @param {string} key */
  const takeFromSpeaker = key => {
    const by = directionOf({key, shiftKey: false});
    return by !== 0 && isOn() && step(by);
  };
  listenForKeys(widget, {take, takeFromSpeaker, invalidation});
}

/**
 * Where reveal.js would go: 1 on, -1 back, 0 neither.
 * @param {{key: string, shiftKey: boolean}} event
 */
function directionOf({key, shiftKey}) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (shiftKey && name === " ") return -1;
  if (shiftKey && JUMPING.test(name)) return 0;
  return Number(NEXT.includes(name)) - Number(BACK.includes(name));
}

/**
 * A slider or a list keeps its arrow keys, a button its space; what a clicker sends, page up and
 * down, is never typing.
 * @param {Element} target @param {string} key
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
