import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {BATCHED_ACTIVATIONS} from "../../assets/widgets/engine/batched-activations.js";
import {
  createSimulation,
  meanField,
  relativeNorms,
  createShares,
  histogram,
  randomNetwork,
  notesOf,
  findFloat32Limits,
  combine,
  completeSetting,
  theoryOf
} from "../../assets/widgets/gradient-flow/index.js";
import {negativeExp} from "../../assets/widgets/engine/exponential.js";
import {complete, norms, passes} from "../../assets/widgets/engine/batched-network.js";
import {orthogonal} from "../../assets/widgets/engine/orthogonal.js";
import {normalSource, uniformSource} from "../../assets/widgets/engine/random.js";

const golden = JSON.parse(readFileSync(new URL("../golden/gradient-flow.json", import.meta.url)));

function assertClose(ours, theirs, what) {
  assert.equal(ours.length, theirs.length, what);
  ours.forEach((value, i) => {
    const error =
      Math.abs(value - theirs[i]) /
      Math.max(Math.abs(value), Math.abs(theirs[i]), Number.MIN_VALUE);
    assert.ok(error <= 1e-12, `${what} [${i}]: ${value} against ${theirs[i]} (relative ${error})`);
  });
}

const columns = rows => rows[0].flatMap((_, column) => rows.map(row => row[column]));

/** A network of the fixture, whose batches stand in rows; the core's stand in columns. */
const networkOf = ({weights, biases, x, upstream}) => ({
  sizes: [weights[0][0].length, ...weights.map(W => W.length)],
  weights: weights.map(W => W.flat()),
  biases,
  x: columns(x),
  upstream: columns(upstream),
  batch: x.length
});

const median = (given, seeds = 40) => {
  const setting = completeSetting(given);
  const simulation = createSimulation({seeds});
  while (simulation.advance(setting) < simulation.wanted(setting));
  return simulation.result(setting);
};

test("biases, residual connections and layer normalisation agree with the engine", () => {
  for (const [i, example] of golden.deep.entries()) {
    const {activation, residual, norm} = example;
    const network = networkOf(example);
    const shares = createShares(network, {activation});
    const see = {forward: (l, a, slope) => shares.see(l, slope)};
    const {delta, gradient} = complete(
      passes(network, {activation, residual, norm, bias: 1, gradients: true}, undefined, see)
    );
    assertClose(delta, example.delta_norms, `network ${i}, δ`);
    assertClose(gradient, example.gradient_norms, `network ${i}, ∇W`);
    assertClose(shares.result().dead.slice(0, -1), example.dead, `network ${i}, dead units`);
    assertClose(
      norms(network, {activation, residual, norm, bias: 1}).delta,
      delta,
      `network ${i}, without weight gradients`
    );
  }
});

test("each layer of a deep chaotic network agrees with the engine from the same inputs", () => {
  const {activation, weights, inputs, upstream, delta_norms, gradient_norms} = golden.chaotic;
  weights.forEach((W, l) => {
    const layer = networkOf({weights: [W], x: inputs[l], upstream: upstream[l]});
    const {delta, gradient} = norms(layer, {activation, gradients: true});
    assertClose([...delta, ...gradient], [delta_norms[l], gradient_norms[l]], `layer ${l + 1}`);
  });
});

test("the mean-field line with biases agrees with the engine and the simulation", () => {
  for (const {activation, multiplier, bias, line, chi} of golden.mean_field_bias) {
    const ours = meanField({activation, multiplier, bias});
    assertClose(ours.line, line, `${activation}, line`);
    assertClose(ours.chi, chi, `${activation}, χ`);
    const {delta} = median({activation, multiplier, bias});
    delta.median.forEach((value, i) =>
      assert.ok(
        Math.abs(value - line[i]) < 0.15,
        `${activation}, layer ${i + 1}: ${value} against ${line[i]}`
      )
    );
  }
});

test("the mean-field line is drawn at its values", () => {
  const settings = [
    {activation: "relu", multiplier: 1.5, depth: 8, width: 32},
    {activation: "tanh", multiplier: 2, depth: 16, width: 64},
    {activation: "sigmoid", multiplier: 3, depth: 25, width: 100},
    {activation: "tanh", multiplier: 1, weights: "orthogonal"},
    {activation: "relu", multiplier: 1.4, weights: "orthogonal", bias: 0.5}
  ];
  for (const setting of settings) {
    const {line} = theoryOf(completeSetting(setting));
    const {delta} = median(setting, 24);
    line.forEach((value, i) =>
      assert.ok(
        Math.abs(delta.median[i] - value) < 0.3,
        `${JSON.stringify(setting)}, layer ${i + 1}: ${delta.median[i]} against ${value}`
      )
    );
  }
});

test("a setting without mean-field theory has no line and states the reason", () => {
  const plain = completeSetting({activation: "tanh", multiplier: 1});
  assert.equal(theoryOf(plain).reason, "");
  for (const change of [
    {residual: true},
    {norm: true},
    {residual: true, norm: true},
    {depth: 50},
    {width: 32}
  ]) {
    const {line, chi, reason} = theoryOf({...plain, ...change});
    assert.equal(line, null);
    assert.equal(chi, null);
    assert.match(reason, /^No mean-field line: it .*\.$/);
  }
});

test("orthogonal matrices are orthogonal and uniformly distributed", () => {
  const normal = normalSource(3);
  for (const n of [1, 2, 5, 33]) {
    const Q = complete(orthogonal(n, normal));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let dot = 0;
        for (let k = 0; k < n; k++) dot += Q[i * n + k] * Q[j * n + k];
        assert.ok(
          Math.abs(dot - (i === j ? 1 : 0)) < 1e-13,
          `${n}: row ${i} by row ${j} is ${dot}`
        );
      }
    }
  }
  // a uniform 4 × 4 matrix: mean of an entry 0, of its square 1/4; mean of the trace 0, of its
  // square 1; determinants ±1 alike
  const draws = Array.from({length: 4000}, () => complete(orthogonal(4, normal)));
  const mean = value => draws.reduce((sum, Q) => sum + value(Q), 0) / draws.length;
  const trace = Q => Q[0] + Q[5] + Q[10] + Q[15];
  for (let i = 0; i < 16; i++) {
    assert.ok(
      Math.abs(mean(Q => Q[i])) < 0.05 && Math.abs(mean(Q => Q[i] ** 2) - 0.25) < 0.02,
      `entry ${i}`
    );
  }
  assert.ok(Math.abs(mean(trace)) < 0.08 && Math.abs(mean(Q => trace(Q) ** 2) - 1) < 0.12);
});

test("shares of saturated and dead units equal a count", () => {
  const shares = createShares({sizes: [2, 2], batch: 2}, {activation: "relu"});
  shares.see(0, [0, 0, 0, 1]);
  assert.deepEqual(shares.result(), {saturated: null, dead: [0.5]}); // a shut ReLU is not saturated
  for (const activation of ["sigmoid", "tanh"]) {
    const bounded = createShares({sizes: [1, 1], batch: 4}, {activation});
    bounded.see(0, [0.25, 0.0099, 0.0101, 0]);
    assert.deepEqual(bounded.result(), {saturated: [0.5], dead: [0]});
  }
});

test("histograms count every value once", () => {
  assert.deepEqual(
    histogram([0.05, 0.15, 0.19, -0.01], v => v, 0.1),
    {first: -1, counts: [1, 1, 2], elsewhere: 0, size: 4}
  );
  const logs = histogram([0, 1, 10, NaN], v => Math.log10(v), 0.25);
  assert.deepEqual([logs.first, logs.counts, logs.elsewhere], [0, [1, 0, 0, 0, 1], 2]);
  assert.deepEqual(histogram([0, 0], v => Math.log10(v), 0.25).counts, []);
});

test("clipping scales the gradients of all layers by one factor down to the threshold", () => {
  const simulation = createSimulation({seeds: 1});
  const setting = completeSetting({activation: "relu", multiplier: 2, gradients: true});
  simulation.advance(setting);
  const network = randomNetwork(1);
  const {gradient} = norms(network, setting);
  const norm = Math.hypot(...gradient);
  const {clipped, clipping} = simulation.result(setting, 1);
  clipped.median.forEach((value, i) =>
    assert.ok(Math.abs(value - Math.log10(gradient[i] / gradient.at(-1) / norm)) < 1e-12)
  );
  assert.ok(Math.abs(clipping + Math.log10(norm)) < 1e-12);
  assert.equal(simulation.result(setting, 1e300).clipping, 0);
});

test("networks whose last layer has no gradient are counted separately", () => {
  const row = (delta, fault = null) => ({
    delta,
    gradient: null,
    size: 0,
    norm: null,
    fault,
    shares: null,
    histograms: null
  });
  const dead = {kind: "dead", pass: "backward", layer: 2};
  const result = combine([
    row([-1, 0]),
    row([NaN, NaN], dead),
    row([-Infinity, 0], {...dead, layer: 1}),
    row([-3, 0])
  ]);
  assert.equal(result.lost, 1);
  assert.deepEqual(result.delta.median, [-3, 0]);
  assert.deepEqual(
    result.faults.map(({count, lost}) => [count, lost]),
    [
      [1, true],
      [1, false]
    ]
  );
});

test("overflow and underflow of doubles are found at their layer", () => {
  const chain = (weights, activation) => {
    const network = {
      sizes: Array(weights.length + 1).fill(1),
      weights: weights.map(w => [w]),
      x: [1],
      upstream: [1],
      batch: 1
    };
    return relativeNorms(network, {activation, gradients: true}).fault;
  };
  assert.deepEqual(chain([1, 1e200, 1e200, 1], "relu"), {
    kind: "overflow",
    layer: 3,
    pass: "forward"
  });
  assert.deepEqual(chain([1, 1e-200, 1e-200, 1e-200, 1], "relu"), {
    kind: "underflow",
    layer: 3,
    pass: "forward"
  });
  assert.deepEqual(chain([1e200, 1e-200, 1e-200], "relu"), {
    kind: "underflow",
    layer: 1,
    pass: "backward"
  });
  assert.deepEqual(chain([1e-200, 1e200, 1e200], "relu"), {
    kind: "overflow",
    layer: 1,
    pass: "backward"
  });
  assert.deepEqual(chain([1, -1, 1], "relu"), {kind: "dead", layer: 2, pass: "backward"});
  assert.deepEqual(chain([1, 2000, 1], "sigmoid"), {kind: "saturated", layer: 2, pass: "backward"});
  assert.equal(chain([1, 1e-90, 1e-90], "relu"), null);
});

test("the dead layer nearest to the output is named with biases", () => {
  const shape = {depth: 20, width: 4};
  const setting = completeSetting({activation: "relu", multiplier: 1.5, bias: 1, ...shape});
  for (const seed of [9, 14, 31]) {
    const {delta, fault} = relativeNorms(randomNetwork(seed, setting), setting);
    assert.deepEqual(fault, {kind: "dead", layer: 19, pass: "backward"}, `seed ${seed}`);
    assert.deepEqual([delta[18], delta[19]], [-Infinity, 0]);
  }
  for (let seed = 1; seed <= 40; seed++) {
    const {delta, fault} = relativeNorms(randomNetwork(seed, setting), setting);
    if (fault && !delta.some(Number.isNaN))
      assert.equal(fault.layer, 1 + delta.lastIndexOf(-Infinity), `seed ${seed}`);
  }
});

test("inputs that die at different layers are not reported as one dead layer", () => {
  const parts = {
    sizes: [1, 1, 1, 1],
    weights: [[1], [-4], [1]],
    x: [1, -3],
    upstream: [1, 1],
    batch: 2,
    biases: [[2], [4], [1]]
  };
  const {fault} = relativeNorms(parts, {activation: "relu", bias: 1});
  assert.deepEqual(fault, {kind: "blocked", layer: 1, pass: "backward"});
  const notes = notesOf(
    combine([
      {delta: [-Infinity, -1, 0], gradient: null, size: 0, fault, shares: null, histograms: null}
    ]),
    {reason: "", clip: null}
  );
  assert.match(
    notes[0],
    /^In the network the gradient of each input meets a layer in which every σ′ is 0 for it, the last of them at layer 1, so δ = 0 from there down\.$/
  );
});

test("residual connections carry the gradient around a dead layer, except the last", () => {
  const simulation = createSimulation();
  const setting = completeSetting({
    activation: "relu",
    multiplier: 1,
    depth: 30,
    width: 4,
    residual: true
  });
  while (simulation.advance(setting) < simulation.wanted(setting));
  const result = simulation.result(setting);
  const [bypassed, last] = result.faults;
  assert.deepEqual([bypassed.count, bypassed.isBypassed, bypassed.lost], [30, true, false]);
  assert.deepEqual([last.count, last.isBypassed, last.lost], [2, false, true]);
  assert.deepEqual(last.layers, [30, 30]);
  const notes = notesOf(result, {reason: "", clip: null});
  assert.match(
    notes[0],
    /^In 30 of 40 networks every ReLU at some layer from 8 to 29 is off .* δ = 0 there; below, it is not: /
  );
  assert.match(
    notes[1],
    /^In 2 of 40 networks every ReLU at layer 30 is off .* δ = 0 in every layer\.$/
  );
});

test("norms whose squares overflow or underflow are right", () => {
  for (const scale of [1e-170, 1e170]) {
    const network = upstream => ({
      sizes: [2, 2],
      weights: [[1, 0.5, 0.25, 1]],
      x: [1, 2, 3, 4],
      upstream,
      batch: 2
    });
    const [small, unit] = [[1, 2, 3, 4].map(v => v * scale), [1, 2, 3, 4]].map(g =>
      norms(network(g), {activation: "tanh", gradients: true})
    );
    for (const name of ["delta", "gradient", "biasGradient"])
      assert.ok(Math.abs(small[name][0] / scale / unit[name][0] - 1) < 1e-12, `${name} ${scale}`);
  }
});

test("the exponential and the activations are exact to rounding for z of any size", () => {
  const uniform = uniformSource(4);
  const z = Float64Array.from(
    {length: 20_000},
    () => (2 * uniform() - 1) * 10 ** (6 * uniform() - 3)
  );
  const error = (ours, theirs) =>
    Math.abs(ours - theirs) / Math.max(Math.abs(theirs), Number.MIN_VALUE);
  for (const value of z) {
    const exact = Math.exp(-Math.abs(value));
    if (exact > 1e-300)
      assert.ok(error(negativeExp(-Math.abs(value)), exact) < 1e-15, `e^−${Math.abs(value)}`);
  }
  const [a, slope] = [new Float64Array(z.length), new Float64Array(z.length)];
  BATCHED_ACTIVATIONS.tanh(z, a, slope);
  z.forEach((value, i) => assert.ok(error(a[i], Math.tanh(value)) < 3e-15, `tanh ${value}`));
  BATCHED_ACTIVATIONS.sigmoid(z, a, slope);
  z.forEach(
    (value, i) =>
      value > -700 && assert.ok(error(a[i], 1 / (1 + Math.exp(-value))) < 3e-15, `sigmoid ${value}`)
  );
  assert.deepEqual([0, -745.2, -Infinity, NaN].map(negativeExp), [1, 0, 0, NaN]);
});

test("the limit of float32 is marked at its value", () => {
  const note = size => notesOf({faults: [], count: 1, size}, {reason: "", clip: null});
  assert.match(
    note([-60, -50, -40, -10, 0])[0],
    /δ would fade out from layer 3 down: it is below 10⁻³⁸\.$/
  );
  assert.match(
    note([-2, -1, -40, -10, 0])[0],
    /δ would fade out at layer 3: it is below 10⁻³⁸ there\.$/
  );
  assert.match(note([-2, -40, -1, -40, 0])[0], /fade out at some layers from 2 to 4: /);
  assert.match(note([-Infinity, -Infinity, -40, 0])[0], /fade out from layer 3 down: /);
  assert.match(note([45, 40, -40, 0])[1], /overflow from layer 2 down: it is above 3×10³⁸\.$/);
  assert.deepEqual(
    findFloat32Limits([45, 40, -40, 0]).map(({layer, small}) => [layer, small]),
    [
      [3, true],
      [2, false]
    ]
  );
  assert.deepEqual([note([-30, 0]), note(null)], [[], []]);
});
