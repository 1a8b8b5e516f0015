/**
 * A seeded source of random numbers, so that the same seed draws the same networks everywhere.
 *
 * Bits: sfc32 (Chris Doty-Humphrey's "small fast chaotic" generator, 128 bits of state, passes
 * PractRand). Normals: the polar method (Marsaglia & Bray, SIAM Review 6, 1964), which needs one
 * log and one square root a pair.
 */

const WARM_UP = 15; // rounds after which two neighbouring seeds have nothing in common
const ULP = 2 ** -32;

/**
 * A source of uniform numbers in [0, 1), in steps of 2⁻³².
 * @param {number} seed a non-negative integer below 2³²
 * @returns {() => number}
 */
export function uniformSource(seed) {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`invalid seed: ${seed} (want an integer from 0 to 4294967295)`);
  }
  // a, b, c and a counter; typed, so that no step allocates
  const state = Int32Array.of(0x9e3779b9, 0x243f6a88, seed, 1);
  const next = () => {
    const a = state[0],
      b = state[1],
      c = state[2],
      counter = state[3];
    const sum = (a + b + counter) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    state[3] = counter + 1;
    return (sum >>> 0) * ULP;
  };
  for (let round = 0; round < WARM_UP; round++) next();
  return next;
}

/**
 * A source of standard normal numbers.
 * @param {number} seed a non-negative integer below 2³²
 * @returns {() => number}
 */
export function normalSource(seed) {
  const uniform = uniformSource(seed);
  let spare = 0;
  let hasSpare = false;
  return () => {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    let u, v, square;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    spare = v * factor;
    hasSpare = true;
    return u * factor;
  };
}

/**
 * `length` standard normal numbers, drawn from `normal`.
 * @param {number} length
 * @param {() => number} normal
 * @returns {Float64Array}
 */
export function normals(length, normal) {
  const array = new Float64Array(length);
  for (let i = 0; i < length; i++) array[i] = normal();
  return array;
}
