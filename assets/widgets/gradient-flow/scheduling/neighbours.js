/**
 * While nothing else happens and the widget is in sight, computes the networks of the multipliers
 * next to the present one, so that a move of the slider shows them at once.
 */
import {isLight} from "../simulation/setting.js";

/** @import {Simulation} from "../core.js" */
/** @import {Setting} from "../simulation/setting.js" */

const IDLE = 10; // ms that must be left before a network is computed

/**
 * @param {Simulation} simulation
 * @param {{view: Window & typeof globalThis, multipliers: number[], isBusy: () => boolean,
 *   invalidation?: Promise<void>}} options
 */
export function createNeighbours(simulation, {view, multipliers, isBusy, invalidation}) {
  /** @type {Setting | undefined} */
  let current;
  let request = 0;
  let isVisible = false;
  let isEnded = false;

  /** The nearest setting that is missing. @param {Setting} center */
  const nearest = center => {
    /** @param {number} multiplier */
    const distance = multiplier => Math.abs(multiplier - center.multiplier);
    return multipliers
      .toSorted((a, b) => distance(a) - distance(b))
      .map(multiplier => ({...center, multiplier}))
      .find(setting => isLight(setting) && !simulation.isComplete(setting));
  };
  const prepare = () => {
    if (request || isEnded || !isVisible || !current || !view.requestIdleCallback) return;
    const neighbour = nearest(current);
    if (!neighbour) return;
    request = view.requestIdleCallback(deadline => {
      request = 0;
      if (!isBusy() && deadline.timeRemaining() > IDLE) simulation.advance(neighbour);
      prepare();
    });
  };
  invalidation?.then(() => {
    isEnded = true;
    view.cancelIdleCallback?.(request);
  });
  return {
    prepare,
    /** Takes the setting whose neighbours are prepared. @param {Setting} setting */
    follow: setting => void (current = setting),
    /** Prepares only while the node is in sight. @param {Element} node */
    watch(node) {
      if (!view.IntersectionObserver) return;
      const observer = new view.IntersectionObserver(([entry]) => {
        isVisible = entry.isIntersecting;
        prepare();
      });
      observer.observe(node);
      invalidation?.then(() => observer.disconnect());
    }
  };
}
