/** The parts of every widget: controls and buttons, figure, finding, origin of its numbers. */

import {createHtml} from "../dom.js";
import {button} from "../inputs/inputs.js";
import {createDigits} from "./digits.js";
import {keepKeys} from "./keys.js";
import {createLiveRegion} from "./live-region.js";

/** @import {Child} from "../dom.js" */

/**
 * @typedef {object} Parts
 * @property {Document} document
 * @property {Child[]} aside what stands beside the figure: inputs, presets
 * @property {Child[]} figure the drawing and its read-outs
 * @property {boolean} [figureFirst] the figure comes first for the eye, the Tab key and the ear
 * @property {string | HTMLElement} origin where the numbers come from
 * @typedef {{reset: () => void, link: () => void, showDigits: (isOn: boolean) => void}} Actions
 */

/** @param {Parts} parts @param {Actions} actions */
export function createFrame({document, aside, figure, figureFirst = false, origin}, actions) {
  const h = createHtml(document);
  const message = h("div", {class: "w-message", role: "status"});
  const finding = h("p", {class: "w-finding"});
  const figureBox = h("div", {class: "w-figure"}, figure);
  const live = createLiveRegion(h);
  const digits = createDigits(document);
  const buttons = h("div", {class: "w-buttons"}, createButtons(document, actions));
  const columns = [
    h("div", {class: "w-aside"}, aside, buttons, message),
    h("div", {class: "w-main"}, figureBox, finding, h("p", {class: "w-origin"}, origin))
  ];
  const node = h(
    "div",
    {class: "w", "data-prevent-swipe": true},
    h("div", {class: "w-grid"}, figureFirst ? columns.reverse() : columns),
    live.node,
    digits.node
  );
  digits.watch(node);
  keepKeys(node);
  /** @param {string[]} texts */
  const showMessages = texts => message.replaceChildren(...texts.map(text => h("p", {}, text)));
  /** @param {string} text @param {string} [more] what only screen readers announce */
  const showFinding = (text, more = "") => {
    finding.textContent = text;
    live.say(text, more);
  };
  return {node, figureBox, message, showMessages, showFinding, stop: live.stop};
}

/** @param {Document} document @param {Actions} actions */
function createButtons(document, {reset, link, showDigits}) {
  const press = () => {
    const isOn = digits.getAttribute("aria-pressed") !== "true";
    digits.setAttribute("aria-pressed", String(isOn));
    showDigits(isOn);
  };
  const digits = button({document, label: "All digits", pressed: false, onclick: press});
  return [
    button({document, label: "Reset", onclick: reset}),
    button({document, label: "Copy link", onclick: link}),
    digits
  ];
}

/**
 * Removes the still picture that stood for the widget, once the widget is in the page.
 * @param {HTMLElement} node @param {Promise<void>} [invalidation]
 */
export function replaceStill(node, invalidation) {
  const {MutationObserver} = node.ownerDocument.defaultView ?? {};
  if (!MutationObserver) return;
  const observer = new MutationObserver(() => {
    if (!node.isConnected) return;
    for (const still of node.closest("[data-widget]")?.querySelectorAll(".still") ?? [])
      still.remove();
    observer.disconnect();
  });
  observer.observe(node.ownerDocument, {childList: true, subtree: true});
  invalidation?.then(() => observer.disconnect());
}

/**
 * Calls `onWidth` with the element's width in CSS px whenever that changes.
 * @param {HTMLElement} node @param {(width: number) => void} onWidth @param {Promise<void>}
 *   [invalidation]
 */
export function watchWidth(node, onWidth, invalidation) {
  const {ResizeObserver} = node.ownerDocument.defaultView ?? {};
  if (!ResizeObserver) return;
  let last = 0;
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && width !== last) onWidth((last = width));
  });
  observer.observe(node);
  invalidation?.then(() => observer.disconnect());
}
