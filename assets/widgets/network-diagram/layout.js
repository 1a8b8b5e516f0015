/**
 * Where everything stands: layers from left to right, or, in a narrow column, from top to bottom.
 * Places are {x, y, w, h}, centre and size; an edge has its ends and the middle of its label.
 */

import {remember} from "../ui/remember.js";

/**
 * @typedef {{w: number, h: number}} Size
 * @typedef {{x: number, y: number} & Size} Box
 * @typedef {{x0: number, y0: number, x1: number, y1: number}} Line from rim to rim
 * @typedef {Line & {layer: number, k: number, j: number, label: Box}} Edge from unit or input j
 * @typedef {Line & {k: number}} End from output k to the loss
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {boolean} narrow from top to bottom
 * @property {number} font the size of the labels
 * @property {boolean} compact whether the labels are short
 * @property {Box[]} inputs
 * @property {Box[][]} units by layer
 * @property {Box} loss
 * @property {Edge[]} edges
 * @property {End[]} ends
 *
 * @typedef {Pick<Layout, "font" | "compact" | "narrow" | "inputs" | "units">} Obstacles what labels
 *   keep away from
 */

const WIDE = {
  narrow: false,
  width: 852,
  height: 326,
  box: {w: 130, h: 80},
  input: {w: 56, h: 56},
  loss: {w: 104, h: 62}
};
const NARROW = {
  narrow: true,
  width: 358,
  box: {w: 112, h: 68},
  input: {w: 52, h: 44},
  loss: {w: 104, h: 52}
};
const SMALL = {w: 102, h: 60};

/** @typedef {Record<number, number[]>} Positions in px, by the number of layers or units */

/** Columns of the wide drawing: the inputs, the layers, the loss. @type {Positions} */
const COLUMNS = {2: [34, 298, 600, 798], 3: [32, 230, 436, 628, 800]};
/** @type {Positions} */
const ROWS = {1: [160], 2: [78, 238], 3: [50, 166, 282]};

/** Units of a row of the narrow drawing. @type {Positions} */
const ACROSS = {1: [179], 2: [92, 266], 3: [58, 179, 300]};

/**
 * @param {number[]} sizes units per layer, input first
 * @param {boolean} narrow
 * @returns {Layout}
 */
export function layoutOf(sizes, narrow) {
  const base = narrow ? NARROW : WIDE;
  const depth = sizes.length - 1;
  const rows = rowsOf(sizes);
  /** @param {number} level @param {number} k @param {number} count @param {Size} size @returns {Box} */
  const at = (level, k, count, size) =>
    narrow
      ? {x: ACROSS[count][k], y: rows[level], ...size}
      : {x: COLUMNS[depth][level], y: ROWS[count][k], ...size};
  const inputs = Array.from({length: sizes[0]}, (_, j) => at(0, j, sizes[0], base.input));
  const box = depth > 2 ? SMALL : base.box;
  const units = sizes
    .slice(1)
    .map((count, l) => Array.from({length: count}, (_, k) => at(l + 1, k, count, box)));
  const loss = at(depth + 1, 0, 1, base.loss);
  const levels = [inputs, ...units];
  const edges = units.flatMap((targets, layer) =>
    targets.flatMap((to, k) =>
      levels[layer].map((from, j) => {
        const [leave, arrive] = [spread(k, targets.length), spread(j, levels[layer].length)];
        return {layer, k, j, ...connect(from, to, leave, arrive, narrow)};
      })
    )
  );
  const outputs = units[depth - 1];
  const ends = outputs.map((from, k) => {
    const arrive = spread(k, outputs.length);
    return {k, ...connect(from, loss, 0, arrive, narrow)};
  });
  const isDeep = depth > 2;
  const isWide = sizes[1] > 1;
  const font = isDeep || narrow ? 14 : isWide ? 16 : 18;
  const compact = isDeep || (narrow && isWide);
  const height = narrow ? loss.y + 62 : isDeep ? 346 : WIDE.height;
  const labels = placeLabels({narrow, font, compact, inputs, units}, edges);
  return {
    ...{width: base.width, height, narrow, font, compact, inputs, units, loss, ends},
    edges: edges.map((edge, i) => ({...edge, label: labels[i]}))
  };
}

/** The narrowest figure in which the network runs from left to right. */
const MIN_WIDE_WIDTH = 640;

/** @param {{sizes: number[], narrow: boolean}} shape */
const layoutOnce = remember(({sizes, narrow}) => layoutOf(sizes, narrow));

/**
 * The layout for a figure of this width (0: not known yet).
 * @param {number[]} sizes @param {number} width
 */
export const layoutFor = (sizes, width) =>
  layoutOnce({sizes, narrow: width > 0 && width < MIN_WIDE_WIDTH});

/** Positions of the narrow drawing's rows: more edges need more space. @param {number[]} sizes */
function rowsOf(sizes) {
  let y = 40;
  const rows = [y];
  for (const [l, count] of sizes.slice(1).entries()) {
    y += 112 + 45 * Math.max(2, Math.min(4, Math.ceil((count * sizes[l]) / 2)));
    rows.push(y);
  }
  return [...rows, y + 146];
}

/** How far from the middle of a side line i meets it. @param {number} i @param {number} count */
const spread = (i, count) => 11 * (i - (count - 1) / 2);

/**
 * From rim to rim.
 * @param {Box} from @param {Box} to
 * @param {number} leave @param {number} arrive from the middle of the side
 * @param {boolean} narrow
 * @returns {Line}
 */
function connect(from, to, leave, arrive, narrow) {
  if (narrow)
    return {
      x0: from.x + leave,
      y0: from.y + from.h / 2 + 2,
      x1: to.x + arrive,
      y1: to.y - to.h / 2 - 3
    };
  return {
    x0: from.x + from.w / 2 + 2,
    y0: from.y + leave,
    x1: to.x - to.w / 2 - 3,
    y1: to.y + arrive
  };
}

const LABEL_POSITIONS = {
  narrow: [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74],
  wide: [0.6, 0.64, 0.68, 0.72, 0.76, 0.54, 0.48, 0.42, 0.36, 0.32, 0.28, 0.24]
};

/**
 * Each label stands on its edge: in a layer all at the same fraction of the way, the one at which
 * they overlap least with the units and each other. Then each moves where it overlaps even less.
 * @param {Obstacles} layout @param {Omit<Edge, "label">[]} edges
 */
function placeLabels(layout, edges) {
  const {font, compact, narrow} = layout;
  const size = {w: (!compact ? 8 : narrow ? 5.4 : 4.5) * font, h: 2.7 * font};
  const fractions = LABEL_POSITIONS[narrow ? "narrow" : "wide"];
  /** @param {Line} edge @param {number} t @returns {Box} */
  const at = ({x0, y0, x1, y1}, t) => ({x: x0 + t * (x1 - x0), y: y0 + t * (y1 - y0), ...size});
  const obstacles = obstaclesOf(layout);
  /** @param {Box[]} labels */
  const totalOverlap = labels =>
    labels.reduce(
      (sum, label, i) => sum + overlapWith(label, [...obstacles, ...labels.slice(0, i)]),
      0
    );
  return layout.units.flatMap((_, layer) => {
    const edgesOfLayer = edges.filter(edge => edge.layer === layer);
    const sameFraction = fractions.map(t => edgesOfLayer.map(edge => at(edge, t)));
    let labels = least(sameFraction, totalOverlap);
    for (const [i, edge] of edgesOfLayer.entries()) {
      const moved = fractions.map(t => labels.with(i, at(edge, t)));
      labels = least([labels, ...moved], totalOverlap);
    }
    return labels;
  });
}

/** @param {Box} label @param {Box[]} boxes */
const overlapWith = (label, boxes) => boxes.reduce((sum, box) => sum + overlap(label, box), 0);

/**
 * Boxes that labels keep away from: units, biases, and inputs with the tips of their arrows.
 * @param {Obstacles} layout
 */
function obstaclesOf(layout) {
  const {font, compact, narrow} = layout;
  const boxes = layout.units.flat();
  const inputs = compact ? [] : layout.inputs.map(({x, y, w, h}) => ({x, y, w: w + 24, h: h + 24}));
  const margin = compact && !narrow ? 4 : 14;
  const units = boxes.map(({x, y, w, h}) => ({x, y: y + 8, w: w + margin, h: h + 56}));
  const bias = compact ? {w: 9.4 * font, h: font + 2} : {w: 7 * font, h: 2 * font + 4};
  const biases = boxes.map(box => {
    const {x, y, anchor} = biasAt(box, layout);
    return {x: anchor === "end" ? x - bias.w / 2 : x, y: y + 4 - bias.h / 2, ...bias};
  });
  return [...inputs, ...units, ...biases];
}

/**
 * Above a unit: its bias, and in a compact drawing in the same line the bias's gradient, for which
 * the box is narrow.
 * @param {Box} box @param {Pick<Layout, "compact" | "narrow">} layout
 * @returns {{x: number, y: number, anchor: "middle" | "end"}}
 */
export const biasAt = ({x, y, w, h}, {compact, narrow}) => ({
  ...(compact && !narrow ? {x, anchor: "middle"} : {x: x + w / 2, anchor: "end"}),
  y: y - h / 2 - 7
});

/**
 * The first choice of the least cost.
 * @template Choice
 * @param {Choice[]} choices @param {(choice: Choice) => number} cost
 */
const least = (choices, cost) =>
  choices.reduce((best, choice) => (cost(choice) < cost(best) - 1e-9 ? choice : best));

/** The area that two boxes share. @param {Box} a @param {Box} b */
export function overlap(a, b) {
  /** @param {"x" | "y"} p @param {"w" | "h"} d */
  const along = (p, d) => Math.max(0, (a[d] + b[d]) / 2 - Math.abs(a[p] - b[p]));
  return along("x", "w") * along("y", "h");
}
