/**
 * The activations of the simulator: each writes a = σ(z) and the slope σ′(z) of a whole layer.
 * No digits cancel at large |z|: neither end of a slope is computed as 1 minus something close to 1.
 */
export const ACTIVATIONS = {
  sigmoid(z, a, slope) {
    for (let i = 0; i < z.length; i++) {
      const e = Math.exp(-Math.abs(z[i]));
      const upper = 1 / (1 + e);
      a[i] = z[i] >= 0 ? upper : e * upper;
      slope[i] = e * upper * upper;
    }
  },
  tanh(z, a, slope) {
    for (let i = 0; i < z.length; i++) {
      if (Math.abs(z[i]) < 0.5) {
        a[i] = Math.tanh(z[i]);
        slope[i] = 1 - a[i] * a[i];
        continue;
      }
      const e = Math.exp(-2 * Math.abs(z[i]));
      const inverse = 1 / (1 + e);
      a[i] = Math.sign(z[i]) * (1 - e) * inverse;
      slope[i] = 4 * e * inverse * inverse;
    }
  },
  relu(z, a, slope) {
    for (let i = 0; i < z.length; i++) {
      slope[i] = z[i] > 0 ? 1 : 0;
      a[i] = slope[i] * z[i];
    }
  }
};
