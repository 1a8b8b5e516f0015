import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {ACTIVATIONS, RANGE, curve, finding, reading, tangent} from "../../assets/widgets/activations/core.js";
import {erfc} from "../../assets/widgets/activations/erf.js";
import {still} from "../../assets/widgets/activations/still.js";
import {activations, fields} from "../../assets/widgets/activations/view.js";
import {formatNumber} from "../../assets/widgets/parts/readout.js";
import {defaults, formatState, parseState} from "../../assets/widgets/parts/state.js";

const golden = JSON.parse(readFileSync(new URL("../golden/activations.json", import.meta.url)));
const {document} = parseHTML("<!doctype html><html><body></body></html>");
const names = Object.keys(ACTIVATIONS);

function assertClose(ours, theirs, what) {
  const error = Math.abs(ours - theirs) / Math.max(Math.abs(ours), Math.abs(theirs), Number.MIN_VALUE);
  assert.ok(error <= 1e-12, `${what}: ${ours} against ${theirs} (relative ${error})`);
}

test("values, slopes and largest slopes agree with the engine", () => {
  assert.deepEqual(names.toSorted(), Object.keys(golden.functions).toSorted());
  for (const [name, {f, df, df_max: largest, argmax}] of Object.entries(golden.functions)) {
    golden.z.forEach((z, i) => {
      const ours = reading(name, z);
      assertClose(ours.f, f[i], `${name} f(${z})`);
      assertClose(ours.df, df[i], `${name} f′(${z})`);
    });
    assertClose(reading(name, 0).df_max, largest, `${name} largest slope`);
    if (argmax === null) assert.ok(ACTIVATIONS[name].plateau);
    else assert.ok(Math.abs(ACTIVATIONS[name].peak - argmax) < 1e-9, `${name} at ${argmax}`);
  }
});

test("erfc to the rounding of doubles in all three of its ranges", () => {
  // Abramowitz & Stegun, tables 7.1 and 7.3; digits from higher-precision arithmetic
  const known = [[0, 1], [0.25, 0.7236736098317631], [0.5, 0.4795001221869535], [1, 0.15729920705028513],
    [2, 0.004677734981047266], [4, 1.541725790028002e-8], [5, 1.5374597944280349e-12], [-1, 1.8427007929497148]];
  for (const [x, value] of known) assertClose(erfc(x), value, `erfc(${x})`);
  assert.equal(erfc(30), 0);
  assert.equal(erfc(-30), 2);
});

test("no slope exceeds the one that is named", () => {
  for (const name of names) {
    const {df_max: largest} = reading(name, 0);
    for (const [, slope] of curve(name, "df", 5000).filter(Boolean)) assert.ok(slope <= largest, `${name}: ${slope}`);
  }
  assert.equal(reading("sigmoid", 0).df_max, 0.25);
  assert.ok(reading("gelu", 0).df_max > 1.12 && reading("silu", 0).df_max > 1.09);
});

test("slopes are those of central differences", () => {
  for (const name of names) {
    for (const z of [-4.31, -1.7, -0.3, 0.2, 1.1, 3.9]) {
      const {f, df} = ACTIVATIONS[name];
      assert.ok(Math.abs((f(z + 1e-5) - f(z - 1e-5)) / 2e-5 - df(z)) < 1e-9, `${name} at ${z}`);
    }
  }
});

test("finite far out", () => {
  for (const name of names) {
    for (const z of [-1e4, -800, -40, 40, 800, 1e4]) {
      assert.ok(Object.values(reading(name, z)).every(Number.isFinite), `${name} at ${z}`);
    }
  }
});

test("a jump of f′ is drawn as two ends, not as a slope", () => {
  const points = curve("relu", "df");
  const gap = points.indexOf(null);
  assert.deepEqual([points[gap - 1], points[gap + 1]], [[0, 0], [0, 1]]);
  assert.equal(curve("elu", "df").includes(null), false);
  assert.deepEqual([points[0][0], points.at(-1)[0]], RANGE);
});

test("the tangent touches at z", () => {
  const [[z0, f0], [z1, f1]] = tangent("tanh", 0.7);
  assertClose((f1 - f0) / (z1 - z0), reading("tanh", 0.7).df, "slope");
  assertClose((f0 + f1) / 2, reading("tanh", 0.7).f, "height");
});

test("the view reads z, f, f′ and the largest slope, each once", () => {
  const node = activations({document});
  const value = (name) => {
    const found = node.querySelectorAll(`[data-name=${name}]`);
    assert.equal(found.length, 1, name);
    return Number(found[0].getAttribute("data-value"));
  };
  assert.deepEqual(["z", "f", "df", "df_max"].map(value), [0, 0.5, 0.25, 0.25]);
  assert.match(node.textContent, /max derivative = 0\.25/);
  assert.match(node.querySelector(".w-finding").textContent, /multiplies the gradient by 0\.25; at most by 0\.25, at z = 0/);
});

test("the finding names a plateau", () => {
  assert.match(finding("relu", -1, formatNumber), /by 0; at most by 1, for every z > 0/);
});

test("the state's link", () => {
  const state = {...defaults(fields), activation: "leaky_relu", z: -1.27, whole: true, overlay: ["relu", "gelu"]};
  assert.equal(formatState(fields, state), "activation:leaky_relu,z:-1.27,whole:on,overlay:relu.gelu");
  assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
  for (let i = -500; i <= 500; i += 1) assert.equal(parseState(fields, `z:${i / 100}`).state.z, i / 100);
});

test("the still is the first state, without read-outs", () => {
  const picture = still(document);
  assert.equal(picture.querySelector("[data-name]"), null);
  assert.match(picture.textContent, /max derivative = 0\.25/);
});
