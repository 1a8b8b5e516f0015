/**
 * Keeps what is typed in the widget from the deck. Escape leaves the widget, so that the deck's
 * keys work again. A presenter's remote has no Escape: after a mouse click on a control, its page
 * keys go to the deck.
 * @param {HTMLElement} node the widget
 */
export function keepKeys(node) {
  const inDeck = () => node.closest(".reveal");
  const leave = () => node.ownerDocument.activeElement?.blur();
  let byMouse = false;
  const leaveAfterClick = ({target}) => {
    if (byMouse && inDeck() && target.closest("button, summary, label, input:not([type=text])"))
      leave();
  };
  const leaveAfterChoice = ({target}) => {
    if (byMouse && inDeck() && target.matches("select")) leave();
  };
  node.addEventListener("pointerdown", () => (byMouse = true));
  node.addEventListener("click", leaveAfterClick);
  node.addEventListener("change", leaveAfterChoice);
  node.addEventListener("keydown", event => {
    const {key, target} = event;
    if (key === "Tab" || target.matches("button")) byMouse = false;
    if (key === "Escape") leave();
    if (!inDeck() || !key.startsWith("Page") || !byMouse) return event.stopPropagation();
    event.preventDefault();
    leave();
  });
  for (const type of ["keypress", "keyup"])
    node.addEventListener(type, event => event.stopPropagation());
}
