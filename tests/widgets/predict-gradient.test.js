import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {MODELS, parametersOf, valueOf, withValue} from "../../assets/widgets/forward-backward/models.js";
import {cost, evaluate} from "../../assets/widgets/forward-backward/network.js";
import {KINDS} from "../../assets/widgets/predict-gradient/kinds.js";
import {MISTAKES} from "../../assets/widgets/predict-gradient/mistakes.js";
import {createScore} from "../../assets/widgets/predict-gradient/score.js";
import {LEVELS, SIGNS, agrees, createTask, isClear, judge, taskOf} from "../../assets/widgets/predict-gradient/task.js";
import {fields, predictGradient} from "../../assets/widgets/predict-gradient/view.js";
import {defaults, formatState, parseState} from "../../assets/widgets/parts/state.js";

const golden = JSON.parse(readFileSync(new URL("../golden/predict-gradient.json", import.meta.url)));
const levels = Object.keys(LEVELS);
const kinds = Object.keys(KINDS);
const SEEDS = 300;
const tasks = levels.flatMap((level) => kinds.flatMap((kind) => Array.from({length: SEEDS}, (_, i) => createTask({level, kind, seed: i + 1}))));

function close(actual, expected, what) {
  const scale = Math.max(Math.abs(actual), Math.abs(expected), 1e-300);
  assert.ok(Math.abs(actual - expected) <= 1e-12 * scale, `${what}: ${actual} ≠ ${expected}`);
}

test("gradients are the engine's, and each mistake makes of them what NumPy makes of it", () => {
  const seen = new Set();
  for (const {hidden, output, params, x, y, gradients, mistakes} of golden) {
    const network = {layers: params.map(([W, b], l) => ({W, b, f: [hidden, output][l]})), samples: [{x, y}], loss: "squared_error"};
    const places = [
      ...[0, 1].map((k) => ["delta1", {layer: 0, k, j: null}, (of) => of[k]]),
      ["delta2", {layer: 1, k: 0, j: null}, (of) => of[0]],
      ...[0, 1].flatMap((k) => [0, 1].map((j) => ["W1", {layer: 0, k, j}, (of) => of[k][j]])),
      ...[0, 1].map((j) => ["W2", {layer: 1, k: 0, j}, (of) => of[0][j]])
    ];
    for (const [name, place, at] of places) {
      const task = taskOf("value", network, place);
      close(task.truth, at(gradients[name]), name);
      for (const {id, answer} of task.mistakes) {
        close(answer, at(mistakes[name][id]), `${hidden} ${name} ${id}`);
        seen.add(id);
      }
    }
  }
  assert.deepEqual([...seen].sort(), Object.keys(MISTAKES).sort());
});

test("on every generated task right and wrong answers all differ, and nothing is taken for another", () => {
  assert.equal(tasks.length, levels.length * kinds.length * SEEDS);
  for (const task of tasks) {
    const what = `${task.level} ${task.kind} ${task.seed}`;
    const answers = [task.truth, ...task.mistakes.map(({answer}) => answer)];
    assert.ok(answers.length >= 2 && new Set(answers).size === answers.length, what);
    assert.ok(isClear(task), what);
    assert.deepEqual(judge(task, task.truth), {right: true, mistake: null}, what);
    for (const {id, answer} of task.mistakes) assert.deepEqual(judge(task, answer), {right: false, mistake: id}, what);
    if (task.level === "sign") continue;
    for (const given of answers) for (const other of answers) assert.equal(agrees(Number(given.toPrecision(2)), other), given === other, what);
  }
});

test("every mistake is met at the levels where a number is asked", () => {
  for (const level of ["factor", "value"]) {
    const met = new Set(tasks.filter((task) => task.level === level).flatMap(({mistakes}) => mistakes.map(({id}) => id)));
    assert.deepEqual([...met].sort(), Object.keys(MISTAKES).sort());
  }
});

test("the value asked for is the slope of the cost: a central difference agrees", () => {
  const checked = {sigmoid: 0, tanh: 0, relu: 0};
  let skipped = 0;
  for (const {network, place, net, truth, level} of tasks) {
    if (level !== "value") continue;
    const {layer, k, j} = place; // δ is the slope along the unit's bias
    const hidden = network.layers[0].f;
    const parameter = parametersOf(MODELS[net]).find((p) => p.layer === layer && p.k === k && p.j === j);
    const at = (shift) => withValue(network, parameter, valueOf(network, parameter) + shift);
    const open = (shift) => evaluate(at(shift)).samples[0].z[0].map((z) => z > 0).join();
    if (hidden === "relu" && open(1e-5) !== open(-1e-5)) {
      skipped += 1; // over the kink there is no slope
      continue;
    }
    const numeric = (cost(at(1e-5)) - cost(at(-1e-5))) / 2e-5;
    assert.ok(Math.abs(numeric - truth) < 1e-6 * Math.max(1, Math.abs(truth)), `${hidden}: ${truth} ${numeric}`);
    checked[hidden] += 1;
  }
  assert.ok(skipped <= 5 && checked.relu > 200 && checked.sigmoid + checked.tanh > 1000, JSON.stringify({...checked, skipped}));
});

test("of two paths, who keeps one alone is told which one was lost", () => {
  const task = createTask({level: "value", kind: "paths", seed: 3});
  assert.equal(task.truth, 1.75);
  assert.equal(judge(task, -0.25).mistake, "forgot");
  assert.equal(judge(task, 2).mistake, "overwrote");
  const node = open("level:value,kind:paths,seed:3,answer:-0.25");
  assert.equal(node.querySelector(".w-finding").textContent, "Not −0.25: the second path was forgotten.");
  assert.equal(node.querySelector(".pg-feedback a").getAttribute("href"), "slides.html#/multivariate-chain-rule");
  for (const {kind, level, factors, mistakes} of tasks) {
    if (kind !== "paths" || level !== "value") continue;
    const [first, second] = factors[1].terms.map((term) => term * factors[0].value);
    for (const [id, alone] of [["forgot", first], ["overwrote", second]]) {
      const found = mistakes.find((mistake) => mistake.id === id);
      if (found) close(found.answer, alone, id);
    }
  }
});

test("what the lab says of its three tasks", () => {
  const factors = (setting) => createTask(setting).factors;
  const [slope, upstream] = factors({level: "sign", kind: "paths", seed: 1});
  assert.deepEqual([upstream.terms.map((term) => term.toFixed(2)), slope.value > 0], [["5.62", "-0.59"], true]);
  const forgotten = createTask({level: "value", kind: "hidden", seed: 7});
  assert.deepEqual([forgotten.factors[0].value.toFixed(2), forgotten.factors[1].value.toFixed(4), forgotten.truth.toFixed(4)], ["0.42", "-0.2188", "-0.0919"]);
  const {truth, network, place, result: {samples: [{z}]}} = createTask({level: "value", kind: "hidden", seed: 3});
  assert.deepEqual([truth, network.layers[0].f, z[0][place.k] < 0], [0, "relu", true]);
});

test("the drawing's name says every activation; the numbers stand in the table", () => {
  const name = (state) => open(state).querySelector("svg.fb").getAttribute("aria-label");
  assert.match(name("kind:hidden,level:value,seed:3"), /^Network of two inputs, two hidden units and one output, .* Hidden units: ReLU\. Output: Sigmoid\. How large is δ/);
  assert.match(name("kind:paths,seed:1"), /two hidden units and two outputs, .* Hidden units: Tanh\. Output: Linear\./);
});

test("a button that is switched off keeps the focus: it says so, and a click does nothing", () => {
  const node = open("kind:paths,seed:1,revealed:on");
  const buttons = [...node.querySelectorAll(".pg-form .w-button, .w-figure > .w-buttons > .w-button")];
  const off = buttons.filter((button) => button.getAttribute("aria-disabled") === "true");
  assert.deepEqual(off.map(({textContent}) => textContent), ["negative", "zero", "positive", "Show the answer"]);
  for (const button of off) button.click();
  assert.equal(node.querySelector(".w-finding").textContent, "The answer: δ⁽¹⁾₂ is positive.");
  assert.match(node.querySelector(".pg-scores").textContent, /Sign0 of 0/);
  assert.equal(node.querySelector("[disabled]"), null);
});

test("numbers to start from are short, shut units are few, and there are some", () => {
  let shut = 0;
  for (const {network, truth, result} of tasks) {
    const numbers = network.layers.flatMap(({W, b}) => [...W.flat(), ...b]).concat(network.samples[0].x);
    assert.ok(numbers.every((n) => Number.isInteger(2 * n) && Math.abs(n) <= 2));
    assert.ok(result.samples[0].z.flat().every((z) => Math.abs(z) <= 4));
    if (truth === 0) shut += 1;
  }
  assert.ok(shut > 10 && shut < tasks.length / 20, String(shut));
});

test("the same seed gives the same task; the next one another", () => {
  const numbers = ({network}) => JSON.stringify(network);
  for (const level of levels) {
    assert.equal(numbers(createTask({level, kind: "paths", seed: 5})), numbers(createTask({level, kind: "paths", seed: 5})));
    assert.notEqual(numbers(createTask({level, kind: "paths", seed: 5})), numbers(createTask({level, kind: "paths", seed: 6})));
  }
  assert.deepEqual(new Set([1, 2, 3, 4, 5].map((seed) => createTask({level: "sign", kind: "any", seed}).kind)), new Set(kinds));
});

test("two digits are enough, and a wrong second digit is not", () => {
  for (const [answer, number, right] of [[-0.22, -0.2188, true], [0.015, 0.0145, true], [0.21, 0.2188, false], [0, 0, true], [0.01, 0, false], [0.0219, 0.0216, true]]) {
    assert.equal(agrees(answer, number), right, `${answer} for ${number}`);
  }
});

function storage(content) {
  const kept = new Map(content ? [["predict-gradient", content]] : []);
  return {getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value)};
}

test("the score counts first answers only, outlasts a reload, and forgives what it can't read", () => {
  const place = storage();
  const score = createScore(place);
  const task = {level: "sign", kind: "paths", seed: 1};
  score.count(task, false);
  score.count(task, true);
  score.count({...task, seed: 2}, true);
  assert.deepEqual(createScore(place).of("sign"), {right: 1, tried: 2});
  score.clear();
  assert.deepEqual(createScore(place).of("sign"), {right: 0, tried: 0});
  for (const content of ["{", "null", "[]", '{"sign":[[1,2],["a/1",true],null]}']) createScore(storage(content)).count(task, true);
  assert.deepEqual(createScore(storage('{"sign":[[1,2],["a/1",true],null]}')).of("sign"), {right: 1, tried: 1});
  const broken = {getItem: () => { throw new Error("no"); }, setItem: () => { throw new Error("no"); }};
  const lasting = createScore(broken);
  lasting.count(task, true);
  assert.deepEqual(lasting.of("sign"), {right: 1, tried: 1});
});

function open(state = "") {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  document.defaultView.location = new URL(`https://x.invalid/?predict-gradient=${state}`);
  return predictGradient({document});
}

/** All numbers that may be seen before the answer is given. */
function seen({network, place, result: {samples: [{z, a, delta, upstream, slope, W, b, loss}]}}) {
  const behind = [delta, upstream, slope, W, b].flatMap((layers) => layers.slice(place.layer + 1));
  const own = place.j === null ? [] : [delta[place.layer], upstream[place.layer], slope[place.layer]];
  return new Set([z, a, behind, own, network.samples[0].x, network.layers.map(({W: w, b: biases}) => [w, biases]), loss].flat(9));
}

test("before the answer the truth is nowhere in the page; then it is", () => {
  let looked = 0;
  for (const task of tasks.filter(({level, seed}) => level === "value" && seed <= 40)) {
    const {kind, seed, truth} = task;
    if (seen(task).has(truth)) continue;
    const state = `level:value,kind:${kind},seed:${seed}`;
    assert.ok(!open(state).outerHTML.includes(`"${truth}"`), state);
    assert.ok(open(`${state},revealed:on`).outerHTML.includes(`data-value="${truth}"`), state);
    looked += 1;
  }
  assert.ok(looked > 150, String(looked));
});

test("an answer in the link is judged, named and counted nowhere", () => {
  const node = open("level:value,kind:hidden,seed:7,answer:-0.22");
  assert.equal(node.querySelector(".w-finding").textContent, "Not −0.22: the slope σ′ was forgotten.");
  assert.match(node.querySelector(".pg-scores").textContent, /Value0 of 0/);
});

test("nonsense in a link gives a notice, never an exception", () => {
  for (const text of ["level:x", "kind:__proto__", "seed:0", "seed:10000", "seed:1.5", "answer:yes", "answer:NaN", "revealed:1", "y".repeat(100_000)]) {
    const {state, problems} = parseState(fields, text);
    assert.equal(problems.length, 1, text.slice(0, 20));
    assert.deepEqual(state, defaults(fields));
    assert.equal(open(text).querySelectorAll(".w-message p").length, 1, text.slice(0, 20));
  }
  assert.match(open("answer:0.5").querySelector(".w-message p").textContent, /^ignored answer: 0.5 \(want negative/);
});

test("random states are drawn without an exception, and the link says them again", () => {
  let seed = 3;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const pick = (list) => list[Math.floor(random() * list.length)];
  for (let i = 0; i < 1000; i += 1) {
    const level = pick(levels);
    const state = {
      level, kind: pick(["any", ...kinds]), seed: pick([1, 9999, 1 + Math.floor(random() * 9999)]),
      answer: pick([null, level === "sign" ? pick([...SIGNS.keys()]) : pick(["0", "-0.5", "0.25", "1000000"])]), revealed: random() < 0.3
    };
    const text = formatState(fields, state);
    assert.deepEqual(parseState(fields, text), {state, problems: []});
    if (i % 10 === 0) assert.ok(open(text).querySelector("svg.fb"), text);
  }
});
