/** The widget's state, and what is computed of it. */

import {flag, number} from "../ui/state/fields.js";
import {MOST_LAYERS, bothChains} from "./core.js";

/** @import {StateOf} from "../ui/state/fields.js" */

/** @typedef {StateOf<typeof fields>} State */

export const LAYERS = {min: 1, max: MOST_LAYERS, step: 1, value: 10};
export const MULTIPLIER = {min: 0.1, max: 4, step: 0.1, value: 1.8};
export const SEED = {min: 1, max: 999, step: 1, value: 1};
export const LAYER = {...LAYERS, value: 1};

export const fields = {
  layers: number(LAYERS),
  m: number(MULTIPLIER),
  layer: number(LAYER),
  seed: number(SEED),
  signed: flag(false)
};

/** The layer to look at is one of the layers. @param {State} state */
export function normalise(state) {
  const {layer, layers} = state;
  if (layer <= layers) return {state, ignored: []};
  const problem = `ignored layer: ${layer} (want at most ${layers}, the number of layers)`;
  return {state: {...state, layer: layers}, ignored: [problem]};
}

/**
 * The computed part of the widget's value: for each chain, by activation, a list with z, factor and
 * product of each layer.
 * @param {State} state
 */
export const results = state => bothChains(state);
