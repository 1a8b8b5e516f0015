/** Settings worth a look, by name; the lecture shows the first one first. */

import {PRESETS as FIRST} from "../network-diagram/one-relu-network.js";

export const PRESETS = {
  Moving: {...FIRST.moving, gradients: true},
  "Zero loss": {...FIRST.start, gradients: true},
  "Dead ReLU": {...FIRST.dead, gradients: true},
  "Saturated sigmoid": {net: "2-2-1", gradients: true, w221: [3, 2.5, -2.5, -3, 2, -1, -4, 2, -3]}
};
