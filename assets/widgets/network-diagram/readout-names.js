/** Names of the read-outs (`data-name`), the same in every view. */

const index = (l, k) => `${l + 1}_${k + 1}`;

const general = {
  x: () => null,
  z: (l, k) => `z${index(l, k)}`,
  a: (l, k) => `a${index(l, k)}`,
  upstream: (l, k) => `upstream${index(l, k)}`,
  slope: (l, k) => `slope${index(l, k)}`,
  delta: (l, k) => `delta${index(l, k)}`,
  weight: (l, k, j) => `dW${index(l, k)}${j + 1}`,
  bias: (l, k) => `db${index(l, k)}`,
  loss: "J",
  sampleLoss: "sample_loss"
};

/** The first network's: those of one-relu-network.js. */
const first = {
  ...general,
  z: l => ["z_h", "z_y"][l],
  a: l => ["a_h", "y_hat"][l],
  upstream: l => ["dL_dah", "dL_dy"][l],
  slope: l => ["slope", "slope_y"][l],
  delta: l => ["dL_dzh", "dL_dzy"][l],
  weight: (l, k, j) => (l === 0 ? `dL_dw${j + 1}1` : "dL_dwout"),
  loss: "loss"
};

export const namesOf = ({biases}) => (biases ? general : first);
