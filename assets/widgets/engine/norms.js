/**
 * The sizes of what flows back. Squares that would leave the range of doubles are taken of scaled
 * numbers.
 */

/** @typedef {ArrayLike<number>} Numbers */

const SAFE = [1e-280, 1e280];
/** @param {number} square */
const isSafe = square => square > SAFE[0] && square < SAFE[1];

/** RMS over the batch of ‖δ‖₂/√n: the root of the mean square of all entries. @param {Numbers} array */
export function rootMeanSquare(array) {
  const sum = squares(array);
  if (isSafe(sum)) return Math.sqrt(sum / array.length);
  const {numbers, unit} = scaled(array);
  return unit * Math.sqrt(squares(numbers) / array.length);
}

/** The sum of squares, in four sums side by side: none waits for the one before. @param {Numbers} array */
function squares(array) {
  let s0 = 0,
    s1 = 0,
    s2 = 0,
    s3 = 0;
  const multipleOf4 = array.length - (array.length % 4);
  for (let i = 0; i < multipleOf4; i += 4) {
    s0 += array[i] * array[i];
    s1 += array[i + 1] * array[i + 1];
    s2 += array[i + 2] * array[i + 2];
    s3 += array[i + 3] * array[i + 3];
  }
  for (let i = multipleOf4; i < array.length; i++) s0 += array[i] * array[i];
  return s0 + s1 + (s2 + s3);
}

/** The numbers divided by a power of 2 near the largest. @param {Numbers} array */
function scaled(array) {
  let largest = 0;
  for (let i = 0; i < array.length; i++) {
    const size = Math.abs(array[i]);
    if (!(size <= largest)) largest = size; // NaN stays
  }
  if (!(largest > 0 && largest < Infinity)) return {numbers: array, unit: 1};
  const unit = 2 ** Math.max(Math.floor(Math.log2(largest)), -1022);
  return {numbers: Float64Array.from(array, value => value / unit), unit};
}

/**
 * ‖∇_W J‖ (Frobenius) for the cost J, the mean over the batch, from ∇_W J = (1/batch) Σ_i δ_i a_iᵀ
 * without forming it: ‖Σ_i δ_i a_iᵀ‖² = Σ_ij (δ_i·δ_j)(a_i·a_j).
 * @param {Numbers} delta @param {Numbers} a @param {number} batch
 */
export function gradientNorm(delta, a, batch) {
  const sum = sumOfDots(delta, a, batch);
  if (isSafe(sum)) return Math.sqrt(sum) / batch;
  const [left, right] = [scaled(delta), scaled(a)];
  const square = Math.max(sumOfDots(left.numbers, right.numbers, batch), 0);
  return (Math.sqrt(square) / batch) * left.unit * right.unit;
}

/** Σ_ij (δ_i·δ_j)(a_i·a_j). @param {Numbers} delta @param {Numbers} a @param {number} batch */
function sumOfDots(delta, a, batch) {
  let sum = 0;
  for (let i = 0; i < batch; i++) {
    for (let j = 0; j <= i; j++) {
      sum += (i === j ? 1 : 2) * sampleDot(delta, i, j, batch) * sampleDot(a, i, j, batch);
    }
  }
  return sum;
}

/** @param {Numbers} array @param {number} i @param {number} j @param {number} batch */
function sampleDot(array, i, j, batch) {
  let sum = 0;
  for (let k = 0; k < array.length; k += batch) sum += array[k + i] * array[k + j];
  return sum;
}

/** ‖∇_b J‖: the norm of δ's mean over the batch. @param {Numbers} delta @param {number} batch */
export function biasGradientNorm(delta, batch) {
  const {numbers, unit} = scaled(delta);
  let sum = 0;
  for (let k = 0; k < numbers.length; k += batch) {
    let unitSum = 0;
    for (let i = 0; i < batch; i++) unitSum += numbers[k + i];
    sum += unitSum * unitSum;
  }
  return (Math.sqrt(sum) / batch) * unit;
}
