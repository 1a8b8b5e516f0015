/**
 * The network with all numbers that come before the asked quantity. The asked element is
 * highlighted and marked with a "?" until its number is shown.
 */

import {
  MODELS,
  drawNetwork,
  layoutFor,
  microSteps,
  stepKey,
  stepOf
} from "../network-diagram/index.js";
import {createSvg} from "../ui/dom.js";

/** The micro-step that computes the asked quantity. */
export const askedStep = ({element}) =>
  stepOf({...element, kind: element.j === null ? "delta" : "parameters"}, 1, 0);

/**
 * What is shown: the forward pass, and of the backward pass the steps before the asked quantity.
 * The rest of its own layer would give it away.
 * @returns {{current: null, sample: number, knows: Function, counted: Function, chosen: object}}
 */
export function shownOf(task, isOpen) {
  const {network, element} = task;
  const {layer, k, j} = element;
  const steps = microSteps(network);
  const asked = stepKey(askedStep(task));
  const givesAway = step =>
    step.phase === "backward" &&
    step.layer === layer &&
    (j === null || ["weight", "bias"].includes(step.op));
  const isAnswer = step =>
    stepKey(step) === asked ||
    (j === null && step.op === "upstream" && step.layer === layer && step.k === k);
  const before = steps
    .slice(
      0,
      steps.findIndex(step => stepKey(step) === asked)
    )
    .filter(step => !givesAway(step));
  const answer = isOpen ? steps.filter(isAnswer) : [];
  const known = new Set([...before, ...answer].map(stepKey));
  const knows = step => known.has(stepKey(step));
  return {current: null, sample: 0, chosen: element, knows, counted: step => Number(knows(step))};
}

/** The task as the drawing of a network wants it. */
export const runOf = ({network, net, result}) => ({
  model: MODELS[net],
  start: network,
  network,
  result,
  rate: 0,
  samples: 1,
  done: null
});

/**
 * @param {Document} document @param {object} task
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

/** The "?", in the place of the number. */
function drawQuestionMark(document, layout, {layer, k, j}) {
  const s = createSvg(document);
  const isEdge = edge => edge.layer === layer && edge.k === k && edge.j === j;
  const {x, y} =
    j === null ? besideUnit(layout, layout.units[layer][k]) : layout.edges.find(isEdge).label;
  const top = j === null ? y - 13 : y + 1;
  return s(
    "g",
    {class: "pg-ask"},
    s("rect", {class: "box bwd", x: x - 15, y: top, width: 30, height: 25, rx: 6}),
    s("text", {class: "bwd mid strong", x, y: top + 19}, "?")
  );
}

const besideUnit = ({narrow}, {x, y, w, h}) =>
  narrow ? {x: x + w / 2 + 20, y} : {x, y: y + h / 2 + 17};
