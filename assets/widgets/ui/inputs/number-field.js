/** A text field for a number, with what is wrong with its text below it. */

import {createHtml, htmlName} from "../dom.js";
import {newId, withValue} from "./inputs.js";
import {isUnfinished, parseNumber, refusal} from "./numbers.js";
import {formatNumber} from "../readout.js";

/** @import {Input} from "./inputs.js" */

const LONG = 8; // characters of name and number; what is longer gets a line of its own

/**
 * An element with a `value` that emits `input`. A number takes effect while it is typed. If the
 * text is refused, the value returns to the one before the edit; the text stays, to be corrected.
 * @param {{document: Document, label: string, value: number}} options @returns {Input<number>}
 */
export function numberField({document, label, value}) {
  const h = createHtml(document);
  const [id, hint] = [newId(), newId()];
  const quiet = {autocomplete: "off", autocapitalize: "off", spellcheck: "false"};
  const input = h("input", {type: "text", id, "aria-describedby": hint, ...quiet});
  const message = h("p", {class: "w-refusal", id: hint, role: "status"});
  const line = h("div", {class: "w-input"}, h("label", {for: id}, htmlName(h, label), " ="), input);
  const node = h("div", {class: "w-number-field"}, line, message);
  let committed = value;

  /** @param {string} problem "" if there is none */
  const show = problem => {
    const kept = `${label} is still ${formatNumber(committed, {precise: true})}.`;
    message.textContent = problem && refusal(problem, kept);
    input.setAttribute("aria-invalid", String(Boolean(problem)));
    node.classList.toggle("w-wide", Boolean(problem) || label.length + input.value.length > LONG);
  };
  /** @param {boolean} isDone whether the edit is finished */
  const read = isDone => {
    const parsed = parseNumber(input.value);
    value = parsed.value ?? committed;
    if (isDone) committed = value;
    show(parsed.problem && (isDone || !isUnfinished(input.value)) ? parsed.problem : "");
  };
  /** @param {number} next */
  const write = next => {
    value = committed = next;
    if (parseNumber(input.value).value !== next) input.value = String(next);
    show("");
  };
  input.addEventListener("input", () => read(false));
  input.addEventListener("change", () => read(true));
  return withValue(node, () => value, write, value);
}
