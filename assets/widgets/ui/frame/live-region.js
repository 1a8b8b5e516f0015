/** What screen readers announce, and when. */

const QUIET = 700; // ms without another change before the finding is announced
const REST = 150; // ms without another move before a control counts as at rest

/**
 * Announces what is new in the texts of `say`, once they have stayed the same for a moment. The
 * first texts are not announced.
 * @param {(tag: string, attributes: object) => HTMLElement} h
 */
export function createLiveRegion(h) {
  const node = h("div", {class: "w-hidden", "aria-live": "polite"});
  let timer;
  let latest;
  let announced;
  const announce = () => {
    node.textContent = latest.filter((text, i) => text && text !== announced[i]).join(" ");
    announced = latest;
  };
  const say = (...texts) => {
    if (texts.join() === latest?.join()) return;
    clearTimeout(timer);
    if (announced) timer = setTimeout(announce, QUIET);
    latest = texts;
    announced ??= texts;
  };
  return {node, say, stop: () => clearTimeout(timer)};
}

/**
 * Marks the widget by a class while one of its controls moves. What only screen readers read is
 * laid out when the control rests, not in each frame.
 * @param {HTMLElement} node @param {() => void} onRest
 */
export function watchMovement(node, onRest) {
  let timer;
  const stop = () => clearTimeout(timer);
  const moved = () => {
    stop();
    node.classList.add("w-moving");
    timer = setTimeout(() => {
      node.classList.remove("w-moving");
      onRest();
    }, REST);
  };
  return {moved, isMoving: () => node.classList.contains("w-moving"), stop};
}
