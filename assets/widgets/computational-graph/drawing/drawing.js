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

const WIDTH = 852; // on the slide, in CSS px

/**
 * @param {Document} document
 * @param {import("../program/graph.js").Graph} graph
 * @param {ReturnType<import("../evaluation/trace.js").knownAt>} known
 * @param {{width: number, label: string, gradients?: number[], input?: number, live?: boolean}}
 *   options width: of the figure, in CSS px, 0 if it is unknown; label: the text alternative;
 *   gradients: the right ones, where the naive order may find others; input: of forward mode; live:
 *   numbers have data-name and data-value
 * @returns {SVGElement}
 */
export function drawGraph(document, graph, known, {width, label, gradients, input, live = true}) {
  const s = createSvg(document);
  const shapes = findShapes(graph, width || WIDTH);
  const drawNumber = (name, value) => {
    const text = s("tspan", {class: "number"}, formatShort(value));
    return live ? mark(text, name, value, formatShort) : text;
  };
  const context = {s, graph, known, shapes, gradients, input, drawNumber};
  return s(
    "svg",
    {
      class: "drawing cg-graph",
      viewBox: `0 0 ${shapes.width} ${shapes.height}`,
      style: `width:${shapes.width}px`,
      role: "img",
      "aria-label": label
    },
    ...[
      shapes.edges.map(edge => drawEdge(context, edge)),
      shapes.nodes.map(node => drawNode(context, node)),
      shapes.edges.map(edge => drawContribution(context, edge))
    ].map(layer => s("g", {}, layer))
  );
}
