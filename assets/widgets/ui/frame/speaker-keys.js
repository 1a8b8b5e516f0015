/** Keys pressed in the speaker's window, which sends them on to the deck as codes. */

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
 * @typedef {(event: KeyboardEvent) => boolean} KeyboardCondition whether the deck takes a key
 * @typedef {{getConfig(): {keyboardCondition?: KeyboardCondition | null}, configure(config:
 *   {keyboardCondition: KeyboardCondition}): void}} Deck what widgets use of `Reveal`
 */

/**
 * @param {Deck} deck
 * @param {(key: string) => boolean} take whether the widget took the key; else it goes to the deck
 * @param {Promise<void>} [invalidation]
 */
export function listenToSpeaker(deck, take, invalidation) {
  const before = deck.getConfig().keyboardCondition;
  let listens = true;
  /** @param {KeyboardEvent} event */
  const isTaken = ({type, keyCode}) => listens && type !== "keydown" && take(keyOf(keyCode));
  deck.configure({keyboardCondition: event => (before?.(event) ?? true) && !isTaken(event)});
  invalidation?.then(() => (listens = false));
}
