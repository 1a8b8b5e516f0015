/**
 * The widgets' inputs: native controls, named by their visible label, at least 24 px to touch.
 * Each is an element with a `value` and emits `input`; setting `value` emits nothing.
 */

import {createHtml, htmlName} from "../dom.js";
import {formatNumber, mark} from "../readout.js";

let count = 0;
const newId = () => `widget-input-${(count += 1)}`;

/**
 * A slider with its number beside it (`data-name` = label unless `name` is given).
 * A value between the steps may be set: the number shows it, the handle stands at the nearest step.
 * @param {{document: Document, label: string, name?: string, min: number, max: number, step:
 *   number, value: number,
 *   tone?: "fwd" | "bwd", format?: (value: number) => string}} options
 */
export function slider({
  document,
  label,
  name = label,
  min,
  max,
  step,
  value,
  tone = "fwd",
  format
}) {
  const h = createHtml(document);
  const id = newId();
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const show = format ?? (v => formatNumber(v, {decimals, fixed: true}));
  const number = h("span", {class: "w-number"});
  const input = h("input", {type: "range", id, min, max, step, class: tone});
  const node = h(
    "div",
    {class: "w-input w-slider"},
    h("label", {for: id}, htmlName(h, label)),
    input,
    number
  );
  const put = next => {
    value = next;
    mark(number, name, value, show);
    input.setAttribute("aria-valuetext", show(value));
  };
  const read = () => put(Number(input.value));
  input.addEventListener("input", read);
  input.addEventListener("change", () => Number(input.value) !== nearest(value) && read());
  const nearest = v => Number((min + Math.round((v - min) / step) * step).toFixed(decimals));
  return withValue(
    node,
    () => value,
    next => {
      input.value = String(nearest(next));
      put(next);
    },
    value
  );
}

/**
 * @param {{document: Document, label: string, value?: boolean, tone?: string}} options tone: fwd,
 *   bwd, category-1 …
 */
export function toggle({document, label, value = false, tone = "fwd"}) {
  const h = createHtml(document);
  const id = newId();
  const input = h("input", {type: "checkbox", id, class: tone});
  const node = h("div", {class: "w-input w-toggle"}, input, h("label", {for: id}, label));
  return withValue(
    node,
    () => input.checked,
    next => {
      input.checked = Boolean(next);
    },
    value
  );
}

/**
 * @param {{document: Document, label: string, options: Map<string, string>, value: string}} spec
 *   value → text
 */
export function select({document, label, options, value}) {
  const h = createHtml(document);
  const id = newId();
  const input = h(
    "select",
    {id},
    [...options].map(([key, text]) => h("option", {value: key}, text))
  );
  const node = h("div", {class: "w-input w-select"}, h("label", {for: id}, label), input);
  return withValue(
    node,
    () => input.value,
    next => {
      for (const option of input.options) option.selected = option.value === next;
    },
    value
  );
}

/**
 * A group of checkboxes; its value is the list of chosen keys, in the order of `options`.
 */
export function checkboxes({document, label, options, value = []}) {
  const h = createHtml(document);
  const toggles = new Map(
    [...options].map(([key, text]) => [key, toggle({document, label: text})])
  );
  const node = h("fieldset", {class: "w-input w-choices"}, h("legend", {}, label), [
    ...toggles.values()
  ]);
  const chosen = () => [...toggles.keys()].filter(key => toggles.get(key).value);
  return withValue(
    node,
    chosen,
    next => {
      for (const [key, box] of toggles) box.value = next.includes(key);
    },
    value
  );
}

/**
 * @param {{document: Document, label: string, onclick: () => void, title?: string, pressed?:
 *   boolean}} options
 */
export function button({document, label, onclick, title, pressed}) {
  const h = createHtml(document);
  const state = pressed === undefined ? null : String(pressed);
  const press = () => node.getAttribute("aria-disabled") === "true" || onclick();
  const node = h(
    "button",
    {type: "button", class: "w-button", title, "aria-pressed": state, onclick: press},
    label
  );
  return node;
}

/** Switches a button off, or on again. It keeps the focus, which a disabled one would lose. */
export const switchOff = (node, off) => node.setAttribute("aria-disabled", String(off));

/** Gives an element a `value`, and sets it if there is one to begin with. */
export function withValue(node, get, set, value) {
  Object.defineProperty(node, "value", {get, set});
  if (value !== undefined) node.value = value;
  return node;
}
