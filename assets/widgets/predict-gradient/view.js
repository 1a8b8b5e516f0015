/**
 * The widget "predict-gradient": commit to an answer, then see it, and which mistake leads to the
 * one that was given.
 */

import {createTable} from "../network-diagram/formulas/panel.js";
import {formulaOf} from "../network-diagram/formulas/formulas.js";
import {rowsOf} from "../network-diagram/value-rows.js";
import {createHtml, redraw} from "../ui/dom.js";
import {button, select, switchOff} from "../ui/inputs/inputs.js";
import {createMath} from "../ui/math.js";
import {parseNumber, refusal} from "../ui/inputs/numbers.js";
import {formatNumber, threeDigits} from "../ui/readout.js";
import {remember} from "../ui/remember.js";
import {choice, flag, number} from "../ui/state/fields.js";
import {createWidget} from "../ui/widget.js";
import {KINDS} from "./kinds.js";
import {askedStep, picture, runOf, shownOf} from "./drawing.js";
import {createScore, storageOf} from "./score.js";
import {TABLE} from "./table.js";
import {LEVELS, SIGNS, createTask, judge} from "./task.js";
import {
  activationsText,
  advice,
  answerText,
  asked,
  gap,
  networkText,
  question,
  verdict
} from "./text.js";

const SEEDS = 9999;
const QUESTION = "predict-gradient-question";

/** What was answered: a sign's name or a number, which "none" or another level's answer is not. */
const answer = {
  value: null,
  want: "none, negative, zero, positive or a number",
  parse: text =>
    text === "none" ? null : SIGNS.has(text) ? text : parseNumber(text).value?.toString(),
  format: value => value ?? "none"
};

export const fields = {
  level: choice(Object.keys(LEVELS), "sign"),
  kind: choice(["any", ...Object.keys(KINDS)], "any"),
  seed: number({min: 1, max: SEEDS, step: 1, value: 1}),
  answer,
  revealed: flag(false)
};

const made = remember(createTask);
const taskIn = ({level, kind, seed}) => made({level, kind, seed});

/** The committed answer as a number, null if there is none that fits the level. */
const answerOf = ({level, answer: text}) =>
  text === null
    ? null
    : level === "sign"
      ? (SIGNS.get(text) ?? null)
      : (parseNumber(text).value ?? null);

/** An answer that does not fit the level is none. */
function normalise(state) {
  if (state.answer === null || answerOf(state) !== null) return {state, ignored: []};
  const want = state.level === "sign" ? [...SIGNS.keys()].join(", ") : "a number";
  return {
    state: {...state, answer: null},
    ignored: [`ignored answer: ${state.answer} (want ${want})`]
  };
}

/** The drawing's alternative text. */
export const altText = task =>
  `${networkText(task)}, with its forward values and what has come back so far. ` +
  `${activationsText(task)} ${question(task)}`;

/**
 * @param {{document?: Document, slides?: Record<string, string>, invalidation?: Promise<void>}}
 *   [options] slides: for each mistake (table.js) the address of the slide that explains it
 * @returns {HTMLElement}
 */
export function predictGradient({document = globalThis.document, slides = {}, invalidation} = {}) {
  const h = createHtml(document);
  const score = createScore(storageOf(document.defaultView));
  const level = select({
    document,
    label: "Level",
    options: new Map(Object.entries(LEVELS)),
    value: "sign"
  });
  const kind = select({
    document,
    label: "Kind",
    options: new Map([
      ["any", "any"],
      ...Object.entries(KINDS).map(([key, {title}]) => [key, title])
    ]),
    value: "any"
  });
  const anew = {answer: null, revealed: false};
  for (const control of [level, kind])
    control.addEventListener("input", () =>
      frame.set({level: level.value, kind: kind.value, ...anew})
    );
  const task = () => taskIn(frame.state);
  const commit = text => {
    score.count(task(), judge(task(), answerOf({...frame.state, answer: text})).right);
    frame.set({answer: text});
  };
  const form = createForm(document, {commit, state: () => frame.state});
  const show = button({
    document,
    label: "Show the answer",
    onclick: () => {
      score.count(task(), false);
      frame.set({revealed: true});
    }
  });
  const goTo = by => {
    frame.set({seed: ((frame.state.seed - 1 + by) % SEEDS) + 1, ...anew});
    form.focus();
  };
  const fresh = button({
    document,
    label: "Fresh numbers",
    onclick: () => goTo(frame.state.kind === "any" ? Object.keys(KINDS).length : 1)
  });
  const other = button({document, label: "Another kind", onclick: () => goTo(1)});
  const scores = createScores(document, score, () => frame.repaint());
  const view = createQuestion(document, slides);
  const table = createTable(document, {label: "All numbers of the task"});
  const drawn = h("div");
  const frame = createWidget({
    document,
    name: "predict-gradient",
    fields,
    controls: {},
    normalise,
    invalidation,
    origin: "seeded: each task from its number",
    aside: [level, kind, scores.node],
    figure: [
      view.node,
      drawn,
      form.node,
      h("div", {class: "w-buttons"}, show, fresh, other),
      view.feedback,
      table.node
    ],
    paint: (state, {width, format, precise}) => {
      const now = taskIn(state);
      const given = answerOf(state);
      const judged = given === null ? null : {value: given, ...judge(now, given)};
      const open = state.revealed || Boolean(judged?.right);
      const sentence = verdict(now, judged, state, format);
      level.value = state.level;
      kind.value = state.kind;
      view.show(now, judged, {open, sentence, format});
      redraw(drawn, picture(document, now, {width, open, alt: altText(now)}));
      form.show(state, open);
      switchOff(show, open);
      other.hidden = state.kind !== "any";
      table.show(rowsOf(runOf(now), shownOf(now, {open})), {precise, format});
      scores.show();
      return sentence;
    }
  });
  return frame.node;
}

/**
 * The question above the drawing, and the feedback below it. Formulas stay short: all digits stand
 * in the table.
 */
function createQuestion(document, slides) {
  const h = createHtml(document);
  const math = createMath(document);
  const text = h("p", {class: "pg-verdict", id: QUESTION});
  const equation = h("p");
  const units = h("p", {class: "w-label"});
  const node = h("div", {class: "pg-question"}, text, equation, units);
  const feedback = h("div");
  const slideLink = (id, gap = " ") =>
    slides[id] && [gap, h("a", {href: slides[id]}, "Show the slide")];
  const explain = (task, {value, mistakes}, format) => {
    if (!mistakes.length) return [h("p", {}, advice(task, value))];
    if (mistakes.length > 1) {
      return [
        h(
          "ul",
          {},
          mistakes.map(id => h("li", {}, TABLE[id].title, slideLink(id, " · ")))
        )
      ];
    }
    const [id] = mistakes;
    const made = task.mistakes.filter(one => one.id === id).map(({answer: number}) => number);
    const nearest = made.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
    const number = `With this mistake the answer is ${answerText(task, nearest, format)}.`;
    return [
      h("p", {}, TABLE[id].why, slideLink(id)),
      task.level !== "sign" && h("p", {class: "w-label"}, number)
    ];
  };
  const rule = task => {
    const {general, numbers} = formulaOf(askedStep(task), runOf(task), threeDigits);
    return [general, numbers].map(line => h("p", {}, math(line)));
  };
  return {
    node,
    feedback,
    show(task, judged, {open, sentence, format}) {
      text.textContent = question(task);
      units.textContent = activationsText(task);
      equation.replaceChildren(
        math(task.level === "factor" ? gap(task, formatNumber) : `[b ${asked(task)}] = □`)
      );
      feedback.className = `w-panel pg-feedback${judged ? (judged.right ? " pg-right" : " pg-wrong") : ""}`;
      feedback.replaceChildren(
        ...[
          h("p", {class: "pg-verdict"}, sentence),
          judged && !judged.right && explain(task, judged, format),
          open && rule(task)
        ]
          .flat()
          .filter(Boolean)
      );
      feedback.hidden = !judged && !open;
    }
  };
}

/** Where the answer is given: three signs, or a field for a number. */
function createForm(document, {commit, state}) {
  const h = createHtml(document);
  const signs = [...SIGNS.keys()].map(name =>
    button({document, label: name, pressed: false, onclick: () => commit(name)})
  );
  const choices = h("div", {class: "w-buttons", role: "group", "aria-labelledby": QUESTION}, signs);
  const input = h("input", {
    type: "text",
    id: "predict-gradient-answer",
    inputmode: "text",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": `${QUESTION} predict-gradient-problem`
  });
  const problem = h("p", {class: "w-refusal", id: "predict-gradient-problem", role: "status"});
  const refuse = text => {
    const kept =
      text && state().answer ? `Your answer is still ${state().answer.replace("-", "−")}.` : "";
    problem.textContent = text && refusal(text, kept);
    input.setAttribute("aria-invalid", String(Boolean(text)));
  };
  const submit = event => {
    event.preventDefault();
    const {value, problem: text = ""} = parseNumber(input.value);
    refuse(text);
    if (value !== undefined) commit(String(value));
  };
  const check = h("button", {type: "submit", class: "w-button"}, "Check");
  const field = h(
    "form",
    {class: "pg-field", onsubmit: submit},
    h("label", {for: input.id}, "Your answer"),
    input,
    check,
    problem
  );
  let task = "";
  return {
    node: h("div", {class: "pg-form"}, choices, field),
    show({level, kind, seed, answer: text}, open) {
      choices.hidden = level !== "sign";
      field.hidden = level === "sign";
      for (const node of signs) {
        node.setAttribute("aria-pressed", String(node.textContent === text));
        switchOff(node, open && node.textContent !== text);
      }
      const next = `${level} ${kind} ${seed}`;
      if (next !== task) {
        input.value = level === "sign" ? "" : (text ?? "");
        refuse("");
      }
      task = next;
    },
    /** Not the field on a phone: its keyboard would cover the numbers. */
    focus: () => {
      const hasKeyboard = !document.defaultView.matchMedia?.("(pointer: coarse)").matches;
      if (state().level === "sign") signs[0].focus();
      else if (hasKeyboard) input.focus();
    }
  };
}

/** Right at the first attempt, by level. */
function createScores(document, score, changed) {
  const h = createHtml(document);
  const list = h("dl", {class: "pg-scores"});
  const clear = button({
    document,
    label: "Clear score",
    onclick: () => {
      score.clear();
      changed();
    }
  });
  return {
    node: h(
      "div",
      {},
      h("p", {class: "w-label"}, "Right at the first attempt, saved in this browser"),
      list,
      clear
    ),
    show() {
      list.replaceChildren(
        ...Object.entries(LEVELS).flatMap(([level, title]) => {
          const {right, tried} = score.of(level);
          return [h("dt", {}, title), h("dd", {}, `${right} of ${tried}`)];
        })
      );
    }
  };
}
