/**
 * What the marks mean: each mark and its name, in a row above the panels, or in as many as its
 * width needs.
 */

const LETTER = 0.5; // a letter's width, in units of the type, as are those below
const GAP = 1.4;
const ROW = 1.5;

const NAMES = [
  {name: "factor w·σ′(z)", sample: 1, draw: bar},
  {name: "running product", sample: 2, draw: product},
  {name: "slopes alone, 0.25 each", sample: 2, draw: stairs}
];
const NEGATIVE = {name: "negative", sample: 1.9, draw: negative};

/**
 * @param {{left: number, width: number, font: number, signed: boolean}} size
 * @returns {{height: number, places: {name: string, sample: number, draw: Function, x: number, y:
 *   number}[]}}
 */
export function keyOf({left, width, font, signed}) {
  const places = [];
  let [x, y] = [left, 0.75 * font];
  for (const entry of signed ? [...NAMES, NEGATIVE] : NAMES) {
    const needed = (entry.sample + 0.5 + LETTER * entry.name.length) * font;
    if (x > left && x + needed > width) [x, y] = [left, y + ROW * font];
    places.push({...entry, x, y});
    x += needed + GAP * font;
  }
  return {height: y + 1.1 * font, places};
}

/** @param {{places: object[]}} key of `keyOf` */
export const drawKey = (s, {places}, font) =>
  places.map(({name, sample, draw, x, y}) =>
    s(
      "g",
      {},
      draw(s, {x, y, width: sample * font, font}),
      s("text", {x: x + (sample + 0.5) * font, y, dy: "0.35em"}, name)
    )
  );

function bar(s, {x, y, width, font}, tone = "") {
  return s("rect", {
    class: `box bwd wash-bwd hair${tone}`,
    x: x + width - 0.95 * font,
    y: y - 0.45 * font,
    width: 0.95 * font,
    height: 0.9 * font
  });
}

/** A dashed bar, a hollow dot. */
function negative(s, place) {
  return [
    bar(s, place, " dashed"),
    s("circle", {class: "node bwd", cx: place.x + 0.45 * place.font, cy: place.y, r: 5})
  ];
}

function product(s, {x, y, width}) {
  return [
    s("path", {class: "line bwd solid thick", d: `M${x},${y}h${width}`}),
    s("circle", {class: "fill-bwd", cx: x + width / 2, cy: y, r: 5})
  ];
}

function stairs(s, {x, y, width}) {
  return s("path", {class: "line ink dotted", d: `M${x},${y}h${width}`});
}
