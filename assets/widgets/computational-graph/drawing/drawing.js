/**
 * Draws the graph: round variables, square operations, values blue above, derivatives orange and
 * dashed below.
 */

import {createSvg} from "../../ui/dom.js";
import {mark} from "../../ui/readout.js";
import {drawContribution, drawEdge} from "./edges.js";
import {formatShort} from "./format.js";
import {drawNode} from "./nodes.js";
import {findShapes} from "./shapes.js";

/**
 * @import {Svg} from "../../ui/dom.js"
 * @import {Known} from "../evaluation/trace.js"
 * @import {Graph} from "../program/graph.js"
 * @import {Shapes} from "./shapes.js"
 */

/**
 * @typedef {object} Context
 * @property {Svg} s
 * @property {Graph} graph
 * @property {Known} known
 * @property {Shapes} shapes
 * @property {(name: string, value: number) => SVGElement} drawNumber
 */

const WIDTH = 852; // on the slide, in CSS px

/**
 * @param {Document} document
 * @param {Known} known
 * @param {{width: number, label: string, live?: boolean}} options width: of the figure, in CSS px,
 *   0 if it is unknown; label: the text alternative; live: numbers have data-name and data-value
 */
export function drawGraph(document, known, {width, label, live = true}) {
  const s = createSvg(document);
  const {graph} = known.trace;
  const shapes = findShapes(graph, width || WIDTH);
  /** @type {Context["drawNumber"]} */
  const drawNumber = (name, value) => {
    const text = s("tspan", {class: "number"}, formatShort(value));
    return live ? mark(text, name, value, formatShort) : text;
  };
  const context = {s, graph, known, shapes, drawNumber};
  const layers = [
    shapes.edges.map(edge => drawEdge(context, edge)),
    shapes.nodes.map(node => drawNode(context, node)),
    shapes.edges.map(edge => drawContribution(context, edge))
  ];
  return s(
    "svg",
    {
      class: "drawing cg-graph",
      viewBox: `0 0 ${shapes.width} ${shapes.height}`,
      style: `width:${shapes.width}px`,
      role: "img",
      "aria-label": label
    },
    ...layers.map(layer => s("g", {}, layer))
  );
}
