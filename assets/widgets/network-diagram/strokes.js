/** Strokes of the drawing: edges both ways, glows, pulses, and texts with subscripts. */

import {textWidth} from "../ui/text-width.js";

/**
 * @import {Child, Svg} from "../ui/dom.js"
 * @import {Tone} from "../ui/readout.js"
 * @import {Layout, Line} from "./layout.js"
 * @import {Phase} from "./micro-steps.js"
 */

/**
 * @typedef {"start" | "middle" | "end"} Anchor
 * @typedef {{x: number, y: number, anchor?: Anchor}} TextPlace
 * @typedef {ReturnType<typeof createStrokes>} Strokes
 */

/** @param {number} value */
const round = value => Number(value.toFixed(1));

/** @param {Svg} s @param {Layout} layout */
export function createStrokes(s, layout) {
  return {...createLines(s, layout), ...createTexts(s, layout)};
}

/**
 * Points along an edge that is shifted sideways; from its end to its start if `isReverse`.
 * @param {Line} edge @param {number} shift @param {boolean} isReverse
 */
function along({x0, y0, x1, y1}, shift, isReverse) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  /** @param {number} distance @param {number} [across] */
  const at = (distance, across = 0) =>
    [x0 + ux * distance - uy * (shift + across), y0 + uy * distance + ux * (shift + across)]
      .map(round)
      .join(",");
  /** @type {typeof at} */
  const atReverse = (distance, across) => at(length - distance, across);
  return {at: isReverse ? atReverse : at, length};
}

/** @param {Svg} s @param {Layout} layout */
function createLines(s, {narrow}) {
  const backwardShift = narrow ? -8 : 8;
  /** @param {Line} edge @param {string} tone @param {number} shift @param {boolean} isReverse */
  const arrow = (edge, tone, shift, isReverse) => {
    const {at, length} = along(edge, shift, isReverse);
    const tip = `M${at(length)}L${at(length - 11, 5)}L${at(length - 11, -5)}Z`;
    return [
      s("path", {class: `line ${tone}`, d: `M${at(3)}L${at(length - 10)}`}),
      s("path", {class: `fill-${tone.split(" ")[0]}`, d: tip})
    ];
  };
  return {
    /** Dashed until what it leads to is computed. @param {Line} edge @param {boolean} isKnown */
    forward: (edge, isKnown) => arrow(edge, isKnown ? "fwd" : "muted dashed", 0, false),
    /** A gradient of 0 is grey: nothing comes back along it. @param {Line} edge @param {boolean} isZero */
    backward: (edge, isZero) => arrow(edge, isZero ? "muted dashed" : "bwd", backwardShift, true),
    /** @param {Line} edge @param {Phase | undefined} phase */
    glow(edge, phase) {
      const isBackward = phase === "backward";
      const {at, length} = along(edge, isBackward ? backwardShift / 2 : 0, false);
      const tone = isBackward ? "bwd" : "fwd";
      return s("path", {class: `fb-glow ${tone}`, d: `M${at(4)}L${at(length - 4)}`});
    },
    /** @param {Line} edge @param {Tone} tone */
    pulse(edge, tone) {
      const isBackward = tone === "bwd";
      const {at, length} = along(edge, isBackward ? backwardShift : 0, isBackward);
      const style = `offset-path: path("M${at(3)}L${at(length - 6)}")`;
      return s("circle", {class: `fb-pulse fill-${tone}`, r: 7, style});
    },
    /** Stands for a number that is not computed yet. @param {{x: number, y: number}} place */
    blank: ({x, y}) =>
      s("path", {class: "line muted dashed hair", d: `M${round(x - 16)},${round(y)}h32`})
  };
}

const ANCHOR_CLASSES = {middle: "mid", end: "end", start: ""};

/** @param {Svg} s @param {Layout} layout */
function createTexts(s, {font}) {
  /** @param {TextPlace} place @param {string} tone @param {...Child} parts */
  const text = ({x, y, anchor = "middle"}, tone, ...parts) =>
    s("text", {class: `${tone} ${ANCHOR_CLASSES[anchor]}`, x: round(x), y: round(y)}, parts);
  /** What lies on an arrow has a plate behind it, so that the arrow doesn't cross the digits. */
  const plates = /** @type {SVGElement[]} */ ([]);
  /** @param {TextPlace} place @param {number} width */
  const addPlate = ({x, y, anchor = "middle"}, width) => {
    const toLeft = {middle: width / 2, end: width - 0.25 * font, start: 0.25 * font}[anchor];
    plates.push(
      s("rect", {
        class: "fill-paper",
        x: round(x - toLeft),
        y: round(y - 0.85 * font),
        width: round(width),
        height: round(1.15 * font)
      })
    );
  };
  return {
    text,
    plates,
    /**
     * In the middle at x, or as far to the left as it needs to end at `right`.
     * @param {{x: number, y: number, right: number}} place @param {string} tone
     * @param {...Child} parts
     */
    textWithin({x, y, right}, tone, ...parts) {
      const node = text({x, y}, tone, ...parts);
      const halfWidth = textWidth(node.textContent, font) / 2;
      node.setAttribute("x", String(round(Math.min(x, right - halfWidth))));
      return node;
    },
    /**
     * A text with a plate, which begins no further left than `from`.
     * @param {TextPlace & {from?: number}} place @param {string} tone @param {...Child} parts
     */
    label({from = -Infinity, ...place}, tone, ...parts) {
      const node = text(place, tone, ...parts);
      const width = textWidth(node.textContent, font) + 0.5 * font;
      const x = place.anchor === "end" ? Math.max(place.x, from + width) : place.x;
      node.setAttribute("x", String(round(x)));
      addPlate({...place, x}, width);
      return node;
    },
    /** A symbol without its layer, which its position shows: W₁₂. @param {string} name @returns {Child} */
    symbol(name) {
      const [, base, low] = /^(.)(?:_\{?"?(\w+)"?\}?)?/u.exec(name) ?? [];
      if (!low) return base;
      return [
        s("tspan", {}, base),
        s("tspan", {dy: "0.25em", "font-size": "0.85em"}, low),
        s("tspan", {dy: "-0.21em"}, "\u200b")
      ];
    }
  };
}
