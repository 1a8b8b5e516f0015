/** The question above the drawing, and the feedback below it. */

import {formulaOf} from "../network-diagram/index.js";
import {createHtml} from "../ui/dom.js";
import {createMath} from "../ui/math.js";
import {formatNumber, threeDigits} from "../ui/readout.js";
import {askedStep, runOf} from "./drawing.js";
import {TABLE} from "./tasks/table.js";
import {activationsText, advice, answerText, asked, equationWithGap, question} from "./text.js";

/** @param {Document} document @param {string} id of the question's element */
export function createQuestion(document, id) {
  const h = createHtml(document);
  const math = createMath(document);
  const text = h("p", {class: "pg-verdict", id});
  const equation = h("p");
  const activations = h("p", {class: "w-label"});
  return {
    node: h("div", {class: "pg-question"}, text, equation, activations),
    show(task) {
      text.textContent = question(task);
      activations.textContent = activationsText(task);
      const formula =
        task.level === "factor" ? equationWithGap(task, formatNumber) : `[b ${asked(task)}] = □`;
      equation.replaceChildren(math(formula));
    }
  };
}

/**
 * Formulas stay short: all digits stand in the table.
 * @param {Document} document
 * @param {Record<string, string>} slides for each mistake the address of the slide on it
 */
export function createFeedback(document, slides) {
  const h = createHtml(document);
  const math = createMath(document);
  const slideLink = (id, gap = " ") =>
    slides[id] && [gap, h("a", {href: slides[id]}, "Show the slide")];
  const explainOne = (task, id, value, format) => {
    const answers = task.mistakes.filter(one => one.id === id).map(({answer}) => answer);
    const distance = answer => Math.abs(answer - value);
    const [nearest] = answers.sort((a, b) => distance(a) - distance(b));
    const text = `With this mistake the answer is ${answerText(task, nearest, format)}.`;
    return [
      h("p", {}, TABLE[id].why, slideLink(id)),
      task.level !== "sign" && h("p", {class: "w-label"}, text)
    ];
  };
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
  const rule = task => {
    const {general, numbers} = formulaOf(askedStep(task), runOf(task), threeDigits);
    return [general, numbers].map(line => h("p", {}, math(line)));
  };
  const node = h("div");
  return {
    node,
    show(task, judged, {isOpen, sentence, format}) {
      const tone = judged && (judged.right ? " pg-right" : " pg-wrong");
      node.className = `w-panel pg-feedback${tone ?? ""}`;
      const parts = [
        h("p", {class: "pg-verdict"}, sentence),
        judged && !judged.right && explain(task, judged, format),
        isOpen && rule(task)
      ];
      node.replaceChildren(...parts.flat().filter(Boolean));
      node.hidden = !judged && !isOpen;
    }
  };
}
