/** The widget's state, and the simulation setting derived from it. */
import {choice, flag, number} from "../ui/state/fields.js";

export const ACTIVATION_NAMES = new Map([
  ["sigmoid", "Sigmoid"],
  ["tanh", "Tanh"],
  ["relu", "ReLU"]
]);
export const WEIGHT_NAMES = new Map([
  ["gaussian", "Gaussian"],
  ["orthogonal", "orthogonal"]
]);
export const CLIP_NAMES = new Map([
  ["off", "off"],
  ["0.1", "norm 0.1"],
  ["1", "norm 1"],
  ["10", "norm 10"]
]);
export const RANGES = {
  m: {min: 0.1, max: 4, step: 0.1},
  depth: {min: 2, max: 100, step: 1},
  width: {min: 4, max: 256, step: 4},
  bias: {min: 0, max: 2, step: 0.1}
};

/** What a network consists of: the part of the state that can be kept for comparison. */
const network = {
  activation: choice(ACTIVATION_NAMES.keys(), "sigmoid"),
  m: number({min: RANGES.m.min, max: RANGES.m.max, value: 1.5}),
  depth: number({...RANGES.depth, value: 15}),
  width: number({...RANGES.width, value: 64}),
  weights: choice(WEIGHT_NAMES.keys(), "gaussian"),
  bias: number({min: RANGES.bias.min, max: RANGES.bias.max, value: 0}),
  residual: flag(false),
  norm: flag(false)
};

export const fields = {
  activation: network.activation,
  m: network.m,
  meanfield: flag(true),
  naive: flag(false),
  gradients: flag(false),
  whole: flag(false),
  numbers: flag(false),
  more: flag(false),
  ...network,
  clip: choice(CLIP_NAMES.keys(), "off"),
  histograms: flag(false),
  kept: keptNetwork()
};

/** None, or the parts of a network joined by "/". */
function keptNetwork() {
  const names = Object.keys(network);
  return {
    value: null,
    want: `none, or ${names.join("/")}`,
    format: kept => (kept ? names.map(name => network[name].format(kept[name])).join("/") : "none"),
    parse: text => {
      if (text === "none") return null;
      const values = text.split("/").map((part, i) => network[names[i]]?.parse(part));
      if (values.length !== names.length || values.includes(undefined)) return undefined;
      return Object.fromEntries(names.map((name, i) => [name, values[i]]));
    }
  };
}

export const networkOf = state =>
  Object.fromEntries(Object.keys(network).map(name => [name, state[name]]));

/** @returns {import("./simulation/setting.js").Setting} */
export const settingOf = (
  {m, activation, depth, width, weights, bias, residual, norm},
  shown = {}
) => ({
  activation,
  multiplier: m,
  depth,
  width,
  weights,
  bias,
  residual,
  norm,
  gradients: Boolean(shown.gradients) || (shown.clip ?? "off") !== "off",
  layers: Boolean(shown.histograms)
});

/** A network in a few words: "ReLU, m = 1.5, 15 × 64, residual". */
export function describe(
  {activation, m, depth, width, weights, bias, residual, norm},
  formatNumber
) {
  return [
    ACTIVATION_NAMES.get(activation),
    `m = ${formatNumber(m, {decimals: 2})}`,
    `${depth} × ${width}`,
    weights === "orthogonal" && "orthogonal",
    bias > 0 && `bias ${formatNumber(bias, {decimals: 1})}`,
    residual && "residual",
    norm && "layer norm"
  ]
    .filter(Boolean)
    .join(", ");
}
