/** A setting computed piece by piece: in a worker, or in slices within the page. */
import {drawNetwork} from "../simulation/random-networks.js";
import {measure} from "../simulation/measure.js";
import {createBuffers} from "../../engine/batched-network.js";

/**
 * The rows of networks `from` to `to` (not included), counted from 0. Pauses after each layer:
 * yields nothing, or a row that is done.
 * @returns {Generator<import("../simulation/measure.js").Row | undefined>}
 */
function* rowsOf({setting, from, to}) {
  const buffers = createBuffers(Array(setting.depth + 1).fill(setting.width), setting.batch);
  for (let i = from; i < to; i++) {
    const network = yield* drawNetwork(i + 1, setting);
    yield yield* measure(network, setting, {buffers, histograms: i === 0});
  }
}

/** The rows of several jobs, one job after the other: yields nothing, or `{key, row}`. */
export function* rowsOfAll(jobs) {
  for (const job of jobs) {
    for (const row of rowsOf(job)) yield row && {key: job.key, row};
  }
}

/**
 * Runs the steps for `budget` ms at a time, and lets other tasks run in between; passes on what the
 * steps yield.
 */
export function runInSlices(steps, {budget, clock, later, take}) {
  let stopped = false;
  const slice = () => {
    for (const start = clock.now(); !stopped && clock.now() - start < budget;) {
      const {done, value} = steps.next();
      if (done) return;
      if (value) take(value);
    }
    if (!stopped) later(slice);
  };
  later(slice);
  return () => {
    stopped = true;
  };
}
