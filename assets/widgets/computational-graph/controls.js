/**
 * The widget's own inputs: the program, a number for each of its inputs, the step. Each has a
 * `value`, as in ui/inputs.js.
 */

import {createHtml} from "../ui/dom.js";
import {button, switchOff} from "../ui/inputs/inputs.js";
import {numberField} from "../ui/inputs/number-field.js";
import {mark} from "../ui/readout.js";
import {startOf} from "./examples.js";

let count = 0;
const newId = () => `widget-graph-${(count += 1)}`;

/**
 * The program: one line, or several; what is wrong with it stands below.
 * @param {{document: Document, lines: number}} options
 */
export function programInput({document, lines}) {
  const h = createHtml(document);
  const [id, hint] = [newId(), newId()];
  const common = {
    id,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": hint
  };
  const field =
    lines > 1 ? h("textarea", {...common, rows: lines}) : h("input", {type: "text", ...common});
  const error = h("div", {class: "cg-error", id: hint});
  const node = h(
    "div",
    {class: "cg-program"},
    h("div", {class: "w-input"}, h("label", {for: id}, "Expression"), field),
    error
  );
  const plain = text =>
    text
      .split(/\s*[\n;]\s*/)
      .join("\n")
      .trim();
  Object.defineProperty(node, "value", {
    get: () => field.value,
    set: next => {
      // what is being typed stays as it is typed
      if (plain(next) !== plain(field.value))
        field.value = plain(next).replaceAll("\n", lines > 1 ? "\n" : "; ");
    }
  });
  /** @param {import("./error.js").ProgramError | null} wrong */
  node.show = wrong => {
    field.setAttribute("aria-invalid", String(Boolean(wrong)));
    error.replaceChildren(
      ...(wrong
        ? [
            h("pre", {"aria-hidden": true}, ...pointedAt(h, field.value, wrong)),
            h("p", {}, wrong.message)
          ]
        : [])
    );
  };
  return node;
}

/** The part of the line around the error, and an arrow under its character. */
function pointedAt(h, text, {line, column}) {
  const from = Math.max(0, column - 16);
  const part = text.split("\n")[line - 1].slice(from, column + 10);
  const at = column - 1 - from;
  return [
    part.slice(0, at),
    h("mark", {}, part[at] ?? " "),
    part.slice(at + 1),
    "\n",
    " ".repeat(at),
    "↑"
  ];
}

/**
 * A number field for each input of the program; numbers of inputs that it had before are
 * remembered.
 */
export function numberInputs({document}) {
  const h = createHtml(document);
  const fields = new Map();
  let shown = [];
  const node = h("div", {class: "cg-inputs", role: "group", "aria-label": "Inputs"});
  const fieldOf = name => {
    if (!fields.has(name))
      fields.set(name, numberField({document, label: name, value: startOf(name)}));
    return fields.get(name);
  };
  Object.defineProperty(node, "value", {
    get: () => Object.fromEntries(shown.map(name => [name, fieldOf(name).value])),
    set: numbers => {
      for (const name of fields.keys()) if (!shown.includes(name)) fields.delete(name);
      const all = new Set([...shown, ...Object.keys(numbers)]);
      for (const name of all)
        fieldOf(name).value = Object.hasOwn(numbers, name) ? numbers[name] : startOf(name);
    }
  });
  /** @param {string[]} names of the inputs to ask for */
  node.show = names => {
    if (names.join() === shown.join()) return;
    shown = names;
    node.replaceChildren(...names.map(fieldOf));
  };
  return node;
}

/** Steps: to the start, back, on, to the end, and a slider over them all. */
export function stepInput({document}) {
  const h = createHtml(document);
  const id = newId();
  let [value, last] = [0, 0];
  const slider = h("input", {type: "range", id, min: 0, step: 1});
  const number = h("span", {class: "w-number"});
  const to = next => {
    put(next);
    node.dispatchEvent(new document.defaultView.Event("input", {bubbles: true}));
  };
  const buttons = {
    start: button({document, label: "Start", onclick: () => to(0)}),
    back: button({document, label: "Back", onclick: () => to(value - 1)}),
    next: button({document, label: "Next step", onclick: () => to(value + 1)}),
    end: button({document, label: "End", onclick: () => to(last)})
  };
  const node = h(
    "div",
    {class: "cg-steps"},
    Object.values(buttons),
    h(
      "div",
      {class: "w-input"},
      h("label", {for: id}, "Step"),
      slider,
      h("span", {}, number, h("span", {class: "cg-of"}))
    )
  );
  const put = next => {
    value = Math.max(0, Math.min(last, next));
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", `${value} of ${last}`);
    mark(number, "step", value, String);
    node.querySelector(".cg-of").textContent = ` of ${last}`;
    for (const one of [buttons.start, buttons.back]) switchOff(one, value === 0);
    for (const one of [buttons.next, buttons.end]) switchOff(one, value === last);
  };
  slider.addEventListener("input", () => put(Number(slider.value)));
  let wanted = 0;
  Object.defineProperty(node, "value", {
    get: () => (wanted = value),
    set: next => {
      wanted = next;
      put(next);
    }
  });
  /**
   * @param {number} steps the number of the last step
   * @returns {number} the step, as near to the wanted one as there is
   */
  node.show = steps => {
    last = steps;
    slider.max = String(steps);
    put(wanted);
    return value;
  };
  return node;
}
