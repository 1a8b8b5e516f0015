/**
 * The network with everything that comes before the asked quantity, its place lit and marked with a
 * "?" until it is shown.
 */

import {createSvg} from "../ui/dom.js";
import {drawing} from "../network-diagram/drawing.js";
import {layoutFor} from "../network-diagram/layout.js";
import {MODELS} from "../network-diagram/networks.js";
import {stepOf} from "../network-diagram/elements.js";
import {microSteps, stepKey} from "../network-diagram/micro-steps.js";

/** The micro-step that computes the asked quantity. */
export const askedStep = ({place}) =>
  stepOf({...place, kind: place.j === null ? "delta" : "parameters"}, 1, 0);

/**
 * What may be seen: the forward pass, and of the backward pass what comes before the asked
 * quantity, but for the rest of its own layer, which would give it away.
 * @returns {{current: null, sample: number, knows: Function, counted: Function, chosen: object}}
 */
export function shownOf(task, {open}) {
  const {network, place} = task;
  const steps = microSteps(network);
  const asked = stepKey(askedStep(task));
  const at = steps.findIndex(step => stepKey(step) === asked);
  const hidden = ({phase, op, layer}) =>
    phase === "backward" &&
    layer === place.layer &&
    (place.j === null || op === "weight" || op === "bias");
  const seen = steps.slice(0, at).filter(step => !hidden(step));
  if (open)
    seen.push(
      ...steps.filter(
        step =>
          stepKey(step) === asked ||
          (place.j === null &&
            step.op === "upstream" &&
            step.layer === place.layer &&
            step.k === place.k)
      )
    );
  const known = new Set(seen.map(stepKey));
  return {
    current: null,
    sample: 0,
    chosen: place,
    knows: one => known.has(stepKey(one)),
    counted: one => Number(known.has(stepKey(one)))
  };
}

/** The run as the drawing wants it. */
export const runOf = ({network, net, result}) => ({
  model: MODELS[net],
  start: network,
  network,
  result,
  rate: 0,
  samples: 1,
  done: null
});

/**
 * @param {Document} document @param {object} task
 * @param {{width: number, open: boolean, live?: boolean, alt: string}} options width: of the
 *   figure, 0 if not
 *   known yet; open: the answer shows
 */
export function picture(document, task, {width, open, live = true, alt}) {
  const layout = layoutFor(MODELS[task.net].sizes, width);
  const svg = drawing(document, layout, runOf(task), shownOf(task, {open}), {live, alt});
  if (!open) svg.append(mark(document, layout, task.place));
  return svg;
}

/** The "?", where the number will stand. */
function mark(document, layout, {layer, k, j}) {
  const s = createSvg(document);
  const {x, y} =
    j === null
      ? besideUnit(layout, layout.units[layer][k])
      : layout.edges.find(edge => edge.layer === layer && edge.k === k && edge.j === j).label;
  const top = j === null ? y - 13 : y + 1;
  return s(
    "g",
    {class: "pg-ask"},
    s("rect", {class: "box bwd", x: x - 15, y: top, width: 30, height: 25, rx: 6}),
    s("text", {class: "bwd mid strong", x, y: top + 19}, "?")
  );
}

const besideUnit = ({narrow}, {x, y, w, h}) =>
  narrow ? {x: x + w / 2 + 20, y} : {x, y: y + h / 2 + 17};
