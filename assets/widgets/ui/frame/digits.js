/**
 * All digits of a rounded number, in a small box beside it while it is pointed at or has the focus.
 */

import {createHtml, targetOf} from "../dom.js";
import {formatNumber} from "../readout.js";

/** @param {Document} document */
export function createDigits(document) {
  const node = createHtml(document)("div", {class: "w-digits", "aria-hidden": true, hidden: true});
  const hide = () => {
    node.hidden = true;
  };
  /** @param {HTMLElement} widget @param {Element | null | undefined} number */
  const show = (widget, number) => {
    const full = number && formatNumber(Number(number.getAttribute("data-value")), {precise: true});
    if (!full || full.length <= number.textContent.length) return hide();
    node.textContent = full;
    node.hidden = false;
    place(node, widget, number);
  };
  return {
    node,
    /** @param {HTMLElement} widget */
    watch(widget) {
      widget.addEventListener("pointerover", event => {
        const element = targetOf(event);
        if (!node.contains(element)) show(widget, element.closest("[data-value]"));
      });
      for (const type of ["focusin", "input"])
        widget.addEventListener(type, event => {
          const element = targetOf(event);
          if (element !== widget) show(widget, numberOf(element));
        });
      widget.addEventListener("pointerleave", hide);
      widget.addEventListener("focusout", hide);
      widget.addEventListener("keydown", ({key}) => key === "Escape" && hide());
    }
  };
}

/** The number that stands in an element, or in the same input or row. @param {Element} element */
const numberOf = element =>
  element.querySelector("[data-value]") ??
  element.closest(".w-input, tr")?.querySelector("[data-value]");

/**
 * Above the number, within the widget; the deck may show both at another scale.
 * @param {HTMLElement} node @param {HTMLElement} widget @param {Element} number
 */
function place(node, widget, number) {
  const frame = widget.getBoundingClientRect();
  const scale = frame.width / widget.offsetWidth || 1;
  const {left, top, width} = number.getBoundingClientRect();
  const middle = (left + width / 2 - frame.left) / scale - node.offsetWidth / 2;
  node.style.left = `${Math.max(0, Math.min(widget.offsetWidth - node.offsetWidth, middle))}px`;
  node.style.top = `${(top - frame.top) / scale - node.offsetHeight - 4}px`;
}
