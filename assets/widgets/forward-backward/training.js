/** Gradient descent: one step, a hundred, undo, and the loss curve. */

import {linear, linePath} from "../ui/chart.js";
import {button, slider, switchOff} from "../ui/inputs/inputs.js";
import {createReadout, formatNumber} from "../ui/readout.js";
import {runOf} from "./core.js";
import {RATE, TRAINED} from "./fields.js";
import {drawChart, tickAt} from "./small-chart.js";

/**
 * @import {Tick} from "../ui/chart.js"
 * @import {Format} from "../ui/readout.js"
 * @import {Context} from "./controls.js"
 * @import {Run} from "./core.js"
 */

/** @param {Context} context */
export function createTraining({document, h, state, set}) {
  /** @type {Format} */
  const format = value => formatNumber(value, {decimals: 2});
  const rate = slider({document, label: "η", name: "rate", ...RATE, tone: "bwd", format});
  /** @param {number} trained */
  const go = trained => set({trained, step: null});
  /** @type {number[]} */
  const past = [];
  const further = (/** @type {number} */ count) => () => {
    const {trained} = state();
    past.push(trained);
    go(Math.min(TRAINED, trained + count));
  };
  const goBack = () => {
    const {trained} = state();
    const before = past.pop() ?? Infinity;
    const done = runOf(state()).costs.length - 1; // fewer than asked for if J grew too large
    go(before < trained ? before : Math.min(trained - 1, done));
  };
  const one = button({document, label: "One gradient step", onclick: further(1)});
  const many = button({document, label: "100 steps", onclick: further(100)});
  const undo = button({document, label: "Undo", onclick: goBack});
  const steps = createReadout({document, name: "trained", label: "steps"});
  const after = createReadout({document, name: "trained_J", label: "J"});
  const chart = h("div");
  const buttons = [one, many, undo, steps.node, after.node];
  return {
    rate,
    node: [rate, h("div", {class: "w-buttons fb-presets"}, buttons), chart],
    /** @param {Run} run @param {Format} format */
    show({costs, trained, diverged}, format) {
      for (const node of [one, many]) switchOff(node, diverged || trained >= TRAINED);
      switchOff(undo, trained === 0);
      steps.update(costs.length - 1);
      after.update(costs[costs.length - 1], format);
      chart.replaceChildren(drawCosts(document, costs));
    }
  };
}

/** J against the number of steps. @param {Document} document @param {number[]} costs */
function drawCosts(document, costs) {
  const last = costs.length - 1;
  const end = Math.max(1, last);
  const top = Math.max(...costs);
  const x = linear([0, end], [64, 284]);
  const y = linear([0, Math.max(1e-6, top) * 1.05], [82, 20]);
  const [from, to] = [costs[0], costs[last]].map(cost => formatNumber(cost));
  const spec = {
    height: 106,
    label: `Loss curve: J from ${from} to ${to} in ${last} steps.`,
    title: "J after each step",
    x,
    y,
    xTicks: [0, end].map(step => /** @type {Tick} */ ([step, String(step)])),
    yTicks: [0, ...(top > 0 ? [top] : [])].map(tickAt),
    strong: [0]
  };
  return drawChart(document, spec, s => [
    s("path", {class: "line fwd thick", d: linePath(costs.map((cost, i) => [x(i), y(cost)]))}),
    s("circle", {class: "fill-fwd", cx: x(last), cy: y(costs[last]), r: 5})
  ]);
}
