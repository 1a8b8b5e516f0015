import {targetOf} from "../dom.js";

/**
 * Keeps what is typed in the widget from the deck. Escape leaves the widget, so that the deck's
 * keys work again. A presenter's remote has no Escape: after a mouse click on a control, its page
 * keys go to the deck.
 * @param {HTMLElement} node the widget
 */
export function keepKeys(node) {
  const inDeck = () => node.closest(".reveal");
  const leave = () => /** @type {HTMLElement | null} */ (node.ownerDocument.activeElement)?.blur();
  let byMouse = false;
  /** @param {string} selector */
  const leaveIfClicked = selector => (/** @type {Event} */ event) => {
    if (byMouse && inDeck() && targetOf(event).closest(selector)) leave();
  };
  node.addEventListener("pointerdown", () => (byMouse = true));
  node.addEventListener("click", leaveIfClicked("button, summary, label, input:not([type=text])"));
  node.addEventListener("change", leaveIfClicked("select"));
  node.addEventListener("keydown", event => {
    const {key} = event;
    if (key === "Tab" || targetOf(event).matches("button")) byMouse = false;
    if (key === "Escape") leave();
    if (!inDeck() || !key.startsWith("Page") || !byMouse) return event.stopPropagation();
    event.preventDefault();
    leave();
  });
  for (const type of ["keypress", "keyup"])
    node.addEventListener(type, event => event.stopPropagation());
}
