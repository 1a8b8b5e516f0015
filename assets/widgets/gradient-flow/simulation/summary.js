/** Summarises the rows of a setting. */
import {means, quantile, summarise} from "./statistics.js";

/**
 * @param {import("./measure.js").Row[]} rows
 * @param {number | null} [clip] a threshold for the norm of all gradients
 * @returns {{count: number, delta: Summary | null, gradient: Summary | null, clipped: Summary |
 *   null, clipping: number | null,
 *   extent: [number, number] | null, faults: object[], lost: number, shares: object | null,
 *   histograms: object | null}}
 *   delta: over the networks with a gradient in the last layer, the reference; the other networks
 *   are counted in `lost`. clipped: weight gradients after clipping, relative to those of the last
 *   layer before it; clipping: the factor's median, log10. size: per layer, the median of log10 ‖δ‖
 *   itself
 */
export function combine(rows, clip = null) {
  const sound = rows.filter(row => isRelative(row.delta));
  const graded = sound.filter(row => row.gradient && isRelative(row.gradient));
  const cut = clip === null ? [] : graded.map(row => Math.min(0, Math.log10(clip) - row.norm));
  return {
    count: rows.length,
    lost: rows.length - sound.length,
    delta: over(sound.map(row => row.delta)),
    size: over(sound.map(row => row.delta.map(value => value + row.size)))?.median ?? null,
    gradient: over(graded.map(row => row.gradient)),
    clipped: over(
      graded.slice(0, cut.length).map((row, i) => row.gradient.map(value => value + cut[i]))
    ),
    clipping: cut.length
      ? quantile(
          [...cut].sort((a, b) => a - b),
          0.5
        )
      : null,
    faults: gather(
      rows.filter(row => row.fault).map(row => ({...row.fault, lost: !isRelative(row.delta)}))
    ),
    shares:
      rows.length && rows[0].shares
        ? {
            saturated: rows[0].shares.saturated && means(rows.map(row => row.shares.saturated)),
            dead: means(rows.map(row => row.shares.dead))
          }
        : null,
    histograms: rows[0]?.histograms ?? null
  };
}

const over = rows => (rows.length ? summarise(rows) : null);
const isRelative = values => !values.some(Number.isNaN);

/**
 * Faults by kind, most frequent first, with the number of networks, the range of layers, and
 * whether a residual connection bypasses them.
 */
function gather(faults) {
  const groups = new Map();
  for (const fault of faults) {
    const around = Boolean(fault.closed);
    const key = [fault.kind, fault.pass, fault.lost, around].join();
    const group = groups.get(key) ?? {...fault, around, layers: [], count: 0};
    group.count += 1;
    group.layers.push(...(fault.closed ?? [fault.layer]));
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({kind, pass, lost, around, layers, count}) => ({
      kind,
      pass,
      lost,
      around,
      layers,
      count,
      first: Math.min(...layers),
      last: Math.max(...layers)
    }))
    .sort((a, b) => b.count - a.count);
}
