/** What the units of each layer do: shares of saturated and dead ones, and histograms. */

// A unit counts as saturated below this slope, as in the widget "activations".
const SATURATED = 0.01;

/**
 * Shares per layer: `saturated`, of units and samples, where |σ′(z)| < 0.01, null for ReLU, whose
 * units are on or off; `dead`, of units, where σ′(z) is 0 for every sample (as
 * `gradflow.dead_fraction`).
 */
export function createShares({sizes, batch}, {activation}) {
  const saturated = Array(sizes.length - 1);
  const dead = Array(sizes.length - 1);
  return {
    see(l, slope) {
      let flat = 0;
      let gone = 0;
      for (let start = 0; start < slope.length; start += batch) {
        let isOn = false;
        for (let i = start; i < start + batch; i++) {
          if (!(slope[i] >= SATURATED)) flat += 1;
          if (slope[i] !== 0) isOn = true;
        }
        if (!isOn) gone += 1;
      }
      saturated[l] = flat / slope.length;
      dead[l] = gone / (slope.length / batch);
    },
    result: () => ({saturated: activation === "relu" ? null : saturated, dead})
  };
}

export const DECADE_STEP = 0.25; // a bin of log10|value|
export const UNIT_STEP = 0.1; // a bin of a bounded activation

/**
 * Per layer a histogram of a, linear where activations are bounded, else of log10|a|; and one of
 * log10|δ|.
 */
export function createHistograms({sizes}, {activation, residual}) {
  const linear = activation !== "relu" && !residual;
  const [a, delta] = [Array(sizes.length - 1), Array(sizes.length - 1)];
  return {
    forward: (l, array) =>
      void (a[l] = linear
        ? histogram(array, inside, UNIT_STEP)
        : histogram(array, decades, DECADE_STEP)),
    backward: (l, array) => void (delta[l] = histogram(array, decades, DECADE_STEP)),
    result: () => ({linear, a, delta})
  };
}

const inside = value => Math.min(value, 1 - UNIT_STEP / 2); // 1 itself belongs to the last bin
const decades = value => Math.log10(Math.abs(value));

/**
 * Counts of place(value) in bins of one width; values without a place (log10 of 0, NaN) are counted
 * apart.
 * @returns {{first: number, counts: number[], elsewhere: number, size: number}} bin i reaches from
 *   (first + i)·step up to the next
 */
export function histogram(values, place, step) {
  const bins = new Map();
  let elsewhere = 0;
  for (const value of values) {
    const bin = Math.floor(place(value) / step);
    if (Number.isFinite(bin)) bins.set(bin, (bins.get(bin) ?? 0) + 1);
    else elsewhere += 1;
  }
  const places = [...bins.keys()];
  const [first, last] = places.length ? [Math.min(...places), Math.max(...places)] : [0, -1];
  const counts = Array.from({length: last - first + 1}, (_, i) => bins.get(first + i) ?? 0);
  return {first, counts, elsewhere, size: values.length};
}
