/**
 * The widgets' cores in Node, without a page: milliseconds of every call, as JSON. `node
 * benchmarks/widgets.mjs ROUNDS`
 *
 * The simulator's passes are compared with the same passes in plain loops over arrays of arrays.
 * Candidates take turns, so that a busy machine slows all alike.
 */
import * as activations from "../assets/widgets/activations/index.js";
import {fields, runOf} from "../assets/widgets/forward-backward/index.js";
import {
  DEPTH,
  WIDTH,
  completeSetting,
  meanField,
  randomNetwork,
  relativeNorms
} from "../assets/widgets/gradient-flow/index.js";
import {defaults} from "../assets/widgets/ui/state/fields.js";

const ROUNDS = Number(process.argv[2]);
const BATCH = 32;
const DEEP = 50;
const NETWORKS = 5;
const KINDS = /** @type {const} */ (["sigmoid", "tanh", "relu"]);

/** @typedef {number[][]} Matrix rows of numbers */

/**
 * The ReLU passes as one would first write them: nested arrays, one number at a time.
 * @param {Matrix[]} W per layer @param {Matrix} x per sample @param {Matrix} upstream per sample
 */
function plainPasses(W, x, upstream) {
  /** @type {Matrix[]} */
  const slopes = [];
  let a = x;
  for (const matrix of W) {
    const z = a.map(sample => matrix.map(row => row.reduce((sum, w, k) => sum + w * sample[k], 0)));
    slopes.push(z.map(sample => sample.map(value => (value > 0 ? 1 : 0))));
    a = z.map(sample => sample.map(value => Math.max(value, 0)));
  }
  let delta = upstream;
  for (let l = W.length - 1; l >= 0; l--) {
    if (l < W.length - 1)
      delta = delta.map(sample =>
        W[0].map((_, k) => sample.reduce((sum, d, r) => sum + d * W[l + 1][r][k], 0))
      );
    delta = delta.map((sample, i) => sample.map((d, k) => d * slopes[l][i][k]));
  }
  return delta;
}

/** @param {ArrayLike<number>} flat a matrix by rows, with samples as columns */
const samples = flat =>
  Array.from({length: BATCH}, (_, sample) =>
    Array.from(flat).filter((_, i) => i % BATCH === sample)
  );

/** @param {ArrayLike<number>} flat a weight matrix by rows */
const rows = flat =>
  Array.from({length: WIDTH}, (_, i) => Array.from(flat).slice(i * WIDTH, (i + 1) * WIDTH));

/** @param {ReturnType<typeof randomNetwork>} network */
function nestedPasses({weights, x, upstream}) {
  const nested = {W: weights.map(rows), x: samples(x), upstream: samples(upstream)};
  return () => plainPasses(nested.W, nested.x, nested.upstream);
}

/**
 * One candidate per activation; every round takes another network and another multiplier.
 * @param {number} depth @param {boolean} gradients
 */
function simulatorPasses(depth, gradients) {
  const networks = Array.from({length: NETWORKS}, (_, i) =>
    randomNetwork(i + 1, {depth, batch: BATCH})
  );
  const shape = `${depth} × ${WIDTH} × ${BATCH}`;
  return Object.fromEntries(
    KINDS.map(activation => [
      `gradient-flow, ${shape}, ${activation}${gradients ? ", with weight gradients" : ""}`,
      /** @param {number} round */
      round => {
        const multiplier = 0.5 + round / 20;
        const setting = completeSetting({activation, multiplier, depth, batch: BATCH, gradients});
        relativeNorms(networks[round % NETWORKS], setting);
      }
    ])
  );
}

/**
 * Everything that the widget on activations computes, for one position of its slider.
 * @param {number} round
 */
function activationNumbers(round) {
  const z = -5 + (round % 101) / 10;
  const gelu = activations.chooseActivation("gelu");
  activations.tangent(gelu, z);
  return [activations.curve(gelu, "f"), activations.curve(gelu, "df")];
}

/** @type {Record<string, (round: number) => unknown>} */
const candidates = {
  "forward-backward, one setting": round => runOf({...defaults(fields), x1: (round % 20) / 10}),
  "activations, one setting": activationNumbers,
  ...simulatorPasses(DEPTH, false),
  ...simulatorPasses(DEEP, false),
  ...simulatorPasses(DEPTH, true),
  [`plain loops, ${DEPTH} × ${WIDTH} × ${BATCH}, relu`]: nestedPasses(
    randomNetwork(1, {batch: BATCH})
  ),
  [`gradient-flow, drawing a network, ${DEPTH} × ${WIDTH}`]: round =>
    randomNetwork(100 + round, {batch: BATCH}),
  "gradient-flow, mean-field line": round =>
    meanField({activation: "tanh", multiplier: 1 + round / 1000})
};

/** @type {Record<string, number[]>} */
const times = Object.fromEntries(Object.keys(candidates).map(name => [name, []]));
for (let round = -2; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(candidates)) {
    const start = performance.now();
    run(round + 2);
    if (round >= 0) times[name].push(performance.now() - start);
  }
}
console.log(JSON.stringify({node: process.version, times}));
