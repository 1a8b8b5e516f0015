/** Runs the simulation inside the page: a few networks at once, the others in the frames that follow, neighbours while nothing happens. */

export const FIRST = 6; // ms of simulation before a move is painted
const LATER = 12; // ms in each frame that follows
const LEAST = 3; // networks before anything is shown
const IDLE = 10; // ms that must be left before a neighbour is tried

/**
 * @param {ReturnType<import("./core.js").createSimulation>} simulation
 * @param {{document: Document, ticks: {min: number, max: number, step: number}, invalidation?: Promise<void>}} options
 */
export function createRunner(simulation, {document, ticks, invalidation}) {
  const view = document.defaultView ?? globalThis;
  const clock = view.performance ?? globalThis.performance;
  const stops = Array.from({length: Math.round((ticks.max - ticks.min) / ticks.step) + 1}, (_, i) => Number((ticks.min + i * ticks.step).toFixed(6)));
  let current;
  let frame = 0;
  let idle = 0;
  let visible = false;
  let ended = false;

  /** The neighbour nearest to the present setting that has not all its networks. */
  const nextNeighbour = () => stops
    .map((multiplier) => ({...current, multiplier}))
    .filter((setting) => simulation.count(setting) < simulation.seeds)
    .sort((a, b) => Math.abs(a.multiplier - current.multiplier) - Math.abs(b.multiplier - current.multiplier))[0];

  const prepare = () => {
    if (idle || ended || !visible || !current || !view.requestIdleCallback) return;
    const neighbour = nextNeighbour();
    if (!neighbour) return;
    idle = view.requestIdleCallback((deadline) => {
      idle = 0;
      if (!frame && deadline.timeRemaining() > IDLE) simulation.advance(neighbour);
      prepare();
    });
  };

  invalidation?.then(() => {
    ended = true;
    view.cancelAnimationFrame?.(frame);
    view.cancelIdleCallback?.(idle);
  });

  return {
    /** Results of the setting with as many networks as fit now; `again` is called when there may be more. */
    run(setting, again) {
      const budget = current && Object.keys(setting).every((name) => current[name] === setting[name]) ? LATER : FIRST;
      const start = clock.now();
      current = setting;
      while (simulation.advance(setting) < simulation.seeds) {
        if (simulation.count(setting) >= LEAST && clock.now() - start > budget) break;
      }
      const seeds = simulation.count(setting);
      const settled = seeds === simulation.seeds;
      if (settled) prepare();
      else if (!frame && !ended) {
        frame = view.requestAnimationFrame?.(() => view.setTimeout(() => { // what is there is painted first
          frame = 0;
          if (!ended) again();
        })) ?? 0;
      }
      return {seeds, settled, result: simulation.result(setting)};
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
