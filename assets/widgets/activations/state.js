/** The widget's state: the function and its α, the point, what it is compared with. */

import {ACTIVATIONS} from "../engine/activations.js";
import {choice, choices, flag, number} from "../ui/state/fields.js";
import {PARAMETERS, RANGE, STEP, chooseActivation, readings} from "./core.js";

/** @import {StateOf} from "../ui/state/fields.js" */

/** @typedef {StateOf<typeof fields>} State α stands under the name of its function */

const [min, max] = RANGE;
export const Z = {min, max, step: STEP, value: 0};
export const UPSTREAM = {min: -2, max: 2, step: 0.1, value: 1};

/** Each function's title by its name. */
export const TITLES = new Map(
  Object.keys(ACTIVATIONS).map(name => [name, chooseActivation(name).title])
);

export const fields = {
  activation: choice(TITLES.keys(), "sigmoid"),
  z: number(Z),
  whole: flag(false),
  overlay: choices(TITLES.keys(), []),
  upstream: number(UPSTREAM),
  leaky_relu: number(PARAMETERS.leaky_relu),
  elu: number(PARAMETERS.elu)
};

/**
 * The computed part of the widget's value: what is read at z, the chosen function first.
 * @param {State} state
 */
export const results = state => ({readings: readings(state)});
