/** Products of a weight matrix and a batch: the inner loop of the simulation. */

/**
 * out = scale · M X, where M (rows, inner) is stored in `matrix` with strides rowStep and
 * innerStep, so that one routine multiplies by W and by Wᵀ. Blocks of two rows by four samples stay
 * in registers; the remaining rows and samples are computed entry by entry.
 * @param {Float64Array} out (rows, batch)
 * @param {ArrayLike<number>} matrix
 * @param {{rows: number, inner: number, rowStep: number, innerStep: number, batch: number, scale:
 *   number}} shape
 * @param {ArrayLike<number>} X (inner, batch)
 */
export function multiply(out, matrix, {rows, inner, rowStep, innerStep, batch, scale}, X) {
  const evenRows = rows - (rows % 2);
  const fullSamples = batch - (batch % 4);
  for (let r = 0; r < evenRows; r += 2) {
    for (let s = 0; s < fullSamples; s += 4) {
      let p0 = 0,
        p1 = 0,
        p2 = 0,
        p3 = 0,
        q0 = 0,
        q1 = 0,
        q2 = 0,
        q3 = 0;
      let m = r * rowStep;
      const end = s + inner * batch;
      for (let x = s; x < end; x += batch, m += innerStep) {
        const u = matrix[m];
        const v = matrix[m + rowStep];
        const x0 = X[x],
          x1 = X[x + 1],
          x2 = X[x + 2],
          x3 = X[x + 3];
        p0 += u * x0;
        p1 += u * x1;
        p2 += u * x2;
        p3 += u * x3;
        q0 += v * x0;
        q1 += v * x1;
        q2 += v * x2;
        q3 += v * x3;
      }
      const i = r * batch + s;
      const j = i + batch;
      out[i] = scale * p0;
      out[i + 1] = scale * p1;
      out[i + 2] = scale * p2;
      out[i + 3] = scale * p3;
      out[j] = scale * q0;
      out[j + 1] = scale * q1;
      out[j + 2] = scale * q2;
      out[j + 3] = scale * q3;
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let s = r < evenRows ? fullSamples : 0; s < batch; s++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += matrix[r * rowStep + k * innerStep] * X[k * batch + s];
      out[r * batch + s] = scale * sum;
    }
  }
}
