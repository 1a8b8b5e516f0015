/** Where hardly anything passes: |f′| below a hundredth, or no slope at all. */

export const LITTLE = 0.01;

const STEPS = 1000;

/**
 * dead: f′ = 0 from here on outward; saturated: |f′| < 0.01, ever less outward; flat: around the
 * lowest point of f, where f′ changes its sign; null: more passes.
 * @param {(z: number) => number} df @param {number} z @returns {"dead" | "saturated" | "flat" |
 *   null}
 */
export function kindAt(df, z) {
  if (Math.abs(df(z)) >= LITTLE) return null;
  if (df(z) === 0 && df(z - 1) === 0) return "dead";
  const outward = z < 0 ? -1 : 1;
  return [0.1, 0.5].every(step => Math.abs(df(z + outward * step)) < LITTLE) ? "saturated" : "flat";
}

/**
 * The zones of a range, from left to right.
 * @param {(z: number) => number} df @param {[number, number]} range
 * @returns {{from: number, to: number, kind: "dead" | "saturated" | "flat"}[]}
 */
export function zones(df, [low, high]) {
  const inside = z => Math.abs(df(z)) < LITTLE;
  const at = i => low + (i * (high - low)) / STEPS;
  const found = [];
  for (let i = 0; i <= STEPS; i += 1) {
    if (!inside(at(i))) continue;
    if (i === 0 || !inside(at(i - 1)))
      found.push({from: i === 0 ? low : border(inside, at(i), at(i - 1))});
    found.at(-1).to = i === STEPS ? high : border(inside, at(i), at(i + 1));
  }
  return found.map(({from, to}) => ({from, to, kind: kindAt(df, (from + to) / 2)}));
}

/** Where the zone ends between a place inside and one outside, to the last bit. */
function border(inside, within, without) {
  for (
    let middle = (within + without) / 2;
    middle !== within && middle !== without;
    middle = (within + without) / 2
  ) {
    if (inside(middle)) within = middle;
    else without = middle;
  }
  return within;
}
