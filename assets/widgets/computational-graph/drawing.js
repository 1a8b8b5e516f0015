/**
 * The graph, drawn: variables round, operations square, values blue above, derivatives orange and
 * dashed below.
 */

import {createSvg, svgName} from "../parts/dom.js";
import {bracketed, formatNumber, mark} from "../parts/readout.js";
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
    const lit = step.node === id;
    const back = ["seed", "term", "sum", "visit", "overflow"].includes(step.kind);
    const state =
      lit && step.kind === "problem"
        ? "cg-wrong thick"
        : values.has(id)
          ? `fwd ${lit ? `thick ${back ? "bwd wash-bwd solid" : "wash-fwd"}` : ""}`
          : "muted dashed";
    const at = (pill ?? box).x;
    return s(
      "g",
      {"data-node": name},
      pill &&
        box &&
        s("line", {
          class: `line ${values.has(id) ? "fwd" : "muted dashed"}`,
          x1: box.x + box.width / 2,
          x2: pill.x - pill.width / 2,
          y1: y,
          y2: y
        }),
      box &&
        s("rect", {
          class: `box ${pill ? state.replace(/bwd|wash-bwd/g, "") : state}`,
          x: box.x - box.width / 2,
          y: y - 21,
          width: box.width,
          height: 42,
          rx: 8
        }),
      box && s("text", {class: "mid strong", x: box.x, y, dy: "0.36em"}, printed(text)),
      pill &&
        s("rect", {
          class: `node ${state}`,
          x: pill.x - pill.width / 2,
          y: y - 21,
          width: pill.width,
          height: 42,
          rx: 21
        }),
      pill && s("text", {class: "mid strong", x: pill.x, y, dy: "0.36em"}, svgName(s, name)),
      s("title", {}, title(id)),
      valueLabel(id, at, y - 31, !pill),
      derivativeLabel(id, at, y + 40)
    );
  }

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
    const long = parts.length > 1 || right;
    const head = plan.roomy && !long ? [`∂`, svgName(s, of), `/∂`, svgName(s, to), " = "] : ["∂ "];
    const sum = parts.length > 1 && (!complete || (step.kind === "sum" && step.node === id));
    const written =
      sum || !complete
        ? parts.map((part, k) => (k ? ` + ${bracketed(short(part))}` : short(part))).join("") +
          (complete ? " = " : " + …")
        : "";
    const wrong =
      right && step.kind === "done" && Math.abs(right[id] - value) > 1e-9 * Math.abs(value);
    return [
      label({tone, x, y}, head, written, complete && number(`d${of}_d${to}`, value)),
      wrong && label({tone: "", x, y: y + 19}, `✗ not ${short(right[id])}`)
    ];
  }

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
