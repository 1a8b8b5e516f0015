/** The network of the forward and backward pass, drawn: values blue and solid, gradients orange and dashed. */

import {createSvg, svgName} from "../parts/dom.js";
import {formatNumber, mark} from "../parts/readout.js";
import {TARGET} from "./core.js";

/**
 * @param {Document} document
 * @param {object} layout WIDE or NARROW
 * @param {object} settings the widget's state
 * @param {object} result of core.forwardBackward
 * @param {{live?: boolean, format?: (value: number) => string}} [options] live: numbers bear data-name and data-value
 * @returns {SVGElement}
 */
export function drawing(document, layout, settings, result, {live = true, format = formatNumber} = {}) {
  const s = createSvg(document);
  const pen = createPen(s, layout, live, format);
  const {nodes, forward, names, titles} = layout;
  const off = result.z_h <= 0;
  const node = ([cx, cy, r], value, inside) => [s("circle", {class: "node fwd", cx, cy, r}), inside ?? pen.inside([cx, cy], value)];
  const [lx, ly, w, h] = nodes.loss;
  return s("svg", {class: layout.narrow ? "drawing narrow" : "drawing", viewBox: `0 0 ${layout.width} ${layout.height}`, role: "img", "aria-label": alt(settings, result)},
    s("g", {"font-size": layout.font},
      [["w11", "x1", "h"], ["w21", "x2", "h"], ["w_out", "h", "y"], ["loss", "y", "loss"]].map(([, from, to]) => pen.arrow(from, to, "fwd")),
      settings.gradients && backward(s, pen, layout, result),
      ["x1", "x2"].map((name) => [
        pen.label(names[name], "muted", svgName(s, name)), node(nodes[name], ["", settings[name]])
      ]),
      node(nodes.h, null, relu(s, nodes.h, result.z_h, off)),
      node(nodes.y, ["y_hat", result.y_hat]),
      s("rect", {class: "box fwd", x: lx - w / 2, y: ly - h / 2, width: w, height: h, rx: 8}),
      pen.inside([lx, ly], ["loss", result.loss]),
      Object.entries(titles).map(([name, text]) => pen.label(names[name], "muted", text)),
      ["w11", "w21", "w_out"].map((name) => pen.label(forward[name], "fwd", svgName(s, name), ["", settings[name]])),
      pen.label(forward.z, "fwd", layout.narrow ? "z" : ["z = ", svgName(s, "w11"), svgName(s, "x1"), " + ", svgName(s, "w21"), svgName(s, "x2")],
        ["z_h", result.z_h]),
      pen.label(forward.a, "fwd", layout.narrow ? "a" : "a = max(0, z)", ["a_h", result.a_h]),
      pen.label(forward.y, "fwd", [svgName(s, "w_out"), "·a"], ["z_y", result.z_y]),
      pen.label(forward.loss, "fwd", `½(ŷ − ${TARGET})²`)));
}

function backward(s, pen, {back, backward: at, narrow}, result) {
  const weights = {w11: ["x1", "h", result.dL_dw11], w21: ["x2", "h", result.dL_dw21], w_out: ["h", "y", result.dL_dwout]};
  const shift = (name) => back[name];
  return s("g", {},
    pen.arrow("loss", "y", tone(result.dL_dy), -shift("loss")),
    Object.entries(weights).map(([name, [from, to, value]]) => [
      pen.arrow(to, from, tone(value), -shift(name)),
      pen.label(at[name], "bwd", ["∂J/∂", svgName(s, name)], [`dL_d${name.replace("_", "")}`, value])
    ]),
    pen.label(at.slope, "bwd", narrow ? "ReLU′" : "slope ReLU′(z)", ["slope", result.slope]),
    pen.label(at.h, "bwd", narrow ? "∂J/∂z" : [svgName(s, "δ_h"), " = ∂J/∂z"], ["dL_dzh", result.dL_dzh]),
    pen.label(at.y, "bwd", narrow ? "∂J/∂ŷ" : `∂J/∂ŷ = ŷ − ${TARGET}`, ["dL_dy", result.dL_dy]));
}

/** A gradient of 0 is drawn grey: nothing comes back along it. */
const tone = (value) => (value === 0 ? "muted dashed" : "bwd");

/** The unit's own picture: its hinge, and a point where z stands. */
function relu(s, [x, y, r], z, off) {
  const reach = 0.6 * r;
  const along = z / (1 + Math.abs(z));
  const foot = y + 0.3 * r;
  const point = {cx: x + reach * along, cy: off ? foot : foot - 1.2 * reach * along};
  return s("g", {},
    s("path", {class: "line muted", d: `M${x - reach},${foot}H${x}L${x + reach},${foot - 1.2 * reach}`}),
    s("circle", {class: off ? "fill-muted" : "fill-fwd", r: 7, ...point}));
}

function createPen(s, {nodes}, live, format) {
  const number = (name, value) => {
    const text = s("tspan", {class: "number"}, format(value));
    return live && name ? mark(text, name, value, format) : text;
  };
  const label = ({x, y, anchor = "middle", turn, lines}, tone, name, [key, value] = []) => {
    const end = {middle: "mid", end: "end", start: ""}[anchor];
    const transform = turn ? `rotate(${turn} ${x} ${y})` : null;
    const equals = lines === 2 ? s("tspan", {x, dy: "1.25em"}, "= ") : " = ";
    return s("text", {class: `${tone} ${end}`, x, y, transform}, name, value !== undefined && [equals, number(key, value)]);
  };
  const inside = ([x, y], [name, value]) => s("text", {class: "fwd mid strong", x, y, dy: "0.36em"}, number(name, value));
  const arrow = (from, to, tone, shift = 0) => {
    const [[x0, y0], [x1, y1]] = [nodes[from], nodes[to]];
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
    const [start, end] = [rim(nodes[from], ux, shift), length - rim(nodes[to], ux, shift) - 4];
    const at = (along, across) => [x0 + ux * along - uy * (shift + across), y0 + uy * along + ux * (shift + across)].map(fixed).join(",");
    return s("g", {},
      s("path", {class: `line ${tone}`, d: `M${at(start + 4, 0)}L${at(end - 8, 0)}`}),
      s("path", {class: `fill-${tone.split(" ")[0]}`, d: `M${at(end, 0)}L${at(end - 13, 6)}L${at(end - 13, -6)}Z`}));
  };
  return {label, inside, arrow};
}

/** From a node's centre to its rim, along a line that passes `shift` beside the centre. */
function rim([, , r, height], ux, shift) {
  if (height) return Math.abs(ux) > 0.5 ? r / 2 : height / 2;
  return Math.sqrt(r * r - shift * shift);
}

const fixed = (value) => Number(value.toFixed(1));

/** Names no input, so that a label stays the one thing that bears its text. */
function alt({gradients}, {y_hat: y, loss, z_h: z}) {
  const back = loss === 0 ? "every gradient is 0" : z > 0 ? "gradients flow back to every layer" : "the hidden unit is off and no weight receives a gradient";
  return `Network of two inputs, a hidden ReLU unit and a linear output. Output ${formatNumber(y)}, loss ${formatNumber(loss)}${gradients ? `: ${back}` : ""}.`;
}
