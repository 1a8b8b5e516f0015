/**
 * Where everything stands: from left to right, or, in a narrow column, from top to bottom.
 * Circles are [x, y, radius]; labels are {x, y, anchor, turn (degrees), lines}.
 */

export const WIDE = {
  width: 852,
  height: 428,
  font: 20,
  nodes: {x1: [56, 112, 36], x2: [56, 336, 36], h: [372, 224, 56], y: [628, 224, 40], loss: [778, 224, 140, 76]},
  back: {w11: 16, w21: 16, w_out: 16, loss: 16},
  names: {x1: {x: 56, y: 62}, x2: {x: 56, y: 286}, h: {x: 372, y: 28}, y: {x: 628, y: 28}, loss: {x: 778, y: 28}},
  titles: {h: "hidden unit h (ReLU)", y: "output ŷ (linear)", loss: "loss J"},
  forward: {
    w11: {x: 198, y: 142, turn: 19.5},
    w21: {x: 190, y: 268, turn: -19.5},
    w_out: {x: 508, y: 208},
    z: {x: 372, y: 116},
    a: {x: 372, y: 146},
    y: {x: 628, y: 168},
    loss: {x: 778, y: 168}
  },
  backward: {
    w11: {x: 172, y: 200, turn: 19.5},
    w21: {x: 172, y: 348, turn: -19.5},
    w_out: {x: 508, y: 268, lines: 2},
    slope: {x: 384, y: 314},
    h: {x: 384, y: 342},
    y: {x: 588, y: 302, anchor: "start"}
  }
};

export const NARROW = {
  narrow: true,
  width: 344,
  height: 596,
  font: 16,
  nodes: {x1: [112, 62, 30], x2: [232, 62, 30], h: [172, 262, 48], y: [172, 430, 34], loss: [172, 556, 120, 56]},
  back: {w11: 13, w21: -13, w_out: 13, loss: 13},
  names: {x1: {x: 112, y: 22}, x2: {x: 232, y: 22}, h: {x: 228, y: 234, anchor: "start"},
    y: {x: 216, y: 452, anchor: "start"}, loss: {x: 240, y: 562, anchor: "start"}},
  titles: {h: "h (ReLU)", y: "output ŷ", loss: "loss J"},
  forward: {
    w11: {x: 108, y: 126, anchor: "end"},
    w21: {x: 236, y: 126, anchor: "start"},
    w_out: {x: 184, y: 358, anchor: "start"},
    z: {x: 228, y: 260, anchor: "start"},
    a: {x: 228, y: 284, anchor: "start"},
    y: {x: 216, y: 428, anchor: "start"},
    loss: {x: 184, y: 502, anchor: "start"}
  },
  backward: {
    w11: {x: 108, y: 154, anchor: "end", lines: 2},
    w21: {x: 236, y: 154, anchor: "start", lines: 2},
    w_out: {x: 146, y: 340, anchor: "end", lines: 2},
    slope: {x: 116, y: 254, anchor: "end"},
    h: {x: 116, y: 280, anchor: "end"},
    y: {x: 128, y: 436, anchor: "end"}
  }
};
