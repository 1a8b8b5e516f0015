/**
 * Doubting: every gradient beside its central difference, and the loss along one parameter with the
 * secant.
 */

import {axes, linear, linePath, plotWindow} from "../ui/chart.js";
import {createHtml, createSvg, redraw} from "../ui/dom.js";
import {slider} from "../ui/inputs/inputs.js";
import {brief, formatNumber, mark} from "../ui/readout.js";
import {alongParameter, checkGradients} from "./gradient-check.js";
import {EPSILON} from "./state.js";
import {valueOf} from "../network-diagram/networks.js";

/** @param {{document: Document, choose: (name: string) => void}} options */
export function createDoubt({document, choose}) {
  const h = createHtml(document);
  const epsilon = slider({
    document,
    label: "log₁₀ ε",
    ...EPSILON,
    tone: "bwd",
    format: value => formatNumber(value)
  });
  const body = h("tbody", {
    onclick: ({target}) => {
      const name = target.closest("button")?.getAttribute("data-choose");
      if (name) choose(name);
    }
  });
  const head = ["", "analytic", "numeric", "rel. error"].map(text =>
    h("th", {scope: "col"}, text || h("span", {class: "w-hidden"}, "gradient"))
  );
  const chart = h("div");
  const table = h(
    "div",
    {class: "fb-check", role: "region", "aria-label": "Finite-difference check", tabindex: 0},
    h("table", {}, h("thead", {}, h("tr", {}, head)), body)
  );
  return {
    epsilon,
    node: [epsilon, chart, table],
    show({model, network, result, places, chosen}, exponent, format) {
      const step = 10 ** exponent;
      const checks = checkGradients(model, network, step, result);
      const picked = chosen?.kind === "parameters" ? chosen : places.get(checks[0].name);
      redraw(
        body,
        ...checks.map(check =>
          row(h, check, places.get(check.name), check.name === picked.name, format)
        )
      );
      chart.replaceChildren(
        lossAlong(
          document,
          network,
          picked,
          step,
          checks.find(({name}) => name === picked.name)
        )
      );
    }
  };
}

function row(h, {name, analytic, numeric, error, unresolved, kink}, {label}, isPicked, format) {
  const number = (part, value) => mark(h("span"), `${part}_${name}`, value, format);
  const pick = h(
    "button",
    {
      type: "button",
      class: "fb-pick",
      "aria-pressed": String(isPicked),
      "aria-label": `Choose ${label}`,
      "data-choose": name
    },
    label
  );
  return h(
    "tr",
    {},
    h("th", {scope: "row"}, pick),
    h("td", {class: "bwd"}, number("analytic", analytic)),
    h("td", {}, number("numeric", numeric)),
    h(
      "td",
      {},
      kink ? h("strong", {title: "±ε carries a unit across its kink"}, "kink ") : null,
      unresolved
        ? h(
            "span",
            {title: "The gradient is too small for a difference to confirm it"},
            "too small"
          )
        : number("error", error)
    )
  );
}

const REACH = 1;

/** The loss along the parameter, the tangent of the gradient (dashed) and the secant through ±ε. */
function lossAlong(document, network, parameter, step, {analytic, numeric, kink}) {
  const s = createSvg(document);
  const reach = Math.max(REACH, 1.2 * step);
  const points = alongParameter(network, parameter, reach);
  const here = valueOf(network, parameter);
  const heights = points.map(([, J]) => J).filter(Number.isFinite);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const pad = Math.max(0.1 * (high - low), 1e-3);
  const x = linear([here - reach, here + reach], [64, 290]);
  const y = linear([low - pad, high + pad], [106, 20]);
  const at = value =>
    points.reduce((best, point) =>
      Math.abs(point[0] - value) < Math.abs(best[0] - value) ? point : best
    );
  const J = points[(points.length - 1) / 2][1];
  const through = (slope, J0) =>
    linePath([-reach, reach].map(d => [x(here + d), y(J0 + slope * d)]));
  const ends = [here - step, here + step].map(value => at(value));
  const ticks = scale =>
    [
      scale.domain[0] + 0.08 * (scale.domain[1] - scale.domain[0]),
      scale.domain[1] - 0.08 * (scale.domain[1] - scale.domain[0])
    ].map(v => [v, Math.abs(v) < 1e4 ? formatNumber(v, {decimals: 3}) : brief(v)]);
  const middle = (ends[0][1] + ends[1][1]) / 2;
  const finding = kink
    ? "±ε crosses a kink: the two need not agree."
    : `Slope ${formatNumber(analytic)}, secant ${formatNumber(numeric)}.`;
  return s(
    "svg",
    {
      class: "drawing fb-chart",
      viewBox: "0 0 300 128",
      role: "img",
      "aria-label": `The loss along ${parameter.label}. ${finding}`
    },
    s(
      "g",
      {"font-size": 14},
      axes(s, {x, y, xTicks: [[here, formatNumber(here, {decimals: 2})]], yTicks: ticks(y)}),
      s("text", {class: "muted", x: 64, y: 13}, `J along ${parameter.label}`),
      s("text", {class: "bwd end", x: 290, y: 13}, "secant"),
      plotWindow(
        s,
        {x, y},
        s("path", {
          class: "line fwd thick",
          d: linePath(points.map(([w, value]) => [x(w), y(value)]))
        }),
        s("path", {class: "line muted dashed", d: through(analytic, J)}),
        s("path", {class: "line bwd solid", d: through(numeric, middle)}),
        ends.map(([w, value]) => s("circle", {class: "fill-bwd", cx: x(w), cy: y(value), r: 5})),
        s("circle", {class: "fill-fwd", cx: x(here), cy: y(J), r: 4})
      )
    )
  );
}
