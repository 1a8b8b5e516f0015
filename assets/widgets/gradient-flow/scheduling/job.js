/** Settings computed piece by piece: in a worker, or in slices within the page. */
import {createBuffers} from "../../engine/batched-network.js";
import {measure} from "../simulation/measure.js";
import {drawNetwork} from "../simulation/random-networks.js";

/** @import {Row} from "../simulation/measure.js" */
/** @import {Setting} from "../simulation/setting.js" */

/**
 * Networks `from` to `to` (not included) of a setting, counted from 0; key: of the setting.
 * @typedef {{key: string, setting: Setting, from: number, to: number}} Job
 * @typedef {{key: string, row: Row}} JobRow a row of the job with this key
 */

/**
 * The rows of several jobs, one job after the other. Pauses after each layer: yields nothing, or a
 * row that is done.
 * @param {Job[]} jobs @returns {Generator<JobRow | void, void>}
 */
export function* computeRows(jobs) {
  for (const {key, setting, from, to} of jobs) {
    const buffers = createBuffers(Array(setting.depth + 1).fill(setting.width), setting.batch);
    for (let i = from; i < to; i++) {
      const network = yield* drawNetwork(i + 1, setting);
      yield {key, row: yield* measure(network, setting, {buffers, histograms: i === 0})};
    }
  }
}

/**
 * Runs the steps for `budget` ms at a time, and lets other tasks run in between.
 * @template Value
 * @param {Generator<Value | void, void>} steps
 * @param {{budget: number, clock: {now(): number}, later: (slice: () => void) => void,
 *   take: (value: Value) => void}} options take: is given what the steps yield
 * @returns {() => void} stops the run
 */
export function runInSlices(steps, {budget, clock, later, take}) {
  let isStopped = false;
  const slice = () => {
    for (const start = clock.now(); !isStopped && clock.now() - start < budget;) {
      const {done, value} = steps.next();
      if (done) return;
      if (value) take(value);
    }
    if (!isStopped) later(slice);
  };
  later(slice);
  return () => {
    isStopped = true;
  };
}
