/**
 * The widget's inputs: the program, a number for each of its inputs, the input of forward mode, the
 * step. Each has a `value` and emits "input".
 */

import {createHtml} from "../ui/dom.js";
import {button, newId, select, switchOff, toggle, withValue} from "../ui/inputs/inputs.js";
import {numberField} from "../ui/inputs/number-field.js";
import {mark} from "../ui/readout.js";
import {MODES} from "./evaluation/trace.js";

/**
 * @import {Html} from "../ui/dom.js"
 * @import {Input} from "../ui/inputs/inputs.js"
 * @import {ProgramError} from "./program/error.js"
 * @import {Point} from "./program/examples.js"
 */

/** The inputs by the field that each sets. @param {Document} document @param {number} lines */
export const createControls = (document, lines) => ({
  program: createProgramInput(document, lines),
  at: createNumberInputs(document),
  mode: select({document, label: "Derivatives", options: MODES, value: "reverse"}),
  input: createInputChoice(document),
  step: createStepInput(document),
  table: toggle({document, label: "As a table"})
});

/**
 * The program, in one line or several; its error is shown below.
 * @param {Document} document @param {number} lines
 */
function createProgramInput(document, lines) {
  const h = createHtml(document);
  const [id, hint] = [newId(), newId()];
  const quiet = {spellcheck: "false", autocomplete: "off", autocapitalize: "off"};
  const attributes = {id, ...quiet, "aria-describedby": hint};
  const field =
    lines > 1
      ? h("textarea", {...attributes, rows: lines})
      : h("input", {type: "text", ...attributes});
  const message = h("div", {class: "cg-error", id: hint});
  const line = h("div", {class: "w-input"}, h("label", {for: id}, "Expression"), field);
  const node = h("div", {class: "cg-program"}, line, message);
  /** @param {string} program */
  const write = program => {
    const text = lines > 1 ? program : program.replaceAll("\n", "; ");
    if (field.value !== text) field.value = text;
  };
  /** @param {ProgramError} [error] */
  const showError = error => {
    field.setAttribute("aria-invalid", String(Boolean(error)));
    message.replaceChildren(...(error ? drawError(h, error) : []));
  };
  return Object.assign(
    withValue(node, () => field.value, write),
    {showError}
  );
}

/**
 * The part of the line around the error, with an arrow under its character, and the message.
 * @param {Html} h @param {ProgramError} error
 */
function drawError(h, {text, line, column, message}) {
  const start = Math.max(0, column - 16);
  const part = text.split("\n")[line - 1].slice(start, column + 10);
  const at = column - 1 - start;
  const marked = [part.slice(0, at), h("mark", {}, part[at] ?? " "), part.slice(at + 1)];
  return [h("pre", {"aria-hidden": true}, marked, "\n", " ".repeat(at), "↑"), h("p", {}, message)];
}

/** A number field for each input of the program. @param {Document} document */
function createNumberInputs(document) {
  const h = createHtml(document);
  const node = h("div", {class: "cg-inputs", role: "group", "aria-label": "Inputs"});
  /** @type {Map<string, Input<number>>} */
  let shown = new Map();
  /** @returns {Point} */
  const read = () => Object.fromEntries([...shown].map(([name, field]) => [name, field.value]));
  /** @param {Point} numbers */
  const write = numbers => {
    const before = [...shown.keys()];
    shown = new Map(
      Object.entries(numbers).map(([name, value]) => {
        const field = shown.get(name) ?? numberField({document, label: name, value});
        field.value = value;
        return [name, field];
      })
    );
    if (before.join() !== [...shown.keys()].join()) node.replaceChildren(...shown.values());
  };
  return withValue(node, read, write);
}

/** The one input by which forward mode differentiates. @param {Document} document */
function createInputChoice(document) {
  const node = createHtml(document)("div");
  /** @param {string[]} names */
  const createChoice = names =>
    select({document, label: "by input", options: new Map(names.map(name => [name, name]))});
  /** @type {string[]} */
  let shown = [];
  let choice = createChoice(shown);
  /** @param {string[]} names @param {string} value "" for the first @param {string} mode */
  const show = (names, value, mode) => {
    if (names.join() !== shown.join()) {
      shown = names;
      choice = createChoice(names);
      node.replaceChildren(choice);
    }
    choice.value = value || names[0];
    node.hidden = mode !== "forward";
  };
  const read = () => choice.value;
  const write = () => {}; // shown with the options
  return Object.assign(withValue(node, read, write), {show});
}

/** Buttons for the first, previous, next and last step, and a slider. @param {Document} document */
function createStepInput(document) {
  const h = createHtml(document);
  const id = newId();
  let [value, last] = [0, 0];
  const slider = h("input", {type: "range", id, min: 0, step: 1});
  const number = h("span", {class: "w-number"});
  const total = h("span", {class: "cg-of"});
  /** @param {number} step */
  const go = step => {
    value = step;
    const {Event} = document.defaultView ?? globalThis;
    node.dispatchEvent(new Event("input", {bubbles: true}));
  };
  /** @param {string} label @param {() => number} target */
  const createButton = (label, target) => button({document, label, onclick: () => go(target())});
  const toStart = [createButton("Start", () => 0), createButton("Back", () => value - 1)];
  const toEnd = [createButton("Next step", () => value + 1), createButton("End", () => last)];
  const label = h("label", {for: id}, "Step");
  const line = h("div", {class: "w-input"}, label, slider, h("span", {}, number, total));
  const node = h("div", {class: "cg-steps"}, toStart, toEnd, line);
  slider.addEventListener("input", () => (value = Number(slider.value)));
  /** @param {number} lastStep */
  const show = lastStep => {
    last = lastStep;
    slider.max = String(last);
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", `${value} of ${last}`);
    mark(number, "step", value, String);
    total.textContent = ` of ${last}`;
    for (const each of toStart) switchOff(each, value === 0);
    for (const each of toEnd) switchOff(each, value === last);
  };
  const read = () => value;
  /** @param {number} step */
  const write = step => (value = step);
  return Object.assign(withValue(node, read, write), {show});
}
