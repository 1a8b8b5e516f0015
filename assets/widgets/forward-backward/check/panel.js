/** The gradient check: each gradient with its central difference, and the loss along one parameter. */

import {redraw} from "../../ui/dom.js";
import {slider} from "../../ui/inputs/inputs.js";
import {formatNumber, mark} from "../../ui/readout.js";
import {drawTable} from "../../ui/table.js";
import {EPSILON} from "../fields.js";
import {drawLossAlong} from "./chart.js";
import {checkGradients} from "./differences.js";

/**
 * @import {ParameterElement} from "../../network-diagram/elements.js"
 * @import {Html} from "../../ui/dom.js"
 * @import {Format} from "../../ui/readout.js"
 * @import {Row} from "../../ui/table.js"
 * @import {Context} from "../controls.js"
 * @import {Run} from "../core.js"
 * @import {Check} from "./differences.js"
 * @typedef {ParameterElement & {label: string}} Labelled
 */

const KINK = "±ε carries a unit across its kink";
const UNRESOLVED = "At this ε a difference can't confirm a gradient of this size";

/** @param {Context} context */
export function createCheckPanel({document, h, choose}) {
  /** @type {Format} */
  const format = value => formatNumber(value);
  const epsilon = slider({document, label: "log₁₀ ε", ...EPSILON, tone: "bwd", format});
  const chooseClicked = (/** @type {{target: Element}} */ {target}) => {
    const name = target.closest("button")?.getAttribute("data-choose");
    if (name) choose(name);
  };
  const region = {role: "region", "aria-label": "Finite-difference check", tabindex: 0};
  const box = h("div", {class: "fb-check", onclick: chooseClicked, ...region});
  const chart = h("div");
  return {
    epsilon,
    node: [epsilon, chart, box],
    /** @param {Run} run @param {number} exponent @param {Format} format */
    show({model, network, result, elements, chosen}, exponent, format) {
      const step = 10 ** exponent;
      const checks = checkGradients(model, network, step, result);
      const parameters = [...elements.values()].filter(element => element.kind === "parameters");
      const at = Math.max(
        0,
        parameters.findIndex(parameter => parameter === chosen)
      );
      const rows = parameters.map((parameter, i) =>
        createRow(h, parameter, checks[i], i === at, format)
      );
      const corner = h("span", {class: "w-hidden"}, "gradient");
      redraw(box, drawTable(h, {columns: [corner, "analytic", "numeric", "rel. error"], rows}));
      chart.replaceChildren(drawLossAlong(document, network, parameters[at], step, checks[at]));
    }
  };
}

/**
 * @param {Html} h @param {Labelled} parameter @param {Check} check @param {boolean} isChosen
 * @param {Format} format @returns {Row}
 */
function createRow(h, {name, label}, check, isChosen, format) {
  const {analytic, numeric, error, unresolved, kink} = check;
  const number = (/** @type {string} */ part, /** @type {number} */ value) =>
    mark(h("span"), `${part}_${name}`, value, format);
  const attributes = {
    type: "button",
    class: "fb-pick",
    "aria-pressed": String(isChosen),
    "aria-label": `Choose ${label}`,
    "data-choose": name
  };
  const verdict = [
    kink && h("strong", {title: KINK}, "kink "),
    unresolved ? h("span", {title: UNRESOLVED}, "too small") : number("error", error)
  ];
  return {
    heading: h("button", attributes, label),
    cells: [
      h("td", {class: "bwd"}, number("analytic", analytic)),
      number("numeric", numeric),
      verdict
    ]
  };
}
