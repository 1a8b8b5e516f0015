/**
 * The simulator's numbers: random networks, what flows back through them, and what two formulas say
 * of it. No DOM, no clock; every random number comes from a seed.
 */
import {remember} from "../ui/remember.js";
import {randomNetwork} from "./simulation/random-networks.js";
import * as theory from "../engine/mean-field.js";
import {relativeNorms} from "./simulation/measure.js";
import * as settings from "./simulation/setting.js";
import {combine} from "./simulation/summary.js";

export {BATCH, DEPTH, WIDTH, randomNetwork} from "./simulation/random-networks.js";
export {naiveLine} from "../engine/mean-field.js";
export {relativeNorms} from "./simulation/measure.js";
export {quantile} from "./simulation/statistics.js";

export const meanField = remember(theory.meanField);
export const criticalMultiplier = remember(theory.criticalMultiplier);

const SETTINGS = 300; // the most whose rows are stored
const SHAPES = 2; // the most whose networks are stored

/**
 * A simulation that grows network by network, whose networks and finished settings are kept.
 * A setting is that of simulation/setting.js; what it leaves out comes from `shape`. `advance` adds one
 * network to it, if one is missing, and returns how many it has; `add` takes a row that was
 * computed elsewhere; `result` summarises the rows computed so far.
 */
export function createSimulation({seeds = settings.SEEDS, ...shape} = {}) {
  const networks = new Map();
  const done = new Map();
  const whole = setting => settings.complete(setting, shape);
  const rowsOf = setting => recent(done, settings.keyOf(whole(setting)), SETTINGS, () => []);
  const wanted = setting => settings.seedsOf(whole(setting), seeds);

  const networkOf = (setting, i) => {
    if (!settings.isLight(setting)) return randomNetwork(i + 1, setting);
    const known = recent(networks, settings.shapeKeyOf(setting), SHAPES, () => []);
    return (known[i] ??= randomNetwork(i + 1, setting));
  };
  return {
    seeds,
    wanted,
    isLight: setting => settings.isLight(whole(setting)),
    whole,
    count: setting => rowsOf(setting).length,
    isComplete: setting => rowsOf(setting).length >= wanted(setting),
    advance(setting) {
      const rows = rowsOf(setting);
      if (rows.length >= wanted(setting)) return rows.length;
      const all = whole(setting);
      return rows.push(
        relativeNorms(networkOf(all, rows.length), all, {histograms: rows.length === 0})
      );
    },
    add: (setting, row) => rowsOf(setting).push(row),
    result: (setting, clip) => combine(rowsOf(setting), clip)
  };
}

/** The entry of a map, made where it is missing; only the `most` recent entries stay. */
function recent(map, key, most, make) {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value);
  return value;
}
