/**
 * The network with all numbers that come before the asked quantity. The asked element is
 * highlighted and marked with a "?" until its number is shown.
 */

import {
  MODELS,
  drawNetwork,
  layoutFor,
  microSteps,
  progress,
  stepKey
} from "../network-diagram/index.js";
import {createSvg} from "../ui/dom.js";

/**
 * @import {Edge, Layout} from "../network-diagram/layout.js"
 * @import {MicroStep} from "../network-diagram/micro-steps.js"
 * @import {GradientElement} from "./tasks/kinds.js"
 * @import {Problem, Task} from "./tasks/task.js"
 */

/** The micro-step that computes the asked quantity. @param {Problem} task @returns {MicroStep} */
export function askedStep({element: {layer, k, j}}) {
  const unit = /** @type {const} */ ({phase: "backward", sample: 0, layer, k});
  return j === null ? {...unit, op: "delta"} : {...unit, op: "weight", j};
}

/**
 * What is shown: the forward pass, and of the backward pass the steps before the asked quantity.
 * The other gradients of its layer would reveal it.
 * @param {Problem} task @param {boolean} isOpen whether the answer is shown
 */
export function shownOf(task, isOpen) {
  const {network, element} = task;
  const {layer, k, j} = element;
  const keyOfAsked = stepKey(askedStep(task));
  const steps = microSteps(network);
  const end = steps.findIndex(step => stepKey(step) === keyOfAsked);
  /** @param {MicroStep} step */
  const givesAway = step =>
    step.phase === "backward" &&
    step.layer === layer &&
    (j === null || ["weight", "bias"].includes(step.op));
  /** @param {MicroStep} step */
  const isAnswer = step =>
    stepKey(step) === keyOfAsked ||
    (j === null && step.op === "upstream" && step.layer === layer && step.k === k);
  const known = steps.filter(
    (step, i) => (i < end && !givesAway(step)) || (isOpen && isAnswer(step))
  );
  return {...progress(known, known.length), current: null, chosen: element};
}

/** The task as the drawing of a network wants it. @param {Task} task */
export const runOf = ({network, net, result}) => ({
  ...{model: MODELS[net], start: network, network, result},
  ...{rate: 0, samples: 1, done: null}
});

/**
 * @param {Document} document @param {Task} task
 * @param {{width: number, isOpen: boolean, live?: boolean, alt: string}} options width: of the
 *   figure, 0 before it is known; isOpen: the answer is shown
 * @returns {SVGElement}
 */
export function drawTask(document, task, {width, isOpen, live = true, alt}) {
  const layout = layoutFor(MODELS[task.net].sizes, width);
  const svg = drawNetwork(document, layout, runOf(task), shownOf(task, isOpen), {live, alt});
  if (!isOpen) svg.append(drawQuestionMark(document, layout, task.element));
  return svg;
}

/**
 * The "?", in the place of the number.
 * @param {Document} document @param {Layout} layout @param {GradientElement} element
 */
function drawQuestionMark(document, layout, element) {
  const s = createSvg(document);
  const {x, top} = placeOfMark(layout, element);
  return s(
    "g",
    {class: "pg-ask"},
    s("rect", {class: "box bwd", x: x - 15, y: top, width: 30, height: 25, rx: 6}),
    s("text", {class: "bwd mid strong", x, y: top + 19}, "?")
  );
}

/** @param {Layout} layout @param {GradientElement} element */
function placeOfMark({narrow, units, edges}, {layer, k, j}) {
  if (j !== null) {
    const edge = edges.find(edge => edge.layer === layer && edge.k === k && edge.j === j);
    const {x, y} = /** @type {Edge} */ (edge).label;
    return {x, top: y + 1};
  }
  const {x, y, w, h} = units[layer][k];
  return narrow ? {x: x + w / 2 + 20, top: y - 13} : {x, top: y + h / 2 + 4};
}
