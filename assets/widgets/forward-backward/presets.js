/** Settings worth a look, by name; the lecture shows the first one first. */

export const PRESETS = {
  Moving: {x1: 1, x2: 0.5, w11: 0.6, w21: -0.4, w_out: 1.5, gradients: true},
  "Zero loss": {gradients: true},
  "Dead ReLU": {w11: -0.5, w21: 0.5, gradients: true},
  "Saturated sigmoid": {net: "2-2-1", gradients: true, w221: [3, 2.5, -2.5, -3, 2, -1, -4, 2, -3]}
};
