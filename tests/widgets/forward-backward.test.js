import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {LIMIT} from "../../assets/widgets/network-diagram/index.js";
import {
  PRESETS,
  fields,
  forwardBackward as view,
  runOf,
  still
} from "../../assets/widgets/forward-backward/index.js";
import {defaults} from "../../assets/widgets/ui/state/fields.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";

const golden = JSON.parse(
  readFileSync(new URL("../golden/forward-backward.json", import.meta.url))
);
const {document} = parseHTML("<!doctype html><html><body></body></html>");
const FORWARD = ["z_h", "a_h", "z_y", "y_hat", "loss"];
const BACKWARD = ["dL_dy", "dL_dwout", "dL_dzh", "dL_dw11", "dL_dw21"];

const START = {x1: 1, x2: -1, w11: 0.5, w21: -0.5, w_out: 1};
const MOVING = {...START, ...PRESETS.Moving};
const DEAD = {...START, ...PRESETS["Dead ReLU"]};

/** The results of the network 2-1-1 at these settings, by the names of its read-outs. */
function forwardBackward(settings) {
  const {result} = runOf({...defaults(fields), ...settings});
  const [{z, a, loss, upstream, slope, delta, W}] = result.samples;
  return {
    z_h: z[0][0],
    a_h: a[1][0],
    z_y: z[1][0],
    y_hat: a[2][0],
    loss,
    slope: slope[0][0],
    dL_dy: upstream[1][0],
    dL_dwout: W[1][0][0],
    dL_dzh: delta[0][0],
    dL_dw11: W[0][0][0],
    dL_dw21: W[0][0][1]
  };
}
const close = (a, b) => Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));

/** The widget in a page whose address names the state. */
function open(state = defaults(fields)) {
  const page = parseHTML("<!doctype html><html><body></body></html>").document;
  const text = formatState(fields, state);
  page.defaultView.location = new URL(`https://x.invalid/?forward-backward=${text}`);
  return view({document: page});
}

const readouts = root =>
  Object.fromEntries(
    [...root.querySelectorAll("[data-name]")].map(node => [
      node.getAttribute("data-name"),
      Number(node.getAttribute("data-value"))
    ])
  );

test("path-through-depth factors and products agree with the engine", () => {
  assert.ok(golden.cases.length >= 50);
  for (const {settings, results} of golden.cases) {
    const ours = forwardBackward(settings);
    for (const [name, value] of Object.entries(results)) {
      assert.ok(
        close(ours[name], value),
        `${name}: ${ours[name]} against ${value} at ${JSON.stringify(settings)}`
      );
    }
  }
});

test("the zero-loss start has a cost of 0 and gradients of 0", () => {
  const {z_h, a_h, y_hat, loss, ...rest} = forwardBackward(START);
  assert.deepEqual([z_h, a_h, y_hat, loss], [1, 1, 1, 0]);
  for (const name of BACKWARD) assert.equal(rest[name], 0);
});

test("a pre-activation that is exactly 0 shows 0 and slope 0 despite rounding", () => {
  let dusty = 0;
  const tenths = Array.from({length: 20 * LIMIT + 1}, (_, i) => (i - 10 * LIMIT) / 10);
  for (const x1 of tenths)
    for (const x2 of tenths) {
      for (const [w11, w21] of [
        [0.3, 0.1],
        [0.6, -0.2],
        [-0.7, 0.1],
        [1.7, 1.9]
      ]) {
        if (Math.round(100 * (w11 * x1 + w21 * x2)) !== 0) continue;
        if (w11 * x1 + w21 * x2 !== 0) dusty += 1;
        const {z_h, slope, dL_dw11} = forwardBackward({x1, x2, w11, w21, w_out: 1});
        assert.deepEqual([z_h, slope, dL_dw11], [0, 0, 0]);
      }
    }
  assert.ok(dusty > 0);
});

test("gradients away from the kink agree with central differences", () => {
  const loss = ({x1, x2, w11, w21, w_out}) =>
    0.5 * (w_out * Math.max(0, w11 * x1 + w21 * x2) - 1) ** 2;
  const names = {w11: "dL_dw11", w21: "dL_dw21", w_out: "dL_dwout"};
  for (const settings of [MOVING, DEAD, {x1: -1.3, x2: 0.7, w11: -1.9, w21: 0.4, w_out: -0.6}]) {
    const result = forwardBackward(settings);
    for (const [weight, name] of Object.entries(names)) {
      const at = step => loss({...settings, [weight]: settings[weight] + step});
      assert.ok(
        Math.abs((at(1e-6) - at(-1e-6)) / 2e-6 - result[name]) < 1e-8,
        `${weight} of ${JSON.stringify(settings)}`
      );
    }
  }
});

test("presets have the effects that their names state", () => {
  const moving = forwardBackward(MOVING);
  for (const name of BACKWARD) assert.notEqual(moving[name], 0);
  const dead = forwardBackward(DEAD);
  assert.ok(dead.loss > 0 && dead.dL_dy !== 0);
  for (const name of BACKWARD.slice(1)) assert.equal(dead[name], 0);
  const finding = settings =>
    open({...defaults(fields), ...settings}).querySelector(".w-finding").textContent;
  assert.match(finding(DEAD), /ReLU is off/);
  assert.match(finding({gradients: true}), /every gradient is 0/);
});

test("the view shows each number once, and gradients only on request", () => {
  const node = open();
  const shown = readouts(node);
  for (const name of FORWARD) assert.equal(shown[name], forwardBackward(START)[name], name);
  for (const name of BACKWARD) assert.equal(shown[name], undefined, name);
  const button = text => [...node.querySelectorAll("button")].find(b => b.textContent === text);
  button("Moving").click();
  const moving = forwardBackward(MOVING);
  for (const name of [...FORWARD, ...BACKWARD]) {
    assert.equal(node.querySelectorAll(`[data-name=${name}]`).length, 1, name);
    assert.equal(readouts(node)[name], moving[name], name);
  }
  button("Reset").click();
  assert.deepEqual(readouts(node), shown);
});

test("the state's link", () => {
  const state = {...defaults(fields), ...DEAD};
  assert.equal(formatState(fields, state), "w11:-0.5,w21:0.5,gradients:on");
  assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
});

test("the still is the first state, without read-outs", () => {
  const picture = still(document);
  assert.equal(picture.getAttribute("role"), "img");
  assert.equal(readouts(picture).loss, undefined);
  assert.match(picture.outerHTML, /viewBox="0 0 852/);
});
