import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  finding,
  letterOf,
  shown,
  triedField,
  tryNext
} from "../../assets/widgets/multiple-choice/core.js";
import {questions} from "../../assets/widgets/multiple-choice/questions.js";
import {still} from "../../assets/widgets/multiple-choice/still.js";
import {fieldsOf, multipleChoice} from "../../assets/widgets/multiple-choice/view.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";

const {document} = parseHTML("<!doctype html><html><body></body></html>");
const question = questions.checkpoint;

test("each question has an id of its own, two or more options, a reason for each, and one right answer", () => {
  const all = Object.values(questions);
  assert.equal(new Set(all.map(({id}) => id)).size, all.length);
  for (const {options} of all) {
    assert.ok(options.length >= 2);
    assert.equal(options.filter(({right}) => right).length, 1);
    for (const {text, feedback} of options) assert.ok(text && feedback);
  }
});

test("letters of either case and numbers choose; other keys do not", () => {
  assert.deepEqual(
    ["a", "B", "3", "4"].map(key => letterOf(question, key)),
    ["A", "B", "C", "D"]
  );
  for (const key of ["e", "5", "0", "Enter", "ArrowRight", " ", "", "AB"])
    assert.equal(letterOf(question, key), null, key);
});

test("only what was tried has feedback; the answer is known once C was tried or all is revealed", () => {
  const open = state =>
    shown(question, state)
      .options.filter(({feedback}) => feedback !== null)
      .map(({letter}) => letter)
      .join("");
  assert.equal(open({tried: [], revealed: false}), "");
  assert.equal(open({tried: ["D", "B"], revealed: false}), "BD");
  assert.equal(open({tried: [], revealed: true}), "ABCD");
  const answered = state => shown(question, state).answered;
  assert.deepEqual(
    [
      {tried: ["A", "B", "D"], revealed: false},
      {tried: ["C", "A"], revealed: false},
      {tried: [], revealed: true}
    ].map(answered),
    [false, true, true]
  );
  assert.deepEqual(tryNext(tryNext(["A", "B"], "A"), "C"), ["B", "A", "C"]);
});

test("the finding says the verdict on the present choice", () => {
  assert.match(finding(question, {tried: ["C", "B"], revealed: false}), /^B, .*No: that is half/);
  assert.match(finding(question, {tried: ["B"], revealed: true}), /^C, .*Right: ten factors/);
  assert.doesNotMatch(finding(question, {tried: [], revealed: false}), /Right|No:/);
});

test("the state's link, and nonsense in it", () => {
  const fields = fieldsOf(question);
  const state = {tried: ["D", "A"], revealed: true};
  assert.equal(formatState(fields, state), "tried:D.A,revealed:on");
  assert.deepEqual(parseState(fields, "tried:D.A,revealed:on"), {state, problems: []});
  for (const bad of ["E", "A.A", "a", "", "A.,B", "x".repeat(1e5), "NaN"]) {
    const {state: kept, problems} = parseState(fields, `tried:${bad}`);
    assert.deepEqual([kept.tried, problems.length], [[], 1]);
  }
  assert.equal(triedField(question).format([]), "none");
});

test("the view: choose, choose again, reveal, hide", () => {
  const node = multipleChoice(question, {document});
  const [a, , c] = node.querySelectorAll(".mc-choose");
  const verdicts = () =>
    [...node.querySelectorAll(".mc-option")]
      .map(option => option.getAttribute("data-verdict")[0])
      .join("");
  const reveal = [...node.querySelectorAll(".w-button")].find(
    ({textContent}) => textContent === "Reveal the answer"
  );
  const answered = () => node.querySelector(".mc-options").getAttribute("data-answered");
  assert.deepEqual([verdicts(), answered()], ["hhhh", "false"]);
  a.click();
  assert.deepEqual(
    [verdicts(), answered(), a.getAttribute("aria-pressed")],
    ["whhh", "false", "true"]
  );
  c.click();
  assert.deepEqual(
    [verdicts(), answered(), a.getAttribute("aria-pressed")],
    ["whrh", "true", "false"]
  );
  assert.equal(reveal.textContent, "Hide the answer");
  reveal.click();
  assert.deepEqual(
    [verdicts(), answered(), reveal.textContent],
    ["hhhh", "false", "Reveal the answer"]
  );
  reveal.click();
  assert.deepEqual([verdicts(), answered()], ["wwrw", "true"]);
});

test("the options come before the buttons that stand below them", () => {
  const buttons = [...multipleChoice(question, {document}).querySelectorAll("button")];
  assert.deepEqual(
    buttons.map(node => node.textContent || node.className),
    [...Array(4).fill("mc-choose"), "Reveal the answer", "Reset", "Copy link", "All digits"]
  );
});

test("the still shows the options and no verdict", () => {
  const text = still(document).outerHTML;
  for (const option of question.options) {
    assert.ok(text.includes(option.text));
    assert.ok(!text.includes(option.feedback));
  }
});
