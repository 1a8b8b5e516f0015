/** A setting of the simulator: the network's shape and what its passes do. */
import {BATCH, DEPTH, WIDTH} from "./random-networks.js";

export const SEEDS = 40;
const FEWEST = 10;
const LIGHT = DEPTH * WIDTH ** 2; // multiplications a sample that a page can afford within a frame
const TIME = 400 * LIGHT; // what may be spent on one setting

/**
 * @typedef {{activation: string, multiplier: number, depth?: number, width?: number, batch?:
 *   number, weights?: "gaussian" | "orthogonal",
 *   bias?: number, residual?: boolean, norm?: boolean, gradients?: boolean, layers?: boolean}}
 *   Setting
 *   bias: the standard deviation of the biases; gradients: weight gradients as well; layers: shares
 *   and histograms of each layer as well
 */
export const complete = (setting, shape = {}) => ({
  depth: DEPTH,
  width: WIDTH,
  batch: BATCH,
  weights: "gaussian",
  bias: 0,
  residual: false,
  norm: false,
  gradients: false,
  layers: false,
  ...shape,
  ...setting
});

/** Settings with equal keys have equal results. */
export const keyOf = ({
  activation,
  multiplier,
  bias,
  residual,
  norm,
  gradients,
  layers,
  ...shape
}) =>
  `${shapeKeyOf(shape)} ${[activation, multiplier, bias, residual, norm, gradients, layers].join(" ")}`;

/** Settings with equal shapes share their networks. */
export const shapeKeyOf = ({depth, width, batch, weights}) =>
  [depth, width, batch, weights].join(" ");

/**
 * Multiplications a sample, about; an orthogonal matrix takes as long as the passes of some dozens
 * of samples through it.
 */
const cost = ({depth, width, weights}) =>
  depth * width ** 2 * (weights === "orthogonal" ? 1 + width / 32 : 1);

/** Whether a page runs the setting itself, within its frames. */
export const isLight = setting => setting.depth * setting.width ** 2 <= LIGHT;

/** How many networks the setting gets: fewer the longer each takes. */
export const seedsOf = (setting, most = SEEDS) =>
  Math.min(most, Math.max(FEWEST, Math.round(TIME / cost(setting))));
