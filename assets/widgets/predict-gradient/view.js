/**
 * The widget "predict-gradient": give an answer, then see the right one, and the mistake that leads
 * to the answer given.
 */

import {createValueTable, rowsOf} from "../network-diagram/index.js";
import {createHtml, redraw} from "../ui/dom.js";
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
import {altText, verdict} from "./text.js";

/** @import {Context} from "./controls.js" */

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
  const score = createScore(storageOf(document.defaultView));
  const state = () => widget.state;
  const h = createHtml(document);
  /** @type {Context} */
  const context = {
    document,
    h,
    name,
    questionId: `${name}-question`,
    state,
    setTask: changes => widget.set({...changes, ...NO_ANSWER}),
    commit(answer) {
      score.count(taskOf(state()), judgeAnswer({...state(), answer})?.right ?? false);
      widget.set({answer});
    },
    reveal() {
      score.count(taskOf(state()), false);
      widget.set({revealed: true});
    },
    goTo(by) {
      widget.set({seed: ((state().seed - 1 + by) % LAST_SEED) + 1, ...NO_ANSWER});
      form.focus();
    }
  };
  const choice = createTaskChoice(context);
  const scores = createScores(context, score, () => widget.repaint());
  const form = createForm(context);
  const question = createQuestion(context);
  const picture = h("div");
  const feedback = createFeedback(context, slides);
  const table = createValueTable(document, {label: "All numbers of the task"});
  const widget = createWidget({
    ...{document, name, fields, normalise, invalidation},
    results: computeResults,
    controls: {},
    origin: "seeded: each task from its number",
    aside: [choice.node, scores.node],
    figure: [question.node, picture, form.node, feedback.node, table.node],
    paint: (state, {width, precise, format}) => {
      const task = taskOf(state);
      const judged = judgeAnswer(state);
      const isOpen = state.revealed || Boolean(judged?.right);
      const sentence = verdict(task, judged, state, format);
      choice.show(state);
      form.show(state, isOpen);
      scores.show();
      question.show(task);
      feedback.show(task, judged, {isOpen, sentence, format});
      redraw(picture, drawTask(document, task, {width, isOpen, alt: altText(task)}));
      table.show(rowsOf(runOf(task), shownOf(task, isOpen)), {precise, format});
      return sentence;
    }
  });
  return widget.node;
}
