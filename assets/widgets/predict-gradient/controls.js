/** The widget's inputs: level and kind, the answer, the ways to another task, and the score. */

import {button, select, switchOff} from "../ui/inputs/inputs.js";
import {parseNumber, refusal} from "../ui/inputs/numbers.js";
import {KINDS} from "./tasks/kinds.js";
import {LEVELS, LEVEL_NAMES, SIGNS} from "./tasks/task.js";

/**
 * @import {Html} from "../ui/dom.js"
 * @import {Score} from "./score.js"
 * @import {State} from "./state.js"
 *
 * @typedef {object} Context what listeners need; `show` gets the state to paint
 * @property {Document} document
 * @property {Html} h
 * @property {string} name of the widget, for the elements' ids
 * @property {string} questionId
 * @property {() => State} state the present state
 * @property {(changes: Partial<State>) => void} setTask shows another task, without an answer
 * @property {(answer: string) => void} commit
 * @property {() => void} reveal
 * @property {(by: number) => void} goTo to the task that comes so many seeds later
 */

/** Level and kind of the task. @param {Context} context */
export function createTaskChoice({document, setTask}) {
  const kinds = Object.entries(KINDS).map(
    ([kind, {title}]) => /** @type {const} */ ([kind, title])
  );
  const options = {
    level: new Map(Object.entries(LEVELS)),
    kind: new Map([["any", "any"], ...kinds])
  };
  /** @param {"level" | "kind"} field @param {string} label */
  const create = (field, label) => {
    const [value] = options[field].keys();
    const node = select({document, label, options: options[field], value});
    node.addEventListener("input", () => setTask({[field]: node.value}));
    return node;
  };
  const [level, kind] = [create("level", "Level"), create("kind", "Kind")];
  return {
    node: [level, kind],
    /** @param {State} state */
    show(state) {
      level.value = state.level;
      kind.value = state.kind;
    }
  };
}

/**
 * Where the answer is given, three signs or a field for a number, and the buttons below.
 * @param {Context} context
 */
export function createForm(context) {
  const {document, h, state} = context;
  const signs = createSigns(context);
  const field = createNumberField(context);
  const buttons = createButtons(context);
  return {
    node: [h("div", {class: "pg-form"}, signs.node, field.node), buttons.node],
    /** @param {State} state @param {boolean} isOpen whether the answer shows */
    show(state, isOpen) {
      signs.node.hidden = state.level !== "sign";
      field.node.hidden = state.level === "sign";
      signs.show(state, isOpen);
      field.show(state);
      buttons.show(state, isOpen);
    },
    /** Focuses the answer, but no field on a phone: its keyboard would cover the numbers. */
    focus() {
      const hasKeyboard = !document.defaultView?.matchMedia?.("(pointer: coarse)").matches;
      if (state().level === "sign") signs.focus();
      else if (hasKeyboard) field.focus();
    }
  };
}

/** @param {Context} context */
function createSigns({document, h, questionId, commit}) {
  const buttons = [...SIGNS.keys()].map(name =>
    button({document, label: name, pressed: false, onclick: () => commit(name)})
  );
  const attributes = {class: "w-buttons", role: "group", "aria-labelledby": questionId};
  return {
    node: h("div", attributes, buttons),
    /** @param {State} state @param {boolean} isOpen */
    show({answer}, isOpen) {
      for (const node of buttons) {
        const isChosen = node.textContent === answer;
        node.setAttribute("aria-pressed", String(isChosen));
        switchOff(node, isOpen && !isChosen);
      }
    },
    focus: () => buttons[0].focus()
  };
}

/** @param {Context} context */
function createNumberField({h, name, questionId, commit, state}) {
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
  let shownTask = "";
  /** @param {string} text a sentence, "" for none */
  const showProblem = text => {
    problem.textContent = text;
    input.setAttribute("aria-invalid", String(Boolean(text)));
  };
  /** @param {Event} event */
  const submit = event => {
    event.preventDefault();
    const {answer} = state();
    const {value, problem: reason} = parseNumber(input.value);
    const current = answer ? `Your answer is still ${answer.replace("-", "−")}.` : "";
    showProblem(reason ? refusal(reason, current) : "");
    if (value !== undefined) commit(String(value));
  };
  const check = h("button", {type: "submit", class: "w-button"}, "Check");
  const label = h("label", {for: inputId}, "Your answer");
  return {
    node: h("form", {class: "pg-field", onsubmit: submit}, label, input, check, problem),
    /** @param {State} state */
    show({level, kind, seed, answer}) {
      const task = `${level} ${kind} ${seed}`;
      if (task === shownTask) return;
      shownTask = task;
      input.value = level === "sign" ? "" : (answer ?? "");
      showProblem("");
    },
    focus: () => input.focus()
  };
}

/** "Show the answer", and the ways to another task. @param {Context} context */
function createButtons({document, h, state, reveal, goTo}) {
  const goToFresh = () => goTo(state().kind === "any" ? Object.keys(KINDS).length : 1);
  const show = button({document, label: "Show the answer", onclick: reveal});
  const fresh = button({document, label: "Fresh numbers", onclick: goToFresh});
  const other = button({document, label: "Another kind", onclick: () => goTo(1)});
  return {
    node: h("div", {class: "w-buttons"}, show, fresh, other),
    /** @param {State} state @param {boolean} isOpen */
    show({kind}, isOpen) {
      switchOff(show, isOpen);
      other.hidden = kind !== "any";
    }
  };
}

/**
 * Right at the first attempt, by level.
 * @param {Context} context @param {Score} score @param {() => void} onClear
 */
export function createScores({document, h}, score, onClear) {
  const list = h("dl", {class: "pg-scores"});
  const clear = () => {
    score.clear();
    onClear();
  };
  const heading = h("p", {class: "w-label"}, "Right at the first attempt, saved in this browser");
  return {
    node: h("div", {}, heading, list, button({document, label: "Clear score", onclick: clear})),
    show() {
      const rows = LEVEL_NAMES.flatMap(level => {
        const {right, tried} = score.of(level);
        return [h("dt", {}, LEVELS[level]), h("dd", {}, `${right} of ${tried}`)];
      });
      list.replaceChildren(...rows);
    }
  };
}
