import assert from "node:assert/strict";
import {test} from "node:test";
import {normals, normalSource, uniformSource} from "../../assets/widgets/engine/random.js";

const COUNT = 200_000;
const mean = numbers => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

/**
 * Mean of the power of the numbers, and how far by chance it may lie from the expected one (five
 * standard errors).
 */
function assertMoment(numbers, power, expected, deviation) {
  const found = mean(numbers.map(value => value ** power));
  const tolerance = (5 * deviation) / Math.sqrt(numbers.length);
  assert.ok(
    Math.abs(found - expected) < tolerance,
    `moment ${power}: ${found} (want ${expected} ± ${tolerance})`
  );
}

test("equal seeds give equal numbers, and another seed others", () => {
  const first = [...normals(100, normalSource(7))];
  assert.deepEqual([...normals(100, normalSource(7))], first);
  assert.notDeepEqual([...normals(100, normalSource(8))], first);
});

test("random bits are those of sfc32", () => {
  // the published generator in 64-bit integers, with the same state and 15 rounds of warm-up
  const mask = n => BigInt.asUintN(32, n);
  const state = [0x9e3779b9n, 0x243f6a88n, 42n, 1n];
  const published = () => {
    const sum = mask(state[0] + state[1] + state[3]);
    state[3] = mask(state[3] + 1n);
    state[0] = state[1] ^ (state[1] >> 9n);
    state[1] = mask(state[2] + (state[2] << 3n));
    state[2] = mask(mask((state[2] << 21n) | (state[2] >> 11n)) + sum);
    return Number(sum) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) published();
  const ours = uniformSource(42);
  for (let i = 0; i < 1000; i++) assert.equal(ours(), published());
});

test("uniform numbers fill [0, 1) evenly", () => {
  const source = uniformSource(1);
  const numbers = Array.from({length: COUNT}, source);
  assert.ok(numbers.every(value => value >= 0 && value < 1));
  assertMoment(numbers, 1, 1 / 2, Math.sqrt(1 / 12));
  const counts = Array(64).fill(0);
  for (const value of numbers) counts[Math.floor(64 * value)] += 1;
  const chiSquare = mean(counts.map(count => (count - COUNT / 64) ** 2 / (COUNT / 64))) * 64;
  assert.ok(chiSquare > 20 && chiSquare < 125, `χ² of 63 degrees of freedom: ${chiSquare}`);
});

test("normal numbers have the moments and tails of the normal distribution", () => {
  const numbers = [...normals(COUNT, normalSource(2))];
  assertMoment(numbers, 1, 0, 1);
  assertMoment(numbers, 2, 1, Math.sqrt(2));
  assertMoment(numbers, 3, 0, Math.sqrt(15));
  assertMoment(numbers, 4, 3, Math.sqrt(96));
  const beyond = limit => numbers.filter(value => Math.abs(value) > limit).length / COUNT;
  assert.ok(Math.abs(beyond(1) - 0.317311) < 0.006);
  assert.ok(Math.abs(beyond(3) - 0.0027) < 0.0006);
});

test("numbers of a stream and of neighbouring seeds are uncorrelated", () => {
  const [one, other] = [3, 4].map(seed => normals(COUNT, normalSource(seed)));
  const correlation = (a, b) => mean([...a].map((value, i) => value * b[i]));
  const limit = 5 / Math.sqrt(COUNT);
  assert.ok(Math.abs(correlation(one, other)) < limit);
  for (const lag of [1, 2, 64])
    assert.ok(Math.abs(correlation(one.slice(lag), one)) < limit, `lag ${lag}`);
});

test("a seed that is not an unsigned integer raises an error", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 32])
    assert.throws(() => normalSource(seed), /invalid seed: .* \(want an integer/);
});
