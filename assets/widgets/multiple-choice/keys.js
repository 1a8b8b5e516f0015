/**
 * The keys that choose an option: inside the widget, and without focus on its slide, where they
 * come before the deck's own keys.
 */

import {listenToSpeaker} from "../ui/frame/speaker-keys.js";

const TEXT_FIELD = "input:not([type=button]), textarea, select, [contenteditable]";

/**
 * @param {HTMLElement} node the widget
 * @param {(key: string) => boolean} choose chooses the key's option, if it has one
 * @param {Promise<void>} [invalidation]
 */
export function listenForKeys(node, choose, invalidation) {
  const view = node.ownerDocument.defaultView;
  if (!view) return;
  const listen = event => {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (hasModifier || !isForWidget(node, event, view.Reveal) || !choose(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  view.addEventListener("keydown", listen, true);
  if (view.Reveal?.configure) {
    const chooseOnSlide = key => isOnSlide(node, view.Reveal) && choose(key);
    listenToSpeaker(view.Reveal, chooseOnSlide, invalidation);
  }
  invalidation?.then(() => view.removeEventListener("keydown", listen, true));
}

/** Whether the key was pressed in the widget or on its slide, and not in a text field. */
const isForWidget = (node, {target}, deck) =>
  !target.closest?.(TEXT_FIELD) && (node.contains(target) || isOnSlide(node, deck));

/** Whether the deck shows the widget's slide and listens to keys. */
function isOnSlide(node, deck) {
  if (!deck?.isReady?.() || !deck.getConfig().keyboard || deck.isOverview() || deck.isPaused())
    return false;
  return Boolean(deck.getCurrentSlide()?.contains(node));
}
