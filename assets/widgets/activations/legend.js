/**
 * Which line is which: the chosen function and its slope above the plot, what they are compared
 * with below it.
 */

/** @param {{font: number, margin: number[]}} size @param {string} title */
export function above(s, {font, margin: [top, , , left]}, title) {
  const slope = font < 18 ? "f′" : "f′: its slope";
  return rows(s, font, [left, top - 20], Infinity, [
    ["thick fwd", `f: ${title}`],
    ["thick bwd", slope]
  ]).node;
}

/**
 * Names in rows, the first of them beside the axis's z.
 * @param {{width: number, height: number, font: number, margin: number[]}} size @param {[string,
 *   string][]} entries tone, text
 * @returns {{node: any[], height: number}} the drawing's height with all rows
 */
export function below(s, {width, height, font, margin: [, right, bottom, left]}, entries) {
  const {node, last} = rows(
    s,
    font,
    [left, height - bottom + 8 + 1.95 * font],
    width - right - 1.5 * font,
    entries
  );
  return {node, height: Math.max(height, last + 0.85 * font)};
}

/** Samples of lines, each with its name behind it; what would pass `end` stands in a new row. */
function rows(s, font, [left, y], end, entries) {
  let [x, last] = [left, y];
  const node = entries.map(([tone, text]) => {
    const width = font * (3.1 + 0.45 * text.length);
    if (x + width > end) [x, last] = [left, last + 1.5 * font];
    const from = x;
    x += width + 1.1 * font;
    return [
      s("line", {class: `line ${tone}`, x1: from, x2: from + 1.9 * font, y1: last, y2: last}),
      s("text", {class: tone, x: from + 2.35 * font, y: last, dy: "0.35em"}, text)
    ];
  });
  return {node, last};
}
