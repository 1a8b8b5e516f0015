/** The widget "activations": choose a function, move a point along z, read value, slope and the largest slope. */

import {createHtml} from "../parts/dom.js";
import {button, checkboxes, select, slider} from "../parts/inputs.js";
import {createReadout} from "../parts/readout.js";
import {choice, choices, flag, number} from "../parts/state.js";
import {createWidget} from "../parts/widget.js";
import {ACTIVATIONS, RANGE, STEP, finding, reading} from "./core.js";
import {category, plot, scales, sizes} from "./plot.js";

const [min, max] = RANGE;
const titles = new Map(Object.entries(ACTIVATIONS).map(([name, {title}]) => [name, title]));

export const fields = {
  activation: choice(titles.keys(), "sigmoid"),
  z: number({min, max, step: STEP, value: 0}),
  whole: flag(false),
  overlay: choices(titles.keys(), [])
};

/**
 * @param {{document?: Document, invalidation?: Promise<void>}} [options]
 * @returns {HTMLElement}
 */
export function activations({document = globalThis.document, invalidation} = {}) {
  const h = createHtml(document);
  const controls = {
    activation: select({document, label: "Activation", options: titles, value: "sigmoid"}),
    z: slider({document, label: "z", min, max, step: STEP, value: 0}),
    overlay: checkboxes({document, label: "Compare with", options: titles, tone: category})
  };
  const f = createReadout({document, name: "f", label: "f(z)", tone: "fwd"});
  const df = createReadout({document, name: "df", label: "f′(z)", tone: "bwd"});
  const whole = button({document, label: "Whole range", pressed: false, onclick: () => frame.set({whole: !frame.state.whole})});
  const figure = h("div", {class: "w-drag"});
  let size = sizes(0);
  const frame = createWidget({
    document, name: "activations", fields, controls, invalidation, origin: "computed",
    aside: [controls.activation, controls.z, h("div", {class: "w-readouts"}, f.node, df.node), controls.overlay, whole],
    figure: [figure],
    paint: (state, {width, format}) => {
      size = sizes(width);
      const values = reading(state.activation, state.z);
      f.update(values.f, format);
      df.update(values.df, format);
      whole.setAttribute("aria-pressed", String(state.whole));
      figure.replaceChildren(plot(document, size, state, {format}));
      return finding(state.activation, state.z, format);
    }
  });
  dragAlong(figure, (part) => frame.set({z: placeAt(part, size)}));
  return frame.node;
}

/** z, on the slider's steps, at a part of the drawing's width. */
function placeAt(part, size) {
  const z = scales(size, false).x.invert(part * size.width);
  return Math.max(min, Math.min(max, Number(z.toFixed(2)) + 0));
}

/** Reports where the pointer is while it is held down, as a part of the element's width. */
function dragAlong(element, moved) {
  const report = (event) => {
    const {left, width} = element.getBoundingClientRect();
    moved((event.clientX - left) / width);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    report(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) report(event);
  });
}
