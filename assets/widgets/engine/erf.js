/**
 * The complementary error function after W. J. Cody, "Rational Chebyshev approximations for the
 * error function", Mathematics of Computation 23 (1969): relative error near the rounding of
 * doubles, also far out in the tail.
 */

const A = [
  3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315
];
const B = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const C = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8
];
const D = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495
];
const P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
  0.0006587491615298378, 0.016315387137302097
];
const Q = [
  2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132,
  0.0023352049762686918
];

/**
 * A ratio of polynomials. `up` ends with the numerator's leading coefficient; the denominator's is 1.
 * @param {number[]} up @param {number[]} down @param {number} x
 */
function ratio(up, down, x) {
  const last = down.length - 1;
  let [numerator, denominator] = [up[last + 1] * x, x];
  for (let i = 0; i < last; i += 1) {
    numerator = (numerator + up[i]) * x;
    denominator = (denominator + down[i]) * x;
  }
  return (numerator + up[last]) / (denominator + down[last]);
}

/** exp(−y²) without losing the digits that squaring y would cost. @param {number} y */
function gauss(y) {
  const head = Math.trunc(y * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(y - head) * (y + head));
}

/** erfc(x) = 1 − erf(x). @param {number} x */
export function erfc(x) {
  const y = Math.abs(x);
  if (y <= 0.46875) return 1 - x * ratio(A, B, y * y);
  const tail = y <= 4 ? gauss(y) * ratio(C, D, y) : farTail(y);
  return x > 0 ? tail : 2 - tail;
}

/** erfc(y) for y > 4. @param {number} y */
function farTail(y) {
  const inverse = 1 / (y * y);
  return (gauss(y) / y) * (1 / Math.sqrt(Math.PI) - inverse * ratio(P, Q, inverse));
}
