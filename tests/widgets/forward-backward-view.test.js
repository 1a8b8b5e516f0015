import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {fields, read} from "../../assets/widgets/forward-backward/fields.js";
import {layoutOf, overlap} from "../../assets/widgets/forward-backward/layout.js";
import {MODELS} from "../../assets/widgets/forward-backward/models.js";
import {PRESETS} from "../../assets/widgets/forward-backward/presets.js";
import {forwardBackward as view, runOf} from "../../assets/widgets/forward-backward/view.js";
import {defaults, formatState, parseState} from "../../assets/widgets/parts/state.js";

/** A widget in a page whose address names a state. */
function open(state = "") {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  document.defaultView.location = new URL(`https://x.invalid/?forward-backward=${state}`);
  const node = view({document});
  const button = (text) => [...node.querySelectorAll("button")].find((b) => [b.textContent, b.getAttribute("aria-label")].includes(text));
  const select = (label) => node.querySelector(`#${[...node.querySelectorAll("label")].find((l) => l.textContent === label).getAttribute("for")}`);
  const emit = (control) => control.dispatchEvent(new document.defaultView.Event("input", {bubbles: true}));
  const shown = () => Object.fromEntries([...node.querySelectorAll(".fb-picture [data-name]")].map((e) => [e.getAttribute("data-name"), Number(e.getAttribute("data-value"))]));
  const choose = (label, value) => {
    [...select(label).querySelectorAll("option")].find((option) => option.getAttribute("value") === value).selected = true;
    emit(select(label));
  };
  return {node, button, choose, emit, select, shown, finding: () => node.querySelector(".w-finding").textContent};
}

test("stepping shows one number more each time, and stepping back takes it away", () => {
  for (const net of Object.keys(MODELS)) {
    const {button, shown, finding} = open(`net:${net},step:0`);
    const total = read({...defaults(fields), net}).steps.length;
    const counts = [Object.keys(shown()).length];
    assert.equal(counts[0], 0, net);
    for (let i = 1; i <= total; i += 1) {
      button("Step").click();
      counts.push(Object.keys(shown()).length);
      assert.ok(finding().startsWith(`Step ${i} of ${total}, `), finding());
    }
    assert.equal(button("Step").hasAttribute("disabled"), true);
    for (let i = 1; i < total; i += 1) assert.ok(counts[i] >= counts[i - 1] && counts[i] <= counts[i - 1] + 2, `${net}: step ${i}`);
    for (let i = total - 1; i >= 0; i -= 1) {
      button("Back").click();
      assert.equal(Object.keys(shown()).length, counts[i], `${net}: back at ${i}`);
    }
    assert.equal(button("Back").hasAttribute("disabled"), true);
  }
});

test("the end of a phase, the start, and all at once", () => {
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

test("a pulse that goes back stops, marked, at a dead unit", () => {
  const {node} = open("w11:-0.5,w21:0.5,step:10");
  assert.ok(node.querySelector(".fb-stop"));
  assert.match(node.querySelector(".w-finding").textContent, /the way back ends at this unit/);
  assert.equal(open("step:10").node.querySelector(".fb-stop"), null);
});

test("a gradient that is chosen shows its rule, its numbers and the matrix form", () => {
  const {node, choose} = open("net:2-2-1,gradients:on");
  assert.match(node.querySelector(".fb-panel").textContent, /Step through/);
  choose("Chosen", "W1_12");
  const panel = node.querySelector(".fb-panel");
  assert.match(panel.textContent, /−0\.0532·2=−0\.1064/);
  assert.equal(panel.querySelectorAll("mtd.fb-entry").length, 3);
  assert.match(panel.textContent, /upstream δ × local derivative/);
  node.querySelector("[data-choose=delta1_2]").dispatchEvent(Object.assign(new node.ownerDocument.defaultView.Event("click", {bubbles: true})));
  assert.match(panel.textContent, /0\.1966·0\.1064=0\.0209/);
});

test("the chosen parameter has a slider, which moves the network", () => {
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

test("doubting shows analytic, numeric and error of each gradient, a kink flagged", () => {
  const {node} = open("net:2-2-1,panel:doubt,epsilon:-3,chosen:W1_12");
  const read = (name) => Number(node.querySelector(`[data-name=${name}]`).getAttribute("data-value"));
  assert.equal(read("analytic_W1_12"), -0.10635694253725109);
  assert.ok(Math.abs(read("error_W1_12") - 3.7e-7) < 1e-8);
  assert.equal(node.querySelectorAll(".fb-check tbody tr").length, 9);
  assert.match(node.querySelector(".fb-chart").getAttribute("aria-label"), /The loss along W⁽¹⁾₁₂. Slope −0.1064, secant −0.1064/);
  assert.match(open("w11:0.5,w21:0.5,x1:1,x2:-1,panel:doubt").node.querySelector(".fb-check").textContent, /kink/);
});

test("descending, a hundred steps, undo", () => {
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
  assert.ok(button("Undo").hasAttribute("disabled"));
  const linked = open("net:2-2-1,panel:train,trained:2");
  linked.button("Undo").click();
  assert.equal(linked.shown().J, after);
});

test("samples accumulate, step by step", () => {
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
  const result = (name) => runOf({...start, ...PRESETS[name]}).result;
  assert.ok(result("Moving").W.flat(2).every((value) => value !== 0));
  assert.equal(result("Zero loss").cost, 0);
  const dead = result("Dead ReLU");
  assert.ok(dead.cost > 0 && dead.W.flat(2).every((value) => value === 0));
  const saturated = result("Saturated sigmoid");
  assert.ok(saturated.cost > 0.4 && saturated.samples[0].slope.flat().every((slope) => slope < 1e-3));
  assert.equal(Object.keys(PRESETS)[0], "Moving");
  for (const changes of Object.values(PRESETS)) {
    const state = {...start, ...changes};
    assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
  }
});

test("all that is shown can be linked to", () => {
  const text = "net:2-2-2,f222:relu.softmax,w222:1_-0.5_0.25_0.75_0_0.25_1_-0.5_-0.5_1_0_4,d222:1_2_0.5_-1_1_0_2_-1_1_-2_-1_0,samples:3,sample:2,step:40,chosen:W2_12,panel:doubt,epsilon:-5,rate:0.1,trained:7";
  const {state, problems} = parseState(fields, text);
  assert.deepEqual(problems, []);
  assert.equal(formatState(fields, state), text);
  const {node} = open(text);
  assert.equal(node.querySelector("[data-name=step]").getAttribute("data-value"), "40");
});

test("nonsense in a link gives a notice, never an exception", () => {
  const wrong = ["net:9-9", "step:-1", "step:1e3", "step:x", "w221:1_2", "w221:1_2_3_4_5_6_7_8_9", "w222:NaN", "f211:softmax.relu", "f211:relu.softmax",
    "f222:softmax.softmax", "d222:1_2_1.5_-1_1_0_2_-1_1_-2_-1_0", "chosen:__proto__", "chosen:W9_99", "trained:1001", "trained:0.5", "epsilon:-13",
    "rate:0", "samples:5", "panel:constructor", "present:maybe", `w221:${"1_".repeat(50000)}`, "target:0.05"];
  for (const text of wrong) {
    const {state, problems} = parseState(fields, text);
    assert.equal(problems.length, 1, text.slice(0, 40));
    assert.deepEqual(state, defaults(fields));
    assert.equal(open(text).node.querySelectorAll(".w-message p").length, 1);
  }
});

test("steps, samples and choices beyond what a network has are the nearest that it has", () => {
  const {node, finding} = open("step:400,sample:4,chosen:W3_11");
  assert.match(finding(), /^Step 13 of 13/);
  const notices = [...node.querySelectorAll(".w-message p")].map((p) => p.textContent);
  assert.equal(notices.length, 3);
  assert.ok(notices.includes("ignored step: 400 (want at most 13, the last one)"));
  assert.ok(node.querySelector("svg.fb"));
});

test("random states are drawn without an exception, each number finite", () => {
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const pick = (list) => list[Math.floor(random() * list.length)];
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  const names = Object.keys(fields);
  const node = view({document});
  const controls = [...node.querySelectorAll("button")].filter((b) => !/Copy|Play/.test(b.getAttribute("aria-label") ?? b.textContent));
  assert.ok(names.length > 10 && controls.length > 10);
  for (let i = 0; i < 400; i += 1) {
    pick(controls).click();
    for (const number of node.querySelectorAll(".fb-picture [data-value]")) assert.ok(Number.isFinite(Number(number.getAttribute("data-value"))));
  }
});

test("no two labels lie on each other, in any network, wide or narrow", () => {
  for (const {sizes} of Object.values(MODELS)) {
    for (const narrow of [false, true]) {
      const {edges, units, inputs, loss, width, height} = layoutOf(sizes, narrow);
      const labels = edges.map(({label}) => label);
      labels.forEach((label, i) => {
        for (const other of labels.slice(0, i)) assert.ok(overlap(label, other) < 0.35 * label.w * label.h, `${sizes} ${narrow}: ${i}`);
        for (const unit of units.flat()) assert.ok(overlap(label, unit) < 0.2 * label.w * label.h, `${sizes} ${narrow}: ${i} on a unit`);
      });
      for (const {x, y, w, h} of [...units.flat(), ...inputs, loss]) assert.ok(x - w / 2 >= 0 && x + w / 2 <= width && y - h / 2 >= 0 && y + h / 2 <= height);
    }
  }
});

test("all digits are in the panel and in a table of every number", () => {
  const {node, button} = open("net:2-2-1,gradients:on,chosen:W1_12");
  const rows = () => [...node.querySelectorAll(".fb-table tbody tr")].map((row) => row.textContent);
  assert.ok(rows().includes("∂J/∂W⁽¹⁾₁₂−0.1064"));
  assert.equal(rows().length, 25);
  assert.ok(node.querySelector(".fb-table").classList.contains("w-hidden"));
  button("All digits").click();
  assert.ok(rows().includes("∂J/∂W⁽¹⁾₁₂−0.10635694253725109"));
  assert.match(node.querySelector(".fb-panel").textContent, /−0\.10635694253725109/);
  assert.ok(!node.querySelector(".fb-table").classList.contains("w-hidden"));
});

test("what the chosen network doesn't have is ignored with a notice", () => {
  const notices = (state) => [...open(state).node.querySelectorAll(".w-message p")].map((p) => p.textContent);
  assert.match(notices("chosen:b1_1")[0], /^ignored chosen: b1_1 \(want one of W1_11, .*, for 2-1-1\)$/);
  assert.deepEqual(notices("sample:3,samples:2"), ["ignored sample: 3 (want at most 2, the number of samples)"]);
  assert.deepEqual(notices("net:2-2-1,chosen:b1_1,sample:3,samples:3"), []);
});
