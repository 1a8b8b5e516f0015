/**
 * What the widget reads and draws of an activation function: points, curves, tangents, the finding.
 */

import {ACTIVATIONS} from "../engine/activations.js";
import {kindAt} from "./zones.js";

/**
 * @import {Shape} from "../engine/activations.js"
 * @import {Interval} from "../ui/chart.js"
 * @import {Format} from "../ui/readout.js"
 * @import {State} from "./state.js"
 */

/**
 * @typedef {Shape & {name: string, title: string, f: (z: number) => number, df: (z: number) =>
 *   number}} Chosen an activation function with its α; title: as in choices and drawings
 */

/** @type {Interval} */
export const RANGE = [-5, 5];
export const STEP = 0.01;

/** The range and the default of a function's α. @param {string} name */
function readParameter(name) {
  const {parameter} = ACTIVATIONS[name];
  if (!parameter) throw new RangeError(`invalid activation: ${name} (want one with α)`);
  return parameter;
}

/** The functions with an α. */
export const PARAMETERS = {leaky_relu: readParameter("leaky_relu"), elu: readParameter("elu")};

/** @param {string} name @returns {name is keyof typeof PARAMETERS} */
export const hasAlpha = name => Object.hasOwn(PARAMETERS, name);

/**
 * A function, with its default α if none is given.
 * @param {string} name @param {number} [alpha]
 * @returns {Chosen}
 */
export function chooseActivation(name, alpha = ACTIVATIONS[name].parameter?.value) {
  const {f, df, title, parameter, vary, ...shape} = ACTIVATIONS[name];
  const isUsual = alpha === parameter?.value;
  return {
    ...shape,
    ...(alpha === undefined ? {} : vary?.(alpha)),
    name,
    title:
      name === "leaky_relu" ? `${title} (${alpha})` : isUsual ? title : `${title} (α = ${alpha})`,
    f: z => f(z, alpha) + 0,
    df: z => df(z, alpha) + 0
  };
}

/** The state's function, or another one with the state's α. @param {State} state */
export const chooseFrom = (state, name = state.activation) =>
  chooseActivation(name, hasAlpha(name) ? state[name] : undefined);

/** δ = f′(z) · ∂J/∂a, the gradient that passes. @param {number} df @param {number} upstream */
export const delta = (df, upstream) => df * upstream + 0;

/**
 * Points of f or f′ over the range, null where the line breaks (a jump has both its ends).
 * @param {Chosen} chosen @param {"f" | "df"} which
 * @returns {(Interval | null)[]}
 */
export function curve({jump, ...chosen}, which, count = 200) {
  const [low, high] = RANGE;
  /** @param {number} z @returns {Interval} */
  const at = z => [z, chosen[which](z)];
  const points = Array.from({length: count + 1}, (_, i) => at(low + (i * (high - low)) / count));
  if (which === "f" || !jump) return points;
  /** @type {(Interval | null)[]} */
  const ends = [at(0), null, [0, chosen.df(Number.MIN_VALUE)]];
  return [...points.filter(([z]) => z < 0), ...ends, ...points.filter(([z]) => z > 0)];
}

/** The tangent at z, reaching `reach` to both sides. @param {Chosen} chosen @param {number} z */
export const tangent = ({f, df}, z, reach = 1.5) =>
  [-reach, reach].map(step => [z + step, f(z) + step * df(z)]);

const REMARKS = {dead: "dead here", saturated: "saturated here", flat: "almost level here"};

/**
 * Whether hardly anything passes at z, in two words; "" where more does.
 * @param {Chosen} chosen @param {number} z
 */
function remark({df}, z) {
  const kind = kindAt(df, z);
  return kind ? REMARKS[kind] : "";
}

/**
 * The finding in two short sentences.
 * @param {Chosen} chosen @param {number} z @param {number} upstream @param {Format} show
 */
export function finding(chosen, z, upstream, show) {
  const {title, df, plateau, peak} = chosen;
  const where = plateau ? "for every z > 0" : `at z = ${show(peak)}`;
  const why = remark(chosen, z);
  const factor = `${title} multiplies the gradient by ${show(df(z))}`;
  const result = `δ\u00a0=\u00a0${show(delta(df(z), upstream))}${why && `: ${why}`}`;
  return `At z = ${show(z)}, ${factor}; at most by ${show(df(peak))}, ${where}. ${result}.`;
}

/**
 * All that is read at z, a row for each function that is drawn, the chosen one first.
 * @param {State} state
 */
export function readings(state) {
  const {activation, overlay, z, upstream} = state;
  return [activation, ...overlay.filter(name => name !== activation)].map(name => {
    const chosen = chooseFrom(state, name);
    const [f, df] = [chosen.f(z), chosen.df(z)];
    const {title} = chosen;
    return {name, title, f, df, delta: delta(df, upstream), remark: remark(chosen, z)};
  });
}

/**
 * The functions that the chosen one is compared with, in a sentence for each.
 * @param {State} state @param {Format} show
 */
export const compared = (state, show) =>
  readings(state)
    .slice(1)
    .map(
      ({title, f, df, remark: why}) =>
        `${title}: f = ${show(f)}, f′ = ${show(df)}${why && `, ${why}`}.`
    )
    .join(" ");
