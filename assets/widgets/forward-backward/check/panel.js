/** The gradient check: each gradient with its central difference, and the loss along one parameter. */

import {redraw} from "../../ui/dom.js";
import {slider} from "../../ui/inputs/inputs.js";
import {formatNumber, mark} from "../../ui/readout.js";
import {EPSILON} from "../fields.js";
import {drawLossAlong} from "./chart.js";
import {checkGradients} from "./differences.js";

/** @import {Context} from "../controls.js" */

const HEADS = ["", "analytic", "numeric", "rel. error"];
const KINK = "±ε carries a unit across its kink";
const UNRESOLVED = "At this ε a difference can't confirm a gradient of this size";

/** @param {Context} context */
export function createCheckPanel({document, h, choose}) {
  const format = value => formatNumber(value);
  const epsilon = slider({document, label: "log₁₀ ε", ...EPSILON, tone: "bwd", format});
  const chooseClicked = ({target}) => {
    const name = target.closest("button")?.getAttribute("data-choose");
    if (name) choose(name);
  };
  const body = h("tbody", {onclick: chooseClicked});
  const heads = HEADS.map(text =>
    h("th", {scope: "col"}, text || h("span", {class: "w-hidden"}, "gradient"))
  );
  const chart = h("div");
  const region = {role: "region", "aria-label": "Finite-difference check", tabindex: 0};
  const table = h("table", {}, h("thead", {}, h("tr", {}, heads)), body);
  return {
    epsilon,
    node: [epsilon, chart, h("div", {class: "fb-check", ...region}, table)],
    show({model, network, result, elements, chosen}, exponent, format) {
      const step = 10 ** exponent;
      const checks = checkGradients(model, network, step, result);
      const parameter = chosen?.kind === "parameters" ? chosen : elements.get(checks[0].name);
      const isChosen = ({name}) => name === parameter.name;
      const rows = checks.map(check =>
        createRow(h, check, elements.get(check.name).label, isChosen(check), format)
      );
      redraw(body, ...rows);
      const check = checks.find(isChosen);
      chart.replaceChildren(drawLossAlong(document, network, parameter, step, check));
    }
  };
}

function createRow(h, check, label, isChosen, format) {
  const {name, analytic, numeric, error, unresolved, kink} = check;
  const number = (part, value) => mark(h("span"), `${part}_${name}`, value, format);
  const attributes = {
    type: "button",
    class: "fb-pick",
    "aria-pressed": String(isChosen),
    "aria-label": `Choose ${label}`,
    "data-choose": name
  };
  return h(
    "tr",
    {},
    h("th", {scope: "row"}, h("button", attributes, label)),
    h("td", {class: "bwd"}, number("analytic", analytic)),
    h("td", {}, number("numeric", numeric)),
    h(
      "td",
      {},
      kink && h("strong", {title: KINK}, "kink "),
      unresolved ? h("span", {title: UNRESOLVED}, "too small") : number("error", error)
    )
  );
}
