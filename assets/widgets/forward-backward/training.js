/** Gradient descent: one step, a hundred, undo, and the loss curve. */

import {axes, linear, linePath} from "../ui/chart.js";
import {createHtml, createSvg} from "../ui/dom.js";
import {button, slider, switchOff} from "../ui/inputs/inputs.js";
import {brief, createReadout, formatNumber} from "../ui/readout.js";
import {RATE, TRAINED} from "./state.js";

/** @param {{document: Document, trained: () => number, go: (steps: number) => void}} options */
export function createTraining({document, trained, go}) {
  const h = createHtml(document);
  const rate = slider({
    document,
    label: "η",
    name: "rate",
    ...RATE,
    tone: "bwd",
    format: value => formatNumber(value, {decimals: 2})
  });
  const past = [];
  const further = count => () => {
    past.push(trained());
    go(Math.min(TRAINED, trained() + count));
  };
  const one = button({document, label: "One gradient step", onclick: further(1)});
  const many = button({document, label: "100 steps", onclick: further(100)});
  let stepsDone = 0; // fewer than asked for if J grew too large
  const undo = button({
    document,
    label: "Undo",
    onclick: () => {
      const before = past.pop();
      go(before < trained() ? before : Math.min(trained() - 1, stepsDone));
    }
  });
  const steps = createReadout({document, name: "trained", label: "steps"});
  const after = createReadout({document, name: "trained_J", label: "J"});
  const chart = h("div");
  return {
    rate,
    node: [
      rate,
      h("div", {class: "w-buttons fb-presets"}, one, many, undo, steps.node, after.node),
      chart
    ],
    show({costs, trained: count, diverged}, format) {
      for (const node of [one, many]) switchOff(node, diverged || count >= TRAINED);
      switchOff(undo, count === 0);
      stepsDone = costs.length - 1;
      steps.update(stepsDone);
      after.update(costs.at(-1), format);
      chart.replaceChildren(curve(document, costs));
    }
  };
}

/** J against the number of steps. */
function curve(document, costs) {
  const s = createSvg(document);
  const last = costs.length - 1;
  const x = linear([0, Math.max(1, last)], [64, 284]);
  const y = linear([0, Math.max(1e-6, ...costs) * 1.05], [82, 20]);
  const top = Math.max(...costs);
  return s(
    "svg",
    {
      class: "drawing fb-chart",
      viewBox: "0 0 300 106",
      role: "img",
      "aria-label": `Loss curve: J from ${formatNumber(costs[0])} to ${formatNumber(costs[last])} in ${last} steps.`
    },
    s(
      "g",
      {"font-size": 14},
      axes(s, {
        x,
        y,
        xTicks: [
          [0, "0"],
          [Math.max(1, last), String(Math.max(1, last))]
        ],
        yTicks: [
          [0, "0"],
          ...(top > 0 ? [[top, top < 1e4 ? formatNumber(top, {decimals: 3}) : brief(top)]] : [])
        ],
        strong: [0]
      }),
      s("text", {class: "muted", x: 64, y: 13}, "J after each step"),
      s("path", {class: "line fwd thick", d: linePath(costs.map((cost, i) => [x(i), y(cost)]))}),
      s("circle", {class: "fill-fwd", cx: x(last), cy: y(costs[last]), r: 5})
    )
  );
}
