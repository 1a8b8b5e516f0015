/** What screen readers announce, and when. */

/** @import {Html} from "../dom.js" */

const QUIET = 700; // ms without another change before the finding is announced
const REST = 150; // ms without another move before a control counts as at rest

/**
 * Announces what is new in the texts of `say`, once they have stayed the same for a moment. The
 * first texts are not announced.
 * @param {Html} h
 */
export function createLiveRegion(h) {
  const node = h("div", {class: "w-hidden", "aria-live": "polite"});
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {string[] | undefined} */
  let announced;
  /** @type {string[]} */
  let latest = [];
  const announce = () => {
    node.textContent = latest.filter((text, i) => text && text !== announced?.[i]).join(" ");
    announced = latest;
  };
  /** @param {...string} texts */
  const say = (...texts) => {
    if (announced && texts.join() === latest.join()) return;
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
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
