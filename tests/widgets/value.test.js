/** What a widget is to the page: an element with a `value` that emits "input" when it changes. */

import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {activations} from "../../assets/widgets/activations/index.js";
import {computationalGraph} from "../../assets/widgets/computational-graph/index.js";
import {forwardBackward} from "../../assets/widgets/forward-backward/index.js";
import {multipleChoice} from "../../assets/widgets/multiple-choice/index.js";
import {gradientFlow} from "../../assets/widgets/gradient-flow/index.js";
import {pathThroughDepth} from "../../assets/widgets/path-through-depth/index.js";
import {predictGradient} from "../../assets/widgets/predict-gradient/index.js";
import {checkpoint} from "../../unit05/questions.js";

const open = (widget, search = "") => {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  document.defaultView.location = new URL(`https://x.invalid/${search}`);
  const node = widget({document});
  document.body.append(node);
  const inputs = [];
  document.body.addEventListener("input", event => inputs.push(event.target));
  return {node, inputs};
};

function move(node, selector, value) {
  const control = node.querySelector(selector);
  control.value = value;
  const {Event} = node.ownerDocument.defaultView;
  control.dispatchEvent(new Event("input", {bubbles: true}));
}

test("widget value holds the setting and the computed results", () => {
  const {node} = open(activations, "?activations=activation:tanh,upstream:-2");
  assert.equal(node.value.setting.activation, "tanh");
  const [tanh] = node.value.results.readings;
  assert.deepEqual([tanh.name, tanh.f, tanh.df, tanh.delta], ["tanh", 0, 1, -2]);
});

test("path through depth value holds the factors and products of both chains", () => {
  const {relu, sigmoid} = open(pathThroughDepth, "?path-through-depth=layers:3").node.value.results;
  assert.deepEqual([relu.length, sigmoid.length], [3, 3]);
  const product = sigmoid.reduce((all, {factor}) => all * factor, 1);
  assert.ok(Math.abs(sigmoid[0].product / product - 1) < 1e-12);
});

test("gradient flow value grows with its networks and names each curve", () => {
  const {node} = open(gradientFlow, "?gradient-flow=depth:4,width:8,gradients:on");
  const {networks, delta, gradient, meanfield, naive} = node.value.results;
  assert.ok(networks > 0);
  for (const curve of [delta, gradient, naive]) assert.equal(curve.length, 4);
  assert.equal(delta.at(-1), 0);
  assert.equal(meanfield, null, "depth 4 is not far below width 8");
});

test("widget value is frozen with all that it holds", () => {
  const {value} = open(activations).node;
  for (const part of [value, value.setting, value.setting.overlay, value.results.readings[0]])
    assert.ok(Object.isFrozen(part));
});

test("widget emits one input of its own when a control moves", () => {
  const {node, inputs} = open(activations);
  const before = node.value;
  move(node, "input[type=range]", "1");
  assert.deepEqual(inputs, [node]);
  assert.equal(before.setting.z, 0);
  assert.equal(node.value.setting.z, 1);
});

test("widget emits input when a button changes its state", () => {
  const {node, inputs} = open(activations);
  const button = [...node.querySelectorAll("button")].find(b => b.textContent === "Whole range");
  button.click();
  assert.deepEqual(inputs, [node]);
  assert.equal(node.value.setting.whole, true);
});

test("widget state that contradicts itself becomes the nearest valid one", () => {
  const {node} = open(pathThroughDepth, "?path-through-depth=layers:5,layer:9");
  assert.equal(node.value.setting.layer, 5);
  assert.match(node.textContent, /ignored layer: 9/);
});

test("two widgets of different names do not share their state", () => {
  const search = "?first=z:1&second=z:2";
  const [first, second] = ["first", "second"].map(
    name => open(({document}) => activations({document, name}), search).node
  );
  assert.deepEqual([first.value.setting.z, second.value.setting.z], [1, 2]);
});

test("multiple choice value holds the choice and its verdict", () => {
  const openQuestion = options => multipleChoice(checkpoint, options);
  const {node, inputs} = open(openQuestion, "?checkpoint-mcq=tried:A.C");
  assert.deepEqual(node.value, {
    setting: {tried: ["A", "C"], revealed: false},
    results: {choice: "C", isRight: true, isAnswered: true}
  });
  assert.ok(Object.isFrozen(node.value.setting.tried));
  node.querySelector(".mc-choose").click();
  assert.deepEqual([inputs, node.value.results.choice], [[node], "A"]);
});

test("computational graph value holds values and derivatives by name", () => {
  const search = "?computational-graph=program:b=a%2Ba;c=b^2%2Bb,at:a=2";
  const {node, inputs} = open(computationalGraph, search);
  const {setting, results} = node.value;
  const fields = ["program", "at", "mode", "input", "step", "table"];
  assert.deepEqual([Object.keys(setting), setting.at], [fields, {a: 2}]);
  assert.deepEqual(results.derivatives, {a: 18, b: 9, v1: 1, c: 1});
  assert.deepEqual([results.result, results.values.c, results.error], ["c", 20, null]);
  for (const part of [setting, setting.at, results, results.values])
    assert.ok(Object.isFrozen(part));
  move(node, ".cg-inputs input", "3");
  assert.deepEqual([inputs, node.value.results.derivatives.a], [[node], 26]);
});

test("computational graph with an invalid program keeps the results of the last one", () => {
  const {node} = open(computationalGraph);
  const before = node.value.results;
  move(node, ".cg-program input", "J = (x +");
  const {setting, results} = node.value;
  assert.equal(setting.program, "J = (x +");
  assert.match(results.error, /^Line 1, character 9/);
  assert.deepEqual({...results, error: null}, before);
});

test("two computational graphs with their own names read their own links", () => {
  const search = "?computational-graph=at:x=5;y=3;z=-2&second=at:x=7;y=3;z=-2";
  const openSecond = options => computationalGraph({...options, name: "second"});
  const xOf = widget => open(widget, search).node.value.setting.at.x;
  assert.deepEqual([xOf(computationalGraph), xOf(openSecond)], [5, 7]);
});

test("forward backward value holds cost outputs and gradients by parameter", () => {
  const {node, inputs} = open(forwardBackward, "?forward-backward=net:2-2-1,step:99,samples:2");
  const {setting, results} = node.value;
  assert.deepEqual([setting.net, setting.step], ["2-2-1", results.steps]);
  assert.equal(Object.keys(results.gradients).length, 9);
  assert.equal(results.outputs.length, 1);
  for (const part of [setting, setting.w221, results, results.gradients, results.outputs])
    assert.ok(Object.isFrozen(part));
  const preset = [...node.querySelectorAll("button")].find(b => b.textContent === "Moving");
  preset.click();
  assert.deepEqual(inputs, [node]);
  assert.equal(node.value.setting.x2, 0.5);
  assert.ok(Math.abs(node.value.results.cost - 0.5 * (1.5 * 0.4 - 1) ** 2) < 1e-12);
  assert.ok(Math.abs(node.value.results.gradients.W2_11 - (1.5 * 0.4 - 1) * 0.4) < 1e-12);
});

test("predict gradient value holds the verdict but not the right answer", () => {
  const search = "?predict-gradient=level:value,kind:hidden,seed:9,answer:-0.18";
  const {node, inputs} = open(predictGradient, search);
  const {setting, results} = node.value;
  assert.equal(setting.answer, "-0.18");
  assert.deepEqual(results, {
    kind: "hidden",
    isAnswered: true,
    isRight: false,
    mistakes: ["slope"]
  });
  for (const part of [setting, results, results.mistakes]) assert.ok(Object.isFrozen(part));
  [...node.querySelectorAll("button")].find(b => b.textContent === "Fresh numbers").click();
  assert.deepEqual([inputs, node.value.setting.seed], [[node], 10]);
  assert.equal(node.value.results.isAnswered, false);
});
