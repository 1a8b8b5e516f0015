import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import * as core from "../../assets/widgets/gradient-flow/index.js";
import {
  factor,
  finding,
  verdictOn,
  describeEnds,
  drawPlot,
  fitDomain,
  spread,
  explainMissing,
  shareHeight,
  createRunner,
  still,
  TALL,
  stripsHeight,
  createNumbers,
  gradientFlow,
  fields
} from "../../assets/widgets/gradient-flow/index.js";
import {norms} from "../../assets/widgets/engine/batched-network.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";

const golden = JSON.parse(readFileSync(new URL("../golden/gradient-flow.json", import.meta.url)));
const {document} = parseHTML("<!doctype html><html><body></body></html>");

function assertClose(ours, theirs, what) {
  assert.equal(ours.length, theirs.length, what);
  ours.forEach((value, i) => {
    const error =
      Math.abs(value - theirs[i]) /
      Math.max(Math.abs(value), Math.abs(theirs[i]), Number.MIN_VALUE);
    assert.ok(error <= 1e-12, `${what} [${i}]: ${value} against ${theirs[i]} (relative ${error})`);
  });
}

const transposed = rows => rows[0].map((_, column) => rows.map(row => row[column]));

/** A network of the fixture, whose batches stand in rows; the core's stand in columns. */
function goldenNetwork({weights, x, upstream}, {scale = 1} = {}) {
  return {
    sizes: [weights[0][0].length, ...weights.map(W => W.length)],
    weights: weights.map(W => W.flat().map(w => w / scale)),
    x: transposed(x).flat(),
    upstream: transposed(upstream).flat(),
    batch: x.length
  };
}

const median = (activation, multiplier, options) => {
  const simulation = core.createSimulation(options);
  const setting = core.completeSetting({activation, multiplier, gradients: true});
  while (simulation.advance(setting) < simulation.wanted(setting));
  return simulation.result(setting);
};

test("norms of the engine's networks agree at every layer", () => {
  for (const [i, example] of golden.networks.entries()) {
    const {delta, gradient} = norms(goldenNetwork(example), {
      activation: example.activation,
      gradients: true
    });
    assertClose(delta, example.delta_norms, `network ${i}, δ`);
    assertClose(gradient, example.gradient_norms, `network ${i}, ∇W`);
  }
});

test("the multiplier scales every weight matrix", () => {
  const example = golden.networks[0];
  const {delta} = norms(goldenNetwork(example, {scale: 1.5}), {
    activation: example.activation,
    multiplier: 1.5
  });
  assertClose(delta, example.delta_norms, "δ of scaled weights");
});

test("repeated passes give equal results in the same buffers", () => {
  const network = core.randomNetwork(1, {depth: 4, width: 7, batch: 5});
  const ask = () =>
    core.relativeNorms(network, {activation: "tanh", multiplier: 1.2, gradients: true});
  const before = ask();
  core.relativeNorms(network, {activation: "relu", multiplier: 3, gradients: true});
  assert.deepEqual(ask(), before);
  for (const shape of [
    {depth: 4, width: 7, batch: 5},
    {depth: 4, width: 7, batch: 3},
    {depth: 5, width: 7, batch: 5}
  ]) {
    core.relativeNorms(core.randomNetwork(2, shape), {activation: "sigmoid", multiplier: 2});
    assert.deepEqual(ask(), before);
  }
});

test("the mean-field line and χ agree with the engine", () => {
  for (const {activation, multiplier, line, chi} of golden.mean_field) {
    const ours = core.meanField({activation, multiplier});
    assertClose(ours.line, line, `${activation} ${multiplier}, line`);
    assertClose(ours.chi, chi, `${activation} ${multiplier}, χ`);
  }
});

test("the naive line agrees with the engine", () => {
  for (const {activation, multiplier, line} of golden.naive) {
    assertClose(core.naiveLine({activation, multiplier}), line, `${activation} ${multiplier}`);
  }
});

test("at the critical multiplier χ is 1 in the limit of infinite depth", () => {
  for (const [activation, expected, tolerance] of [
    ["relu", Math.SQRT2, 0],
    ["tanh", 1, 0],
    ["sigmoid", 10.15, 0.01]
  ]) {
    const critical = core.criticalMultiplier(activation);
    assert.ok(Math.abs(critical - expected) <= tolerance, `${activation}: ${critical}`);
    const {chi} = core.meanField({activation, multiplier: critical, depth: 300});
    assert.ok(
      Math.abs(chi.at(-1) - 1) < (activation === "tanh" ? 0.01 : 1e-6),
      `${activation}: χ ${chi.at(-1)}`
    );
  }
});

test("random networks have inputs of ‖x‖² = n and differ between seeds", () => {
  const [one, other] = [1, 2].map(seed => core.randomNetwork(seed));
  const {batch} = one;
  for (let sample = 0; sample < batch; sample++) {
    const square = one.x.reduce(
      (sum, value, i) => (i % batch === sample ? sum + value ** 2 : sum),
      0
    );
    assert.ok(Math.abs(square - core.WIDTH) < 1e-10);
  }
  assert.notEqual(one.weights[0][0], other.weights[0][0]);
  assert.equal(one.weights.length, core.DEPTH);
});

test("the simulation agrees with the mean-field line for all three activations", () => {
  for (const activation of ["sigmoid", "tanh", "relu"]) {
    for (const multiplier of [0.5, 1, 1.5, 4]) {
      const {delta} = median(activation, multiplier);
      const {line} = core.meanField({activation, multiplier});
      line.forEach((value, i) => {
        const off = Math.abs(delta.median[i] - value);
        assert.ok(off < 0.12, `${activation} ${multiplier}, layer ${i + 1}: ${off} decades off`);
        assert.ok(delta.low[i] <= delta.median[i] && delta.median[i] <= delta.high[i]);
      });
      assert.equal(delta.median.at(-1), 0);
    }
  }
});

test("the numbers in the speaker notes equal those of the widget", () => {
  const variables = readFileSync(new URL("../../_variables.yml", import.meta.url), "utf8");
  const printed = [
    ...variables.matchAll(/^ {2}sim_(sigmoid|tanh|relu)_(\d(?:_\d)?): '?([−.\d]+)'?$/gm)
  ];
  assert.equal(printed.length, 8);
  for (const [, activation, m, text] of printed) {
    const [shown] = median(activation, Number(m.replace("_", "."))).delta.median;
    assert.equal(shown.toFixed(2).replace("-", "−"), text, `${activation} ${m}`);
  }
});

test("weight gradients of a ReLU network are flat at any scale, and its deltas scale exactly", () => {
  const small = median("relu", 0.5, {seeds: 10});
  const large = median("relu", 3, {seeds: 10});
  small.gradient.median.forEach((value, i) => {
    assert.ok(Math.abs(value) < 0.25, `layer ${i + 1}: ${value}`);
    assert.ok(Math.abs(value - large.gradient.median[i]) < 1e-9);
    const growth = (core.DEPTH - 1 - i) * Math.log10(6);
    assert.ok(Math.abs(large.delta.median[i] - small.delta.median[i] - growth) < 1e-9);
  });
});

test("quantiles agree with NumPy", () => {
  assert.equal(core.quantile([1, 2, 4, 8], 0.5), 3);
  assert.equal(core.quantile([1, 2, 4, 8], 0.1), 1.3);
  assert.equal(core.quantile([5], 0.9), 5);
});

test("verdicts and factors match the curve", () => {
  assert.deepEqual([-6.8, -1, 0.3, 1, 6].map(verdictOn), [
    "Vanishes",
    "Shrinks",
    "Keeps its size",
    "Grows",
    "Explodes"
  ]);
  assert.deepEqual([-6.79, -0.65, 0, 2.58, 20].map(factor), [
    "1.6×10⁻⁷",
    "0.22",
    "1",
    "380",
    "1.0×10²⁰"
  ]);
  assert.deepEqual([301.3, 301.999, -301.001, -301.5].map(factor), [
    "2.0×10³⁰¹",
    "1.0×10³⁰²",
    "1.0×10⁻³⁰¹",
    "3.2×10⁻³⁰²"
  ]);
  assert.match(
    finding({delta: [-Infinity, -Infinity, 0]}),
    /^Nothing arrives at layer 1: δ is 0 from layer 2 down\.$/
  );
  assert.match(finding({delta: [-3, -Infinity, 0]}), /^Vanishes/);
  assert.equal(finding({delta: [-Infinity, -2, -Infinity, 0]}), "At layer 1 δ is 0.");
  const said = finding({delta: [0.32, 0], gradient: [0.03, 0], naive: [-0.64, 0]});
  assert.match(
    said,
    /^Keeps its size: layer 1 receives 2.1 times layer 2’s gradient\. The naive formula says 0.23: the wrong direction\. .*same/
  );
});

test("the axis contains every curve, grows in fixed steps and ends at 10^±20", () => {
  assert.deepEqual(fitDomain([{values: [-6.8, 0]}]), [-8, 1]);
  assert.deepEqual(fitDomain([{values: [0.3, 0]}, {values: [-40, 0]}]), [-20, 1]);
  assert.deepEqual(fitDomain([{values: [0.3, 0]}], true), [-20, 20]);
});

test("panels on a slide share its height, and hidden ones are named", () => {
  const state = {width: 852, numbers: true, histograms: true};
  assert.deepEqual(shareHeight(null, state), {chart: 340, strip: TALL});
  assert.deepEqual(shareHeight(480, {...state, histograms: false}), {chart: 440, strip: 0});
  for (let room = -100; room < 500; room++) {
    for (const histograms of [true, false]) {
      const {chart, strip} = shareHeight(room, {...state, histograms});
      assert.ok(chart === 0 || chart >= 204);
      const messages = explainMissing({chart, strip}, {histograms, more: false});
      assert.ok(
        chart + (strip && stripsHeight(852, strip)) <= Math.max(0, room - 22 * messages.length),
        `${room}: ${chart}, ${strip}`
      );
      assert.equal(messages.length, chart ? 0 : 1);
    }
  }
  assert.equal(shareHeight(204, {width: 852}).chart, 204);
  // a row above the plot takes none of its height
  assert.equal(shareHeight(204, {width: 852, rows: 1}).chart, 0);
  assert.match(
    explainMissing({chart: 0, strip: 0}, {histograms: true, more: true})[0],
    /the chart and the histograms: close More and turn the numbers off\.$/
  );
});

test("the meaning of a cross is written above the plot", () => {
  for (const values of [
    [30, 0],
    [-30, 0]
  ]) {
    const drawing = drawPlot(
      {
        curves: [{name: "delta", values}],
        depth: 100,
        caption: "",
        ends: [3]
      },
      {document, width: 852, height: 300}
    );
    const text = [...drawing.querySelectorAll("text")].find(one => one.textContent.startsWith("×"));
    const lines = [...drawing.querySelectorAll("line")].map(line =>
      Number(line.getAttribute("y1"))
    );
    assert.ok(Number(text.getAttribute("y")) < Math.min(...lines), String(values));
  }
});

test("labels of a low chart have one line and at least the smallest font size", () => {
  const names = ["delta", "gradient", "clipped", "meanfield", "naive", "kept"];
  const curves = names.map((name, i) => ({name, values: [0.1 * i, 0]}));
  const drawing = drawPlot({curves, depth: 15, caption: ""}, {document, width: 852, height: 204});
  const labels = [...drawing.querySelectorAll("text.end")].filter(text =>
    text.querySelector("[data-name]")
  );
  const places = labels.map(text => Number(text.getAttribute("y"))).sort((a, b) => a - b);
  assert.equal(labels.length, 6);
  assert.ok(
    places.every((y, i) => y > 0 && y < 204 && (i === 0 || y - places[i - 1] >= 16)),
    String(places)
  );
});

test("labels of the chart do not overlap and stay inside", () => {
  for (const wanted of [[10, 11, 12], [0, 0, 0, 0], [95, 99, 100], [50]]) {
    const places = spread(wanted, 20, [0, 100]);
    const sorted = places.toSorted((a, b) => a - b);
    assert.ok(
      sorted.every((place, i) => i === 0 || place - sorted[i - 1] >= 20 - 1e-9),
      String(places)
    );
    assert.ok(sorted[0] >= 0 && sorted.at(-1) <= 100, String(places));
  }
});

test("the runner shows a few networks first and continues until it has all", () => {
  let now = 0;
  const frames = [];
  const defaultView = {
    performance: {now: () => (now += 3)},
    requestAnimationFrame: f => frames.push(f),
    setTimeout: f => f()
  };
  const runner = createRunner(core.createSimulation({seeds: 12}), {
    document: {defaultView},
    ticks: {min: 0.1, max: 4, step: 0.1}
  });
  const seen = [];
  const step = () => {
    const shape = {depth: 3, width: 5, batch: 2};
    const setting = core.completeSetting({activation: "relu", multiplier: 1, ...shape});
    const {seeds, settled} = runner.run(setting, step);
    seen.push([seeds, settled]);
  };
  step();
  while (frames.length) frames.shift()();
  assert.ok(seen.length > 1 && seen[0][0] >= 2);
  assert.deepEqual(seen.at(-1), [12, true]);
  assert.ok(seen.slice(0, -1).every(([, settled]) => !settled));
});

test("a link restores the state, and an invalid one is explained", () => {
  const {state} = parseState(
    fields,
    "activation:relu,m:1.4142135623730951,meanfield:off,naive:on,gradients:on,whole:on,numbers:on"
  );
  assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
  assert.equal(state.m, Math.SQRT2);
  const wrong = parseState(fields, "activation:gelu,m:9");
  assert.deepEqual(
    [wrong.state.activation, wrong.state.m, wrong.problems.length],
    ["sigmoid", 1.5, 2]
  );
});

test("read-outs hold the unrounded numbers of the setting", () => {
  const node = gradientFlow({document});
  const read = name =>
    Number(node.querySelector(`[data-name="${name}"]`).getAttribute("data-value"));
  const {line, chi} = core.meanField({activation: "sigmoid", multiplier: 1.5});
  for (let layer = 1; layer <= core.DEPTH; layer++) {
    assert.equal(read(`meanfield_${layer}`), line[layer - 1]);
    assert.ok(Number.isFinite(read(`delta_${layer}`)) && Number.isFinite(read(`naive_${layer}`)));
  }
  assert.equal(read("chi"), chi.at(-1));
  assert.equal(read("m"), 1.5);
  assert.match(node.querySelector(".w-finding").textContent, /^Vanishes/);
  assert.match(
    node.querySelector("svg").getAttribute("aria-label"),
    /^Sigmoid, weight multiplier 1\.5\. Vanishes/
  );
});

test("a compared curve is named and relative to its own last layer", () => {
  const kept = {
    activation: "relu",
    m: 2,
    depth: 15,
    width: 64,
    weights: "gaussian",
    bias: 0,
    residual: false,
    norm: false
  };
  const curves = [
    {name: "kept", values: [3, 0]},
    {name: "delta", values: [-1, 0]}
  ];
  assert.equal(
    describeEnds(curves, {depth: 50, kept}),
    "At layer 1, relative to layer 50: simulated 0.1. " +
      "Kept for comparison, ReLU, m = 2, 15 × 64: at layer 1, relative to its layer 15, 1000."
  );
  const numbers = createNumbers(document);
  numbers.update(
    {kept: [3, 0], delta: [-1, 0], saturated: [0.5, 0], dead: [0, 0], chi: null},
    {depth: 2, width: 4, kept, numbers: true},
    {seeds: 1}
  );
  assert.match(
    numbers.node.querySelector("caption").textContent,
    /relative to layer 2; .*; kept: ReLU, m = 2, 15 × 64, relative to its layer 15; saturated: \|σ′\| < 0\.01$/
  );
});

test("a multiplier beyond the slider has a disabled button", () => {
  const node = gradientFlow({document});
  const button = label =>
    [...node.querySelectorAll("button")].find(candidate => candidate.textContent === label);
  assert.equal(button("Critical").getAttribute("aria-disabled"), "true");
  button("He").dispatchEvent(new document.defaultView.Event("click"));
  assert.equal(
    node.querySelector('[data-name="m"]').getAttribute("data-value"),
    String(Math.SQRT2)
  );
  assert.equal(button("He").getAttribute("aria-pressed"), "true");
});

test("the still shows the first state as a drawing", () => {
  const drawing = still(document);
  assert.equal(drawing.getAttribute("class"), "drawing");
  assert.match(drawing.textContent, /10−6\.7/);
  assert.equal(drawing.querySelectorAll("circle").length, core.DEPTH);
});
