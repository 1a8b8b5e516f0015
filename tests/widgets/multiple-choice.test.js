import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  createFields,
  describeOptions,
  finding,
  letterForKey,
  multipleChoice,
  still
} from "../../assets/widgets/multiple-choice/index.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";
import * as questions from "../../unit05/questions.js";

const {document} = parseHTML("<!doctype html><html><body></body></html>");
const question = questions.checkpoint;

function open(question, options = {}) {
  const node = multipleChoice(question, {document, ...options});
  const cards = [...node.querySelectorAll(".mc-option")];
  return {
    node,
    buttons: [...node.querySelectorAll(".mc-choose")],
    reveal: [...node.querySelectorAll(".w-button")].find(b => /answer/.test(b.textContent)),
    verdicts: () => cards.map(card => card.getAttribute("data-verdict")[0]).join(""),
    isAnswered: () => node.querySelector(".mc-options").getAttribute("data-answered") === "true"
  };
}

test("questions have unique ids and one right option and feedback for each", () => {
  const all = Object.values(questions);
  assert.equal(new Set(all.map(({id}) => id)).size, all.length);
  for (const {options} of all) {
    assert.ok(options.length >= 2);
    assert.equal(options.filter(({isRight}) => isRight).length, 1);
    for (const {text, feedback} of options) assert.ok(text && feedback);
  }
});

test("letter for key accepts letters of either case and numbers only", () => {
  assert.deepEqual(
    ["a", "B", "3", "4"].map(key => letterForKey(question, key)),
    ["A", "B", "C", "D"]
  );
  for (const key of ["e", "5", "0", "Enter", "ArrowRight", " ", "", "AB"])
    assert.equal(letterForKey(question, key), null, key);
});

test("options show feedback only when tried or revealed", () => {
  const lettersWithFeedback = state =>
    describeOptions(question, state)
      .filter(({feedback}) => feedback !== null)
      .map(({letter}) => letter)
      .join("");
  assert.equal(lettersWithFeedback({tried: [], revealed: false}), "");
  assert.equal(lettersWithFeedback({tried: ["D", "B"], revealed: false}), "BD");
  assert.equal(lettersWithFeedback({tried: [], revealed: true}), "ABCD");
});

test("question is answered once the right option was tried or all revealed", () => {
  const {node, buttons, reveal} = open(question);
  const [a, b, c] = buttons;
  const results = () => node.value.results;
  a.click();
  b.click();
  assert.deepEqual(results(), {choice: "B", isRight: false, isAnswered: false});
  c.click();
  assert.deepEqual(results(), {choice: "C", isRight: true, isAnswered: true});
  a.click();
  assert.deepEqual(results(), {choice: "A", isRight: false, isAnswered: true});
  assert.deepEqual(node.value.setting.tried, ["B", "C", "A"]);
  reveal.click(); // hides the answer
  assert.deepEqual(results(), {choice: null, isRight: null, isAnswered: false});
  reveal.click();
  assert.deepEqual(results(), {choice: null, isRight: null, isAnswered: true});
});

test("finding states the verdict on the present choice", () => {
  assert.match(finding(question, {tried: ["C", "B"], revealed: false}), /^B, .*No: that is half/);
  assert.match(finding(question, {tried: ["B"], revealed: true}), /^C, .*Right: ten factors/);
  assert.doesNotMatch(finding(question, {tried: [], revealed: false}), /Right|No:/);
});

test("link restores the tried letters and rejects nonsense", () => {
  const fields = createFields(question);
  const state = {tried: ["D", "A"], revealed: true};
  assert.equal(formatState(fields, state), "tried:D.A,revealed:on");
  assert.deepEqual(parseState(fields, "tried:D.A,revealed:on"), {state, problems: []});
  for (const bad of ["E", "A.A", "a", "", "A.,B", "x".repeat(1e5), "NaN"]) {
    const parsed = parseState(fields, `tried:${bad}`);
    assert.deepEqual([parsed.state.tried, parsed.problems.length], [[], 1]);
  }
  assert.equal(fields.tried.format([]), "none");
});

test("view shows verdicts of choices and reveals and hides the answer", () => {
  const {buttons, reveal, verdicts, isAnswered} = open(question);
  const [a, , c] = buttons;
  assert.deepEqual([verdicts(), isAnswered()], ["hhhh", false]);
  a.click();
  assert.deepEqual(
    [verdicts(), isAnswered(), a.getAttribute("aria-pressed")],
    ["whhh", false, "true"]
  );
  c.click();
  assert.deepEqual(
    [verdicts(), isAnswered(), a.getAttribute("aria-pressed")],
    ["whrh", true, "false"]
  );
  assert.equal(reveal.textContent, "Hide the answer");
  reveal.click();
  assert.deepEqual(
    [verdicts(), isAnswered(), reveal.textContent],
    ["hhhh", false, "Reveal the answer"]
  );
  reveal.click();
  assert.deepEqual([verdicts(), isAnswered()], ["wwrw", true]);
});

test("view places the options before the buttons", () => {
  const buttons = [...open(question).node.querySelectorAll("button")];
  assert.deepEqual(
    buttons.map(node => node.textContent || node.className),
    [...Array(4).fill("mc-choose"), "Reveal the answer", "Reset", "Copy link", "All digits"]
  );
});

test("two instances with their own names share no id", () => {
  const nodes = [open(question), open(question, {name: "second"})];
  const ids = nodes.flatMap(({node}) => [...node.querySelectorAll("[id]")].map(({id}) => id));
  assert.equal(new Set(ids).size, ids.length);
});

test("still shows the options without a verdict", () => {
  const text = still(document, question).outerHTML;
  for (const option of question.options) {
    assert.ok(text.includes(option.text));
    assert.ok(!text.includes(option.feedback));
  }
});
