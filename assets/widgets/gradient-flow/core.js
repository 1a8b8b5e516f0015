/**
 * The simulator's numbers: random plain networks, what flows back through them, and what two formulas say of it.
 * No DOM, no clock; every random number comes from a seed.
 */
import * as theory from "./mean-field.js";
import {createNetwork, norms} from "./network.js";
import {normals, normalSource} from "./random.js";

export {naiveLine} from "./mean-field.js";

export const DEPTH = 15;
export const WIDTH = 64;
export const BATCH = 16;
export const SEEDS = 40;

export const meanField = remember(theory.meanField);
export const criticalMultiplier = remember(theory.criticalMultiplier);

/** A function that computes each result once. */
function remember(compute) {
  const known = new Map();
  return (argument) => {
    const key = JSON.stringify(argument);
    if (!known.has(key)) known.set(key, compute(argument));
    return known.get(key);
  };
}

/**
 * The network of one seed, with weights N(0, 1)/√n_in: the multiplier is applied in the pass, so that all multipliers share one draw
 * and a move of the slider changes nothing but the scale. Inputs have ‖x‖² = n_in; ∂J/∂a^(L) is Gaussian and independent of all else.
 */
export function randomNetwork(seed, {depth = DEPTH, width = WIDTH, batch = BATCH} = {}) {
  const normal = normalSource(seed);
  const sizes = Array(depth + 1).fill(width);
  const weights = sizes.slice(1).map(() => normals(width * width, normal).map((w) => w / Math.sqrt(width)));
  const x = scaledInputs(normals(width * batch, normal), width, batch);
  return createNetwork({sizes, weights, x, upstream: normals(width * batch, normal), batch});
}

function scaledInputs(x, width, batch) {
  for (let sample = 0; sample < batch; sample++) {
    let square = 0;
    for (let i = sample; i < x.length; i += batch) square += x[i] ** 2;
    for (let i = sample; i < x.length; i += batch) x[i] *= Math.sqrt(width / square);
  }
  return x;
}

/**
 * log10 of the norms of one network, per layer, relative to the last layer.
 * @returns {{delta: number[], gradient: number[] | null}}
 */
export function relativeNorms(network, setting) {
  const {delta, gradient} = norms(network, setting);
  return {delta: relative(delta), gradient: gradient && relative(gradient)};
}

const relative = (values) => values.map((value) => Math.log10(value / values.at(-1)));

/**
 * Median and the middle eight tenths over the networks, layer by layer.
 * @param {number[][]} rows one row a network, one entry a layer
 * @returns {{median: number[], low: number[], high: number[]}}
 */
export function summarise(rows) {
  const layers = rows[0].map((_, layer) => rows.map((row) => row[layer]).sort((a, b) => a - b));
  const at = (share) => layers.map((sorted) => quantile(sorted, share));
  return {median: at(0.5), low: at(0.1), high: at(0.9)};
}

/** The quantile of sorted numbers, interpolated linearly as NumPy does. */
export function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/**
 * A simulation that grows network by network, whose networks and finished settings are kept.
 * A setting is `{activation, multiplier, gradients}`. `advance` adds one network to it, if one is missing, and returns how many
 * it has; `result` summarises those.
 */
export function createSimulation({seeds = SEEDS, ...shape} = {}) {
  const networks = [];
  const done = new Map();
  const rowsOf = ({activation, multiplier, gradients = false}) => {
    const key = `${activation} ${multiplier} ${gradients}`;
    if (!done.has(key)) done.set(key, []);
    return done.get(key);
  };
  return {
    seeds,
    count: (setting) => rowsOf(setting).length,
    advance(setting) {
      const rows = rowsOf(setting);
      if (rows.length === seeds) return seeds;
      networks[rows.length] ??= randomNetwork(rows.length + 1, shape);
      return rows.push(relativeNorms(networks[rows.length], setting));
    },
    result(setting) {
      const rows = rowsOf(setting);
      return {
        delta: summarise(rows.map((row) => row.delta)),
        gradient: setting.gradients ? summarise(rows.map((row) => row.gradient)) : null
      };
    }
  };
}
