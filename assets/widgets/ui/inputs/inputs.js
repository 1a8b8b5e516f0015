/**
 * The widgets' inputs: native controls, named by their visible label, at least 24 px to touch.
 * Each is an element with a `value` and emits `input`; setting `value` emits nothing.
 */

import {createHtml, htmlName} from "../dom.js";
import {formatNumber, mark} from "../readout.js";

/**
 * @import {Child} from "../dom.js"
 * @import {Format, Tone} from "../readout.js"
 */

/** @template V @typedef {HTMLElement & {value: V}} Input */

let count = 0;
export const newId = () => `widget-input-${(count += 1)}`;

/**
 * A slider with its number beside it (`data-name` = label unless `name` is given).
 * A value between the steps may be set: the number shows it, the handle stands at the nearest step.
 * @param {{document: Document, label: string, name?: string, min: number, max: number, step:
 *   number, value: number, tone?: Tone, format?: Format}} options
 * @returns {Input<number>}
 */
export function slider({document, label, name = label, value, tone = "fwd", format, ...range}) {
  const {min, step} = range;
  const h = createHtml(document);
  const id = newId();
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  /** @type {Format} */
  const show = format ?? (v => formatNumber(v, {decimals, fixed: true}));
  const number = h("span", {class: "w-number"});
  const input = h("input", {type: "range", id, ...range, class: tone});
  const node = h(
    "div",
    {class: "w-input w-slider"},
    h("label", {for: id}, htmlName(h, label)),
    input,
    number
  );
  /** @param {number} next */
  const put = next => {
    value = next;
    mark(number, name, value, show);
    input.setAttribute("aria-valuetext", show(value));
  };
  /** @param {number} v */
  const nearest = v => Number((min + Math.round((v - min) / step) * step).toFixed(decimals));
  const read = () => put(Number(input.value));
  input.addEventListener("input", read);
  input.addEventListener("change", () => Number(input.value) !== nearest(value) && read());
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
 * @returns {Input<boolean>}
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
 * @template {string} Key
 * @param {{document: Document, label: string, options: Map<Key, string>, value?: NoInfer<Key>}} spec
 *   value → text
 * @returns {Input<Key>}
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
    () => /** @type {Key} */ (input.value),
    next => {
      for (const option of input.options) option.selected = option.value === next;
    },
    value
  );
}

/**
 * A group of checkboxes; its value is the list of chosen keys, in the order of `options`.
 * @template {string} Key
 * @param {{document: Document, label: string, options: Map<Key, string>, value?: Key[]}} spec
 * @returns {Input<Key[]>}
 */
export function checkboxes({document, label, options, value = []}) {
  const h = createHtml(document);
  const toggles = new Map(
    [...options].map(([key, text]) => [key, toggle({document, label: text})])
  );
  const node = h("fieldset", {class: "w-input w-choices"}, h("legend", {}, label), [
    ...toggles.values()
  ]);
  return withValue(
    node,
    () => [...toggles].filter(([, box]) => box.value).map(([key]) => key),
    next => {
      for (const [key, box] of toggles) box.value = next.includes(key);
    },
    value
  );
}

/**
 * @param {{document: Document, label: Child, onclick: () => void, title?: string, pressed?:
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

/**
 * Switches a button off, or on again. It keeps the focus, which a disabled one would lose.
 * @param {HTMLElement} node @param {boolean} isOff
 */
export const switchOff = (node, isOff) => node.setAttribute("aria-disabled", String(isOff));

/**
 * Gives an element a `value`, and sets it if there is one to begin with.
 * @template V
 * @param {HTMLElement} node @param {() => V} get @param {(next: V) => void} set @param {V} [value]
 * @returns {Input<V>}
 */
export function withValue(node, get, set, value) {
  if (value !== undefined) set(value);
  return Object.defineProperty(/** @type {Input<V>} */ (node), "value", {get, set});
}
