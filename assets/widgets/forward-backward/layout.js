/**
 * Where everything stands: layers from left to right, or, in a narrow column, from top to bottom. Places are
 * {x, y, w, h}, centre and size; an edge has its ends and the middle of its label.
 */

const WIDE = {width: 852, height: 326, box: {w: 118, h: 50}, input: {w: 56, h: 56}, loss: {w: 104, h: 62}, label: 17};
const NARROW = {width: 358, box: {w: 108, h: 50}, input: {w: 52, h: 44}, loss: {w: 104, h: 52}, label: 15, narrow: true};

/** Columns of the wide drawing: the inputs, the layers, the loss. */
const COLUMNS = {2: [34, 330, 596, 796], 3: [34, 232, 446, 646, 800]};
const ROWS = {1: [162], 2: [84, 236], 3: [48, 156, 264]};

/** Units of a row of the narrow drawing. */
const ACROSS = {1: [179], 2: [92, 266], 3: [58, 179, 300]};

/**
 * @param {number[]} sizes units per layer, input first
 * @param {boolean} narrow
 */
export function layoutOf(sizes, narrow) {
  const base = narrow ? NARROW : WIDE;
  const depth = sizes.length - 1;
  const downs = narrow ? rowsOf(sizes) : null;
  const at = (level, k, count, size) => (narrow
    ? {x: ACROSS[count][k], y: downs[level], ...size}
    : {x: COLUMNS[depth][level], y: ROWS[count][k], ...size});
  const inputs = Array.from({length: sizes[0]}, (_, j) => at(0, j, sizes[0], base.input));
  const box = narrow && Math.max(...sizes) > 2 ? {w: 104, h: 50} : base.box;
  const units = sizes.slice(1).map((count, l) => Array.from({length: count}, (_, k) => at(l + 1, k, count, box)));
  const loss = at(depth + 1, 0, 1, base.loss);
  const font = depth > 2 || sizes.at(-1) > 1 || narrow ? 14 : 16;
  const layout = {...base, font, compact: depth > 2 || narrow, inputs, units, loss, edges: [], ends: [], height: narrow ? loss.y + 62 : base.height};
  const levels = [inputs, ...units];
  for (const [l, targets] of units.entries()) {
    for (const [k, to] of targets.entries()) {
      for (const [j, from] of levels[l].entries()) {
        layout.edges.push({layer: l, k, j, ...ends(from, to, spread(k, targets.length), spread(j, levels[l].length), narrow)});
      }
    }
  }
  layout.ends = units.at(-1).map((from, k) => ({k, ...ends(from, loss, 0, spread(k, sizes.at(-1)), narrow)}));
  placeLabels(layout);
  return layout;
}

/** Heights of the narrow drawing's rows: more edges need more room. */
function rowsOf(sizes) {
  const rows = [40];
  for (const [l, count] of sizes.slice(1).entries()) rows.push(rows.at(-1) + 112 + 34 * Math.max(2, Math.min(4, Math.ceil(count * sizes[l] / 2))));
  return [...rows, rows.at(-1) + 146];
}

const spread = (i, count) => 11 * (i - (count - 1) / 2);

/** From rim to rim. */
function ends(from, to, leave, arrive, narrow) {
  if (narrow) return {x0: from.x + leave, y0: from.y + from.h / 2 + 2, x1: to.x + arrive, y1: to.y - to.h / 2 - 3};
  return {x0: from.x + from.w / 2 + 2, y0: from.y + leave, x1: to.x - to.w / 2 - 3, y1: to.y + arrive};
}

/** Each label stands on its edge where it overlaps none of those before, nor a unit. */
function placeLabels(layout) {
  const {font, compact, narrow} = layout;
  const size = {w: compact ? 4.6 * font : 7.2 * font, h: 2.3 * font};
  const taken = layout.units.flat().map(({x, y, w, h}) => ({x, y: y + 8, w: w + 4, h: h + 64}));
  const preferred = narrow ? [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78] : [0.62, 0.68, 0.56, 0.5, 0.44, 0.74, 0.38, 0.32, 0.26];
  for (const edge of layout.edges) {
    const places = preferred.map((t) => ({x: edge.x0 + t * (edge.x1 - edge.x0), y: edge.y0 + t * (edge.y1 - edge.y0), ...size}));
    const free = places.map((place) => ({...place, cost: taken.reduce((sum, other) => sum + overlap(place, other), 0)}));
    const {x, y} = free.reduce((best, place) => (place.cost < best.cost - 1e-9 ? place : best));
    edge.label = {x, y, ...size};
    taken.push(edge.label);
  }
}

/** The area that two boxes share. */
export function overlap(a, b) {
  const along = (p, d) => Math.max(0, (a[d] + b[d]) / 2 - Math.abs(a[p] - b[p]));
  return along("x", "w") * along("y", "h");
}
