/** What number fields accept: one table, numbers.json, for the parser, the fields and the links. */

import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {compile} from "../../assets/widgets/computational-graph/index.js";
import {numberField} from "../../assets/widgets/ui/inputs/number-field.js";
import {ACCEPTED, isUnfinished, parseNumber} from "../../assets/widgets/ui/inputs/numbers.js";
import {brief, formatNumber, power, rounded, threeDigits} from "../../assets/widgets/ui/readout.js";
import {number} from "../../assets/widgets/ui/state/fields.js";
import {parseState} from "../../assets/widgets/ui/state/state-text.js";
import {createRandom} from "./programs.js";

const CASES = JSON.parse(readFileSync(new URL("numbers.json", import.meta.url)));
const WIDGETS = new URL("../../assets/widgets/", import.meta.url);
const {document} = parseHTML("<!doctype html><html><body></body></html>");

function createField(value = 7) {
  const node = numberField({document, label: "x", value});
  const input = node.querySelector("input");
  const type = (text, event = "input") => {
    input.value = text;
    input.dispatchEvent(new document.defaultView.Event(event, {bubbles: true}));
    if (event === "change") return;
    assert.equal(input.value, text);
  };
  return {node, input, type, message: () => node.querySelector(".w-refusal").textContent};
}

test("numbers in every notation of the table are read or refused", () => {
  for (const {text, value} of CASES) assert.equal(parseNumber(text).value ?? null, value, text);
});

test("number field takes or refuses every text of the table", () => {
  for (const {text, value} of CASES) {
    const {node, input, type, message} = createField();
    type(text);
    type(text, "change");
    assert.equal(node.value, value ?? 7, text);
    assert.equal(input.getAttribute("aria-invalid"), String(value === null), text);
    if (value === null)
      assert.ok(message().includes(ACCEPTED) && message().endsWith("x is still 7."), text);
    else assert.equal(message(), "");
  }
});

test("numbers printed by the site are read back", () => {
  const random = createRandom(5);
  for (let k = 0; k < 2000; k += 1) {
    const value = random.number() * 10 ** Math.round(20 * random.number());
    const printed = parseNumber(formatNumber(value, {precise: true})).value;
    assert.equal(printed, value + 0);
    for (const print of [formatNumber, brief, threeDigits]) {
      assert.equal(parseNumber(print(value)).value, rounded(value, print) + 0, print(value));
    }
  }
  for (let n = -20; n <= 20; n += 1) assert.equal(parseNumber(power(n)).value, Number(`1e${n}`));
});

test("number field while a number is typed says nothing of its beginning", () => {
  for (const whole of ["-0.5", "−1/3", "1,5e-3", "1.5×10⁻³", ".5", "10^-3"]) {
    const {type, message} = createField();
    for (let length = 1; length <= whole.length; length += 1) {
      type(whole.slice(0, length));
      assert.equal(message(), "", whole.slice(0, length));
    }
  }
  assert.equal(isUnfinished("abc"), false);
});

test("number field after a refused edit has the value from before it", () => {
  const {node, type, message} = createField();
  for (const text of ["1", "1/", "1/0"]) type(text);
  assert.equal(node.value, 7);
  type("1/0", "change");
  assert.match(message(), /“1\/0” divides by 0.*x is still 7/);
  assert.equal(node.value, 7);
  type("2", "change");
  type("2-");
  assert.equal(node.value, 2);
});

test("number field set from outside drops the refusal", () => {
  const {node, input, type, message} = createField();
  type("abc", "change");
  node.value = -2.5;
  assert.deepEqual([node.value, input.value, message()], [-2.5, "-2.5", ""]);
  type("1/2", "change");
  node.value = 0.5;
  assert.equal(input.value, "1/2");
});

test("link number is read or named for every text of the table", () => {
  const fields = {x: number({min: -1e300, max: 1e300, value: 7})};
  for (const {text, value} of CASES.filter(({text}) => !/\S\s+\S/.test(text))) {
    const {state, problems} = parseState(fields, `x:${text}`);
    if (value === null || Math.abs(value) > 1e300)
      assert.deepEqual([state.x, problems.length], [7, 1], text);
    else assert.deepEqual([state.x, problems], [value, []], text);
  }
});

test("expression number is read as written or refused with what to write", () => {
  const literal = text =>
    compile(`${text}*x`)
      .nodes.at(-1)
      .operands.find(one => typeof one === "number");
  const read = {
    0.5: 0.5,
    ".5": 0.5,
    "5.": 5,
    "1e-3": 1e-3,
    "1e−3": 1e-3,
    "−2": -2,
    "–2": -2,
    "2×10^-3": 0.002,
    "2·3": 6,
    "2⋅3": 6
  };
  for (const [text, value] of Object.entries(read)) {
    const {nodes} = compile(`a = ${text}\ny = a*x`);
    assert.equal(nodes.find(({name}) => name === "a").value, value, text);
  }
  assert.equal(literal("\u200b0.5\u00a0"), 0.5);
  const refused = {
    "0,5": /want 0\.5/,
    "12,25": /want 12\.25/,
    ",5": /want 0\.5/,
    "x²": /want \^2/,
    "2×10⁻³": /want \^-3/,
    "1 000": /want an operator/,
    "0x10": /want an operator/,
    "1.2.3": /want an operator/,
    "1e999": /too large/,
    "1e-999": /too small/
  };
  for (const [text, want] of Object.entries(refused))
    assert.throws(() => compile(`${text}*x`), want, text);
});

test("widgets read typed numbers with the one parser only", () => {
  const files = readdirSync(WIDGETS, {recursive: true}).filter(name => name.endsWith(".js"));
  const sources = files.map(name => [name, readFileSync(new URL(name, WIDGETS), "utf8")]);
  const offenders = sources.filter(([, text]) =>
    /parseFloat|valueAsNumber|type: "number"[,}] ?(id|step|min)|<input[^>]*number/.test(text)
  );
  assert.deepEqual(
    offenders.map(([name]) => name),
    []
  );
  const fields = sources
    .filter(([, text]) => /h\("input", \{[^}]*type: "text"/.test(text))
    .map(([name]) => name);
  assert.deepEqual(fields.sort(), [
    "computational-graph/controls.js",
    "predict-gradient/controls.js",
    "ui/inputs/number-field.js",
    "ui/state/link.js"
  ]);
});
