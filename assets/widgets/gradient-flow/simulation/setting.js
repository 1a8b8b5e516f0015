/** A setting of the simulator: the network's shape and what its passes do. */
import {BATCH, DEPTH, WIDTH} from "./random-networks.js";

/** @import {Shape} from "./random-networks.js" */

/**
 * `multiplier` scales every weight, `bias` is the biases' standard deviation. `gradients` asks for
 * weight gradients, `layers` for shares and histograms of each layer.
 * @typedef {Shape & {activation: "sigmoid" | "tanh" | "relu", multiplier: number, bias: number,
 *   residual: boolean, norm: boolean, gradients: boolean, layers: boolean}} Setting
 */

export const SEEDS = 40;
const FEWEST = 10;
const LIGHT = DEPTH * WIDTH ** 2; // multiplications per sample that a page can afford in a frame
const TIME = 400 * LIGHT; // what may be spent on one setting

/**
 * Fills in what a setting leaves out.
 * @param {Partial<Setting> & Pick<Setting, "activation" | "multiplier">} setting
 * @returns {Setting}
 */
export const completeSetting = setting => ({
  depth: DEPTH,
  width: WIDTH,
  batch: BATCH,
  weights: "gaussian",
  bias: 0,
  residual: false,
  norm: false,
  gradients: false,
  layers: false,
  ...setting
});

/**
 * Settings with equal shapes share their networks.
 * @param {Shape} shape
 */
export const shapeKeyOf = ({depth, width, batch, weights}) =>
  [depth, width, batch, weights].join(" ");

/**
 * Settings with equal keys have equal results.
 * @param {Setting} setting
 */
export function keyOf(setting) {
  const {activation, multiplier, bias, residual, norm, gradients, layers} = setting;
  const passes = [activation, multiplier, bias, residual, norm, gradients, layers];
  return `${shapeKeyOf(setting)} ${passes.join(" ")}`;
}

/**
 * Multiplications per sample, about; an orthogonal matrix takes as long as the passes of some
 * dozens of samples through it.
 * @param {Shape} shape
 */
const costOf = ({depth, width, weights}) =>
  depth * width ** 2 * (weights === "orthogonal" ? 1 + width / 32 : 1);

/**
 * Whether a page runs the setting itself, within its frames.
 * @param {{depth: number, width: number}} shape
 */
export const isLight = ({depth, width}) => depth * width ** 2 <= LIGHT;

/**
 * How many networks the setting gets: fewer the longer each takes.
 * @param {Shape} shape @param {number} most
 */
export const countSeeds = (shape, most) =>
  Math.min(most, Math.max(FEWEST, Math.round(TIME / costOf(shape))));
