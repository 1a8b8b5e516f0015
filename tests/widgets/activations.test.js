import assert from "node:assert/strict";
import {ACTIVATIONS} from "../../assets/widgets/engine/activations.js";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  RANGE,
  chooseActivation,
  compared,
  curve as curveOf,
  delta,
  finding as findingOf,
  readings,
  tangent,
  tones,
  still,
  activations,
  fields,
  LITTLE,
  zones
} from "../../assets/widgets/activations/index.js";
import {erfc} from "../../assets/widgets/engine/erf.js";
import {uniformSource} from "../../assets/widgets/engine/random.js";
import {formatNumber} from "../../assets/widgets/ui/readout.js";
import {defaults} from "../../assets/widgets/ui/state/fields.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";

const golden = JSON.parse(readFileSync(new URL("../golden/activations.json", import.meta.url)));
const {document} = parseHTML("<!doctype html><html><body></body></html>");
const names = Object.keys(ACTIVATIONS);

const titleOf = (name, alpha) => chooseActivation(name, alpha).title;
const curve = (name, which, count, alpha) => curveOf(chooseActivation(name, alpha), which, count);
const finding = (name, z, show, {alpha, upstream = 1} = {}) =>
  findingOf(chooseActivation(name, alpha), z, upstream, show);

/** What is read of a function at z. */
function reading(name, z, alpha) {
  const {f, df, peak} = chooseActivation(name, alpha);
  return {z, f: f(z), df: df(z), df_max: df(peak), peak};
}

function assertClose(ours, theirs, what) {
  const error =
    Math.abs(ours - theirs) / Math.max(Math.abs(ours), Math.abs(theirs), Number.MIN_VALUE);
  assert.ok(error <= 1e-12, `${what}: ${ours} against ${theirs} (relative ${error})`);
}

test("activation values, slopes and largest slopes agree with the engine", () => {
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

test("erfc is exact to rounding in all three of its ranges", () => {
  // Abramowitz & Stegun, tables 7.1 and 7.3; digits from higher-precision arithmetic
  const known = [
    [0, 1],
    [0.25, 0.7236736098317631],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [2, 0.004677734981047266],
    [4, 1.541725790028002e-8],
    [5, 1.5374597944280349e-12],
    [-1, 1.8427007929497148]
  ];
  for (const [x, value] of known) assertClose(erfc(x), value, `erfc(${x})`);
  assert.equal(erfc(30), 0);
  assert.equal(erfc(-30), 2);
});

test("no slope exceeds the stated largest slope", () => {
  for (const name of names) {
    const {df_max: largest} = reading(name, 0);
    for (const [, slope] of curve(name, "df", 5000).filter(Boolean))
      assert.ok(slope <= largest, `${name}: ${slope}`);
  }
  assert.equal(reading("sigmoid", 0).df_max, 0.25);
  assert.ok(reading("gelu", 0).df_max > 1.12 && reading("silu", 0).df_max > 1.09);
});

test("activation slopes agree with central differences", () => {
  for (const name of names) {
    for (const z of [-4.31, -1.7, -0.3, 0.2, 1.1, 3.9]) {
      const {f, df} = ACTIVATIONS[name];
      assert.ok(Math.abs((f(z + 1e-5) - f(z - 1e-5)) / 2e-5 - df(z)) < 1e-9, `${name} at ${z}`);
    }
  }
});

test("activations of extreme inputs are finite", () => {
  for (const name of names) {
    for (const z of [-1e4, -800, -40, 40, 800, 1e4]) {
      assert.ok(Object.values(reading(name, z)).every(Number.isFinite), `${name} at ${z}`);
    }
  }
});

test("a jump of f′ is drawn as two separate ends", () => {
  const points = curve("relu", "df");
  const gap = points.indexOf(null);
  assert.deepEqual(
    [points[gap - 1], points[gap + 1]],
    [
      [0, 0],
      [0, 1]
    ]
  );
  assert.equal(curve("elu", "df").includes(null), false);
  assert.deepEqual([points[0][0], points.at(-1)[0]], RANGE);
});

test("the tangent touches the curve at z", () => {
  const [[z0, f0], [z1, f1]] = tangent(chooseActivation("tanh"), 0.7);
  assertClose((f1 - f0) / (z1 - z0), reading("tanh", 0.7).df, "slope");
  assertClose((f0 + f1) / 2, reading("tanh", 0.7).f, "height");
});

test("the activations view shows z, f, f′ and the largest slope once each", () => {
  const node = activations({document});
  const value = name => {
    const found = node.querySelectorAll(`[data-name=${name}]`);
    assert.equal(found.length, 1, name);
    return Number(found[0].getAttribute("data-value"));
  };
  assert.deepEqual(["z", "f", "df", "df_max"].map(value), [0, 0.5, 0.25, 0.25]);
  assert.match(node.textContent, /max derivative = 0\.25/);
  assert.match(
    node.querySelector(".w-finding").textContent,
    /multiplies the gradient by 0\.25; at most by 0\.25, at z = 0/
  );
});

test("the activations finding names a plateau", () => {
  assert.match(finding("relu", -1, formatNumber), /by 0; at most by 1, for every z > 0/);
});

test("the state's link", () => {
  const state = {
    ...defaults(fields),
    activation: "leaky_relu",
    z: -1.27,
    whole: true,
    overlay: ["relu", "gelu"]
  };
  assert.equal(
    formatState(fields, state),
    "activation:leaky_relu,z:-1.27,whole:on,overlay:relu.gelu"
  );
  assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
  for (let i = -500; i <= 500; i += 1)
    assert.equal(parseState(fields, `z:${i / 100}`).state.z, i / 100);
});

test("the still is the first state, without read-outs", () => {
  const picture = still(document);
  assert.equal(picture.querySelector("[data-name]"), null);
  assert.match(picture.textContent, /max derivative = 0\.25/);
});

test("values and slopes for any α agree with the formulas", () => {
  for (const {name, alpha, f, df, df_max: largest} of golden.parameters) {
    golden.z.forEach((z, i) => {
      const ours = reading(name, z, alpha);
      assertClose(ours.f, f[i], `${name} ${alpha} f(${z})`);
      assertClose(ours.df, df[i], `${name} ${alpha} f′(${z})`);
      assertClose(ours.df_max, largest, `${name} ${alpha} largest slope`);
    });
  }
});

test("random settings have finite slopes that agree with differences and stay below the largest", () => {
  const random = uniformSource(11);
  for (let i = 0; i < 1000; i += 1) {
    const name = names[Math.floor(random() * names.length)];
    const {parameter, f, df} = ACTIVATIONS[name];
    const alpha = parameter && parameter.min + random() * (parameter.max - parameter.min);
    const z = i % 10 ? 12 * random() - 6 : (random() < 0.5 ? -1 : 1) * 10 ** (8 * random() - 4);
    const {df_max: largest, ...at} = reading(name, z, alpha);
    assert.ok(
      Object.values(at).every(Number.isFinite) && at.df <= largest,
      `${name} ${alpha} at ${z}`
    );
    assert.equal(delta(at.df, -2), -2 * at.df + 0);
    if (Math.abs(z) < 1e-3 || Math.abs(z) > 10) continue;
    const difference = (f(z + 1e-5, alpha) - f(z - 1e-5, alpha)) / 2e-5;
    assert.ok(Math.abs(difference - df(z, alpha)) < 1e-8, `${name} ${alpha} at ${z}`);
  }
});

const zonesOf = (name, alpha) => zones(z => ACTIVATIONS[name].df(z, alpha), RANGE);

test("zones are named dead, saturated or flat", () => {
  const kinds = Object.fromEntries(
    names.map(name => [
      name,
      zonesOf(name)
        .map(({kind}) => kind)
        .join()
    ])
  );
  assert.deepEqual(kinds, {
    sigmoid: "saturated,saturated",
    tanh: "saturated,saturated",
    relu: "dead",
    leaky_relu: "",
    elu: "saturated",
    gelu: "saturated,flat",
    silu: "flat"
  });
  assert.deepEqual(zonesOf("relu"), [{from: -5, to: 0, kind: "dead"}]);
  assert.equal(zonesOf("leaky_relu", 0.01).length, 0);
  const [left, right] = zonesOf("tanh");
  assertClose(left.to, -Math.acosh(10), "tanh: 1/cosh² = 0.01");
  assertClose(right.from, Math.acosh(10), "tanh");
  assertClose(zonesOf("elu", 0.5)[0].to, Math.log(0.02), "elu: exp(z) / 2 = 0.01");
  assert.equal(zonesOf("elu", 2).length, 0);
});

test("inside a zone |f′| is below a hundredth, outside it is not", () => {
  for (const name of names) {
    const found = zonesOf(name);
    for (const [z, df] of curve(name, "df", 777).filter(point => point && point[0] !== 0)) {
      const inside = found.some(({from, to}) => z >= from && z <= to);
      assert.equal(Math.abs(df) < LITTLE, inside, `${name} at ${z}`);
    }
  }
});

test("α above 1 gives ELU a largest slope at 0, and a jump", () => {
  assert.match(finding("elu", 0, formatNumber, {alpha: 2}), /by 2; at most by 2, at z = 0/);
  assert.match(
    finding("elu", 1, formatNumber, {alpha: 0.5}),
    /by 1; at most by 1, for every z > 0/
  );
  assert.ok(
    curve("elu", "df", 200, 2).includes(null) && !curve("elu", "df", 200, 1).includes(null)
  );
  assert.deepEqual(
    [titleOf("elu"), titleOf("elu", 2), titleOf("leaky_relu", 0.3)],
    ["ELU", "ELU (α = 2)", "Leaky ReLU (0.3)"]
  );
});

test("the activations finding names dead and saturated units", () => {
  assert.match(finding("relu", 0, formatNumber), /δ\s=\s0: dead here\.$/);
  assert.match(finding("tanh", 4, formatNumber), /δ\s=\s0\.0013: saturated here\.$/);
  assert.match(finding("gelu", -0.75, formatNumber), /almost level here\.$/);
  assert.doesNotMatch(finding("tanh", 1, formatNumber) + finding("relu", 1, formatNumber), /here/);
});

test("the activations finding states δ, so that a changed upstream gradient is announced", () => {
  assert.match(finding("sigmoid", 0, formatNumber), / δ\s=\s0\.25\.$/);
  assert.match(finding("sigmoid", 0, formatNumber, {upstream: -1.5}), / δ\s=\s−0\.375\.$/);
});

test("compared functions are announced and listed in the table with their numbers", t => {
  const state = {
    ...defaults(fields),
    activation: "tanh",
    z: 4,
    overlay: ["relu", "sigmoid", "tanh", "leaky_relu"],
    upstream: -2,
    leaky_relu: 0.3
  };
  assert.equal(
    compared({...state, z: -4}, formatNumber),
    "ReLU: f = 0, f′ = 0, dead here. Sigmoid: f = 0.018, f′ = 0.0177. Leaky ReLU (0.3): f = −1.2, f′ = 0.3."
  );
  assert.equal(compared(defaults(fields), formatNumber), "");
  assert.deepEqual(
    readings(state).map(({name}) => name),
    ["tanh", "relu", "sigmoid", "leaky_relu"]
  );
  const {document: page} = parseHTML("<!doctype html><html><body></body></html>");
  page.defaultView.location = new URL(
    `https://x.invalid/?activations=${formatState(fields, state)}`
  );
  t.after(() => delete globalThis.location);
  const table = activations({document: page}).querySelector("table");
  assert.equal(
    table.querySelector("caption").textContent,
    "At z = 4, with upstream gradient ∂J/∂a = −2"
  );
  const rows = [...table.querySelectorAll("tbody tr")].map(row =>
    [...row.children].map(({textContent}) => textContent).join(" ")
  );
  assert.equal(rows[0], "Tanh 0.9993 0.0013 −0.0027 saturated here");
  assert.deepEqual(rows.slice(1).sort(), [
    "Leaky ReLU (0.3) 4 1 −2 –",
    "ReLU 4 1 −2 –",
    "Sigmoid 0.982 0.0177 −0.0353 –"
  ]);
  assert.equal(
    Number(table.querySelector("[data-name=tanh_delta]").getAttribute("data-value")),
    delta(reading("tanh", 4).df, -2)
  );
});

test("compared curves take three colours in order, then the same colours dotted", () => {
  const others = names.filter(name => name !== "tanh");
  const tone = tones({activation: "tanh", overlay: names.toReversed()});
  assert.deepEqual([...tone.keys()], others);
  assert.deepEqual(
    [...tone.values()],
    [
      "category-1",
      "category-2",
      "category-3",
      "category-1 dotted",
      "category-2 dotted",
      "category-3 dotted"
    ]
  );
  assert.deepEqual(
    [...tones({activation: "relu", overlay: ["tanh", "elu"]}).values()],
    ["category-1", "category-2"]
  );
});

test("the activations view shows no α for the sigmoid, and δ as a product", () => {
  const node = activations({document});
  const value = name => node.querySelector(`[data-name=${name}]`)?.getAttribute("data-value");
  assert.deepEqual([value("alpha"), value("upstream"), value("delta")], [undefined, "1", "0.25"]);
  assert.match(node.querySelector(".act-product").textContent, /= 0\.25 · 1 = 0\.25$/);
  const enter = (input, value) => {
    if (input.options) [...input.options].find(option => option.value === value).selected = true;
    else input.value = value;
    input.dispatchEvent(new document.defaultView.Event("input", {bubbles: true}));
  };
  enter(node.querySelector("select"), "tanh");
  const [z, upstream] = node.querySelectorAll("input[type=range]");
  enter(z, "4");
  enter(upstream, "-2");
  assert.match(node.querySelector(".act-product").textContent, /= 0\.00134 · \(−2\) = −0\.00268$/);
});
