/**
 * The widget "predict-gradient": give an answer, then see the right one, and the mistake that leads
 * to the answer given.
 */

import {createValueTable, rowsOf} from "../network-diagram/index.js";
import {createHtml, redraw} from "../ui/dom.js";
import {button, switchOff} from "../ui/inputs/inputs.js";
import {defaults} from "../ui/state/fields.js";
import {createWidget} from "../ui/widget.js";
import {createForm, createScores, createTaskChoice} from "./controls.js";
import {drawTask, runOf, shownOf} from "./drawing.js";
import {createFeedback, createQuestion} from "./feedback.js";
import {createScore, storageOf} from "./score.js";
import {
  LAST_SEED,
  NO_ANSWER,
  computeResults,
  fields,
  judgeAnswer,
  normalise,
  taskOf
} from "./state.js";
import {KINDS} from "./tasks/kinds.js";
import {altText, verdict} from "./text.js";

/**
 * `value.results` holds the kind of the task and the verdict on the answer, not the right answer.
 * @param {{document?: Document, name?: string, slides?: Record<string, string>,
 *   invalidation?: Promise<void>}} [options] name: the parameter in the page's address, a second
 *   widget on the page needs its own; slides: for each mistake (tasks/table.js) the address of the
 *   slide that explains it
 * @returns {HTMLElement}
 */
export function predictGradient({
  document = globalThis.document,
  name = "predict-gradient",
  slides = {},
  invalidation
} = {}) {
  const questionId = `${name}-question`;
  const score = createScore(storageOf(document.defaultView));
  let current = defaults(fields);
  const state = () => current;
  const commit = answer => {
    score.count(taskOf(current), judgeAnswer({...current, answer}).right);
    widget.set({answer});
  };
  const reveal = () => {
    score.count(taskOf(current), false);
    widget.set({revealed: true});
  };
  const goTo = by => {
    widget.set({seed: ((current.seed - 1 + by) % LAST_SEED) + 1, ...NO_ANSWER});
    form.focus();
  };
  const choice = createTaskChoice(document, changes => widget.set({...changes, ...NO_ANSWER}));
  const scores = createScores(document, score, () => widget.repaint());
  const form = createForm({document, name, questionId, commit, state});
  const buttons = createButtons({document, state, reveal, goTo});
  const task = createTaskView(document, {slides, questionId});
  const widget = createWidget({
    ...{document, name, fields, normalise, invalidation},
    results: computeResults,
    controls: {},
    origin: "seeded: each task from its number",
    aside: [choice.node, scores.node],
    figure: [task.question, task.picture, form.node, buttons.node, task.feedback, task.table],
    paint: (now, view) => {
      current = now;
      const judged = judgeAnswer(now);
      const isOpen = now.revealed || Boolean(judged?.right);
      choice.show(now);
      form.show(now, isOpen);
      buttons.show(now, isOpen);
      scores.show();
      return task.show(now, judged, isOpen, view);
    }
  });
  return widget.node;
}

/** "Show the answer", and the ways to another task. */
function createButtons({document, state, reveal, goTo}) {
  const h = createHtml(document);
  const show = button({document, label: "Show the answer", onclick: reveal});
  const goToFresh = () => goTo(state().kind === "any" ? Object.keys(KINDS).length : 1);
  const fresh = button({document, label: "Fresh numbers", onclick: goToFresh});
  const other = button({document, label: "Another kind", onclick: () => goTo(1)});
  return {
    node: h("div", {class: "w-buttons"}, show, fresh, other),
    show({kind}, isOpen) {
      switchOff(show, isOpen);
      other.hidden = kind !== "any";
    }
  };
}

/** Question, drawing, feedback and table of a task. */
function createTaskView(document, {slides, questionId}) {
  const question = createQuestion(document, questionId);
  const feedback = createFeedback(document, slides);
  const table = createValueTable(document, {label: "All numbers of the task"});
  const picture = createHtml(document)("div");
  return {
    question: question.node,
    picture,
    feedback: feedback.node,
    table: table.node,
    /** Returns the verdict. */
    show(state, judged, isOpen, {width, precise, format}) {
      const task = taskOf(state);
      const sentence = verdict(task, judged, state, format);
      question.show(task);
      feedback.show(task, judged, {isOpen, sentence, format});
      redraw(picture, drawTask(document, task, {width, isOpen, alt: altText(task)}));
      table.show(rowsOf(runOf(task), shownOf(task, isOpen)), {precise, format});
      return sentence;
    }
  };
}
