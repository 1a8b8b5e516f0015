/**
 * The keys of the options: in the widget, and on its slide without focus, where they come before
 * the deck's own.
 */

import {listenToSpeaker} from "../ui/frame/speaker-keys.js";

/**
 * @param {HTMLElement} node the widget
 * @param {(key: string) => string | null} letterOf
 * @param {(letter: string) => void} choose
 * @param {Promise<void>} [invalidation]
 */
export function listenForKeys(node, letterOf, choose, invalidation) {
  const view = node.ownerDocument.defaultView;
  if (!view) return;
  const listen = event => {
    const letter = letterOf(event.key);
    if (
      !letter ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      !isMeant(node, event, view.Reveal)
    )
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    choose(letter);
  };
  view.addEventListener("keydown", listen, true);
  const take = key => {
    const letter = isOnSlide(node, view.Reveal) && letterOf(key);
    if (letter) choose(letter);
    return Boolean(letter);
  };
  if (view.Reveal?.configure) listenToSpeaker(view.Reveal, take, invalidation);
  invalidation?.then(() => view.removeEventListener("keydown", listen, true));
}

/** Whether the key is for the widget: typed in it, or on its slide and in no field to type in. */
function isMeant(node, {target}, deck) {
  const typing = target.closest?.("input:not([type=button]), textarea, select, [contenteditable]");
  if (node.contains(target)) return !typing;
  return !typing && isOnSlide(node, deck);
}

/** Whether the deck shows the widget's slide and listens to keys. */
function isOnSlide(node, deck) {
  if (!deck?.isReady?.() || !deck.getConfig().keyboard || deck.isOverview() || deck.isPaused())
    return false;
  return Boolean(deck.getCurrentSlide()?.contains(node));
}
