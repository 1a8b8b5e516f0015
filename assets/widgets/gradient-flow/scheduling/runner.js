/**
 * Runs the simulation. Light settings run in the page: a few networks at once, the others in the
 * frames that follow, neighbours while nothing happens. Heavy ones run in the background.
 */
import {keyOf} from "../simulation/setting.js";
import {createBackground} from "./background.js";
import {createNeighbours} from "./neighbours.js";
import {createNextFrame} from "./next-frame.js";

const FIRST = 3; // ms of simulation before a move is painted
const LATER = 12; // ms in each frame that follows
const LEAST = 2; // show nothing before there are this many networks,
const LONGEST = 20; // or before this many ms have passed

/**
 * @param {ReturnType<import("../core.js").createSimulation>} simulation
 * @param {{document: Document, ticks: {min: number, max: number, step: number}, worker?: string,
 *   invalidation?: Promise<void>}} options
 */
export function createRunner(simulation, {document, ticks, worker, invalidation}) {
  const view = document.defaultView ?? globalThis;
  const clock = view.performance ?? globalThis.performance;
  const background = createBackground({view, address: worker, invalidation});
  const nextFrame = createNextFrame(view);
  const multipliers = multipliersOf(ticks);
  const isBusy = nextFrame.isWaiting;
  const neighbours = createNeighbours(simulation, {view, multipliers, isBusy});
  const isSame = (a, b) => keyOf(simulation.whole(a)) === keyOf(simulation.whole(b));
  let current;

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
  const runInPage = (settings, budget, onProgress) => {
    for (const setting of settings)
      advanceFor(budget / settings.length, simulation, setting, clock);
    if (!settings.every(simulation.isComplete)) nextFrame.schedule(onProgress);
  };
  for (const part of [nextFrame, neighbours]) invalidation?.then(part.end);

  return {
    /**
     * Results of the setting, and of the one that it is compared with, with as many networks as
     * there are now, `done` of `all` together; `onProgress` is called when there may be more.
     */
    run(setting, onProgress, {kept = null, clip = null} = {}) {
      const budget = current && isSame(current, setting) ? LATER : FIRST;
      const settings = kept && !isSame(kept, setting) ? [setting, kept] : [setting];
      current = setting;
      neighbours.follow(setting);
      runInPage(settings.filter(simulation.isLight), budget, onProgress);
      runInBackground(
        settings.filter(one => !simulation.isLight(one)),
        onProgress
      );
      const outcomes = settings.map(one => outcomeOf(simulation, one, clip));
      const settled = outcomes.every(one => one.settled);
      if (settled) neighbours.prepare();
      const total = name => outcomes.reduce((sum, one) => sum + one[name], 0);
      const totals = {done: total("seeds"), all: total("wanted")};
      return {...outcomes[0], settled, ...totals, kept: kept && outcomes.at(-1)};
    },
    watch: node => neighbours.watch(node, invalidation)
  };
}

const multipliersOf = ({min, max, step}) =>
  Array.from({length: Math.round((max - min) / step) + 1}, (_, i) =>
    Number((min + i * step).toFixed(6))
  );

/** Adds networks to the setting for `budget` ms; longer until there are enough to show. */
function advanceFor(budget, simulation, setting, clock) {
  const start = clock.now();
  while (!simulation.isComplete(setting)) {
    simulation.advance(setting);
    const limit = simulation.count(setting) < LEAST ? LONGEST : budget;
    if (clock.now() - start > limit) break;
  }
}

function jobOf(simulation, setting) {
  const whole = simulation.whole(setting);
  const [from, to] = [simulation.count(setting), simulation.wanted(setting)];
  return {key: keyOf(whole), setting: whole, from, to};
}

function outcomeOf(simulation, setting, clip) {
  const [seeds, wanted] = [simulation.count(setting), simulation.wanted(setting)];
  const result = seeds ? simulation.result(setting, clip) : null;
  return {seeds, wanted, settled: seeds >= wanted, result};
}
