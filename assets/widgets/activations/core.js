/** What the widget reads and draws of an activation function: places, curves, tangents, the finding. */

import {ACTIVATIONS} from "./functions.js";
import {kindAt} from "./zones.js";

export {ACTIVATIONS};

export const RANGE = [-5, 5];
export const STEP = 0.01;

/** The function's default α; undefined where it has none. */
export const alphaOf = (name) => ACTIVATIONS[name].parameter?.value;

/** @returns {import("./functions.js").Shape} */
const shape = (name, alpha) => ({...ACTIVATIONS[name], ...(alpha === undefined ? {} : ACTIVATIONS[name].vary?.(alpha))});

/** The name as in choices and drawings: with α where it is not the usual one (and Leaky ReLU always). */
export function titleOf(name, alpha = alphaOf(name)) {
  const {title} = ACTIVATIONS[name];
  if (name === "leaky_relu") return `${title} (${alpha})`;
  return alpha === alphaOf(name) ? title : `${title} (α = ${alpha})`;
}

/**
 * What the widget reads at one place.
 * @returns {{z: number, f: number, df: number, df_max: number, peak: number}}
 */
export function reading(name, z, alpha = alphaOf(name)) {
  const {f, df, peak} = shape(name, alpha);
  return {z, f: f(z, alpha) + 0, df: df(z, alpha) + 0, df_max: df(peak, alpha), peak};
}

/** δ = f′(z) · ∂J/∂a, the gradient that passes. */
export const delta = (df, upstream) => df * upstream + 0;

/**
 * Points of f or f′ over the range, null where the line breaks (a jump has both its ends).
 * @param {string} name @param {"f" | "df"} which @param {number} [count] @param {number} [alpha]
 * @returns {([number, number] | null)[]}
 */
export function curve(name, which, count = 200, alpha = alphaOf(name)) {
  const activation = shape(name, alpha);
  const [low, high] = RANGE;
  const at = (z) => [z, activation[which](z, alpha)];
  const points = Array.from({length: count + 1}, (_, i) => at(low + (i * (high - low)) / count));
  if (which === "f" || !activation.jump) return points;
  const ends = [at(0), null, [0, activation.df(Number.MIN_VALUE, alpha)]];
  return [...points.filter(([z]) => z < 0), ...ends, ...points.filter(([z]) => z > 0)];
}

/** The tangent at z, reaching `reach` to both sides. */
export function tangent(name, z, reach = 1.5, alpha = alphaOf(name)) {
  const {f, df} = reading(name, z, alpha);
  return [-reach, reach].map((step) => [z + step, f + step * df]);
}

const REMARKS = {
  dead: " Dead here: nothing passes.",
  saturated: " Saturated here: less than a hundredth passes.",
  flat: " Almost level here, at its lowest point: less than a hundredth passes."
};

/** The finding in one sentence or two; `show` prints a number. */
export function finding(name, z, show, alpha = alphaOf(name)) {
  const {plateau, df: slope} = shape(name, alpha);
  const {df, df_max: largest, peak} = reading(name, z, alpha);
  const where = plateau ? "for every z > 0" : `at z = ${show(peak)}`;
  const remark = REMARKS[kindAt((at) => slope(at, alpha), z)] ?? "";
  return `At z = ${show(z)}, ${titleOf(name, alpha)} multiplies the gradient by ${show(df)}; at most by ${show(largest)}, ${where}.${remark}`;
}
