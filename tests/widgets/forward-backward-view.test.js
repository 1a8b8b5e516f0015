import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  LIMIT,
  MODELS,
  drawNetwork,
  elementsOf,
  layoutFor,
  layoutOf,
  overlap,
  rowsOf
} from "../../assets/widgets/network-diagram/index.js";
import {
  PRESETS,
  altText,
  fields,
  finding,
  forwardBackward as view,
  keysOf,
  normalise,
  runOf,
  shownOf
} from "../../assets/widgets/forward-backward/index.js";
import {LAYER_ACTIVATIONS} from "../../assets/widgets/engine/network.js";
import {uniformSource} from "../../assets/widgets/engine/random.js";
import {formatNumber} from "../../assets/widgets/ui/readout.js";
import {defaults} from "../../assets/widgets/ui/state/fields.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";

/** A widget in a page whose address names a state. */
function open(state = "") {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  document.defaultView.location = new URL(`https://x.invalid/?forward-backward=${state}`);
  const node = view({document});
  const button = text =>
    [...node.querySelectorAll("button")].find(b =>
      [b.textContent, b.getAttribute("aria-label")].includes(text)
    );
  const select = label =>
    node.querySelector(
      `#${[...node.querySelectorAll("label")].find(l => l.textContent === label).getAttribute("for")}`
    );
  const emit = control =>
    control.dispatchEvent(new document.defaultView.Event("input", {bubbles: true}));
  const shown = () =>
    Object.fromEntries(
      [...node.querySelectorAll(".fb-picture [data-name]")].map(e => [
        e.getAttribute("data-name"),
        Number(e.getAttribute("data-value"))
      ])
    );
  const choose = (label, value) => {
    [...select(label).querySelectorAll("option")].find(
      option => option.getAttribute("value") === value
    ).selected = true;
    emit(select(label));
  };
  return {
    node,
    button,
    choose,
    emit,
    select,
    shown,
    finding: () => node.querySelector(".w-finding").textContent
  };
}

test("each step shows one more number, and a step back hides it", () => {
  for (const net of Object.keys(MODELS)) {
    const {button, shown, finding} = open(`net:${net},step:0`);
    const total = runOf({...defaults(fields), net}).steps.length;
    const counts = [Object.keys(shown()).length];
    assert.equal(counts[0], 0, net);
    for (let i = 1; i <= total; i += 1) {
      button("Step").click();
      counts.push(Object.keys(shown()).length);
      assert.ok(finding().startsWith(`Step ${i} of ${total}, `), finding());
    }
    assert.equal(button("Step").getAttribute("aria-disabled"), "true");
    for (let i = 1; i < total; i += 1)
      assert.ok(counts[i] >= counts[i - 1] && counts[i] <= counts[i - 1] + 2, `${net}: step ${i}`);
    for (let i = total - 1; i >= 0; i -= 1) {
      button("Back").click();
      assert.equal(Object.keys(shown()).length, counts[i], `${net}: back at ${i}`);
    }
    assert.equal(button("Back").getAttribute("aria-disabled"), "true");
    button("Back").click();
    assert.ok(finding().startsWith("Nothing is computed yet"), net);
  }
});

test("buttons jump to the start, to the end of a pass and to the end", () => {
  const {button, shown, node} = open("net:2-2-1");
  button("Finish phase").click();
  assert.equal(shown().J, 0.09381682190341013);
  assert.equal(shown().delta2_1, undefined);
  button("Finish phase").click();
  assert.ok(Math.abs(shown().db1_2 - 0.020911044085902133) < 1e-15);
  button("Start").click();
  assert.deepEqual(shown(), {});
  assert.ok(node.querySelectorAll(".fb .box.dashed").length >= 4);
  button("Show all").click();
  assert.equal(shown().J, 0.09381682190341013);
});

test("arithmetic has = if the printed numbers give the printed result, else ≈", () => {
  const lines = text =>
    [...open(text).node.querySelectorAll(".fb-panel math")].map(math => math.textContent);
  assert.ok(lines("net:2-2-1,step:13").includes("=2·(−0.1064)≈−0.2127"));
  assert.ok(lines("net:2-2-1,step:14").includes("=0.25·(−0.2127)=−0.0532"));
  for (let step = 1; step <= 13; step += 1) assert.doesNotMatch(lines(`step:${step}`).join(), /≈/); // all of 2-1-1 is exact
});

test("an arrow is dashed until its target is computed", () => {
  const solid = text => open(text).node.querySelectorAll(".fb path.line.fwd").length;
  // 2-2-1: both hidden z, both a, z and a of the output, the loss; two arrows into each unit, one
  // into the loss
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map(step => solid(`net:2-2-1,step:${step}`)),
    [0, 2, 4, 4, 4, 6, 6, 7, 7]
  );
  assert.equal(solid("net:2-2-1"), 7);
});

test("a backward pulse stops at a dead unit with a mark", () => {
  const {node} = open("w11:-0.5,w21:0.5,step:10");
  assert.ok(node.querySelector(".fb-stop"));
  assert.match(node.querySelector(".w-finding").textContent, /the way back ends at this unit/);
  assert.equal(open("step:10").node.querySelector(".fb-stop"), null);
});

test("a chosen gradient shows its rule, its numbers and the matrix form", () => {
  const {node, choose} = open("net:2-2-1,gradients:on");
  assert.match(node.querySelector(".fb-panel").textContent, /Step through/);
  choose("Chosen", "W1_12");
  const panel = node.querySelector(".fb-panel");
  assert.match(panel.textContent, /−0\.0532·2=−0\.1064/);
  assert.equal(panel.querySelectorAll("mtd.fb-entry").length, 3);
  assert.match(panel.textContent, /upstream δ × local derivative/);
  node
    .querySelector("[data-choose=delta1_2]")
    .dispatchEvent(
      Object.assign(new node.ownerDocument.defaultView.Event("click", {bubbles: true}))
    );
  assert.match(panel.textContent, /0\.1966·0\.1064=0\.0209/);
});

test("the slider of the chosen parameter changes the network", () => {
  const {node, choose, emit, shown} = open("net:2-2-1,gradients:on,chosen:b1_1");
  const slider = node.querySelector(".fb-value");
  assert.equal(slider.value, 0.5);
  slider.value = 1;
  emit(slider);
  assert.equal(shown().z1_1, 0.5);
  choose("Chosen", "x_2");
  const input = node.querySelector(".fb-value");
  input.value = 1;
  emit(input);
  assert.equal(shown().z1_1, 1);
  choose("Chosen", "delta1_1");
  assert.equal(node.querySelector(".fb-value"), null);
});

test("the gradient check lists analytic and numeric gradients, errors and kinks", () => {
  const {node} = open("net:2-2-1,panel:doubt,epsilon:-3,chosen:W1_12");
  const read = name => Number(node.querySelector(`[data-name=${name}]`).getAttribute("data-value"));
  assert.equal(read("analytic_W1_12"), -0.10635694253725109);
  assert.ok(Math.abs(read("error_W1_12") - 3.7e-7) < 1e-8);
  assert.equal(node.querySelectorAll(".fb-check tbody tr").length, 9);
  assert.match(
    node.querySelector(".fb-chart").getAttribute("aria-label"),
    /The loss along W⁽¹⁾₁₂. Slope −0.1064, secant −0.1064/
  );
  assert.match(
    open("w11:0.5,w21:0.5,x1:1,x2:-1,panel:doubt").node.querySelector(".fb-check").textContent,
    /kink/
  );
});

test("training takes one step or a hundred, and can be undone", () => {
  const {node, button, shown} = open("net:2-2-1,panel:train");
  const before = shown().J;
  button("One gradient step").click();
  const after = shown().J;
  assert.ok(after < before);
  assert.match(node.querySelector("[data-choose=W1_11]").textContent, /0.5→0.527/);
  button("100 steps").click();
  assert.ok(shown().J < after);
  button("Undo").click();
  assert.equal(shown().J, after);
  button("Undo").click();
  assert.equal(shown().J, before);
  assert.equal(button("Undo").getAttribute("aria-disabled"), "true");
  button("Undo").click();
  assert.equal(shown().J, before);
  const linked = open("net:2-2-1,panel:train,trained:2");
  linked.button("Undo").click();
  assert.equal(linked.shown().J, after);
});

test("diverging training names its step and can be undone at once", () => {
  const far = `${Array(20).fill(4).join("_")}`;
  const {node, button, shown, finding} = open(
    `net:2-3-2-1,f2321:identity.identity.identity,w2321:${far},rate:2,panel:train,trained:50`
  );
  assert.match(finding(), /^Step 1 would carry J beyond 10¹²: η = 2 is too large here\.$/);
  assert.equal(node.querySelector("[data-name=trained]").getAttribute("data-value"), "0");
  assert.ok(shown().J > 1e4);
  button("Undo").click();
  assert.equal(node.ownerDocument.defaultView.location.search.includes("trained:49"), false);
  assert.doesNotMatch(finding(), /would carry/);
});

test("a moved weight shows all its digits", () => {
  const {node} = open("net:2-2-1,panel:train,trained:1");
  const [, after] = node.querySelectorAll("[data-choose=W1_11] .number");
  assert.equal(after.textContent, "0.527");
  assert.ok(
    Math.abs(Number(after.getAttribute("data-value")) - (0.5 + (0.5 * 0.10635694253725109) / 2)) <
      1e-15
  );
});

test("the backward pass of one of several samples is that of its own loss", () => {
  const text = state => open(state).node.querySelector("svg.fb").textContent;
  const one = text("net:2-2-1,gradients:on");
  assert.ok(one.includes("∂J/∂ŷ") && one.includes("∂J/∂a") && !one.includes("∂ℒ"));
  const four = text("net:2-2-1,gradients:on,samples:4");
  assert.ok(
    four.includes("∂ℒ/∂ŷ") &&
      four.includes("∂ℒ/∂a") &&
      four.includes("∂J/∂b") &&
      !/∂J\/∂[ŷa]/.test(four)
  );
});

test("the finding names the true reason of a small gradient", () => {
  const right = open(
    "net:2-2-2,gradients:on,f222:identity.softmax,w222:2_-0.5_1_1_0_0_3_2_-3_-2_0_0"
  ).finding();
  assert.match(right, /the largest gradient is only 1\.8\d×10⁻⁷\.$/);
  const saturated = open(
    `${Object.entries({
      net: "2-2-1",
      gradients: "on",
      w221: PRESETS["Saturated sigmoid"].w221.join("_")
    })
      .map(pair => pair.join(":"))
      .join(",")}`
  ).finding();
  assert.match(saturated, /slopes near 0 swallowed the rest\.$/);
});

test("the update rule names the matrix of the chosen parameter", () => {
  const form = chosen =>
    open(`net:2-2-1,step:23,chosen:${chosen}`).node.querySelector(".fb-form").textContent;
  assert.match(form("W2_11"), /^W\(2\)←W\(2\)/);
  assert.match(form("b1_2"), /^b\(1\)←b\(1\)/);
});

test("written-out products can be checked by hand, and formulas are labelled", () => {
  const panel = state => open(state).node.querySelector(".fb-panel").textContent;
  const small = panel(`gradients:on,net:2-2-1,w221:3_2.5_-2.5_-3_2_-1_-4_2_-3,chosen:delta1_2`);
  assert.match(small, /=7\.48×10⁻⁵·\(−0\.00182\)=−1\.36×10⁻⁷/);
  assert.match(panel("step:6"), /the loss’s own derivative/);
  assert.match(panel("net:2-2-2,step:9"), /softmax and cross-entropy in one/);
  assert.match(panel("net:2-2-1,step:13"), /one term per unit/);
});

test("a chosen gradient is announced in place of the step", () => {
  const {node, choose, finding} = open("net:2-2-1,step:6");
  choose("Chosen", "W1_12");
  assert.equal(finding(), "δ × input gives ∂J/∂W⁽¹⁾₁₂ = −0.1064.");
  assert.match(node.querySelector(".fb-panel").textContent, /−0\.0532·2=−0\.1064/);
  assert.match(
    open("net:2-2-1,samples:2,gradients:on,chosen:b2_1").finding(),
    /^The mean over the 2 samples gives ∂J\/∂b⁽²⁾₁ = /
  );
});

test("the finite difference holds down to the smallest ε and gives 0 for a gradient of 0", () => {
  const errors = state =>
    [...open(state).node.querySelectorAll("[data-name^=error_]")].map(e =>
      Number(e.getAttribute("data-value"))
    );
  for (let exponent = -12; exponent <= -8; exponent += 1) {
    for (const error of errors(`net:2-2-1,panel:doubt,epsilon:${exponent}`))
      assert.ok(error < 0.05, `${exponent}: ${error}`);
  }
  for (let exponent = -12; exponent <= -3; exponent += 1) {
    assert.deepEqual(errors(`panel:doubt,epsilon:${exponent}`), [0, 0, 0]); // zero loss
    assert.deepEqual(errors(`w11:-0.5,w21:0.5,panel:doubt,epsilon:${exponent}`), [0, 0, 0]); // dead ReLU
  }
});

test("a preset chosen while presenting begins with nothing computed", () => {
  const {button, shown, node} = open("present:on");
  button("Moving").click();
  assert.deepEqual(shown(), {});
  assert.equal(node.querySelector("[data-name=step]").textContent, "0 / 13");
  button("Show all").click();
  assert.equal(node.querySelector("[data-name=step]").textContent, "all / 13");
});

test("Play stops when another control changes the step", t => {
  t.mock.timers.enable({apis: ["setInterval"]});
  const {button, choose, finding} = open("");
  for (const interrupt of [
    () => button("Reset").click(),
    () => choose("Network", "2-2-1"),
    () => button("Dead ReLU").click()
  ]) {
    button("Play").click();
    t.mock.timers.tick(3100);
    assert.match(finding(), /^Step 3 of/);
    interrupt();
    const rest = finding();
    t.mock.timers.tick(10000);
    assert.equal(finding(), rest);
    assert.equal(button("Play").getAttribute("aria-pressed"), "false");
  }
});

test("gradients of samples are added step by step", () => {
  const {node, button, shown} = open("net:2-2-1,samples:2,step:23");
  assert.match(node.querySelector("[data-choose=W2_11]").textContent, /\(1\/2\)/);
  for (let i = 0; i < 9; i += 1) button("Step").click();
  assert.ok(shown().dW2_11 !== undefined);
  assert.equal(node.querySelectorAll(".fb-sums").length, 0);
  while (!node.querySelector(".fb-sums")) button("Step").click();
  assert.match(node.querySelector(".fb-sums").getAttribute("aria-label"), /2 of 2 samples/);
});

test("each preset does what its name says", () => {
  const start = defaults(fields);
  const result = name => runOf({...start, ...PRESETS[name]}).result;
  assert.ok(
    result("Moving")
      .W.flat(2)
      .every(value => value !== 0)
  );
  assert.equal(result("Zero loss").cost, 0);
  const dead = result("Dead ReLU");
  assert.ok(dead.cost > 0 && dead.W.flat(2).every(value => value === 0));
  const saturated = result("Saturated sigmoid");
  assert.ok(saturated.cost > 0.4 && saturated.samples[0].slope.flat().every(slope => slope < 1e-3));
  assert.equal(Object.keys(PRESETS)[0], "Moving");
  for (const changes of Object.values(PRESETS)) {
    const state = {...start, ...changes};
    assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
  }
});

test("a link restores every setting of forward-backward", () => {
  const text =
    "net:2-2-2,f222:relu.softmax,w222:1_-0.5_0.25_0.75_0_0.25_1_-0.5_-0.5_1_0_4," +
    "d222:1_2_0.5_-1_1_0_2_-1_1_-2_-1_0,samples:3,sample:2,step:40,chosen:W2_12," +
    "panel:doubt,epsilon:-5,rate:0.1,trained:7";
  const {state, problems} = parseState(fields, text);
  assert.deepEqual(problems, []);
  assert.equal(formatState(fields, state), text);
  const {node} = open(text);
  assert.equal(node.querySelector("[data-name=step]").getAttribute("data-value"), "40");
});

test("an invalid link gives a notice and no exception", () => {
  const wrong = [
    "net:9-9",
    "step:-1",
    "step:1e3",
    "step:x",
    "w221:1_2",
    "w221:1_2_3_4_5_6_7_8_9",
    "w222:NaN",
    "f211:softmax.relu",
    "f211:relu.softmax",
    "f222:softmax.softmax",
    "d222:1_2_1.5_-1_1_0_2_-1_1_-2_-1_0",
    "chosen:__proto__",
    "chosen:W9_99",
    "trained:1001",
    "trained:0.5",
    "epsilon:-13",
    "rate:0",
    "samples:5",
    "panel:constructor",
    "present:maybe",
    `w221:${"1_".repeat(50000)}`,
    "target:0.05"
  ];
  for (const text of wrong) {
    const {state, problems} = parseState(fields, text);
    assert.equal(problems.length, 1, text.slice(0, 40));
    assert.deepEqual(state, defaults(fields));
    assert.equal(open(text).node.querySelectorAll(".w-message p").length, 1);
  }
});

test("steps, samples and choices beyond those of a network become the nearest valid ones", () => {
  const {node, finding} = open("step:400,sample:4,chosen:W3_11");
  assert.match(finding(), /^Step 13 of 13/);
  const notices = [...node.querySelectorAll(".w-message p")].map(p => p.textContent);
  assert.equal(notices.length, 3);
  assert.ok(notices.includes("ignored step: 400 (want at most 13, the last one)"));
  assert.ok(node.querySelector("svg.fb"));
});

/** A state that the controls can reach, extreme values as often as others. */
function createRandomState(random) {
  const pick = list => list[Math.floor(random() * list.length)];
  const between = limit => Math.round(20 * limit * (2 * random() - 1)) / 20 + 0;
  const numbers = (count, limit) =>
    Array.from({length: count}, () => pick([-limit, 0, limit, between(limit)]));
  const net = pick(Object.keys(MODELS));
  const {sizes, parameters} = MODELS[net];
  const keys = keysOf(net);
  const hasTwoOutputs = sizes.at(-1) > 1;
  const choices = l =>
    hasTwoOutputs && l === sizes.length - 2
      ? [...Object.keys(LAYER_ACTIVATIONS), "softmax"]
      : Object.keys(LAYER_ACTIVATIONS);
  const isProbability = at => hasTwoOutputs && at % 3 === 2;
  const data = numbers(12, LIMIT)
    .map((value, at) => (isProbability(at) ? Math.abs(value) / LIMIT : value))
    .map(value => Math.round(20 * value) / 20);
  const values =
    net === "2-1-1"
      ? {[keys.data]: data.slice(3)}
      : {[keys.parameters]: numbers(parameters.length, 4), [keys.data]: data};
  const samples = pick([1, 2, 3, 4]);
  return {
    ...defaults(fields),
    net,
    [keys.activations]: sizes.slice(1).map((_, l) => pick(choices(l))),
    ...values,
    samples,
    sample: pick([1, samples]),
    gradients: pick([true, false]),
    step: pick([null, null, Math.floor(120 * random())]),
    chosen: pick(["none", ...elementsOf(MODELS[net]).keys()]),
    rate: pick([0.05, 0.5, 2]),
    trained: pick([0, 0, 1, 40])
  };
}

test("random and extreme states are drawn with finite numbers and restored by links", () => {
  const random = uniformSource(11);
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  const covered = new Set();
  for (let i = 0; i < 1000; i += 1) {
    const {state} = normalise(createRandomState(random));
    const run = runOf(state);
    const shown = shownOf(state, run);
    const layout = layoutFor(MODELS[state.net].sizes, random() < 0.5 ? 390 : 900);
    const alt = altText(run, shown, formatNumber);
    const svg = drawNetwork(document, layout, run, shown, {alt});
    const texts = [finding(state, run, shown, formatNumber), ...rowsOf(run, shown).flat(), alt];
    const text = [...texts, svg.textContent].join(" ");
    assert.doesNotMatch(text, /NaN|not a number|undefined|Infinity|∞/, formatState(fields, state));
    for (const number of svg.querySelectorAll("[data-value]"))
      assert.ok(Number.isFinite(Number(number.getAttribute("data-value"))));
    const {state: parsed, problems} = parseState(fields, formatState(fields, state));
    const {state: linked, ignored} = normalise(parsed);
    assert.deepEqual([linked, problems, ignored], [state, [], []]);
    const {activations} = keysOf(state.net);
    covered.add(state.net).add(state[activations].at(-1)).add(shown.current?.op).add(run.diverged);
  }
  const names = [
    ...Object.keys(MODELS),
    ...Object.keys(LAYER_ACTIVATIONS),
    "softmax",
    "cost",
    "update"
  ];
  for (const one of [...names, true, false]) assert.ok(covered.has(one), String(one));
});

test("labels do not overlap in any network, wide or narrow", () => {
  for (const {sizes} of Object.values(MODELS)) {
    for (const narrow of [false, true]) {
      const {edges, units, inputs, loss, width, height} = layoutOf(sizes, narrow);
      const labels = edges.map(({label}) => label);
      labels.forEach((label, i) => {
        for (const other of labels.slice(0, i))
          assert.ok(overlap(label, other) < 0.35 * label.w * label.h, `${sizes} ${narrow}: ${i}`);
        for (const unit of units.flat())
          assert.ok(
            overlap(label, unit) < 0.2 * label.w * label.h,
            `${sizes} ${narrow}: ${i} on a unit`
          );
      });
      for (const {x, y, w, h} of [...units.flat(), ...inputs, loss])
        assert.ok(x - w / 2 >= 0 && x + w / 2 <= width && y - h / 2 >= 0 && y + h / 2 <= height);
    }
  }
});

test("All digits shows full precision in the panel and in a table of all numbers", () => {
  const {node, button} = open("net:2-2-1,gradients:on,chosen:W1_12");
  const rows = () => [...node.querySelectorAll(".fb-table tbody tr")].map(row => row.textContent);
  assert.ok(rows().includes("∂J/∂W⁽¹⁾₁₂−0.1064"));
  for (const given of ["x₂2", "W⁽¹⁾₁₂−0.5", "b⁽²⁾₁0", "activation of layer 1Sigmoid", "y1"])
    assert.ok(rows().includes(given), given);
  assert.equal(rows().length, 39);
  assert.ok(node.querySelector(".fb-table").classList.contains("w-hidden"));
  button("All digits").click();
  assert.ok(rows().includes("∂J/∂W⁽¹⁾₁₂−0.10635694253725109"));
  assert.match(node.querySelector(".fb-panel").textContent, /−0\.10635694253725109/);
  assert.ok(!node.querySelector(".fb-table").classList.contains("w-hidden"));
});

test("mazur network shows the published weights after the step, and where it differs", () => {
  const mazur = JSON.parse(readFileSync(new URL("../witness/mazur-2015.json", import.meta.url)));
  const {node, button, finding: sentence} = open("net:2-2-2-mazur,step:30");
  button("All digits").click();
  const rows = [...node.querySelectorAll(".fb-table tbody tr")].map(row => row.textContent);
  const after = rows.filter(row => /^W.*after the step/.test(row)).map(row => row.split("step")[1]);
  assert.deepEqual(
    after.map((text, i) => Number(text).toFixed(mazur.after.flat(2)[i].split(".")[1].length)),
    mazur.after.flat(2)
  );
  assert.equal(open("net:2-2-2-mazur").shown().J.toFixed(9), mazur.J);
  button("Show all").click();
  button("One gradient step").click();
  assert.match(sentence(), /J went from 0\.298.* Mazur keeps the biases fixed/);
});

test("mazur network names the samples and results that are not Mazur's at every step", () => {
  const origin = state => open(state).node.querySelector(".w-origin").textContent;
  for (const state of ["samples:2", "samples:2,step:3", "samples:4,trained:5"]) {
    assert.match(
      origin(`net:2-2-2-mazur,${state}`),
      /only sample 1 is Mazur's, samples 2 to 4 are ours$/
    );
  }
  for (const state of ["step:3", "trained:1,step:3", "step:30"]) {
    assert.match(origin(`net:2-2-2-mazur,${state}`), /Mazur keeps the biases fixed$/);
  }
  assert.equal(origin("net:2-2-1,samples:2,step:3"), "computed");
});

test("settings that the chosen network lacks are ignored with a notice", () => {
  const notices = state =>
    [...open(state).node.querySelectorAll(".w-message p")].map(p => p.textContent);
  assert.match(
    notices("chosen:b1_1")[0],
    /^ignored chosen: b1_1 \(want one of W1_11, .*, for 2-1-1\)$/
  );
  assert.deepEqual(notices("sample:3,samples:2"), [
    "ignored sample: 3 (want at most 2, the number of samples)"
  ]);
  assert.deepEqual(notices("net:2-2-1,chosen:b1_1,sample:3,samples:3"), []);
});

test("values of networks that are not shown are ignored with a notice", () => {
  const notices = state =>
    [...open(state).node.querySelectorAll(".w-message p")].map(p => p.textContent);
  assert.deepEqual(notices("net:2-2-1,x1:2"), ["ignored x1: 2 (want net:2-1-1 for it, not 2-2-1)"]);
  const others = {
    "2-1-1": ["x1:2", "w_out:0.5", "target:0", "f211:tanh.identity"],
    "2-2-1": ["f221:relu.relu", `w221:${Array(9).fill(1).join("_")}`],
    "2-2-2": [`d222:${Array(12).fill(1).join("_")}`]
  };
  for (const [net, values] of Object.entries(others))
    for (const shown of Object.keys(MODELS))
      for (const value of values)
        assert.equal(notices(`net:${shown},${value}`).length, Number(net !== shown), value);
});

test("values of a network that was left are kept but not linked", () => {
  const {node, choose} = open("x1:2");
  const address = () => node.ownerDocument.defaultView.location.search;
  node.ownerDocument.defaultView.history = {
    replaceState: (_, __, href) => (node.ownerDocument.defaultView.location = new URL(href))
  };
  choose("Network", "2-2-1");
  assert.match(address(), /net:2-2-1/);
  assert.doesNotMatch(address(), /x1/);
  assert.deepEqual([node.value.setting.net, node.value.setting.x1], ["2-2-1", 2]);
});
