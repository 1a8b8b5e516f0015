/**
 * The widget "activations": choose a function and its α, move a point along z, read value, slope
 * and what passes back.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {button} from "../ui/inputs/inputs.js";
import {createReadout, threeDigits} from "../ui/readout.js";
import {createWidget} from "../ui/widget.js";
import {RANGE, compared, finding, reading} from "./core.js";
import {createControls, labelControls} from "./controls.js";
import {plot, scales, sizes} from "./drawing.js";
import {createProduct} from "./product.js";
import {PARAMETERS, fields, results} from "./state.js";
import {createTable} from "./table.js";

/**
 * Its `value.results.readings` hold f(z), f′(z) and δ of the function and of those beside it.
 * @param {{document?: Document, name?: string, invalidation?: Promise<void>}} [options] name: the
 *   parameter in the page's address; a second widget on the page needs its own
 * @returns {HTMLElement}
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
  const table = createTable(document);

  const paint = (state, {width, format, precise}) => {
    const alpha = state[state.activation];
    const values = reading(state.activation, state.z, alpha);
    f.update(values.f, format);
    df.update(values.df, format);
    product.update(values.df, state.upstream, precise ? format : threeDigits);
    showParameter(parameter, PARAMETERS[state.activation] && controls[state.activation]);
    labelControls(controls, state);
    whole.setAttribute("aria-pressed", String(state.whole));
    redraw(figure, plot(document, sizes(width), state, {format}));
    const {upstream} = state;
    return [finding(state.activation, state.z, format, {alpha, upstream}), compared(state, format)];
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
    figure: [figure, table.node],
    paint,
    settle: (state, {format}) => table.show(state, format)
  });
  followPointer(figure, z => widget.set({z}));
  return widget.node;
}

/** Shows the slider of the chosen function's α, if it has one. */
function showParameter(place, slider) {
  if (place.firstChild !== (slider ?? null)) place.replaceChildren(...(slider ? [slider] : []));
}

/** Calls `onMove` with the z under the pointer while it is held down on the drawing. */
function followPointer(figure, onMove) {
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
