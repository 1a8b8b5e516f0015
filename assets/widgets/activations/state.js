/** The widget's state: the function and its α, the point, what it is compared with. */

import {ACTIVATIONS} from "../engine/activations.js";
import {choice, choices, flag, number} from "../ui/state/fields.js";
import {RANGE, STEP, readings, titleOf} from "./core.js";

const [min, max] = RANGE;
export const Z = {min, max, step: STEP, value: 0};
export const UPSTREAM = {min: -2, max: 2, step: 0.1, value: 1};

/** Each function's title by its name. */
export const TITLES = new Map(Object.keys(ACTIVATIONS).map(name => [name, titleOf(name)]));

/** The range of α for each function that has one. */
export const PARAMETERS = Object.fromEntries(
  Object.entries(ACTIVATIONS)
    .filter(([, {parameter}]) => parameter)
    .map(([name, {parameter}]) => [name, parameter])
);

export const fields = {
  activation: choice(TITLES.keys(), "sigmoid"),
  z: number(Z),
  whole: flag(false),
  overlay: choices(TITLES.keys(), []),
  upstream: number(UPSTREAM),
  ...Object.fromEntries(
    Object.entries(PARAMETERS).map(([name, parameter]) => [name, number(parameter)])
  )
};

/** The computed part of the widget's value: what is read at z, the chosen function first. */
export const results = state => ({readings: readings(state)});
