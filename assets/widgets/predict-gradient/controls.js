/** The widget's inputs: level and kind, the answer, and the score. */

import {createHtml} from "../ui/dom.js";
import {button, select, switchOff} from "../ui/inputs/inputs.js";
import {parseNumber, refusal} from "../ui/inputs/numbers.js";
import {KINDS} from "./tasks/kinds.js";
import {LEVELS, SIGNS} from "./tasks/task.js";

const KIND_TITLES = Object.entries(KINDS).map(([key, {title}]) => [key, title]);

/** Level and kind of the task. @param {(changes: object) => void} onChange */
export function createTaskChoice(document, onChange) {
  const options = {
    level: new Map(Object.entries(LEVELS)),
    kind: new Map([["any", "any"], ...KIND_TITLES])
  };
  const create = (field, label) => {
    const [value] = options[field].keys();
    const node = select({document, label, options: options[field], value});
    node.addEventListener("input", () => onChange({[field]: node.value}));
    return node;
  };
  const [level, kind] = [create("level", "Level"), create("kind", "Kind")];
  return {
    node: [level, kind],
    show(state) {
      level.value = state.level;
      kind.value = state.kind;
    }
  };
}

/**
 * Where the answer is given: three signs, or a field for a number.
 * @param {{document: Document, name: string, questionId: string, commit: (text: string) => void,
 *   state: () => object}} context name: of the widget, for the elements' ids
 */
export function createForm(context) {
  const {document, state} = context;
  const h = createHtml(document);
  const signs = createSigns(context);
  const field = createNumberField(context);
  let shownTask = "";
  return {
    node: h("div", {class: "pg-form"}, signs.node, field.node),
    show({level, kind, seed, answer}, isOpen) {
      signs.node.hidden = level !== "sign";
      field.node.hidden = level === "sign";
      signs.show(answer, isOpen);
      const task = `${level} ${kind} ${seed}`;
      if (task !== shownTask) field.reset(level === "sign" ? "" : (answer ?? ""));
      shownTask = task;
    },
    /** Not the field on a phone: its keyboard would cover the numbers. */
    focus() {
      const hasKeyboard = !document.defaultView.matchMedia?.("(pointer: coarse)").matches;
      if (state().level === "sign") signs.focus();
      else if (hasKeyboard) field.focus();
    }
  };
}

function createSigns({document, questionId, commit}) {
  const h = createHtml(document);
  const buttons = [...SIGNS.keys()].map(name =>
    button({document, label: name, pressed: false, onclick: () => commit(name)})
  );
  const attributes = {class: "w-buttons", role: "group", "aria-labelledby": questionId};
  return {
    node: h("div", attributes, buttons),
    show(answer, isOpen) {
      for (const node of buttons) {
        const isChosen = node.textContent === answer;
        node.setAttribute("aria-pressed", String(isChosen));
        switchOff(node, isOpen && !isChosen);
      }
    },
    focus: () => buttons[0].focus()
  };
}

function createNumberField({document, name, questionId, commit, state}) {
  const h = createHtml(document);
  const [inputId, problemId] = [`${name}-answer`, `${name}-problem`];
  const input = h("input", {
    type: "text",
    id: inputId,
    inputmode: "text",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": `${questionId} ${problemId}`
  });
  const problem = h("p", {class: "w-refusal", id: problemId, role: "status"});
  const showProblem = text => {
    const {answer} = state();
    const current = answer ? `Your answer is still ${answer.replace("-", "−")}.` : "";
    problem.textContent = text && refusal(text, current);
    input.setAttribute("aria-invalid", String(Boolean(text)));
  };
  const submit = event => {
    event.preventDefault();
    const {value, problem: text = ""} = parseNumber(input.value);
    showProblem(text);
    if (value !== undefined) commit(String(value));
  };
  const check = h("button", {type: "submit", class: "w-button"}, "Check");
  const label = h("label", {for: inputId}, "Your answer");
  return {
    node: h("form", {class: "pg-field", onsubmit: submit}, label, input, check, problem),
    reset(text) {
      input.value = text;
      showProblem("");
    },
    focus: () => input.focus()
  };
}

/** Right at the first attempt, by level. */
export function createScores(document, score, onChange) {
  const h = createHtml(document);
  const list = h("dl", {class: "pg-scores"});
  const onclick = () => {
    score.clear();
    onChange();
  };
  const clear = button({document, label: "Clear score", onclick});
  const heading = h("p", {class: "w-label"}, "Right at the first attempt, saved in this browser");
  return {
    node: h("div", {}, heading, list, clear),
    show() {
      const rows = Object.entries(LEVELS).flatMap(([level, title]) => {
        const {right, tried} = score.of(level);
        return [h("dt", {}, title), h("dd", {}, `${right} of ${tried}`)];
      });
      list.replaceChildren(...rows);
    }
  };
}
