/** Draws a node: its box and pill, its value above and its derivative below. */

import {svgName} from "../../ui/dom.js";
import {writeSum} from "../program/formula.js";
import {formatShort} from "./format.js";
import {CHARACTER} from "./shapes.js";

/**
 * @import {Child, Svg} from "../../ui/dom.js"
 * @import {Derivative, Known, Step} from "../evaluation/trace.js"
 * @import {Context} from "./drawing.js"
 * @import {NodeShape, Part} from "./shapes.js"
 */

const BACKWARD_STEPS = ["seed", "term", "sum", "visit", "overflow"];

/** @param {Context} context @param {NodeShape} shape */
export function drawNode(context, shape) {
  const {s, graph, known} = context;
  const {id, y, box, pill} = shape;
  const {name, text} = graph.nodes[id];
  const {x} = pill ?? box ?? shape;
  const classes = classesOf(known, id);
  const boxClasses = pill ? classes.replace(/bwd|wash-bwd/g, "") : classes;
  const value = known.values.get(id);
  return s(
    "g",
    {"data-node": name},
    pill && box && drawLink(context, id, box, pill, y),
    box && drawFrame(s, `box ${boxClasses}`, box, y, 8, formatOperation(text)),
    pill && drawFrame(s, `node ${classes}`, pill, y, 21, svgName(s, name)),
    s("title", {}, value === undefined ? name : `${name} = ${formatShort(value)}`),
    drawValue(context, id, x, y - 31, !pill),
    drawDerivative(context, id, x, y + 40)
  );
}

/** An operation as its box shows it. @param {string} text */
const formatOperation = text =>
  text.replace("-", "−").replace("sigmoid", "σ").replace(/^\+ −/, "− ");

/**
 * The classes of a node: known or not, and highlighted if the step is at it.
 * @param {Known} known @param {number} id
 */
function classesOf({step, values}, id) {
  const isCurrent = "node" in step && step.node === id;
  if (isCurrent && step.kind === "problem") return "cg-wrong thick";
  if (!values.has(id)) return "muted dashed";
  if (!isCurrent) return "fwd ";
  const isBackward = BACKWARD_STEPS.includes(step.kind);
  return `fwd thick ${isBackward ? "bwd wash-bwd solid" : "wash-fwd"}`;
}

/**
 * The line from an operation's box to the pill with its name.
 * @param {Context} context @param {number} id
 * @param {Part} box @param {Part} pill @param {number} y
 */
function drawLink({s, known}, id, box, pill, y) {
  const tone = known.values.has(id) ? "fwd" : "muted dashed";
  const [x1, x2] = [box.x + box.width / 2, pill.x - pill.width / 2];
  return s("line", {class: `line ${tone}`, x1, x2, y1: y, y2: y});
}

/**
 * A box or a pill with its text.
 * @param {Svg} s @param {string} classes @param {Part} part @param {number} y
 * @param {number} rx of its corners @param {Child} text
 */
const drawFrame = (s, classes, {x, width}, y, rx, text) => [
  s("rect", {class: classes, x: x - width / 2, y: y - 21, width, height: 42, rx}),
  s("text", {class: "mid strong", x, y, dy: "0.36em"}, text)
];

/**
 * @param {Context} context @param {number} id
 * @param {number} x @param {number} y @param {boolean} hasName
 */
function drawValue(context, id, x, y, hasName) {
  const {s, graph, known, drawNumber} = context;
  const {name} = graph.nodes[id];
  const label = hasName && svgName(s, name);
  const value = known.values.get(id);
  if (value !== undefined)
    return drawLabel(context, "fwd", x, y, label && [label, " = "], drawNumber(name, value));
  return label && drawLabel(context, "muted", x, y, label);
}

/** @param {Context} context @param {number} id @param {number} x @param {number} y */
function drawDerivative(context, id, x, y) {
  const {s, graph, known, shapes, drawNumber} = context;
  const {mode, input, gradients} = known.trace;
  const derivative = known.derivatives.get(id);
  if (!derivative) return null;
  const {value, parts, isComplete} = derivative;
  const isForward = mode === "forward";
  const {name} = graph.nodes[id];
  const [of, by] = isForward
    ? [name, graph.nodes[input].name]
    : [graph.nodes[graph.root].name, name];
  const isLong = !shapes.isRoomy || parts.length > 1 || mode === "naive";
  const head = isLong ? ["∂ "] : ["∂", svgName(s, of), "/∂", svgName(s, by), " = "];
  const result = isComplete && drawNumber(`d${of}_d${by}`, value);
  const tone = isForward ? "fwd" : "bwd";
  return [
    drawLabel(context, tone, x, y, head, formatParts(known.step, id, derivative), result),
    isWrong(known, id, value) &&
      drawLabel(context, "", x, y + 19, `✗ not ${formatShort(gradients[id])}`)
  ];
}

/**
 * The terms that have arrived so far, "" once only their sum is shown.
 * @param {Step} step @param {number} id @param {Derivative} derivative
 */
function formatParts(step, id, {parts, isComplete}) {
  const isSumStep = step.kind === "sum" && step.node === id;
  if (isComplete && !isSumStep) return "";
  return `${writeSum(parts, formatShort)}${isComplete ? " = " : " + …"}`;
}

/**
 * Whether the naive order ended with a value that is not the gradient.
 * @param {Known} known @param {number} id @param {number} value
 */
const isWrong = ({trace: {mode, gradients}, step}, id, value) =>
  mode === "naive" &&
  step.kind === "done" &&
  Math.abs(gradients[id] - value) > 1e-9 * Math.abs(value);

/**
 * A label with its middle at x, or as near to it as the drawing's edges allow.
 * @param {Context} context @param {string} tone @param {number} x @param {number} y
 * @param {...Child} parts
 */
function drawLabel({s, shapes}, tone, x, y, ...parts) {
  const text = s("text", {class: `mid halo ${tone}`, y}, ...parts);
  const half = (CHARACTER * (text.textContent ?? "").length) / 2 + 2;
  text.setAttribute("x", String(Math.max(half, Math.min(x, shapes.width - half))));
  return text;
}
