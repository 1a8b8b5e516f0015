/**
 * Runs the simulation. Light settings run in the page: a few networks at once, the others in the
 * frames that follow, neighbours while nothing happens. Heavy ones run in the background.
 */
import {isLight, keyOf} from "../simulation/setting.js";
import {createBackground} from "./background.js";
import {createNeighbours} from "./neighbours.js";
import {createNextFrame} from "./next-frame.js";

/** @import {Simulation} from "../core.js" */
/** @import {Setting} from "../simulation/setting.js" */
/** @import {Result} from "../simulation/summary.js" */
/** @import {Job} from "./job.js" */

/**
 * What is known of a setting: `seeds` of its `wanted` networks. settled: all of them; result: null
 * before the first.
 * @typedef {{seeds: number, wanted: number, settled: boolean, result: Result | null}} Progress
 *
 * The setting's progress, and that of the network kept for comparison. settled: both are; done,
 * all: their networks together.
 * @typedef {Progress & {done: number, all: number, kept: Progress | null}} Outcome
 */

const FIRST = 3; // ms of simulation before a move is painted
const LATER = 12; // ms in each frame that follows
const LEAST = 2; // show nothing before there are this many networks,
const LONGEST = 20; // or before this many ms have passed

/**
 * @param {Simulation} simulation
 * @param {{document: Document, ticks: {min: number, max: number, step: number}, worker?: string,
 *   invalidation?: Promise<void>}} options ticks: the slider's multipliers
 */
export function createRunner(simulation, {document, ticks, worker, invalidation}) {
  const view = /** @type {Window & typeof globalThis} */ (document.defaultView);
  const clock = view.performance ?? globalThis.performance;
  const background = createBackground({view, address: worker, invalidation});
  const nextFrame = createNextFrame(view, invalidation);
  const neighbours = createNeighbours(simulation, {
    view,
    multipliers: multipliersOf(ticks),
    isBusy: nextFrame.isWaiting,
    invalidation
  });
  /** @type {string | undefined} */
  let currentKey;

  /** @param {Setting[]} settings @param {() => void} onProgress */
  const runInBackground = (settings, onProgress) => {
    const jobs = settings
      .filter(setting => !simulation.isComplete(setting))
      .map(setting => jobOf(simulation, setting));
    if (!jobs.length) return background.stop();
    return background.run(jobs, (setting, row) => {
      simulation.add(setting, row);
      nextFrame.schedule(onProgress);
    });
  };
  /** @param {Setting[]} settings @param {number} budget in ms @param {() => void} onProgress */
  const runInPage = (settings, budget, onProgress) => {
    for (const setting of settings)
      advanceFor(budget / settings.length, simulation, setting, clock);
    if (!settings.every(simulation.isComplete)) nextFrame.schedule(onProgress);
  };
  return {
    /**
     * Results of the setting, and of the one that it is compared with, with as many networks as
     * there are now; `onProgress` is called when there may be more.
     * @param {Setting} setting @param {() => void} onProgress
     * @param {{kept?: Setting | null, clip?: number | null}} [options] clip: the threshold for the
     *   gradient's norm
     * @returns {Outcome}
     */
    run(setting, onProgress, {kept = null, clip = null} = {}) {
      const key = keyOf(setting);
      const budget = key === currentKey ? LATER : FIRST;
      const settings = kept && keyOf(kept) !== key ? [setting, kept] : [setting];
      const heavy = settings.filter(one => !isLight(one));
      currentKey = key;
      neighbours.follow(setting);
      runInPage(settings.filter(isLight), budget, onProgress);
      runInBackground(heavy, onProgress);
      const parts = settings.map(one => progressOf(simulation, one, clip));
      const settled = parts.every(one => one.settled);
      if (settled) neighbours.prepare();
      const done = parts.reduce((sum, {seeds}) => sum + seeds, 0);
      const all = parts.reduce((sum, {wanted}) => sum + wanted, 0);
      return {...parts[0], settled, done, all, kept: kept && parts[parts.length - 1]};
    },
    watch: neighbours.watch
  };
}

/** @param {{min: number, max: number, step: number}} range */
const multipliersOf = ({min, max, step}) =>
  Array.from({length: Math.round((max - min) / step) + 1}, (_, i) =>
    Number((min + i * step).toFixed(6))
  );

/**
 * Adds networks to the setting for `budget` ms; longer until there are enough to show.
 * @param {number} budget @param {Simulation} simulation @param {Setting} setting
 * @param {{now(): number}} clock
 */
function advanceFor(budget, simulation, setting, clock) {
  const start = clock.now();
  while (!simulation.isComplete(setting)) {
    const limit = simulation.advance(setting) < LEAST ? LONGEST : budget;
    if (clock.now() - start > limit) break;
  }
}

/** @param {Simulation} simulation @param {Setting} setting @returns {Job} */
const jobOf = (simulation, setting) => ({
  key: keyOf(setting),
  setting,
  from: simulation.count(setting),
  to: simulation.wanted(setting)
});

/**
 * @param {Simulation} simulation @param {Setting} setting @param {number | null} clip
 * @returns {Progress}
 */
function progressOf(simulation, setting, clip) {
  const [seeds, wanted] = [simulation.count(setting), simulation.wanted(setting)];
  const result = seeds ? simulation.result(setting, clip) : null;
  return {seeds, wanted, settled: seeds >= wanted, result};
}
