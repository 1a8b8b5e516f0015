/** Keys pressed in the speaker's window, which sends them on to the deck as codes. */

const NAMES = {
  32: " ",
  33: "PageUp",
  34: "PageDown",
  37: "ArrowLeft",
  38: "ArrowUp",
  39: "ArrowRight",
  40: "ArrowDown"
};
const keyOf = code => NAMES[code] ?? String.fromCharCode(code);

/**
 * @param {object} deck `Reveal`
 * @param {(key: string) => boolean} take whether the widget took the key; else it goes to the deck
 * @param {Promise<void>} [invalidation]
 */
export function listenToSpeaker(deck, take, invalidation) {
  const before = deck.getConfig().keyboardCondition;
  let listens = true;
  const isTaken = ({type, keyCode}) => listens && type !== "keydown" && take(keyOf(keyCode));
  deck.configure({keyboardCondition: event => (before?.(event) ?? true) && !isTaken(event)});
  invalidation?.then(() => (listens = false));
}
