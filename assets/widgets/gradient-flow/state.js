/** The widget's state, and the simulation setting derived from it. */
import {formatNumber} from "../ui/readout.js";
import {choice, flag, number} from "../ui/state/fields.js";
import {completeSetting} from "./simulation/setting.js";

/** @import {Field, StateOf} from "../ui/state/fields.js" */
/** @import {Setting} from "./simulation/setting.js" */

/**
 * @typedef {StateOf<typeof fields>} State m: the weight multiplier; kept: the network whose curve
 *   is compared
 * @typedef {StateOf<typeof network>} NetworkState what a network consists of: the part of the state
 *   that can be kept
 */

/** @type {Map<Setting["activation"], string>} */
export const ACTIVATION_NAMES = new Map([
  ["sigmoid", "Sigmoid"],
  ["tanh", "Tanh"],
  ["relu", "ReLU"]
]);
/** @type {Map<Setting["weights"], string>} */
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

const {activation, m, ...others} = network;

export const fields = {
  activation,
  m,
  meanfield: flag(true),
  naive: flag(false),
  gradients: flag(false),
  whole: flag(false),
  numbers: flag(false),
  more: flag(false),
  ...others,
  clip: choice(CLIP_NAMES.keys(), "off"),
  histograms: flag(false),
  kept: keptNetwork()
};

/**
 * None, or the parts of a network joined by "/".
 * @returns {Field<NetworkState | null>}
 */
function keptNetwork() {
  const parts = /** @type {[keyof NetworkState, Field][]} */ (Object.entries(network));
  return {
    value: null,
    want: `none, or ${Object.keys(network).join("/")}`,
    format: kept =>
      kept ? parts.map(([name, field]) => field.format(kept[name])).join("/") : "none",
    parse: text => {
      if (text === "none") return null;
      const values = text.split("/").map((part, i) => parts[i]?.[1].parse(part));
      if (values.length !== parts.length || values.includes(undefined)) return undefined;
      const entries = parts.map(([name], i) => [name, values[i]]);
      return /** @type {NetworkState} */ (Object.fromEntries(entries));
    }
  };
}

/** @param {NetworkState} state @returns {NetworkState} */
export function networkOf({activation, m, depth, width, weights, bias, residual, norm}) {
  return {activation, m, depth, width, weights, bias, residual, norm};
}

/** @param {NetworkState & Partial<Pick<State, "gradients" | "clip" | "histograms">>} state */
export function settingOf({gradients = false, clip = "off", histograms = false, ...state}) {
  const {m, ...shape} = networkOf(state);
  return completeSetting({
    ...shape,
    multiplier: m,
    gradients: gradients || clip !== "off",
    layers: histograms
  });
}

/**
 * The threshold for the gradient's norm, null without clipping.
 * @param {{clip: string}} state
 */
export const clipOf = ({clip}) => (clip === "off" ? null : Number(clip));

/**
 * A network in a few words: "ReLU, m = 1.5, 15 × 64, residual".
 * @param {NetworkState} network
 */
export function describe({activation, m, depth, width, weights, bias, residual, norm}) {
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
