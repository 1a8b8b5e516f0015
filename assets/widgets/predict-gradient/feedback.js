/** The question above the drawing, and the feedback below it. */

import {formulaOf} from "../network-diagram/index.js";
import {createMath} from "../ui/math.js";
import {threeDigits} from "../ui/readout.js";
import {askedStep, runOf} from "./drawing.js";
import {TABLE} from "./tasks/table.js";
import {activationsText, advice, answerText, asked, equationWithGap, question} from "./text.js";

/**
 * @import {Format} from "../ui/readout.js"
 * @import {Context} from "./controls.js"
 * @import {Judged} from "./state.js"
 * @import {Task} from "./tasks/task.js"
 */

/** @param {Context} context */
export function createQuestion({document, h, questionId}) {
  const math = createMath(document);
  const text = h("p", {class: "pg-verdict", id: questionId});
  const equation = h("p");
  const activations = h("p", {class: "w-label"});
  return {
    node: h("div", {class: "pg-question"}, text, equation, activations),
    /** @param {Task} task */
    show(task) {
      text.textContent = question(task);
      activations.textContent = activationsText(task);
      const formula = task.level === "factor" ? equationWithGap(task) : `[b ${asked(task)}] = □`;
      equation.replaceChildren(math(formula));
    }
  };
}

/**
 * Formulas stay short: all digits stand in the table.
 * @param {Context} context
 * @param {Record<string, string>} slides for each mistake the address of the slide on it
 */
export function createFeedback({document, h}, slides) {
  const math = createMath(document);
  const slideLink = (/** @type {string} */ id, gap = " ") =>
    slides[id] && [gap, h("a", {href: slides[id]}, "Show the slide")];
  /** @param {Task} task @param {string} id @param {number} value @param {Format} format */
  const explainOne = (task, id, value, format) => {
    const answers = task.mistakes.filter(one => one.id === id).map(({answer}) => answer);
    const nearest = answers.reduce((best, answer) =>
      Math.abs(answer - value) < Math.abs(best - value) ? answer : best
    );
    const text = `With this mistake the answer is ${answerText(task, nearest, format)}.`;
    const why = h("p", {}, TABLE[id].why, slideLink(id));
    return task.level === "sign" ? [why] : [why, h("p", {class: "w-label"}, text)];
  };
  /** @param {Task} task @param {Judged} judged @param {Format} format */
  const explain = (task, {value, mistakes}, format) => {
    if (!mistakes.length) return [h("p", {}, advice(task, value))];
    if (mistakes.length === 1) return explainOne(task, mistakes[0], value, format);
    return [
      h(
        "ul",
        {},
        mistakes.map(id => h("li", {}, TABLE[id].title, slideLink(id, " · ")))
      )
    ];
  };
  /** @param {Task} task */
  const rule = task => {
    const {general, numbers} = formulaOf(askedStep(task), runOf(task), threeDigits);
    return [general, numbers].map(line => h("p", {}, math(line)));
  };
  const node = h("div");
  return {
    node,
    /**
     * @param {Task} task @param {Judged | null} judged
     * @param {{isOpen: boolean, sentence: string, format: Format}} options
     */
    show(task, judged, {isOpen, sentence, format}) {
      const tone = judged ? (judged.right ? " pg-right" : " pg-wrong") : "";
      node.className = `w-panel pg-feedback${tone}`;
      node.replaceChildren(
        h("p", {class: "pg-verdict"}, sentence),
        ...(judged && !judged.right ? explain(task, judged, format) : []),
        ...(isOpen ? rule(task) : [])
      );
      node.hidden = !judged && !isOpen;
    }
  };
}
