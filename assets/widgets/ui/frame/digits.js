/**
 * All digits of a rounded number, in a small box beside it while it is pointed at or has the focus.
 */

import {createHtml} from "../dom.js";
import {formatNumber} from "../readout.js";

/** @param {Document} document @returns {{node: HTMLElement, watch(widget: HTMLElement): void}} */
export function createDigits(document) {
  const node = createHtml(document)("div", {class: "w-digits", "aria-hidden": true, hidden: true});
  const hide = () => {
    node.hidden = true;
  };
  const show = (widget, number) => {
    const full = number && formatNumber(Number(number.getAttribute("data-value")), {precise: true});
    if (!full || full.length <= number.textContent.length) return hide();
    node.textContent = full;
    node.hidden = false;
    place(node, widget, number);
  };
  return {
    node,
    watch(widget) {
      widget.addEventListener(
        "pointerover",
        ({target}) => node.contains(target) || show(widget, target.closest("[data-value]"))
      );
      for (const type of ["focusin", "input"])
        widget.addEventListener(
          type,
          ({target}) => target !== widget && show(widget, numberOf(target))
        );
      widget.addEventListener("pointerleave", hide);
      widget.addEventListener("focusout", hide);
      widget.addEventListener("keydown", ({key}) => key === "Escape" && hide());
    }
  };
}

/** The number that stands in an element, or beside it in the same input or row. */
const numberOf = element =>
  element.querySelector("[data-value]") ??
  element.closest(".w-input, tr")?.querySelector("[data-value]");

/** Above the number, within the widget; the deck may show both at another scale. */
function place(node, widget, number) {
  const frame = widget.getBoundingClientRect();
  const scale = frame.width / widget.offsetWidth || 1;
  const {left, top, width} = number.getBoundingClientRect();
  const middle = (left + width / 2 - frame.left) / scale - node.offsetWidth / 2;
  node.style.left = `${Math.max(0, Math.min(widget.offsetWidth - node.offsetWidth, middle))}px`;
  node.style.top = `${(top - frame.top) / scale - node.offsetHeight - 4}px`;
}
