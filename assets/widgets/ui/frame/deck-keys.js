/** Keys that a widget takes before the deck does. */

/**
 * @typedef {(event: KeyboardEvent) => boolean} KeyboardCondition whether the deck takes a key
 *
 * @typedef {object} Deck what widgets use of `Reveal`
 * @property {() => {keyboard?: unknown, keyboardCondition?: KeyboardCondition | null}} getConfig
 * @property {(config: {keyboardCondition: KeyboardCondition}) => void} configure
 * @property {() => boolean} isReady
 * @property {() => boolean} isOverview
 * @property {() => boolean} isPaused
 * @property {() => Element | undefined} getCurrentSlide
 * @property {() => void} next
 * @property {() => void} prev
 *
 * @typedef {object} Options
 * @property {(event: KeyboardEvent, target: Element) => boolean} take whether the widget takes a key
 *   that is pressed without Ctrl, Alt or Meta
 * @property {(key: string) => boolean} takeFromSpeaker whether it takes a key that is pressed in the
 *   speaker's window, while the deck shows its slide
 * @property {Promise<void>} [invalidation]
 */

/** @param {HTMLElement} node @returns {Deck | undefined} */
export const deckOf = ({ownerDocument: {defaultView}}) =>
  /** @type {(Window & {Reveal?: Deck}) | null} */ (defaultView)?.Reveal;

/** Whether the deck shows the widget's slide and listens to keys. @param {HTMLElement} node */
export function isOnSlide(node) {
  const deck = deckOf(node);
  if (!deck?.isReady?.() || !deck.getConfig().keyboard || deck.isOverview() || deck.isPaused())
    return false;
  return Boolean(deck.getCurrentSlide()?.contains(node));
}

/** @param {HTMLElement} node the widget @param {Options} options */
export function listenForKeys(node, {take, takeFromSpeaker, invalidation}) {
  const view = node.ownerDocument.defaultView;
  const deck = deckOf(node);
  /** @param {KeyboardEvent} event */
  const listen = event => {
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || !take(event, target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  view?.addEventListener("keydown", listen, true);
  if (deck?.configure)
    listenToSpeaker(deck, key => isOnSlide(node) && takeFromSpeaker(key), invalidation);
  invalidation?.then(() => view?.removeEventListener("keydown", listen, true));
}

/** @type {Record<number, string>} */
const NAMES = {
  32: " ",
  33: "PageUp",
  34: "PageDown",
  37: "ArrowLeft",
  38: "ArrowUp",
  39: "ArrowRight",
  40: "ArrowDown"
};
/** @param {number} code */
const keyOf = code => NAMES[code] ?? String.fromCharCode(code);

/**
 * Keys pressed in the speaker's window, which sends them on to the deck as codes.
 * @param {Deck} deck
 * @param {(key: string) => boolean} take whether the widget took the key; else it goes to the deck
 * @param {Promise<void>} [invalidation]
 */
function listenToSpeaker(deck, take, invalidation) {
  const before = deck.getConfig().keyboardCondition;
  let listens = true;
  /** @param {KeyboardEvent} event */
  const isTaken = ({type, keyCode}) => listens && type !== "keydown" && take(keyOf(keyCode));
  deck.configure({keyboardCondition: event => (before?.(event) ?? true) && !isTaken(event)});
  invalidation?.then(() => (listens = false));
}
