/**
 * Links to a widget's state: what chat and mail programs do to them loses nothing without a word.
 */

import assert from "node:assert/strict";
import {test} from "node:test";
import {fields as activations} from "../../assets/widgets/activations/index.js";
import {
  compile,
  fields as computationalGraph
} from "../../assets/widgets/computational-graph/index.js";
import {fields as forwardBackward} from "../../assets/widgets/forward-backward/index.js";
import {fields as gradientFlow} from "../../assets/widgets/gradient-flow/index.js";
import {createFields} from "../../assets/widgets/multiple-choice/index.js";
import {checkpoint} from "../../unit05/questions.js";
import {linkTo, linkToSend, readState} from "../../assets/widgets/ui/state/link.js";
import {uniformSource} from "../../assets/widgets/engine/random.js";
import {defaults} from "../../assets/widgets/ui/state/fields.js";
import {formatState} from "../../assets/widgets/ui/state/state-text.js";
import {fields as pathThroughDepth} from "../../assets/widgets/path-through-depth/index.js";
import {fields as predictGradient} from "../../assets/widgets/predict-gradient/index.js";

const WIDGETS = {
  activations,
  "checkpoint-mcq": createFields(checkpoint),
  "computational-graph": computationalGraph,
  "forward-backward": forwardBackward,
  "gradient-flow": gradientFlow,
  "path-through-depth": pathThroughDepth,
  "predict-gradient": predictGradient
};
const PAGE = "https://a.org/unit05/lab.html?print=1";
const STATES = 60;

/** Texts of values; each field takes those that it can read. */
const TEXTS = [
  ..."on off none any sigmoid relu tanh elu leaky_relu softmax.relu relu.gelu sign value factor paths hidden".split(
    " "
  ),
  ..."naive forward orthogonal negative positive A D.A 2-2-1 2-3-2-1 W1_12 doubt train network 0.1 10".split(
    " "
  ),
  ..."0 0.5 -0.5 1 -1.5 2 3 8 20 50 1e-7 -9.19e-2 x w1 sigmoid/1.5/15/64/gaussian/0/off/off".split(
    " "
  ),
  "x=0.5;y=-2;z=1e-7",
  "w1=-3;x=2",
  "b=a+a;c=b^2+b",
  "y=sigmoid(w1*x+b)",
  "x+y+z",
  "log(1+exp(x))",
  "(x+y)*(z)",
  "f=a/b-c**2;g=f*sin(θ)"
];

/**
 * Lists of numbers and activations, which only one network has: the default turned round, and the
 * other way.
 */
function turned({value, format}) {
  if (!Array.isArray(value)) return [];
  const negated = keeps => value.map((v, i) => (typeof v !== "number" || keeps(i) ? v : -v));
  return [value.toReversed(), negated(() => false), negated(i => i % 3 === 2)].map(list =>
    format(list)
  );
}

function isProgram(text) {
  try {
    return Boolean(compile(text));
  } catch {
    return false;
  }
}

function createStates(fields, random) {
  const pick = list => list[Math.floor(random() * list.length)];
  const values = Object.entries(fields).map(([name, field]) => {
    const read = [...TEXTS, ...turned(field)].map(text => field.parse(text, false));
    const usable = read.filter(
      value => value !== undefined && (name !== "program" || isProgram(value))
    );
    assert.ok(
      usable.some(value => field.format(value) !== field.format(field.value)),
      `TEXTS has no value for ${name}`
    );
    return [name, usable];
  });
  const change = () =>
    Object.fromEntries(
      values.map(([name, read]) => [name, random() < 0.3 ? pick(read) : fields[name].value])
    );
  return Array.from({length: STATES}, change);
}

const TAILS = [
  ")",
  ".",
  ",",
  ">",
  ";",
  '"',
  "'",
  "”",
  "’",
  "!",
  "?",
  "]",
  ").",
  ",”",
  "&gt;",
  "&quot;",
  ").&gt;",
  "%29",
  "%3E",
  "%22",
  "."
];

/** Changes what stands behind the widget's name. */
function inValue(link, name, change) {
  const start = link.indexOf(`${name}=`) + name.length + 1;
  return link.slice(0, start) + change(link.slice(start));
}

const search = (link, change) => link.replace(/\?.*$/, change);
const HARMLESS = {
  none: link => link,
  "decoded codes": link => search(link, decodeURIComponent),
  "decoded plus": link => link.replaceAll("%2B", "+"),
  "encoded again": link => search(link, query => query.replaceAll("%", "%25")),
  "encoded signs": (link, {name}) =>
    inValue(link, name, text => text.replace(/[:;,=^/+]/g, encodeURIComponent)),
  "encoded equals sign": (link, {name}) => link.replace(`${name}=`, `${name}%3D`),
  "query encoded twice": (link, {name}) => encodeURI(link.replace(`${name}=`, `${name}%3D`)),
  "escaped ampersand": link => link.replaceAll("&", "&amp;"),
  "whole query encoded": link => search(link, query => `?${encodeURIComponent(query.slice(1))}`),
  "invisible characters": (link, {name}) =>
    inValue(link, name, text => text.replace(/(?<=[a-z])(?=[a-z])/, "\u200b") + "%C2%AD"),
  "another parameter": link => `${link}&utm_source=mail`,
  "line ends": (link, {name, random}) =>
    link.includes("program:") ? link : inValue(link, name, text => wrapped(text, random))
};
const tailed = Object.fromEntries(TAILS.map(tail => [`tail ${tail}`, link => link + tail]));
const decodedAndTailed = Object.fromEntries(
  TAILS.map(tail => [`decoded, tail ${tail}`, link => search(link, decodeURIComponent) + tail])
);

function wrapped(text, random) {
  const at = Math.floor(text.length * random());
  const end = ["%20", "%0A", "%0D%0A%20", "\n"][Math.floor(random() * 4)];
  const middle = text.slice(Math.max(0, at - 2), at + 2).includes("%") ? "" : end; // not within a code
  return text.slice(0, at) + middle + text.slice(at);
}

function forEachLink(check) {
  const random = uniformSource(11);
  for (const [name, fields] of Object.entries(WIDGETS)) {
    for (const state of createStates(fields, random)) {
      const text = formatState(fields, state);
      if (!text) continue;
      const read = link => readState(fields, new URL(link).search, name);
      check({name, fields, state, text, read, random});
    }
  }
}

/** A program that is none is explained in the widget. */
const isExplained = ({state, problems}) =>
  problems.length > 0 || (state.program !== undefined && !isProgram(state.program));

test("link to any state after each harmless change opens the same state", () => {
  forEachLink(({name, fields, state, text, read, random}) => {
    for (const [change, mangle] of Object.entries({...HARMLESS, ...tailed, ...decodedAndTailed})) {
      for (const make of [linkTo, linkToSend]) {
        const link = mangle(make(PAGE, name, text), {name, random});
        const {state: opened, problems} = read(link);
        assert.deepEqual([formatState(fields, opened), problems], [text, []], `${change}: ${link}`);
        assert.deepEqual(Object.keys(opened), Object.keys(state));
      }
    }
  });
});

test("link cut anywhere opens with a notice", () => {
  forEachLink(({name, text, read, random}) => {
    const link = linkToSend(PAGE, name, text);
    const cut = inValue(link, name, value => value.slice(0, Math.floor(random() * value.length)));
    assert.ok(isExplained(read(cut)), cut);
  });
});

test("link with a lost sign opens the same state or with a notice", () => {
  forEachLink(({name, fields, text, read, random}) => {
    const link = linkToSend(PAGE, name, text);
    const oneLess = value => {
      const at = Math.floor(random() * value.length);
      return value.slice(0, at) + value.slice(at + 1);
    };
    const changes = [oneLess, value => wrapped(value, random)].map(change =>
      inValue(link, name, change)
    );
    for (const changed of [...changes, link.replaceAll("%2B", "%20"), link.replaceAll("%2B", "")]) {
      const opened = read(changed);
      assert.ok(formatState(fields, opened.state) === text || isExplained(opened), changed);
    }
  });
});

test("link written by hand names what it cannot read", () => {
  const problems = (search, name = "activations") =>
    readState(WIDGETS[name], search, name).problems;
  assert.deepEqual(problems("?activations=z:0,5"), []);
  assert.equal(readState(activations, "?activations=z:0,5", "activations").state.z, 0.5);
  assert.match(problems("?activations=zz:1").join(), /unknown setting: zz/);
  assert.match(problems("?activations=z").join(), /invalid z/);
  assert.match(
    problems("?activations=z:99,whole:on").join(),
    /invalid z: 99 \(want a number from -5 to 5/
  );
  assert.match(problems("?activations=").join(), /cut/);
  assert.match(problems("?activations=z:1&activations=q:1").join(), /unknown setting: q/);
  assert.deepEqual(problems("?other=z:99"), []);
});

test("link to send has no sign that ends a link or marks up", () => {
  forEachLink(({name, text}) => {
    const link = linkToSend(PAGE, name, text);
    assert.match(link.slice(PAGE.length + 1), /^[\w%=:;,.&/-]*\w$/, link);
  });
});

test("link of the defaults is the page alone", () => {
  for (const [name, fields] of Object.entries(WIDGETS)) {
    assert.equal(linkToSend(PAGE, name, formatState(fields, defaults(fields))), PAGE);
  }
});

test("setting given twice takes the last value and names the ignored one", () => {
  const read = text => readState(computationalGraph, `?w=${encodeURIComponent(text)}`, "w");
  const twice = read("program:J=x*y,mode:naive,program:J=x+y,mode:forward,step:3,step:3");
  assert.deepEqual(
    [twice.state.program, twice.state.mode, twice.state.step],
    ["J=x+y", "forward", 3]
  );
  assert.deepEqual(twice.problems, [
    "ignored program: J=x*y (given again)",
    "ignored mode: naive (given again)"
  ]);
  const numbers = read("at:x=1;y=3;x=2;y=3");
  assert.deepEqual(numbers.state.at, {x: 2, y: 3});
  assert.deepEqual(numbers.problems, ["ignored at: x=1 (x is given again)"]);
  const invalid = read("mode:naive,mode:up");
  assert.equal(invalid.state.mode, "naive");
  assert.match(invalid.problems.join(), /^invalid mode: up /);
  const parameters = readState(computationalGraph, "?w=step:2&w=step:4", "w");
  assert.deepEqual(parameters.problems, ["ignored step: 2 (given again)"]);
});
