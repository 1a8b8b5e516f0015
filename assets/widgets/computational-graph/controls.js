/**
 * The widget's inputs: the program, a number for each of its inputs, the input of forward mode, the
 * step. Each has a `value` and emits "input".
 */

import {createHtml} from "../ui/dom.js";
import {button, select, switchOff, withValue} from "../ui/inputs/inputs.js";
import {numberField} from "../ui/inputs/number-field.js";
import {mark} from "../ui/readout.js";

let count = 0;
const newId = () => `widget-graph-${(count += 1)}`;

/**
 * The program, in one line or several; its error is shown below.
 * @param {{document: Document, lines: number}} options
 */
export function programInput({document, lines}) {
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
  /** @param {import("./program/error.js").ProgramError} [error] */
  node.showError = error => {
    field.setAttribute("aria-invalid", String(Boolean(error)));
    message.replaceChildren();
    if (error)
      message.append(
        h("pre", {"aria-hidden": true}, ...drawPointer(h, error)),
        h("p", {}, error.message)
      );
  };
  const write = program => {
    const text = lines > 1 ? program : program.replaceAll("\n", "; ");
    if (field.value !== text) field.value = text;
  };
  return withValue(node, () => field.value, write);
}

/** The part of the line around the error, and an arrow under its character. */
function drawPointer(h, {text, line, column}) {
  const start = Math.max(0, column - 16);
  const part = text.split("\n")[line - 1].slice(start, column + 10);
  const at = column - 1 - start;
  const marked = h("mark", {}, part[at] ?? " ");
  return [part.slice(0, at), marked, part.slice(at + 1), "\n", " ".repeat(at), "↑"];
}

/** A number field for each input of the program. Its value: numbers by name. */
export function numberInputs(document) {
  const h = createHtml(document);
  const node = h("div", {class: "cg-inputs", role: "group", "aria-label": "Inputs"});
  let shown = new Map();
  const read = () => Object.fromEntries([...shown].map(([name, field]) => [name, field.value]));
  const write = numbers => {
    const names = Object.keys(numbers);
    const createField = name => numberField({document, label: name, value: numbers[name]});
    const fields = names.map(name => shown.get(name) ?? createField(name));
    fields.forEach((field, i) => (field.value = numbers[names[i]]));
    if (names.join() !== [...shown.keys()].join()) node.replaceChildren(...fields);
    shown = new Map(names.map((name, i) => [name, fields[i]]));
  };
  return withValue(node, read, write);
}

/** The one input by which forward mode differentiates. Its options follow the graph. */
export function inputChoice(document) {
  const node = createHtml(document)("div");
  let [names, choice] = [[], null];
  /** @param {string[]} next the names of the inputs @param {string} value @param {string} mode */
  node.show = (next, value, mode) => {
    if (next.join() !== names.join()) {
      names = next;
      const options = new Map(names.map(name => [name, name]));
      choice = select({document, label: "by input", options, value: names[0]});
      node.replaceChildren(choice);
    }
    choice.value = value || names[0];
    node.hidden = mode !== "forward";
  };
  return withValue(
    node,
    () => choice.value,
    () => {} // shown with the options
  );
}

/** Buttons for the first, previous, next and last step, and a slider over all of them. */
export function stepInput(document) {
  const h = createHtml(document);
  const id = newId();
  let [value, last] = [0, 0];
  const slider = h("input", {type: "range", id, min: 0, step: 1});
  const number = h("span", {class: "w-number"});
  const total = h("span", {class: "cg-of"});
  const createButton = (label, target) => button({document, label, onclick: () => go(target())});
  const toStart = [createButton("Start", () => 0), createButton("Back", () => value - 1)];
  const toEnd = [createButton("Next step", () => value + 1), createButton("End", () => last)];
  const label = h("label", {for: id}, "Step");
  const line = h("div", {class: "w-input"}, label, slider, h("span", {}, number, total));
  const node = h("div", {class: "cg-steps"}, toStart, toEnd, line);
  const go = step => {
    value = step;
    node.dispatchEvent(new document.defaultView.Event("input", {bubbles: true}));
  };
  slider.addEventListener("input", () => (value = Number(slider.value)));
  /** @param {number} lastStep */
  node.show = lastStep => {
    last = lastStep;
    slider.max = String(last);
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", `${value} of ${last}`);
    mark(number, "step", value, String);
    total.textContent = ` of ${last}`;
    for (const each of toStart) switchOff(each, value === 0);
    for (const each of toEnd) switchOff(each, value === last);
  };
  return withValue(
    node,
    () => value,
    next => (value = next)
  );
}
