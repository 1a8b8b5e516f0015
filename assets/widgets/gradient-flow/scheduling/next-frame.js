/**
 * Calls a function once the next frame is painted. While a call is waiting, further ones are
 * ignored.
 * @param {Window} view @param {Promise<void>} [invalidation] ends the calls
 */
export function createNextFrame(view, invalidation) {
  let frame = 0;
  let isEnded = false;
  invalidation?.then(() => {
    isEnded = true;
    view.cancelAnimationFrame?.(frame);
  });
  return {
    isWaiting: () => frame !== 0,
    /** @param {() => void} callback */
    schedule(callback) {
      if (frame || isEnded) return;
      const run = () => {
        frame = 0;
        if (!isEnded) callback();
      };
      frame = view.requestAnimationFrame?.(() => view.setTimeout(run)) ?? 0;
    }
  };
}
