/** Draws a node: its box and pill, its value above and its derivative below. */

import {svgName} from "../../ui/dom.js";
import {bracketed} from "../../ui/readout.js";
import {formatShort} from "./format.js";
import {CHARACTER} from "./shapes.js";

const BACKWARD_STEPS = ["seed", "term", "sum", "visit", "overflow"];

/** @param {object} context of drawing.js */
export function drawNode(context, {id, y, box, pill}) {
  const {s, graph, known} = context;
  const {name, text} = graph.nodes[id];
  const {x} = pill ?? box;
  const classes = classesOf(known, id);
  const boxClasses = pill ? classes.replace(/bwd|wash-bwd/g, "") : classes;
  const value = known.values.has(id) ? ` = ${formatShort(known.values.get(id))}` : "";
  return s(
    "g",
    {"data-node": name},
    pill && box && drawLink(context, id, box, pill, y),
    box && drawFrame(s, `box ${boxClasses}`, box, y, 8),
    box && s("text", {class: "mid strong", x: box.x, y, dy: "0.36em"}, formatOperation(text)),
    pill && drawFrame(s, `node ${classes}`, pill, y, 21),
    pill && s("text", {class: "mid strong", x: pill.x, y, dy: "0.36em"}, svgName(s, name)),
    s("title", {}, name + value),
    drawValue(context, id, x, y - 31, !pill),
    drawDerivative(context, id, x, y + 40)
  );
}

/** An operation as its box shows it. */
const formatOperation = text =>
  text.replace("-", "−").replace("sigmoid", "σ").replace(/^\+ −/, "− ");

/** The classes of a node: known or not, and highlighted if the step is at it. */
function classesOf({step, values}, id) {
  const isCurrent = step.node === id;
  if (isCurrent && step.kind === "problem") return "cg-wrong thick";
  if (!values.has(id)) return "muted dashed";
  if (!isCurrent) return "fwd ";
  const isBackward = BACKWARD_STEPS.includes(step.kind);
  return `fwd thick ${isBackward ? "bwd wash-bwd solid" : "wash-fwd"}`;
}

/** The line from an operation's box to the pill with its name. */
const drawLink = ({s, known}, id, box, pill, y) =>
  s("line", {
    class: `line ${known.values.has(id) ? "fwd" : "muted dashed"}`,
    x1: box.x + box.width / 2,
    x2: pill.x - pill.width / 2,
    y1: y,
    y2: y
  });

const drawFrame = (s, classes, {x, width}, y, rx) =>
  s("rect", {class: classes, x: x - width / 2, y: y - 21, width, height: 42, rx});

function drawValue(context, id, x, y, hasName) {
  const {s, graph, known, drawNumber} = context;
  const {name} = graph.nodes[id];
  const label = hasName && svgName(s, name);
  if (!known.values.has(id)) return label && drawLabel(context, {tone: "muted", x, y}, label);
  const number = drawNumber(name, known.values.get(id));
  return drawLabel(context, {tone: "fwd", x, y}, hasName && [label, " = "], number);
}

function drawDerivative(context, id, x, y) {
  const {s, graph, known, shapes, gradients, input, drawNumber} = context;
  const derivative = known.derivatives.get(id);
  if (!derivative) return null;
  const {value, parts, isComplete} = derivative;
  const isForward = known.mode === "forward";
  const {name} = graph.nodes[id];
  const [of, to] = isForward
    ? [name, graph.nodes[input].name]
    : [graph.nodes[graph.root].name, name];
  const isLong = !shapes.isRoomy || parts.length > 1 || gradients;
  const head = isLong ? ["∂ "] : ["∂", svgName(s, of), "/∂", svgName(s, to), " = "];
  const result = isComplete && drawNumber(`d${of}_d${to}`, value);
  const tone = isForward ? "fwd" : "bwd";
  const sum = formatSum(known.step, id, derivative);
  return [
    drawLabel(context, {tone, x, y}, head, sum, result),
    isWrong(context, id, value) &&
      drawLabel(context, {tone: "", x, y: y + 19}, `✗ not ${formatShort(gradients[id])}`)
  ];
}

/** The terms that have arrived so far, "" once only their sum is shown. */
function formatSum(step, id, {parts, isComplete}) {
  const isSumStep = parts.length > 1 && step.kind === "sum" && step.node === id;
  if (isComplete && !isSumStep) return "";
  const terms = parts.map((part, k) => (k ? bracketed(formatShort(part)) : formatShort(part)));
  return `${terms.join(" + ")}${isComplete ? " = " : " + …"}`;
}

/** Whether the naive order ended with a value that is not the gradient. */
const isWrong = ({known, gradients}, id, value) =>
  gradients &&
  known.step.kind === "done" &&
  Math.abs(gradients[id] - value) > 1e-9 * Math.abs(value);

/** A label with its middle at x, or as near to it as the drawing's edges allow. */
function drawLabel({s, shapes}, {tone, x, y}, ...parts) {
  const text = s("text", {class: `mid halo ${tone}`, y}, ...parts);
  const half = (CHARACTER * text.textContent.length) / 2 + 2;
  text.setAttribute("x", Math.max(half, Math.min(x, shapes.width - half)));
  return text;
}
