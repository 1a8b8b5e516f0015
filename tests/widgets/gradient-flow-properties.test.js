import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {
  createSimulation,
  curvesOf,
  describeEnds,
  RANGES,
  fields,
  networkOf,
  settingOf,
  finding,
  notesOf,
  drawPlot,
  drawStrips
} from "../../assets/widgets/gradient-flow/index.js";
import {uniformSource} from "../../assets/widgets/engine/random.js";
import {formatState, parseState} from "../../assets/widgets/ui/state/state-text.js";

const {document} = parseHTML("<!doctype html><html><body></body></html>");
const RANDOM = 1000;
const uniform = uniformSource(20);
const pick = list => list[Math.floor(uniform() * list.length)];
const between = ({min, max, step}) =>
  Number((min + step * Math.floor(uniform() * ((max - min) / step + 1))).toFixed(1));

/** A state that the controls can reach, its ends as often as what lies between. */
function randomState({extreme}) {
  const end = range => (uniform() < 0.4 ? pick([range.min, range.max]) : between(range));
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value])),
    activation: pick(["sigmoid", "tanh", "relu"]),
    weights: pick(["gaussian", "gaussian", "gaussian", "orthogonal"]),
    m: extreme ? pick([1e-300, 1e-100, 1e-10, 1e10, 1e100, 1e300]) : end(RANGES.m),
    depth: end(RANGES.depth),
    width: pick([4, 4, 8, 12, 20]),
    bias: extreme ? pick([0, 1e-300, 1e300]) : pick([0, end(RANGES.bias)]),
    residual: uniform() < 0.3,
    norm: uniform() < 0.3,
    gradients: uniform() < 0.5,
    histograms: uniform() < 0.3,
    clip: pick(["off", "0.1", "1", "10"])
  };
}

/** All that the widget says of a state. */
function show(state, {drawn}) {
  const simulation = createSimulation({seeds: 2});
  const setting = {...settingOf(state), batch: 4};
  while (simulation.advance(setting) < simulation.wanted(setting));
  const clip = state.clip === "off" ? null : Number(state.clip);
  const result = simulation.result(setting, clip);
  const curves = curvesOf(setting, result, result);
  const notes = notesOf(result, {reason: curves.reason, clip});
  const drawing = !drawn
    ? []
    : [
        drawPlot(
          {curves: curves.all, depth: state.depth, caption: ""},
          {document, width: 852, height: 450}
        )
      ];
  if (drawn && result.histograms) drawing.push(drawStrips(result, {document, width: 390}));
  const text = [
    curves.delta && finding({...curves, naive: curves.naive}),
    ...notes,
    describeEnds(curves.all, {...state, kept: state})
  ].join(" ");
  return {result, curves, notes, text, markup: drawing.map(String).join("")};
}

test("no state gives an exception, an unexplained NaN or an empty chart", () => {
  const seen = new Set();
  for (let i = 0; i < RANDOM; i++) {
    const state = randomState({extreme: i % 4 === 0});
    const {result, curves, notes, text, markup} = show(state, {drawn: i % 5 === 0 || i % 4 === 0});
    const what = JSON.stringify(state);
    assert.doesNotMatch(`${text} ${markup}`, /NaN|undefined|null/, what);
    assert.doesNotMatch(markup.replaceAll(/data-value="[^"]*"/g, ""), /Infinity/, what);
    if (result.delta) assert.ok(!result.delta.median.some(Number.isNaN), what);
    const missing = !curves.delta || curves.delta.some(value => !Number.isFinite(value));
    if (missing) assert.match(notes[0], /^In .* (at layer|at some layer) .*\.$/, what);
    if (!curves.meanfield) assert.match(notes.at(-1), /^No mean-field line: /, what);
    for (const {kind, pass} of result.faults) seen.add(`${kind} ${pass}`);
  }
  for (const fault of ["dead backward", "underflow forward", "overflow forward"])
    assert.ok(seen.has(fault), `${fault} never came, but ${[...seen]}`);
});

test("a link restores a state with a compared curve", () => {
  for (let i = 0; i < 200; i++) {
    const state = {
      ...randomState({extreme: false}),
      kept: pick([null, networkOf(randomState({extreme: false}))])
    };
    assert.deepEqual(parseState(fields, formatState(fields, state)), {state, problems: []});
  }
});

test("an invalid address gives a notice", () => {
  const nonsense = [
    "kept:",
    "kept:relu",
    "kept:relu/NaN/15/64/gaussian/0/off/off",
    "kept:relu/1/15/64/gaussian/0/off/off/off",
    "depth:1",
    "depth:2.5",
    "width:6",
    "bias:-1",
    "clip:2",
    "weights:he",
    `kept:${"/".repeat(100_000)}`,
    "depth:1e999"
  ];
  for (const text of nonsense) {
    const {state, problems} = parseState(fields, text);
    assert.equal(problems.length, 1, text.slice(0, 60));
    assert.equal(formatState(fields, state), "");
  }
});
