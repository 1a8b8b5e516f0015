/**
 * The widget "activations": choose a function and its α, move a point along z, read value, slope
 * and what passes back.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {button} from "../ui/inputs/inputs.js";
import {createReadout, threeDigits} from "../ui/readout.js";
import {createWidget} from "../ui/widget.js";
import {RANGE, chooseFrom, compared, finding, hasAlpha} from "./core.js";
import {createControls, labelControls} from "./controls.js";
import {plot, scales, sizes} from "./drawing.js";
import {createProduct} from "./product.js";
import {fields, results} from "./state.js";
import {drawReadings} from "./table.js";

/**
 * @import {View} from "../ui/widget.js"
 * @import {State} from "./state.js"
 */

/**
 * Its `value.results.readings` hold f(z), f′(z) and δ of the function and of those beside it.
 * @param {{document?: Document, name?: string, invalidation?: Promise<void>}} [options] name: the
 *   parameter in the page's address; a second widget on the page needs its own
 */
export function activations({
  document = globalThis.document,
  name = "activations",
  invalidation
} = {}) {
  const h = createHtml(document);
  const controls = createControls(document);
  const parameter = h("div", {class: "act-alpha"});
  const product = createProduct(document);
  const f = createReadout({document, name: "f", label: "f(z)", tone: "fwd"});
  const df = createReadout({document, name: "df", label: "f′(z)", tone: "bwd"});
  const toggleRange = () => widget.set({whole: !widget.state.whole});
  const whole = button({document, label: "Whole range", pressed: false, onclick: toggleRange});
  const figure = h("div", {class: "w-drag"});
  const table = h("div", {class: "w-hidden"});

  /** @param {State} state @param {View} view */
  const paint = (state, {width, format, precise}) => {
    const {activation, z, upstream} = state;
    const chosen = chooseFrom(state);
    f.update(chosen.f(z), format);
    df.update(chosen.df(z), format);
    product.update(chosen.df(z), upstream, precise ? format : threeDigits);
    const alpha = hasAlpha(activation) ? [controls[activation]] : [];
    if (parameter.firstChild !== (alpha[0] ?? null)) parameter.replaceChildren(...alpha);
    labelControls(controls, state);
    whole.setAttribute("aria-pressed", String(state.whole));
    redraw(figure, plot(document, sizes(width), state, {format}));
    return [finding(chosen, z, upstream, format), compared(state, format)];
  };
  const widget = createWidget({
    document,
    name,
    fields,
    controls,
    results,
    invalidation,
    origin: "computed",
    aside: [
      controls.activation,
      parameter,
      controls.z,
      h("div", {class: "w-readouts"}, f.node, df.node),
      h("div", {class: "act-upstream"}, controls.upstream, product.node),
      controls.overlay,
      whole
    ],
    figure: [figure, table],
    paint,
    settle: (state, {format}) => redraw(table, drawReadings(document, state, format))
  });
  followPointer(figure, z => widget.set({z}));
  return widget.node;
}

/**
 * Calls `onMove` with the z under the pointer while it is held down on the drawing.
 * @param {HTMLElement} figure @param {(z: number) => void} onMove
 */
function followPointer(figure, onMove) {
  /** @param {PointerEvent} event */
  const report = event => {
    const {left, width} = figure.getBoundingClientRect();
    const size = sizes(figure.offsetWidth);
    const z = scales(size, false).x.invert(((event.clientX - left) / width) * size.width);
    const [min, max] = RANGE;
    onMove(Math.max(min, Math.min(max, Number(z.toFixed(2)) + 0))); // on the slider's steps
  };
  figure.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    figure.setPointerCapture(event.pointerId);
    report(event);
  });
  figure.addEventListener("pointermove", event => {
    if (figure.hasPointerCapture(event.pointerId)) report(event);
  });
}
