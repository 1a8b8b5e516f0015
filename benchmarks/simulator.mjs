/**
 * The simulator's work in Node: one network's forward and backward pass, beside the same pass in plain loops over arrays of arrays,
 * and how many networks fit the part of a frame that the widget takes. `node benchmarks/simulator.mjs`
 */
import {cpus} from "node:os";
import {BATCH, DEPTH, SEEDS, WIDTH, meanField, randomNetwork, relativeNorms} from "../assets/widgets/gradient-flow/core.js";
import {FIRST} from "../assets/widgets/gradient-flow/runner.js";

const ROUNDS = 60;
const KINDS = ["sigmoid", "tanh", "relu"];

/** Median time of a call in ms; candidates take turns, so that a busy machine slows all alike. */
function compare(candidates) {
  const times = new Map(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      const start = performance.now();
      run(round);
      times.get(name).push(performance.now() - start);
    }
  }
  return new Map([...times].map(([name, list]) => [name, list.sort((a, b) => a - b)[ROUNDS >> 1]]));
}

/** The ReLU passes as one would first write them: nested arrays, one number at a time. */
function plainPasses(W, x, upstream) {
  const slopes = [];
  let a = x;
  for (const matrix of W) {
    const z = a.map((sample) => matrix.map((row) => row.reduce((sum, w, k) => sum + w * sample[k], 0)));
    slopes.push(z.map((sample) => sample.map((value) => (value > 0 ? 1 : 0))));
    a = z.map((sample) => sample.map((value) => Math.max(value, 0)));
  }
  let delta = upstream;
  for (let l = W.length - 1; l >= 0; l--) {
    if (l < W.length - 1) delta = delta.map((sample) => W[0].map((_, k) => sample.reduce((sum, d, r) => sum + d * W[l + 1][r][k], 0)));
    delta = delta.map((sample, i) => sample.map((d, k) => d * slopes[l][i][k]));
  }
  return delta;
}

const rows = (flat, columns) => Array.from({length: flat.length / columns}, (_, i) => [...flat.slice(i * columns, (i + 1) * columns)]);
const batch = (flat) => Array.from({length: BATCH}, (_, sample) => [...flat].filter((_, i) => i % BATCH === sample));

const networks = Array.from({length: 10}, (_, i) => randomNetwork(i + 1));
const nested = {W: networks[0].weights.map((W) => rows(W, WIDTH)), x: batch(networks[0].a[0]), upstream: batch(networks[0].upstream)};
const passes = (activation, gradients) => (round) =>
  relativeNorms(networks[round % networks.length], {activation, multiplier: 0.5 + round / 20, gradients});

const medians = compare({
  "draw a network": (round) => randomNetwork(100 + round),
  ...Object.fromEntries(KINDS.map((kind) => [`passes, ${kind}`, passes(kind, false)])),
  "passes, relu, with weight gradients": passes("relu", true),
  "passes, relu, nested arrays": () => plainPasses(nested.W, nested.x, nested.upstream),
  "mean-field line, tanh": (round) => meanField({activation: "tanh", multiplier: 1 + round / 1000})
});

console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}`);
console.log(`${DEPTH} layers of width ${WIDTH}, batch ${BATCH}; medians of ${ROUNDS}, ratio to the ReLU passes`);
const unit = medians.get("passes, relu");
for (const [name, time] of medians) console.log(`${name.padEnd(40)} ${time.toFixed(2).padStart(7)} ms ${(time / unit).toFixed(2).padStart(7)}`);
for (const kind of KINDS) {
  const time = medians.get(`passes, ${kind}`);
  console.log(`${kind}: ${Math.floor(FIRST / time)} networks within ${FIRST} ms, all ${SEEDS} in ${(SEEDS * time).toFixed(0)} ms`);
}
