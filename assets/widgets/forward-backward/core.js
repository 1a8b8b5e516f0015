/**
 * Forward and backward pass of the smallest network worth drawing: two inputs, one hidden ReLU unit h, one linear
 * output ŷ, loss J = ½(ŷ − y)² with target y = 1.
 */

export const TARGET = 1;
export const LIMIT = 2;
export const STEP = 0.1;

/** Where the widget starts; every gradient is 0 here. */
export const START = {x1: 1, x2: -1, w11: 0.5, w21: -0.5, w_out: 1};

/** Settings worth a look. */
export const PRESETS = {
  start: START,
  moving: {x1: 1, x2: 0.5, w11: 0.6, w21: -0.4, w_out: 1.5},
  dead: {x1: 1, x2: -1, w11: -0.5, w21: 0.5, w_out: 1}
};

/**
 * All values and gradients. The settings stand for exact tenths, so everything up to the last division is done in
 * integers: an exact z of 0 is 0, and the slope there is 0.
 * @param {{x1: number, x2: number, w11: number, w21: number, w_out: number}} settings
 * @returns {{z_h: number, a_h: number, z_y: number, y_hat: number, loss: number, slope: number, dL_dy: number,
 *   dL_dwout: number, dL_dzh: number, dL_dw11: number, dL_dw21: number}}
 */
export function forwardBackward(settings) {
  const [x1, x2, w11, w21, wOut] = ["x1", "x2", "w11", "w21", "w_out"].map((name) => tenths(name, settings[name]));
  const z = w11 * x1 + w21 * x2; // hundredths
  const slope = z > 0 ? 1 : 0;
  const a = slope * z;
  const y = wOut * a; // thousandths
  const error = y - 1000 * TARGET;
  const delta = slope * wOut * error; // ten-thousandths
  return plain({
    z_h: z / 1e2,
    a_h: a / 1e2,
    z_y: y / 1e3,
    y_hat: y / 1e3,
    loss: error ** 2 / 2e6,
    slope,
    dL_dy: error / 1e3,
    dL_dwout: (error * a) / 1e5,
    dL_dzh: delta / 1e4,
    dL_dw11: (delta * x1) / 1e5,
    dL_dw21: (delta * x2) / 1e5
  });
}

function tenths(name, value) {
  const result = Math.round(value * 10);
  if (!(Math.abs(value * 10 - result) < 1e-9)) throw new RangeError(`invalid ${name}: ${value} (want tenths)`);
  return result;
}

/** Without negative zeros. */
function plain(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value + 0]));
}

/** The setting's finding in one sentence; `show` prints a number. */
export function finding(result, {w_out: wOut, gradients}, show) {
  const {z_h: z, y_hat: y, loss} = result;
  const outcome = `ŷ = ${show(y)}, J = ${show(loss)}`;
  if (!gradients) return `${outcome}${loss === 0 ? ": right on the target." : ` for the target ${TARGET}.`}`;
  if (loss === 0) return `${outcome}: every gradient is 0, there is nothing to correct.`;
  if (z <= 0) return `The ReLU is off (z = ${show(z)}, slope 0): no weight receives a gradient, though J = ${show(loss)}.`;
  if (wOut === 0) return `${outcome}: the output weight is 0, so nothing passes on to h.`;
  return `${outcome}: ${result.dL_dwout < 0 ? "raise" : "lower"} the output weight and J falls; δ at h is ${show(result.dL_dzh)}.`;
}
