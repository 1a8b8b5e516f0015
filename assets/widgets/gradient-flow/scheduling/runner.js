/**
 * Runs the simulation. Light settings inside the page: a few networks at once, the others in the
 * frames that follow, neighbours while nothing happens. Heavy ones in the background.
 */
import {createBackground} from "./background.js";
import {keyOf} from "../simulation/setting.js";

const FIRST = 3; // ms of simulation before a move is painted
const LATER = 12; // ms in each frame that follows
const LEAST = 2; // networks before anything is shown,
const LONGEST = 20; // unless they take longer than so many ms, as at the first call
const IDLE = 10; // ms that must be left before a neighbour is tried

/**
 * @param {ReturnType<import("../core.js").createSimulation>} simulation
 * @param {{document: Document, ticks: {min: number, max: number, step: number}, worker?: string,
 *   invalidation?: Promise<void>}} options
 */
export function createRunner(simulation, {document, ticks, worker, invalidation}) {
  const view = document.defaultView ?? globalThis;
  const clock = view.performance ?? globalThis.performance;
  const background = createBackground({view, address: worker, invalidation});
  const stops = Array.from({length: Math.round((ticks.max - ticks.min) / ticks.step) + 1}, (_, i) =>
    Number((ticks.min + i * ticks.step).toFixed(6))
  );
  let current;
  let frame = 0;
  let idle = 0;
  let visible = false;
  let ended = false;

  /** The neighbour nearest to the present setting that has not all its networks. */
  const nextNeighbour = () =>
    stops
      .map(multiplier => ({...current, multiplier}))
      .filter(setting => simulation.isLight(setting) && isMissing(setting))
      .sort(
        (a, b) =>
          Math.abs(a.multiplier - current.multiplier) - Math.abs(b.multiplier - current.multiplier)
      )[0];
  const isMissing = setting => simulation.count(setting) < simulation.wanted(setting);

  const prepare = () => {
    if (idle || ended || !visible || !current || !view.requestIdleCallback) return;
    const neighbour = nextNeighbour();
    if (!neighbour) return;
    idle = view.requestIdleCallback(deadline => {
      idle = 0;
      if (!frame && deadline.timeRemaining() > IDLE) simulation.advance(neighbour);
      prepare();
    });
  };

  /** As many networks as fit now. */
  const runHere = (setting, budget) => {
    const start = clock.now();
    while (isMissing(setting)) {
      simulation.advance(setting);
      if (clock.now() - start > (simulation.count(setting) < LEAST ? LONGEST : budget)) break;
    }
  };
  const goOn = again => {
    if (frame || ended) return;
    frame =
      view.requestAnimationFrame?.(() =>
        view.setTimeout(() => {
          // what is there is painted first
          frame = 0;
          if (!ended) again();
        })
      ) ?? 0;
  };
  const runBeside = (settings, again) => {
    const jobs = settings.filter(isMissing).map(setting => {
      const whole = simulation.whole(setting);
      return {
        key: keyOf(whole),
        setting: whole,
        from: simulation.count(setting),
        to: simulation.wanted(setting)
      };
    });
    if (!jobs.length) return background.stop();
    return background.run(jobs, (setting, row) => {
      simulation.add(setting, row);
      goOn(again);
    });
  };
  const isSame = (a, b) => keyOf(simulation.whole(a)) === keyOf(simulation.whole(b));
  const outcome = (setting, clip) => {
    const [seeds, wanted] = [simulation.count(setting), simulation.wanted(setting)];
    return {
      seeds,
      wanted,
      settled: seeds >= wanted,
      result: seeds ? simulation.result(setting, clip) : null
    };
  };

  invalidation?.then(() => {
    ended = true;
    view.cancelAnimationFrame?.(frame);
    view.cancelIdleCallback?.(idle);
  });

  return {
    /**
     * Results of the setting, and of the one it is compared with, with as many networks as there
     * are now, `done` of `all` together; `again` is called when there may be more.
     */
    run(setting, again, {kept = null, clip = null} = {}) {
      const budget = current && isSame(current, setting) ? LATER : FIRST;
      const settings = kept && !isSame(kept, setting) ? [setting, kept] : [setting];
      const light = settings.filter(simulation.isLight);
      current = setting;
      for (const one of light) runHere(one, budget / light.length);
      runBeside(
        settings.filter(one => !simulation.isLight(one)),
        again
      );
      if (light.some(isMissing)) goOn(again);
      const outcomes = settings.map(one => outcome(one, clip));
      const settled = outcomes.every(one => one.settled);
      if (settled) prepare();
      const total = name => outcomes.reduce((sum, one) => sum + one[name], 0);
      return {
        ...outcomes[0],
        settled,
        done: total("seeds"),
        all: total("wanted"),
        kept: kept && outcomes.at(-1)
      };
    },
    /** Prepares neighbours only while the widget is in sight. */
    watch(node) {
      if (!view.IntersectionObserver) return;
      const observer = new view.IntersectionObserver(([entry]) => {
        visible = entry.isIntersecting;
        prepare();
      });
      observer.observe(node);
      invalidation?.then(() => observer.disconnect());
    }
  };
}
