/**
 * What the widget reads and draws of an activation function: places, curves, tangents, the finding.
 */

import {ACTIVATIONS} from "../engine/activations.js";
import {kindAt} from "./zones.js";

export const RANGE = [-5, 5];
export const STEP = 0.01;

/** The function's default α; undefined where it has none. */
const alphaOf = name => ACTIVATIONS[name].parameter?.value;

/** @returns {import("../engine/activations.js").Shape} */
const shape = (name, alpha) => ({
  ...ACTIVATIONS[name],
  ...(alpha === undefined ? {} : ACTIVATIONS[name].vary?.(alpha))
});

/**
 * The name as in choices and drawings: with α where it is not the usual one (and Leaky ReLU
 * always).
 */
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
  const at = z => [z, activation[which](z, alpha)];
  const points = Array.from({length: count + 1}, (_, i) => at(low + (i * (high - low)) / count));
  if (which === "f" || !activation.jump) return points;
  const ends = [at(0), null, [0, activation.df(Number.MIN_VALUE, alpha)]];
  return [...points.filter(([z]) => z < 0), ...ends, ...points.filter(([z]) => z > 0)];
}

/** The tangent at z, reaching `reach` to both sides. */
export function tangent(name, z, reach = 1.5, alpha = alphaOf(name)) {
  const {f, df} = reading(name, z, alpha);
  return [-reach, reach].map(step => [z + step, f + step * df]);
}

const REMARKS = {dead: "dead here", saturated: "saturated here", flat: "almost level here"};

/** Whether hardly anything passes at z, in two words; "" where more does. */
const remark = (name, z, alpha) => REMARKS[kindAt(at => ACTIVATIONS[name].df(at, alpha), z)] ?? "";

/** The finding in two short sentences; `show` prints a number. */
export function finding(name, z, show, {alpha = alphaOf(name), upstream = 1} = {}) {
  const {plateau} = shape(name, alpha);
  const {df, df_max: largest, peak} = reading(name, z, alpha);
  const where = plateau ? "for every z > 0" : `at z = ${show(peak)}`;
  const why = remark(name, z, alpha);
  const factor = `${titleOf(name, alpha)} multiplies the gradient by ${show(df)}`;
  const result = `δ\u00a0=\u00a0${show(delta(df, upstream))}${why && `: ${why}`}`;
  return `At z = ${show(z)}, ${factor}; at most by ${show(largest)}, ${where}. ${result}.`;
}

/**
 * All that is read at z, a row for each function that is drawn, the chosen one first.
 * @param {{activation: string, z: number, overlay: string[], upstream: number, leaky_relu: number,
 *   elu: number}} state
 * @returns {{name: string, title: string, f: number, df: number, delta: number, remark: string}[]}
 */
export function readings({activation, z, overlay, upstream, ...alphas}) {
  return [activation, ...overlay.filter(name => name !== activation)].map(name => {
    const {f, df} = reading(name, z, alphas[name]);
    return {
      name,
      title: titleOf(name, alphas[name]),
      f,
      df,
      delta: delta(df, upstream),
      remark: remark(name, z, alphas[name])
    };
  });
}

/** The functions that the chosen one is compared with, in a sentence for each. */
export const compared = (state, show) =>
  readings(state)
    .slice(1)
    .map(
      ({title, f, df, remark: why}) =>
        `${title}: f = ${show(f)}, f′ = ${show(df)}${why && `, ${why}`}.`
    )
    .join(" ");
