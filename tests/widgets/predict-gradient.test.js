import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  MODELS,
  parametersOf,
  valueOf,
  withValue
} from "../../assets/widgets/network-diagram/index.js";
import {cost, evaluate} from "../../assets/widgets/engine/network.js";
import {
  DELTA_MODELS,
  KINDS,
  LEVELS,
  SIGNS,
  TABLE,
  WEIGHT_MODELS,
  agrees,
  contextOf,
  createScore,
  createTask,
  fields,
  isClear,
  judge,
  predictGradient,
  still,
  taskAt
} from "../../assets/widgets/predict-gradient/index.js";
import {defaults} from "../../assets/widgets/ui/state/fields.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";
import {mistakeSlides} from "../../unit05/mistake-slides.js";

const golden = JSON.parse(
  readFileSync(new URL("../golden/predict-gradient.json", import.meta.url))
);
/** All but the product in the place of a factor, which is no wrong factor. */
const MODELLED = Object.keys(TABLE)
  .filter(id => id !== "product")
  .sort();
const levels = Object.keys(LEVELS);
const kinds = Object.keys(KINDS);
const SEEDS = 300;
const tasks = levels.flatMap(level =>
  kinds.flatMap(kind =>
    Array.from({length: SEEDS}, (_, i) => createTask({level, kind, seed: i + 1}))
  )
);

function close(actual, expected, what) {
  const scale = Math.max(Math.abs(actual), Math.abs(expected), 1e-300);
  assert.ok(Math.abs(actual - expected) <= 1e-12 * scale, `${what}: ${actual} ≠ ${expected}`);
}

test("gradients and mistakes of tasks agree with the engine", () => {
  const seen = new Set();
  for (const {hidden, output, params, x, y, gradients, mistakes} of golden) {
    const layers = params.map(([W, b], l) => ({W, b, f: [hidden, output][l]}));
    const network = {layers, samples: [{x, y}], loss: "squared_error"};
    const elements = [
      ...[0, 1].map(k => ["delta1", {layer: 0, k, j: null}, of => of[k]]),
      ["delta2", {layer: 1, k: 0, j: null}, of => of[0]],
      ...[0, 1].flatMap(k => [0, 1].map(j => ["W1", {layer: 0, k, j}, of => of[k][j]])),
      ...[0, 1].map(j => ["W2", {layer: 1, k: 0, j}, of => of[0][j]])
    ];
    for (const [name, element, at] of elements) {
      const task = taskAt("value", network, element);
      close(task.truth, at(gradients[name]), name);
      for (const {id, answer} of task.mistakes) {
        const made = mistakes[name][id].map(at);
        const what = `${hidden} ${name} ${id}: ${answer} is none of ${made}`;
        assert.ok(
          made.some(value => Math.abs(value - answer) <= 1e-12 * Math.abs(value)),
          what
        );
        seen.add(id);
      }
    }
  }
  assert.deepEqual([...seen].sort(), MODELLED);
});

const MANY = 5000;

test("each mistake is named and none fits two answers for 5,000 seeds", () => {
  const counts = new Map();
  for (let seed = 1; seed <= MANY; seed += 1) {
    const task = createTask({level: levels[seed % levels.length], kind: "any", seed});
    assertClear(task);
    for (const {id} of task.mistakes) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  assert.deepEqual([...counts.keys()].sort(), Object.keys(TABLE).sort());
  assert.ok(
    [...counts.values()].every(count => count > 100),
    JSON.stringify([...counts])
  );
});

/** What two digits of a number are, as a student types them. */
const typed = number => Number(number.toPrecision(2));

function assertClear(task) {
  const what = `${task.level} ${task.kind} ${task.seed}`;
  assert.ok(isClear(task) && task.mistakes.length > 0, what);
  assert.deepEqual(judge(task, task.truth), {right: true, mistakes: []}, what);
  for (const {id, answer} of task.mistakes) {
    const judged = judge(task, answer);
    assert.ok(!judged.right && judged.mistakes.includes(id), `${what}: ${id}`);
    if (task.level === "sign") continue;
    assert.deepEqual(judged.mistakes, [id], what);
    assert.deepEqual(judge(task, typed(answer)), judged, `${what}: ${id} in two digits`);
    const apart = Math.abs(answer - task.truth);
    assert.ok(apart > 2 * Math.max(tolerance(answer), tolerance(task.truth)), `${what}: ${id}`);
  }
  if (task.level !== "sign") assert.ok(judge(task, typed(task.truth)).right, what);
}

const tolerance = number => Math.max(0.02 * Math.abs(number), Math.abs(typed(number) - number));

test("a mistake in the delta of a weight gradient is never taken for another one", () => {
  for (const {level, seed, kind, element, network, result, truth, mistakes} of tasks) {
    if (level !== "value" || element.j === null) continue;
    const context = contextOf(network, result.samples[0], {...element, j: null});
    for (const [id, model] of Object.entries(DELTA_MODELS)) {
      for (const [slope, upstream] of model(context)) {
        const answer = slope * upstream * result.samples[0].a[element.layer][element.j];
        const judged = judge({level, truth, mistakes}, answer);
        assert.deepEqual(judged, {right: false, mistakes: [id]}, `${kind} ${seed} ${answer}`);
      }
    }
  }
});

test("mistakes at seeds that were once misjudged are named", () => {
  const named = seed => {
    const task = createTask({level: "value", kind: "first", seed});
    return task.mistakes.map(({id}) => id);
  };
  for (const seed of [2673, 5750, 9325, 9586]) {
    const ids = named(seed);
    for (const id of ["delta_of_layer", "weight", "factor_two", "input_of_unit", "input", "sign"]) {
      assert.ok(ids.includes(id), `${seed}: ${id}`);
    }
    assert.ok(ids.includes("swapped") || ids.includes("delta_of_unit"), String(seed));
  }
});

test("a wrong sign with several explanations blames none of them alone", () => {
  let several = 0;
  for (const task of tasks) {
    if (task.level !== "sign") continue;
    for (const value of SIGNS.values()) {
      const {right, mistakes} = judge(task, value);
      const made = task.mistakes.filter(({answer}) => answer === value).map(({id}) => id);
      if (!right) assert.deepEqual(mistakes, [...new Set(made)]);
      if (mistakes.length > 1) several += 1;
    }
  }
  assert.ok(several > 500, String(several));
});

test("a mistake that gives the right value is not used", () => {
  const layers = f => [
    {
      W: [
        [0.6, 0.3],
        [0.4, -0.7]
      ],
      b: [1, 0],
      f
    },
    {W: [[1.2, -0.8]], b: [0], f: "sigmoid"}
  ];
  const ids = (f, element) => {
    const network = {layers: layers(f), samples: [{x: [1.4, 0.7], y: [0]}], loss: "squared_error"};
    return taskAt("value", network, element).mistakes.map(({id}) => id);
  };
  const unit = {layer: 0, k: 0, j: null};
  assert.ok(ids("sigmoid", unit).includes("slope") && !ids("relu", unit).includes("slope"));
  const weight = {layer: 0, k: 0, j: 0};
  assert.ok(!ids("relu", weight).includes("slope") && !ids("tanh", weight).includes("swapped"));
  assert.ok(ids("tanh", {...weight, j: 1}).includes("swapped"));
});

test("every mistake has words, a model and a slide", () => {
  const modelled = new Set([...Object.keys(DELTA_MODELS), ...Object.keys(WEIGHT_MODELS)]);
  assert.deepEqual([...modelled].sort(), MODELLED);
  assert.deepEqual(Object.keys(mistakeSlides).sort(), Object.keys(TABLE).sort());
  for (const {title, why} of Object.values(TABLE))
    assert.ok(/^[^.]+$/.test(title) && why.endsWith("."));
});

test("the value asked for agrees with a central difference of the cost", () => {
  const checked = {sigmoid: 0, tanh: 0, relu: 0};
  let skipped = 0;
  for (const {network, element, net, truth, level} of tasks) {
    if (level !== "value") continue;
    const {layer, k, j} = element; // δ is the slope along the unit's bias
    const hidden = network.layers[0].f;
    const parameter = parametersOf(MODELS[net]).find(
      p => p.layer === layer && p.k === k && p.j === j
    );
    const at = shift => withValue(network, parameter, valueOf(network, parameter) + shift);
    const open = shift =>
      evaluate(at(shift))
        .samples[0].z[0].map(z => z > 0)
        .join();
    if (hidden === "relu" && open(1e-5) !== open(-1e-5)) {
      skipped += 1; // over the kink there is no slope
      continue;
    }
    const numeric = (cost(at(1e-5)) - cost(at(-1e-5))) / 2e-5;
    assert.ok(
      Math.abs(numeric - truth) < 1e-6 * Math.max(1, Math.abs(truth)),
      `${hidden}: ${truth} ${numeric}`
    );
    checked[hidden] += 1;
  }
  assert.ok(
    skipped <= 5 && checked.relu > 150 && checked.sigmoid + checked.tanh > 1000,
    JSON.stringify({...checked, skipped})
  );
});

test("an answer with one of two paths names the missing one", () => {
  for (const {kind, level, factors, mistakes, result, network, element} of tasks) {
    if (kind !== "paths" || level !== "value") continue;
    const [{delta}] = result.samples;
    for (const [m, id] of ["only_first", "only_second"].entries()) {
      const alone = network.layers[1].W[m][element.k] * delta[1][m] * factors[0].value;
      const found = mistakes.find(mistake => mistake.id === id);
      if (found) close(found.answer, alone, id);
    }
  }
});

test("the drawing is named with its activations, and the table holds the numbers", () => {
  const name = state => open(state).querySelector("svg.fb").getAttribute("aria-label");
  assert.match(
    name("kind:hidden,level:value,seed:3"),
    /^Network of two inputs, two hidden units and one output, .* Hidden units: ReLU\. Output: Sigmoid\. What is the value of δ/
  );
  assert.match(
    name("kind:paths,seed:1"),
    /two hidden units and two outputs, .* Hidden units: Sigmoid\. Output: Linear\./
  );
});

test("a disabled button keeps the focus, is announced as disabled and ignores clicks", () => {
  const node = open("kind:paths,seed:1,revealed:on");
  const buttons = [
    ...node.querySelectorAll(".pg-form .w-button, .w-figure > .w-buttons > .w-button")
  ];
  const off = buttons.filter(button => button.getAttribute("aria-disabled") === "true");
  assert.deepEqual(
    off.map(({textContent}) => textContent),
    ["negative", "zero", "positive", "Show the answer"]
  );
  for (const button of off) button.click();
  assert.equal(node.querySelector(".w-finding").textContent, "The answer: δ⁽¹⁾₁ is negative.");
  assert.match(node.querySelector(".pg-scores").textContent, /Sign0 of 0/);
  assert.equal(node.querySelector("[disabled]"), null);
});

test("tasks have short numbers and some units that are off", () => {
  let off = 0;
  for (const {network, truth, result} of tasks) {
    const numbers = network.layers
      .flatMap(({W, b}) => [...W.flat(), ...b])
      .concat(network.samples[0].x);
    assert.ok(numbers.every(n => Number(n.toFixed(1)) === n && Math.abs(n) <= 2.4));
    assert.ok(result.samples[0].z.flat().every(z => Math.abs(z) <= 4));
    if (truth === 0) off += 1;
  }
  assert.ok(off > 10 && off < tasks.length / 20, String(off));
});

test("equal seeds give equal tasks, and the next seed another", () => {
  const numbers = ({network}) => JSON.stringify(network);
  for (const level of levels) {
    assert.equal(
      numbers(createTask({level, kind: "paths", seed: 5})),
      numbers(createTask({level, kind: "paths", seed: 5}))
    );
    assert.notEqual(
      numbers(createTask({level, kind: "paths", seed: 5})),
      numbers(createTask({level, kind: "paths", seed: 6}))
    );
  }
  assert.deepEqual(
    new Set([1, 2, 3, 4, 5].map(seed => createTask({level: "sign", kind: "any", seed}).kind)),
    new Set(kinds)
  );
});

test("an answer of two digits is accepted, and a wrong second digit is not", () => {
  for (const [answer, number, right] of [
    [-0.22, -0.2188, true],
    [0.015, 0.0145, true],
    [0.21, 0.2188, false],
    [0, 0, true],
    [0.01, 0, false],
    [0.0219, 0.0216, true]
  ]) {
    assert.equal(agrees(answer, number), right, `${answer} for ${number}`);
  }
});

function storage(content) {
  const kept = new Map(content ? [["predict-gradient", content]] : []);
  return {getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value)};
}

test("the score counts first answers, survives a reload and ignores damaged data", () => {
  const store = storage();
  const score = createScore(store);
  const task = {level: "sign", kind: "paths", seed: 1};
  score.count(task, false);
  score.count(task, true);
  score.count({...task, seed: 2}, true);
  assert.deepEqual(createScore(store).of("sign"), {right: 1, tried: 2});
  score.clear();
  assert.deepEqual(createScore(store).of("sign"), {right: 0, tried: 0});
  for (const content of ["{", "null", "[]", '{"sign":[[1,2],["a/1",true],null]}'])
    createScore(storage(content)).count(task, true);
  assert.deepEqual(createScore(storage('{"sign":[[1,2],["a/1",true],null]}')).of("sign"), {
    right: 1,
    tried: 1
  });
  const broken = {
    getItem: () => {
      throw new Error("no");
    },
    setItem: () => {
      throw new Error("no");
    }
  };
  const lasting = createScore(broken);
  lasting.count(task, true);
  assert.deepEqual(lasting.of("sign"), {right: 1, tried: 1});
});

function open(state = "") {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  document.defaultView.location = new URL(`https://x.invalid/?predict-gradient=${state}`);
  return predictGradient({document});
}

/** All numbers that may be seen before the answer is given. */
function seen({
  network,
  element,
  result: {
    samples: [{z, a, delta, upstream, slope, W, b, loss}]
  }
}) {
  const behind = [delta, upstream, slope, W, b].flatMap(layers => layers.slice(element.layer + 1));
  const own =
    element.j === null ? [] : [delta[element.layer], upstream[element.layer], slope[element.layer]];
  return new Set(
    [
      z,
      a,
      behind,
      own,
      network.samples[0].x,
      network.layers.map(({W: w, b: biases}) => [w, biases]),
      loss
    ].flat(9)
  );
}

test("the page holds the right value only after an answer", () => {
  let looked = 0;
  for (const task of tasks.filter(({level, seed}) => level === "value" && seed <= 15)) {
    const {kind, seed, truth} = task;
    if (seen(task).has(truth)) continue;
    const state = `level:value,kind:${kind},seed:${seed}`;
    assert.ok(!open(state).outerHTML.includes(`"${truth}"`), state);
    assert.ok(open(`${state},revealed:on`).outerHTML.includes(`data-value="${truth}"`), state);
    looked += 1;
  }
  assert.ok(looked > 50, String(looked));
});

test("an answer in the link is judged but not counted", () => {
  const node = open("level:value,kind:hidden,seed:9,answer:-0.18");
  assert.equal(
    node.querySelector(".w-finding").textContent,
    `Not −0.18. Perhaps ${TABLE.slope.title}.`
  );
  assert.match(
    node.querySelector(".pg-feedback").textContent,
    /With this mistake the answer is −0\.1777\./
  );
  assert.match(node.querySelector(".pg-scores").textContent, /Value0 of 0/);
});

const lab = readFileSync(new URL("../../unit05/lab.qmd", import.meta.url), "utf8");

/** The lab's tasks for this widget: the state of the link, and the text of the answer. */
const labTasks = [...lab.matchAll(/\(\?predict-gradient=([^#]*)#.*?<\/details>/gs)].map(
  ([text, state]) => ({...parseState(fields, state).state, text})
);

test("the answers of the lab quote the numbers of its tasks", () => {
  const [paths, forgotten, off] = labTasks.map(one => ({...one, task: createTask(one)}));
  const {delta} = paths.task.result.samples[0];
  const {W} = paths.task.network.layers[1];
  const terms = W.map((row, m) => row[paths.task.element.k] * delta[1][m]);
  for (const term of terms)
    assert.ok(paths.text.includes(`$${term > 0 ? "+" : ""}${term.toFixed(2)}$`));
  assert.ok(paths.task.truth === -1 && /Negative\..*sigmoid.*\*positive\*/s.test(paths.text));
  assert.ok(paths.task.mistakes.some(({id, answer}) => id === "only_second" && answer === 1));
  const {
    truth,
    factors: [slope, upstream]
  } = forgotten.task;
  for (const number of [truth, slope.value, upstream.value])
    assert.ok(forgotten.text.includes(number.toFixed(4)));
  assert.deepEqual(judge(forgotten.task, Number(forgotten.answer)).mistakes, ["slope"]);
  assert.deepEqual([off.task.truth, off.task.network.layers[0].f], [0, "relu"]);
  assert.equal(labTasks.length, 3);
});

/** What comes back to unit k over given weights, times its slope and the input of the weight. */
function sentBackOver(task, weights) {
  const [{slope, delta, a}] = task.result.samples;
  const {layer, k, j} = task.element;
  const back = delta[1].reduce((sum, value, m) => sum + weights[m] * value, 0);
  return slope[layer][k] * back * (j === null ? 1 : a[layer][j]);
}

test("gradient sent back over layer 1 is named and never accepted", () => {
  let named = 0;
  for (const task of tasks) {
    if (task.level !== "value" || task.element.layer !== 0 || task.factors[0].value === 0) continue;
    const {k} = task.element;
    const {W} = task.network.layers[0];
    const wrong = task.net === "2-2-1" ? W[k].map(w => [w]) : [W[k], W.map(row => row[k])];
    for (const weights of wrong) {
      const judged = judge(task, sentBackOver(task, weights));
      assert.deepEqual(judged, {right: false, mistakes: ["layer_1_weights"]}, `${task.seed}`);
      named += 1;
    }
  }
  assert.ok(named > 1000, String(named));
});

test("one weight into a unit is never taken for one of its paths", () => {
  for (const task of tasks) {
    if (task.level !== "value" || task.kind !== "paths") continue;
    const {W} = task.network.layers[0];
    for (const weight of W[task.element.k])
      for (const [id, weights] of [
        ["only_first", [weight, 0]],
        ["only_second", [0, weight]]
      ]) {
        const {mistakes} = judge(task, sentBackOver(task, weights));
        assert.ok(!mistakes.includes(id), `${task.seed}: ${weights}`);
      }
  }
});

test("delta of other unit and both slopes forgotten are named at curved hidden units", () => {
  const named = {delta_of_unit: 0, both_slopes: 0};
  for (const task of tasks) {
    if (task.level !== "value" || task.kind !== "hidden") continue;
    if (task.network.layers[0].f === "relu") continue;
    const [{delta, upstream}] = task.result.samples;
    const {k} = task.element;
    const bothSlopes = task.network.layers[1].W[0][k] * upstream[1][0];
    for (const [id, answer] of [
      ["delta_of_unit", delta[0][1 - k]],
      ["both_slopes", bothSlopes]
    ]) {
      if (id === "both_slopes" && task.factors[0].value === 1) continue; // error_for_delta
      assert.deepEqual(judge(task, answer).mistakes, [id], `${task.seed}`);
      named[id] += 1;
    }
  }
  assert.ok(named.both_slopes > 150, JSON.stringify(named));
});

test("product answered where a factor is asked is named", () => {
  let named = 0;
  for (const task of tasks) {
    const [first, second] = task.factors.map(({value}) => value);
    if (task.level !== "factor" || task.factors[1 - task.missing].value === 1) continue;
    assert.deepEqual(judge(task, first * second), {right: false, mistakes: ["product"]});
    named += 1;
  }
  assert.ok(named > 1000, String(named));
});

test("values have both signs in a fair share for every kind and level", () => {
  for (const level of levels)
    for (const kind of kinds) {
      const signs = {"-1": 0, 0: 0, 1: 0};
      for (let seed = 1; seed <= 400; seed += 1) {
        const {factors} = createTask({level, kind, seed});
        signs[Math.sign(factors[0].value * factors[1].value)] += 1;
      }
      for (const sign of [-1, 1])
        assert.ok(signs[sign] >= 140, `${level} ${kind} ${JSON.stringify(signs)}`);
    }
});

test("advice fits the level and the quantity", () => {
  const adviceOn = (level, kind, seed, answer) =>
    open(`level:${level},kind:${kind},seed:${seed},answer:${answer}`).querySelector(".pg-feedback")
      .textContent;
  assert.match(
    adviceOn("value", "first", 1, 123),
    /the two factors, δ of the unit and input of the weight, and multiply/
  );
  assert.match(
    adviceOn("value", "hidden", 1, 123),
    /the two factors, local derivative and upstream gradient, and multiply/
  );
  for (const kind of kinds)
    for (const seed of [1, 2, 3])
      for (const answer of [0, 123]) {
        const text = adviceOn("factor", kind, seed, answer);
        assert.match(text, /none of the mistakes that I know\.Only the .* is asked/);
        assert.doesNotMatch(text, /product|multiply/);
      }
});

test("reason for a factor 2 or half is true of averaged paths as well", () => {
  const task = createTask({level: "value", kind: "paths", seed: 1});
  const node = open(`level:value,kind:paths,seed:1,answer:${task.truth / 2}`);
  const text = node.querySelector(".pg-feedback").textContent;
  assert.match(text, /½ of the loss/);
  assert.match(text, /over several paths is added, not averaged/);
});

test("an answer that no mistake explains gets advice without a diagnosis", () => {
  for (const kind of kinds) {
    for (const seed of [1, 2]) {
      const task = createTask({level: "value", kind, seed});
      const wrong = [0, -2 * task.truth, 10 * task.truth, 123, task.truth + 50].filter(
        x => !agrees(x, task.truth)
      );
      for (const value of wrong) {
        if (task.mistakes.some(({answer}) => agrees(value, answer))) continue;
        const node = open(
          `level:value,kind:${kind},seed:${seed},answer:${Number(value.toFixed(4))}`
        );
        assert.match(
          node.querySelector(".w-finding").textContent,
          /none of the mistakes that I know\.$/
        );
        const advice = node.querySelector(".pg-feedback").textContent;
        assert.match(
          advice,
          value === 0 ? /only if one of its factors is 0/ : /Write down the two factors/
        );
      }
    }
  }
});

test("a wrong sign lists every mistake that leads to it", () => {
  const node = open("kind:paths,seed:1,answer:positive");
  assert.equal(
    node.querySelector(".w-finding").textContent,
    "Not positive. 5 common mistakes lead to this sign."
  );
  const items = [...node.querySelectorAll(".pg-feedback li")].map(({textContent}) => textContent);
  assert.equal(node.querySelectorAll(".pg-feedback a").length, 0); // a page without slides
  assert.deepEqual(
    items,
    ["upstream", "weight_of_unit", "only_second", "delta_of_unit", "sign"].map(
      id => TABLE[id].title
    )
  );
});

test("an invalid link gives a notice and no exception", () => {
  for (const text of [
    "level:x",
    "kind:__proto__",
    "seed:0",
    "seed:10000",
    "seed:1.5",
    "answer:yes",
    "answer:NaN",
    "revealed:1",
    "y".repeat(100_000)
  ]) {
    const {state, problems} = parseState(fields, text);
    assert.equal(problems.length, 1, text.slice(0, 20));
    assert.deepEqual(state, defaults(fields));
    assert.equal(open(text).querySelectorAll(".w-message p").length, 1, text.slice(0, 20));
  }
  assert.match(
    open("answer:0.5").querySelector(".w-message p").textContent,
    /^ignored answer: 0.5 \(want negative/
  );
});

test("random states are drawn and restored by links", () => {
  let seed = 3;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const pick = list => list[Math.floor(random() * list.length)];
  for (let i = 0; i < 1000; i += 1) {
    const level = pick(levels);
    const state = {
      level,
      kind: pick(["any", ...kinds]),
      seed: pick([1, 9999, 1 + Math.floor(random() * 9999)]),
      answer: pick([
        null,
        level === "sign" ? pick([...SIGNS.keys()]) : pick(["0", "-0.5", "0.25", "1000000"])
      ]),
      revealed: random() < 0.3
    };
    const text = formatState(fields, state);
    assert.deepEqual(parseState(fields, text), {state, problems: []});
    if (i % 10 === 0) assert.ok(open(text).querySelector("svg.fb"), text);
  }
});

test("still shows the first task without its answer", () => {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  const picture = still(document);
  assert.match(picture.getAttribute("aria-label"), /Is δ⁽¹⁾₁ negative, zero or positive\?$/);
  assert.equal(picture.querySelector(".pg-ask text").textContent, "?");
  assert.equal(picture.querySelector("[data-name]"), null);
});

test("two widgets on a page have ids of their own", () => {
  const {document} = parseHTML("<!doctype html><html><body></body></html>");
  document.defaultView.location = new URL("https://x.invalid/");
  const nodes = ["predict-gradient", "second"].map(name => predictGradient({document, name}));
  document.body.append(...nodes);
  const ids = [...document.querySelectorAll("[id]")].map(({id}) => id);
  assert.equal(new Set(ids).size, ids.length, ids.join());
  for (const node of nodes)
    for (const attribute of ["aria-labelledby", "aria-describedby", "for"])
      for (const element of node.querySelectorAll(`[${attribute}]`))
        for (const id of element.getAttribute(attribute).split(" "))
          assert.ok(node.querySelector(`#${id}`), `${attribute}: ${id}`);
});
