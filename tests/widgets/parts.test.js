import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {linear, linePath} from "../../assets/widgets/ui/chart.js";
import {createHtml, htmlName, redraw, splitName} from "../../assets/widgets/ui/dom.js";
import {
  button,
  checkboxes,
  select,
  slider,
  switchOff,
  toggle
} from "../../assets/widgets/ui/inputs/inputs.js";
import {createMath} from "../../assets/widgets/ui/math.js";
import {linkTo} from "../../assets/widgets/ui/state/link.js";
import {uniformSource} from "../../assets/widgets/engine/random.js";
import {
  brief,
  createReadout,
  equals,
  formatNumber,
  rounded,
  threeDigits
} from "../../assets/widgets/ui/readout.js";
import {choice, choices, defaults, flag, number} from "../../assets/widgets/ui/state/fields.js";
import {formatState, parseState, shortenList} from "../../assets/widgets/ui/state/state-text.js";

const {document} = parseHTML("<!doctype html><html><body></body></html>");
const fields = {
  x1: number({min: -2, max: 2, step: 0.1, value: 1}),
  m: number({min: 0.1, max: 4, value: 1.5}),
  activation: choice(["sigmoid", "relu"], "sigmoid"),
  overlay: choices(["tanh", "relu", "gelu"], ["tanh"]),
  gradients: flag(false)
};

test("redraw makes a place look like the new nodes", () => {
  const h = createHtml(document);
  const random = uniformSource(7);
  const any = list => list[Math.floor(random() * list.length)];
  const grow = depth => {
    if (random() < 0.3) return any(["a", "b", "ab"]);
    const children = depth
      ? Array.from({length: Math.floor(random() * 4)}, () => grow(depth - 1))
      : [];
    return h(any(["p", "g", "b"]), {[any(["class", "x", "y"])]: any(["1", "2"])}, children);
  };
  const place = h("div");
  for (let i = 0; i < 300; i += 1) {
    const wanted = h(
      "div",
      {},
      Array.from({length: Math.floor(random() * 4)}, () => grow(3))
    );
    const {innerHTML} = wanted;
    redraw(place, ...wanted.childNodes);
    assert.equal(place.innerHTML, innerHTML);
  }
});

test("redraw keeps equal nodes", () => {
  const h = createHtml(document);
  const draw = size =>
    [h("p", {class: "axis"}, "10"), h("p", {width: size}), size > 1 && h("b")].filter(Boolean);
  const place = h("div", {}, draw(1));
  const [axis, bar] = place.childNodes;
  redraw(place, ...draw(2));
  assert.deepEqual([...place.childNodes].slice(0, 2), [axis, bar]);
  assert.equal(bar.getAttribute("width"), "2");
  assert.equal(place.childNodes.length, 3);
  redraw(place, ...draw(1));
  assert.equal(place.childNodes.length, 2);
});

test("a state is restored from its text", () => {
  const state = {
    x1: -0.7,
    m: Math.SQRT2,
    activation: "relu",
    overlay: ["relu", "gelu"],
    gradients: true
  };
  assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
  assert.equal(formatState(fields, defaults(fields)), "");
  assert.deepEqual(parseState(fields, null), {state: defaults(fields), problems: []});
  const none = {...defaults(fields), overlay: []};
  assert.deepEqual(parseState(fields, formatState(fields, none)).state, none);
});

test("invalid settings keep their defaults, name what was expected and leave the others", () => {
  const {state, problems} = parseState(
    fields,
    "x1:7,m:2,activation:step,gradients:yes,x9:1,constructor:1"
  );
  assert.deepEqual(state, {...defaults(fields), m: 2});
  assert.equal(problems.length, 5);
  assert.equal(problems[0], "invalid x1: 7 (want a number from -2 to 2 in steps of 0.1)");
  assert.match(problems[4], /^unknown setting: constructor/);
  for (const bad of ["", "0.55", "1e", "NaN", "0x1", " ", "Infinity", "1.2.3", "0.3000000001"]) {
    assert.equal(parseState(fields, `x1:${bad}`).state.x1, 1, bad);
    assert.equal(parseState(fields, `x1:${bad}`).problems.length, 1, bad);
  }
  for (const bad of ["constructor", "toString", "__proto__", "true"])
    assert.equal(parseState(fields, `gradients:${bad}`).state.gradients, false, bad);
  for (let tenths = -20; tenths <= 20; tenths += 1)
    assert.equal(parseState(fields, `x1:${tenths / 10}`).state.x1, tenths / 10);
});

test("the list of problems of a link stays short", () => {
  const {state, problems} = parseState(
    fields,
    `${"y".repeat(1e5)},m:${"9".repeat(1e5)},${"z:1,".repeat(1e4)}x1:-1`
  );
  assert.deepEqual(state, {...defaults(fields), x1: -1});
  const lines = shortenList(problems);
  assert.equal(lines.length, 6);
  assert.equal(lines[5], "and 9997 more");
  assert.ok(lines.join("").length < 1000);
});

test("an unknown setting is answered with the first few of many", () => {
  const many = Object.fromEntries(Array.from({length: 30}, (_, i) => [`w${i}`, flag()]));
  assert.deepEqual(parseState(many, "x:1").problems, [
    "unknown setting: x (want one of w0, w1, w2, w3, w4, w5, w6, w7, …)"
  ]);
  assert.deepEqual(parseState({a: flag(), b: flag()}, "x:1").problems, [
    "unknown setting: x (want one of a, b)"
  ]);
});

test("a number that is too long is refused at once", {timeout: 5000}, () => {
  for (const sign of ["x", ".", "e"])
    assert.equal(parseState(fields, `m:${"9".repeat(1e6)}${sign}`).problems.length, 1);
});

test("a link keeps other parameters and the fragment", () => {
  assert.equal(
    linkTo("https://a.org/b.html?print#/s", "w", "x1:2,m:1"),
    "https://a.org/b.html?print&w=x1:2,m:1#/s"
  );
  assert.equal(linkTo("file:///b.html?w=x1:1", "w", "", "lab"), "file:///b.html#lab");
  assert.equal(linkTo("file:///b.html#top", "w", "x1:2", "lab"), "file:///b.html?w=x1:2#lab");
});

test("numbers are printed with their digits, signs and powers", () => {
  const cases = [
    [0, "0"],
    [-0, "0"],
    [-1.5, "−1.5"],
    [1 / 3, "0.3333"],
    [-1e-7, "−1.0×10⁻⁷"],
    [2e-5, "2.0×10⁻⁵"],
    [NaN, "not a number"],
    [-Infinity, "−∞"],
    [12345678, "1.235×10⁷"]
  ];
  for (const [value, text] of cases) assert.equal(formatNumber(value), text);
  assert.equal(formatNumber(1 / 3, {precise: true}), "0.3333333333333333");
  assert.equal(formatNumber(-1e-20, {precise: true}), "−1×10⁻²⁰");
  assert.equal(formatNumber(-0, {decimals: 1, fixed: true}), "0.0");
});

test("the sign is = or ≈ by the printed digits", () => {
  const product = (left, right, print) =>
    equals(rounded(left, print) * rounded(right, print), left * right, print);
  for (const print of [formatNumber, threeDigits]) assert.equal(product(0.25, -1.5, print), "=");
  assert.equal(product(0.33336, 3, formatNumber), "≈"); // 0.3334 · 3 is 1.0002, and 1.0001 is written
  assert.equal(product(0.0013409, -2, formatNumber), "≈"); // 0.0013 · (−2) is −0.0026, and −0.0027 is written
  assert.equal(product(2e-9, -0.5, threeDigits), "=");
  assert.equal(
    product(0.1, 0.2, value => formatNumber(value, {precise: true})),
    "="
  );
  assert.equal(rounded(-1.2345e-11, threeDigits), -1.23e-11);
});

test("a read-out carries the unrounded number", () => {
  const readout = createReadout({document, name: "z_h", label: "z"});
  readout.update(-2 / 3);
  const span = readout.node.querySelector("[data-name=z_h]");
  assert.equal(Number(span.getAttribute("data-value")), -2 / 3);
  assert.equal(span.textContent, "−0.6667");
  assert.equal(readout.node.textContent, "z = −0.6667");
});

test("formulas become MathML: scripts, fractions, colours, words, signs", () => {
  const m = createMath(document);
  const shape = text =>
    m(text).innerHTML.replace(/ (class="w-letter"|mathvariant="normal"|stretchy="false")/g, "");
  assert.equal(
    shape("δ_1^{(2)}"),
    "<msubsup><mi>δ</mi><mn>1</mn><mrow><mo>(</mo><mn>2</mn><mo>)</mo></mrow></msubsup>"
  );
  assert.equal(
    shape("{∂J}/{∂w}"),
    "<mfrac><mrow><mo>∂</mo><mi>J</mi></mrow><mrow><mo>∂</mo><mi>w</mi></mrow></mfrac>"
  );
  assert.equal(
    shape('[b σ′(z)] "off"'),
    '<mrow class="bwd"><mi>σ′</mi><mo>(</mo><mi>z</mi><mo>)</mo></mrow><mi>off</mi>'
  );
  assert.equal(
    shape("−1 − −2.5×10⁻⁷"),
    '<mo form="prefix">−</mo><mn>1</mn><mo>−</mo><mo form="prefix">−</mo><mn>2.5×10⁻⁷</mn>'
  );
  assert.throws(() => m("x^{2"), /invalid formula: x\^\{2 at 4 \(want \}\)/);
  assert.throws(() => m("x_"), /want more/);
});

test("labels keep their text where they have subscripts", () => {
  const h = createHtml(document);
  for (const name of ["x1", "w11", "w_out", "z", "Weight multiplier"]) {
    assert.equal(h("label", {}, htmlName(h, name)).textContent, name);
  }
  assert.deepEqual(
    [splitName("w_out"), splitName("x1"), splitName("ŷ")],
    [
      ["w", "out"],
      ["x", "1"],
      ["ŷ", ""]
    ]
  );
});

test("true in an ARIA attribute is written as a word", () => {
  const h = createHtml(document);
  assert.equal(
    [...h("p", {"aria-hidden": true, hidden: true}).attributes]
      .map(({name, value}) => `${name}=${value}`)
      .sort()
      .join(),
    "aria-hidden=true,hidden="
  );
});

test("numbers are formatted for hand calculation or for little space", () => {
  const cases = [
    [0, "0", "0"],
    [0.5, "0.5", "0.5"],
    [1 / 3, "0.3333", "0.3333"],
    [-0.0018123, "−0.00181", "−0.0018"],
    [7.48e-5, "7.48×10⁻⁵", "7.5×10⁻⁵"],
    [-1.356e-7, "−1.36×10⁻⁷", "−1.4×10⁻⁷"],
    [0.05321, "0.0532", "0.0532"],
    [123.456, "123.456", "123.46"],
    [-98765, "−98765", "−9.9×10⁴"],
    [1e11, "1.000×10¹¹", "1.0×10¹¹"]
  ];
  for (const [value, byHand, short] of cases)
    assert.deepEqual([threeDigits(value), brief(value)], [byHand, short]);
  for (const odd of [NaN, Infinity, -Infinity]) assert.equal(brief(odd), formatNumber(odd));
});

test("a disabled button keeps its focus and does nothing", () => {
  let pressed = 0;
  const node = button({document, label: "Step", onclick: () => (pressed += 1)});
  node.click();
  switchOff(node, true);
  node.click();
  assert.deepEqual(
    [pressed, node.hasAttribute("disabled"), node.getAttribute("aria-disabled")],
    [1, false, "true"]
  );
  switchOff(node, false);
  node.click();
  assert.equal(pressed, 2);
});

test("inputs have labels and unique ids", () => {
  const options = new Map([
    ["a", "A"],
    ["b", "B"]
  ]);
  const nodes = [
    slider({document, label: "x1", min: -2, max: 2, step: 0.1, value: -0.3}),
    toggle({document, label: "Show gradients", value: true}),
    select({document, label: "Activation", options, value: "b"})
  ];
  const ids = nodes.map(node => node.querySelector("label").getAttribute("for"));
  assert.equal(new Set(ids).size, 3);
  nodes.forEach((node, i) => assert.equal(node.querySelector("input, select").id, ids[i]));
  assert.equal(nodes[0].value, -0.3);
  assert.equal(nodes[0].querySelector("[data-name=x1]").textContent, "−0.3");
  assert.equal(nodes[1].value, true);
  assert.deepEqual(checkboxes({document, label: "Overlay", options, value: ["b"]}).value, ["b"]);
});

test("a slider shows values between its steps without rounding errors", () => {
  const node = slider({document, label: "m", min: 0.1, max: 4, step: 0.1, value: Math.SQRT2});
  assert.equal(node.value, Math.SQRT2);
  assert.equal(node.querySelector("input").value, "1.4");
  node.value = 0.3;
  assert.equal(node.querySelector("[data-name]").getAttribute("data-value"), "0.3");
});

test("scales and paths map values to coordinates", () => {
  const x = linear([-5, 5], [0, 100]);
  assert.equal(x(0), 50);
  assert.equal(x.invert(x(1.25)), 1.25);
  assert.equal(
    linePath([[0, 1], [2, 3], null, [4, NaN], [5, 6]]),
    "M0.00,1.00L2.00,3.00M5.00,6.00"
  );
});
