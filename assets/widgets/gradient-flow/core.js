/**
 * The simulator's numbers: random networks, what flows back through them, and what two formulas say
 * about it. No DOM, no clock; every random number comes from a seed.
 */
import * as theory from "../engine/mean-field.js";
import {remember} from "../ui/remember.js";
import {relativeNorms} from "./simulation/measure.js";
import {randomNetwork} from "./simulation/random-networks.js";
import {SEEDS, countSeeds, isLight, keyOf, shapeKeyOf} from "./simulation/setting.js";
import {combine} from "./simulation/summary.js";

/** @import {BatchedNetwork} from "../engine/batched-network.js" */
/** @import {Row} from "./simulation/measure.js" */
/** @import {Setting} from "./simulation/setting.js" */
/** @typedef {ReturnType<typeof createSimulation>} Simulation */

export {BATCH, DEPTH, WIDTH, randomNetwork} from "./simulation/random-networks.js";
export {naiveLine} from "../engine/mean-field.js";
export {relativeNorms} from "./simulation/measure.js";
export {quantile} from "./simulation/statistics.js";

export const meanField = remember(theory.meanField);
export const criticalMultiplier = remember(theory.criticalMultiplier);

const SETTINGS = 300; // the most whose rows are stored
const SHAPES = 2; // the most whose networks are stored

/**
 * A simulation that grows network by network. It stores the rows of recent settings, and the
 * networks of recent shapes.
 */
export function createSimulation({seeds = SEEDS} = {}) {
  /** @type {Map<string, BatchedNetwork[]>} */
  const networks = new Map();
  /** @type {Map<string, Row[]>} */
  const results = new Map();

  /** @param {Setting} setting */
  const rowsOf = setting => recall(results, keyOf(setting), SETTINGS);

  /** @param {Setting} setting @param {number} i */
  const networkOf = (setting, i) => {
    if (!isLight(setting)) return randomNetwork(i + 1, setting);
    const known = recall(networks, shapeKeyOf(setting), SHAPES);
    return (known[i] ??= randomNetwork(i + 1, setting));
  };

  /** How many networks the setting has. @param {Setting} setting */
  const count = setting => rowsOf(setting).length;

  /** How many networks the setting is to have. @param {Setting} setting */
  const wanted = setting => countSeeds(setting, seeds);

  return {
    count,
    wanted,
    /** @param {Setting} setting */
    isComplete: setting => count(setting) >= wanted(setting),
    /** Adds one network, if one is missing, and returns how many there are. @param {Setting} setting */
    advance(setting) {
      const rows = rowsOf(setting);
      const i = rows.length;
      if (i >= wanted(setting)) return i;
      const options = {histograms: i === 0};
      return rows.push(relativeNorms(networkOf(setting, i), setting, options));
    },
    /** Takes a row that was computed elsewhere. @param {Setting} setting @param {Row} row */
    add: (setting, row) => rowsOf(setting).push(row),
    /** Summarises the rows computed so far. @param {Setting} setting @param {number | null} [clip] */
    result: (setting, clip) => combine(rowsOf(setting), clip)
  };
}

/**
 * The list of a key, made where it is missing; only the `most` recent ones stay.
 * @template Item @param {Map<string, Item[]>} map @param {string} key @param {number} most
 */
function recall(map, key, most) {
  const list = map.get(key) ?? [];
  map.delete(key);
  map.set(key, list);
  for (const oldest of map.keys()) if (map.size > most) map.delete(oldest);
  return list;
}
