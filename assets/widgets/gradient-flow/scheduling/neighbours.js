/**
 * While nothing else happens and the widget is in sight, computes the networks of the multipliers
 * next to the present one, so that a move of the slider shows them at once.
 */
const IDLE = 10; // ms that must be left before a network is computed

/**
 * @param {ReturnType<import("../core.js").createSimulation>} simulation
 * @param {{view: Window, multipliers: number[], isBusy: () => boolean}} options
 */
export function createNeighbours(simulation, {view, multipliers, isBusy}) {
  let current;
  let request = 0;
  let isVisible = false;
  let isEnded = false;

  const distance = ({multiplier}) => Math.abs(multiplier - current.multiplier);
  const nearest = () =>
    multipliers
      .map(multiplier => ({...current, multiplier}))
      .filter(setting => simulation.isLight(setting) && !simulation.isComplete(setting))
      .sort((a, b) => distance(a) - distance(b))[0];
  const prepare = () => {
    if (request || isEnded || !isVisible || !current || !view.requestIdleCallback) return;
    const neighbour = nearest();
    if (!neighbour) return;
    request = view.requestIdleCallback(deadline => {
      request = 0;
      if (!isBusy() && deadline.timeRemaining() > IDLE) simulation.advance(neighbour);
      prepare();
    });
  };
  return {
    prepare,
    /** Takes the setting whose neighbours are prepared. */
    follow: setting => void (current = setting),
    /** Prepares only while the node is in sight. */
    watch(node, invalidation) {
      if (!view.IntersectionObserver) return;
      const observer = new view.IntersectionObserver(([entry]) => {
        isVisible = entry.isIntersecting;
        prepare();
      });
      observer.observe(node);
      invalidation?.then(() => observer.disconnect());
    },
    end() {
      isEnded = true;
      view.cancelIdleCallback?.(request);
    }
  };
}
