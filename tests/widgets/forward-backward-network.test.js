import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {
  centralDifference,
  checkGradients,
  checkParameter,
  compareAtStep
} from "../../assets/widgets/forward-backward/index.js";
import {
  MODELS,
  collected,
  createNetwork,
  endOfPhase,
  everything,
  formulaOf,
  gradientOf,
  microSteps,
  parametersOf,
  progress,
  valueOf,
  withValue
} from "../../assets/widgets/network-diagram/index.js";
import {
  LAYER_ACTIVATIONS,
  cost,
  descend,
  evaluate,
  exactSum,
  softmax,
  train
} from "../../assets/widgets/engine/network.js";
import {formatNumber} from "../../assets/widgets/ui/readout.js";
import {uniformSource} from "../../assets/widgets/engine/random.js";

const golden = JSON.parse(readFileSync(new URL("../golden/micro-steps.json", import.meta.url)));
const checks = JSON.parse(readFileSync(new URL("../golden/gradient-check.json", import.meta.url)));
const mazur = JSON.parse(readFileSync(new URL("../witness/mazur-2015.json", import.meta.url)));

/**
 * As the engine's arrays: sums of products may cancel, so an error is measured against the terms'
 * size.
 */
const close = (a, b, scale = 1) =>
  Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b), scale * 1e-3);

function networkOf({hidden, output, loss, params, x, y}) {
  const layers = params.map(([W, b], l) => ({W, b, f: l === params.length - 1 ? output : hidden}));
  return {
    layers,
    loss: loss === "softmax_cross_entropy" ? "cross_entropy" : loss,
    samples: x.map((row, i) => ({x: row, y: y[i]}))
  };
}

const modelOf = ({params, x}) => ({
  sizes: [x[0].length, ...params.map(([, b]) => b.length)],
  biases: true
});

function assertSame(ours, theirs, where) {
  if (Array.isArray(theirs)) {
    assert.equal(ours.length, theirs.length, where);
    theirs.forEach((value, i) => assertSame(ours[i], value, `${where}[${i}]`));
  } else assert.ok(close(ours, theirs), `${where}: ${ours} against ${theirs}`);
}

test("network values, gradients and one training step agree with the engine", () => {
  assert.ok(golden.cases.length >= 30);
  for (const [i, example] of golden.cases.entries()) {
    const network = networkOf(example);
    const result = evaluate(network);
    const where = `case ${i} (${example.hidden}, ${example.output})`;
    result.samples.forEach((sample, n) => {
      example.z.forEach((rows, l) => assertSame(sample.z[l], rows[n], `${where} z`));
      example.a.forEach((rows, l) => assertSame(sample.a[l], rows[n], `${where} a`));
      example.delta.forEach((rows, l) => assertSame(sample.delta[l], rows[n], `${where} delta`));
    });
    assertSame(result.cost, example.cost, `${where} cost`);
    example.gradients.forEach(([W, b], l) => {
      assertSame(result.W[l], W, `${where} W`);
      assertSame(result.b[l], b, `${where} b`);
    });
    const after = descend(network, golden.rate);
    example.after.forEach(([W, b], l) => {
      assertSame(after.layers[l].W, W, `${where} W after`);
      assertSame(after.layers[l].b, b, `${where} b after`);
    });
  }
});

test("every micro-step shows the arithmetic that gives the engine's result", () => {
  for (const [i, example] of golden.cases.entries()) {
    const network = networkOf(example);
    const run = {model: modelOf(example), network, result: evaluate(network), rate: golden.rate};
    const steps = microSteps(network);
    assert.deepEqual(
      steps.map(({op}) => op),
      example.operations,
      `case ${i}`
    );
    steps.forEach((step, n) => {
      const {general, numbers, value} = formulaOf(step, run, v => formatNumber(v, {precise: true}));
      assert.ok(
        close(value, example.results[n]),
        `case ${i}, step ${n} (${step.op}): ${value} against ${example.results[n]}`
      );
      assert.ok(
        numbers.startsWith("= ") &&
          general.includes(step.op === "update" ? "←" : "") &&
          !/undefined|NaN/.test(general + numbers)
      );
      assert.ok(
        numbers.includes(formatNumber(value, {precise: true})),
        `case ${i}: ${numbers} ends in ${value}`
      );
    });
  }
});

test("the worked example takes 23 steps of one operation", () => {
  const model = MODELS["2-2-1"];
  const steps = microSteps(createNetwork(model, model));
  assert.equal(steps.length, 23);
  assert.equal(steps.filter(({phase}) => phase === "forward").length, 7);
  assert.equal(endOfPhase(steps, 0), 7);
  assert.equal(endOfPhase(steps, 7), 22);
  assert.equal(endOfPhase(steps, 22), 23);
  assert.equal(endOfPhase(steps, 23), 23);
});

test("a result is shown from its own step on, and not before", () => {
  for (const [net, model] of Object.entries(MODELS)) {
    for (const count of [1, 3]) {
      const network = createNetwork(model, model, count);
      const steps = microSteps(network);
      steps.forEach((step, i) => {
        const place = {...step};
        if (step.op === "softmax") Object.assign(place, {op: "a", k: 1});
        const [before, after] = [progress(steps, i), progress(steps, i + 1)];
        assert.ok(after.knows(place), `${net}: ${JSON.stringify(step)}`);
        if (before.sample === step.sample)
          assert.ok(!before.knows(place), `${net}: ${JSON.stringify(step)} too early`);
        if (["weight", "bias"].includes(step.op))
          assert.equal(after.counted(place), step.sample + 1);
      });
      assert.ok(
        steps
          .slice(0, -1)
          .every(step => everything(network, {sample: 0, gradients: true}).knows(step))
      );
    }
  }
});

test("mazur network has the published loss and, after one step, the published weights", () => {
  const model = MODELS["2-2-2-mazur"];
  const network = createNetwork(model, model);
  assert.deepEqual(network.samples, [{x: mazur.x, y: mazur.y}]);
  assert.deepEqual(
    network.layers.map(({W, b}) => [W, b]),
    mazur.params
  );
  assert.equal(cost(network).toFixed(9), mazur.J);
  const after = descend(network, mazur.rate).layers.map(({W}) => W);
  for (const [l, rows] of mazur.after.entries()) {
    for (const [k, row] of rows.entries()) {
      for (const [j, printed] of row.entries()) {
        assert.equal(after[l][k][j].toFixed(printed.split(".")[1].length), printed);
      }
    }
  }
});

test("gradients averaged over the samples equal those of the cost", () => {
  const model = MODELS["2-3-2-1"];
  const result = evaluate(createNetwork(model, model, 4));
  for (const parameter of parametersOf(model))
    assert.ok(close(collected(result, 4, parameter), gradientOf(result, parameter)));
});

test("a sum that holds nothing but rounding is 0", () => {
  assert.equal(exactSum([0.1, 0.2, -0.3]), 0);
  assert.equal(Object.is(exactSum([-0, 0]), 0), true);
  assert.notEqual(exactSum([1, -1 + 1e-9]), 0);
});

test("softmax and its loss are finite for extreme inputs", () => {
  assert.deepEqual(softmax([1000, 0]), [1, 0]);
  const network = {
    layers: [{W: [[1000], [-1000]], b: [0, 0], f: "softmax"}],
    loss: "cross_entropy",
    samples: [{x: [1], y: [0, 1]}]
  };
  assert.equal(cost(network), 2000);
  assert.deepEqual(evaluate(network).samples[0].delta[0], [1, -1]);
});

/** 1,000 networks with settings as the widget allows them. */
function* drawn() {
  const uniform = uniformSource(7);
  const names = Object.keys(LAYER_ACTIVATIONS);
  for (let i = 0; i < 1000; i += 1) {
    const model = Object.values(MODELS)[i % Object.keys(MODELS).length];
    const pick = () => names[Math.floor(uniform() * names.length)];
    const activations = model.sizes.slice(1).map(pick);
    if (model.sizes.at(-1) > 1 && i % 3) activations[activations.length - 1] = "softmax";
    const extreme = i % 10 === 9;
    const grid = limit => Math.round((2 * uniform() - 1) * limit * 20) / 20;
    const parameters = model.parameters.map(() => (extreme ? Math.sign(grid(1)) * 4 : grid(4)));
    const data = Array.from({length: 12}, (_, n) =>
      n % 3 === 2 && model.sizes.at(-1) > 1
        ? Math.abs(grid(1))
        : extreme
          ? Math.sign(grid(1)) * 2
          : grid(2)
    );
    yield {model, network: createNetwork(model, {parameters, activations, data}, 1 + (i % 4))};
  }
}

test("the gradient check agrees with backpropagation at 1,000 settings without a kink", () => {
  let kinks = 0;
  for (const {model, network} of drawn()) {
    const result = evaluate(network);
    const scale = Math.max(1, cost(network));
    for (const {name, analytic, numeric, kink} of checkGradients(model, network, 1e-5, result)) {
      assert.ok(Number.isFinite(analytic) && Number.isFinite(numeric), name);
      if (kink) kinks += 1;
      else
        assert.ok(
          Math.abs(analytic - numeric) <= 1e-5 * Math.max(scale, Math.abs(analytic)),
          `${name}: ${analytic} against ${numeric}`
        );
    }
  }
  assert.ok(kinks > 0);
});

test("the gradient check names a kink between −ε and ε", () => {
  const model = MODELS["2-1-1"];
  const network = createNetwork(model, {...model, data: [1, -1, 1], parameters: [0.5, 0.5, 1]});
  assert.deepEqual(
    checkGradients(model, network, 1e-3).map(({kink}) => kink),
    [true, true, false]
  );
  const shut = createNetwork(model, {...model, data: [1, -1, 1], parameters: [0, 0.5, 1]});
  assert.ok(checkGradients(model, shut, 1e-3).every(({kink, error}) => !kink && error === 0));
  assert.ok(checkGradients(model, shut, 1)[0].kink);
});

test("the gradient check reports gradients below its resolution as unresolved", () => {
  const model = MODELS["2-2-1"];
  const saturated = createNetwork(model, {
    ...model,
    parameters: model.parameters.map((w, i) => (i < 6 ? 40 : w))
  });
  const checks = checkGradients(model, saturated, 1e-5);
  const first = checks.filter(({name}) => /^(W|b)1/.test(name));
  assert.equal(first.length, 6);
  for (const {analytic, unresolved} of first)
    assert.ok(unresolved && analytic !== 0 && Math.abs(analytic) < 1e-12);
  for (const {name, unresolved, error} of checks.slice(6))
    assert.ok(!unresolved && error < 1e-6, name);
  const moderate = checkGradients(model, createNetwork(model, model), 1e-5);
  assert.ok(moderate.every(({unresolved}) => !unresolved));
});

test("the gradient check reports zeros at an exact minimum as unresolved", () => {
  const model = MODELS["2-3-2-1"];
  const start = createNetwork(model, model);
  const {network} = train(start, 0.5, 1000);
  for (const epsilon of [1e-2, 1e-3, 1e-6, 1e-9]) {
    for (const {name, unresolved, kink, error} of checkGradients(model, network, epsilon)) {
      assert.ok(unresolved || kink || error < 1e-3, `${epsilon} ${name} ${error}`);
    }
    const [parameter] = parametersOf(model);
    assert.ok(!checkParameter(network, parameter, epsilon, 0.3).unresolved);
    assert.ok(!checkParameter(start, parameter, epsilon, 0).unresolved);
  }
});

test("bound, kink and verdict of each checked entry agree with the engine", () => {
  for (const [i, example] of checks.cases.entries()) {
    const network = networkOf(example);
    const model = modelOf(example);
    const result = evaluate(network);
    for (const parameter of parametersOf(model)) {
      const differenceAt = step => centralDifference(network, parameter, step, checks.rounding);
      const {bound, kink} = differenceAt(example.epsilon);
      const {unresolved} = compareAtStep(
        gradientOf(result, parameter),
        differenceAt,
        example.epsilon
      );
      const expected = example.entries[parameter.name];
      const where = `case ${i}, ${parameter.name}`;
      assert.deepEqual(
        {kink, unresolved},
        {kink: expected.kink, unresolved: expected.unresolved},
        where
      );
      if (!kink)
        assert.ok(
          Math.abs(bound - expected.bound) <= 1e-3 * bound,
          `${where}: ${bound} against ${expected.bound}`
        );
    }
  }
});

test("changing a parameter changes no other", () => {
  for (const model of Object.values(MODELS)) {
    const network = createNetwork(model, model);
    parametersOf(model).forEach((parameter, i) => {
      assert.equal(valueOf(network, parameter), model.parameters[i]);
      const changed = withValue(network, parameter, 9);
      for (const other of parametersOf(model))
        assert.equal(
          valueOf(changed, other),
          other.name === parameter.name ? 9 : valueOf(network, other)
        );
    });
  }
});

test("training lowers J and stops before a number overflows", () => {
  const model = MODELS["2-2-1"];
  const {costs, diverged} = train(createNetwork(model, model, 4), 0.5, 1000);
  assert.ok(!diverged && costs.length === 1001 && costs.at(-1) < 0.1 * costs[0]);
  const wild = MODELS["2-3-2-1"];
  const network = createNetwork(wild, {
    ...wild,
    activations: ["identity", "identity", "identity"],
    parameters: wild.parameters.map(() => 4)
  });
  const result = train(network, 2, 1000);
  assert.ok(result.diverged && result.costs.every(Number.isFinite));
});

test("rules are written in the notation of the slides", () => {
  const model = MODELS["2-2-1"];
  const network = createNetwork(model, model);
  const run = {model, network, result: evaluate(network), rate: 0.5};
  const rules = microSteps(network).map(step =>
    formulaOf(step, run, formatNumber).general.replaceAll(/\[[fb] |\]/g, "")
  );
  assert.equal(rules[1], "z_2^{(1)} = W_{21}^{(1)} x_1 + W_{22}^{(1)} x_2 + b_2^{(1)}");
  assert.equal(rules[4], "z_1^{(2)} = W_{11}^{(2)} a_1^{(1)} + W_{12}^{(2)} a_2^{(1)} + b_1^{(2)}");
  assert.deepEqual(rules.slice(5, 10), [
    "ŷ = σ(z_1^{(2)})",
    "J = {1}/{2} (ŷ − y)^2",
    "{∂J}/{∂ŷ} = ŷ − y",
    "δ_1^{(2)} = σ′(z_1^{(2)}) · {∂J}/{∂ŷ}",
    "{∂J}/{∂W_{11}^{(2)}} = δ_1^{(2)} a_1^{(1)}"
  ]);
  assert.equal(rules[14], "{∂J}/{∂a_2^{(1)}} = W_{12}^{(2)} δ_1^{(2)}");
  assert.equal(rules[15], "δ_2^{(1)} = σ′(z_2^{(1)}) · {∂J}/{∂a_2^{(1)}}");
  assert.equal(rules[17], "{∂J}/{∂W_{12}^{(1)}} = δ_1^{(1)} x_2");
  assert.equal(rules[21], "{∂J}/{∂b_2^{(1)}} = δ_2^{(1)}");
});
