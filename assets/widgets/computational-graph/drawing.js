/**
 * The graph, drawn: variables round, operations square, values blue above, derivatives orange and
 * dashed below.
 */

import {createSvg, svgName} from "../ui/dom.js";
import {bracketed, formatNumber, mark} from "../ui/readout.js";
import {CHARACTER, curve, shapes} from "./shapes.js";
import {edgeKey} from "./trace.js";

const short = value => formatNumber(value, {decimals: Math.abs(value) < 1 ? 4 : 3});

/**
 * @param {Document} document
 * @param {import("./graph.js").Graph} graph
 * @param {ReturnType<import("./trace.js").knownAt>} known
 * @param {{width: number, label: string, right?: number[], live?: boolean}} options width: the
 *   place's, in CSS px; label: the
 *   text alternative; right: the gradients that the naive order should have found; live: numbers
 *   bear data-name and data-value
 * @returns {SVGElement}
 */
export function drawing(document, graph, known, {width, label, right, input, live = true}) {
  const s = createSvg(document);
  const plan = shapes(graph, width);
  const pen = createPen(s, graph, known, {live, plan, right, input});
  return s(
    "svg",
    {
      class: "drawing cg-graph",
      viewBox: `0 0 ${plan.width} ${plan.height}`,
      style: `width:${plan.width}px`,
      role: "img",
      "aria-label": label
    },
    s("g", {}, plan.edges.map(pen.edge)),
    s("g", {}, plan.nodes.map(pen.node)),
    s("g", {}, plan.edges.map(pen.contribution))
  );
}

function createPen(s, {nodes, root}, known, {live, plan, right, input}) {
  const {step, values, derivatives, terms, mode} = known;
  const number = (name, value, prefix = "") => {
    const text = s("tspan", {class: "number"}, prefix + short(value));
    return live ? mark(text, name, value, v => prefix + short(v)) : text;
  };
  const tone = mode === "forward" ? "fwd" : "bwd";
  const by = name => (mode === "forward" ? [name, nodes[input].name] : [nodes[root].name, name]);

  function node({id, y, box, pill}) {
    const {name, text} = nodes[id];
    const state = stateClasses(id);
    const at = (pill ?? box).x;
    return s(
      "g",
      {"data-node": name},
      pill && box && link(id, box, pill, y),
      box && frame(`box ${pill ? state.replace(/bwd|wash-bwd/g, "") : state}`, box, y, 8),
      box && s("text", {class: "mid strong", x: box.x, y, dy: "0.36em"}, printed(text)),
      pill && frame(`node ${state}`, pill, y, 21),
      pill && s("text", {class: "mid strong", x: pill.x, y, dy: "0.36em"}, svgName(s, name)),
      s("title", {}, title(id)),
      valueLabel(id, at, y - 31, !pill),
      derivativeLabel(id, at, y + 40)
    );
  }

  /** The classes of a node: known or not, and highlighted if the step is at it. */
  function stateClasses(id) {
    const isCurrent = step.node === id;
    if (isCurrent && step.kind === "problem") return "cg-wrong thick";
    if (!values.has(id)) return "muted dashed";
    if (!isCurrent) return "fwd ";
    const isBackward = ["seed", "term", "sum", "visit", "overflow"].includes(step.kind);
    return `fwd thick ${isBackward ? "bwd wash-bwd solid" : "wash-fwd"}`;
  }

  /** The line from an operation's box to the pill with its name. */
  const link = (id, box, pill, y) =>
    s("line", {
      class: `line ${values.has(id) ? "fwd" : "muted dashed"}`,
      x1: box.x + box.width / 2,
      x2: pill.x - pill.width / 2,
      y1: y,
      y2: y
    });

  const frame = (classes, {x, width}, y, rx) =>
    s("rect", {class: classes, x: x - width / 2, y: y - 21, width, height: 42, rx});

  const title = id => `${nodes[id].name}${values.has(id) ? ` = ${short(values.get(id))}` : ""}`;

  function valueLabel(id, x, y, withName) {
    if (!values.has(id))
      return withName && label({tone: "muted", x, y}, svgName(s, nodes[id].name));
    return label(
      {tone: "fwd", x, y},
      withName && [svgName(s, nodes[id].name), " = "],
      number(nodes[id].name, values.get(id))
    );
  }

  function derivativeLabel(id, x, y) {
    const derivative = derivatives.get(id);
    if (!derivative) return null;
    const {value, parts, complete} = derivative;
    const [of, to] = by(nodes[id].name);
    const isLong = parts.length > 1 || right;
    const head =
      plan.roomy && !isLong ? ["∂", svgName(s, of), "/∂", svgName(s, to), " = "] : ["∂ "];
    const result = complete && number(`d${of}_d${to}`, value);
    return [
      label({tone, x, y}, head, sumText(id, derivative), result),
      isWrong(id, value) && label({tone: "", x, y: y + 19}, `✗ not ${short(right[id])}`)
    ];
  }

  /** The terms that have arrived so far, "" once only their sum is shown. */
  function sumText(id, {parts, complete}) {
    const isSumming = parts.length > 1 && step.kind === "sum" && step.node === id;
    if (complete && !isSumming) return "";
    const terms = parts.map((part, k) => (k ? bracketed(short(part)) : short(part)));
    return `${terms.join(" + ")}${complete ? " = " : " + …"}`;
  }

  /** Whether the naive order ended with a value that is not the gradient. */
  const isWrong = (id, value) =>
    right && step.kind === "done" && Math.abs(right[id] - value) > 1e-9 * Math.abs(value);

  /** A label in the middle over x, or as near to it as the drawing's edges allow. */
  function label({tone, x, y}, ...parts) {
    const text = s("text", {class: `mid halo ${tone}`, y}, ...parts);
    const half = (CHARACTER * text.textContent.length) / 2 + 2;
    text.setAttribute("x", Math.max(half, Math.min(x, plan.width - half)));
    return text;
  }

  function edge({from, to, key, points}) {
    const forward = values.has(to) ? "fwd" : "muted dashed";
    const term = terms.get(key);
    const current = step.term && edgeKey(step.term) === key;
    const back = term && (term.value === 0 ? "muted dashed" : "bwd");
    const [x, y] = points.at(-1);
    const [x0, y0] = points[0];
    return s(
      "g",
      {"data-edge": `${nodes[from].name} ${nodes[to].name}`},
      s("path", {class: `line ${forward}`, d: curve(points.with(-1, [x - 8, y]))}),
      head(x - 1, y, -1, values.has(to) ? "fill-fwd" : "fill-muted"),
      term &&
        s("path", {
          class: `line ${back} ${current ? "thick" : ""}`,
          d: curve(
            points.map(([px, py], k) => [k ? px - 4 * (k === points.length - 1) : px + 12, py + 9])
          )
        }),
      term && head(x0 + 3, y0 + 9, 1, back === "bwd" ? "fill-bwd" : "fill-muted")
    );
  }

  const head = (x, y, side, fill) =>
    s("path", {class: fill, d: `M${x},${y}l${11 * side},5.5v-11Z`});

  function contribution({key, to, from, edge: k, label: {x, y, anchor}, room, shared, free}) {
    const term = terms.get(key);
    const current = step.term && edgeKey(step.term) === key;
    if (!term) return null;
    const equation = `${short(term.upstream)} × ${bracketed(short(term.local))} = `;
    const whole = current && room > 14 * (equation.length + short(term.value).length);
    // alone, it is the derivative that stands at the node
    if (!whole && !(shared && (free || plan.roomy))) return null;
    return s(
      "text",
      {class: `${anchor} bwd halo ${current ? "strong" : ""}`, x, y},
      whole && equation,
      number(`term_${nodes[to].name}_${nodes[from].name}${k ? `_${k + 1}` : ""}`, term.value)
    );
  }
  return {node, edge, contribution};
}

/** An operation as it is printed in its box. */
const printed = text => text.replace("-", "−").replace("sigmoid", "σ").replace(/^\+ −/, "− ");
