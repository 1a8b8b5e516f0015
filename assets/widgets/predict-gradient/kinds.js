/** The kinds of tasks: which network, which place, and what its gradient is the product of. */

import {ACTIVATIONS} from "../forward-backward/network.js";

/**
 * `net` is one of forward-backward/models.js; `output` the last layer's activation; `places` where the task may stand,
 * a δ (j: null) or a weight, layers and units from 0.
 */
export const KINDS = {
  output: {title: "δ of the output", net: "2-2-1", output: "sigmoid", places: [{layer: 1, k: 0, j: null}]},
  hidden: {title: "δ of a hidden unit", net: "2-2-1", output: "sigmoid", places: [0, 1].map((k) => ({layer: 0, k, j: null}))},
  paths: {title: "δ of a unit with two paths", net: "2-2-2", output: "identity", places: [0, 1].map((k) => ({layer: 0, k, j: null}))},
  last: {title: "∂J/∂W, last layer", net: "2-2-1", output: "sigmoid", places: [0, 1].map((j) => ({layer: 1, k: 0, j}))},
  first: {title: "∂J/∂W, first layer", net: "2-2-1", output: "sigmoid", places: [0, 1].flatMap((k) => [0, 1].map((j) => ({layer: 0, k, j})))}
};

/**
 * The two factors of the gradient at a place, with what mistakes are made of.
 * @param {object} network @param {object} sample its forward and backward pass (network.js)
 * @param {{layer: number, k: number, j: number | null}} place
 * @returns {{name: "slope" | "upstream" | "delta" | "input", value: number}[]}
 */
export function factorsOf(network, sample, {layer, k, j}) {
  const {z, a, slope, upstream, delta} = sample;
  if (j !== null) {
    return [
      {name: "delta", value: delta[layer][k], upstream: upstream[layer][k]},
      {name: "input", value: a[layer][j], z: layer > 0 ? z[layer - 1][j] : undefined, ownActivation: a[layer + 1][k]}
    ];
  }
  const {f} = network.layers[layer];
  const next = network.layers[layer + 1];
  const local = {name: "slope", value: slope[layer][k], slopeAtA: ACTIVATIONS[f].df(a[layer + 1][k]), nextSlope: next && next.f !== "identity" ? slope[layer + 1][0] : undefined};
  const back = {
    name: "upstream", value: upstream[layer][k],
    terms: next?.W.map((row, m) => row[k] * delta[layer + 1][m]),
    row: next?.W.length === next?.W[0].length ? next?.W[k].reduce((sum, weight, m) => sum + weight * delta[layer + 1][m], 0) : undefined
  };
  return [local, back];
}
