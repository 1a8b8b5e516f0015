/** The widget "forward-backward": settings, presets, and the drawn network that shows both passes. */

import {createHtml} from "../parts/dom.js";
import {button, slider, toggle} from "../parts/inputs.js";
import {flag, number} from "../parts/state.js";
import {createWidget} from "../parts/widget.js";
import {LIMIT, PRESETS, START, STEP, finding, forwardBackward as passes} from "./core.js";
import {drawing} from "./drawing.js";
import {NARROW, WIDE} from "./layout.js";

/** The narrowest figure that still holds the network from left to right. */
const ROOM = 640;

const range = {min: -LIMIT, max: LIMIT, step: STEP};

export const fields = {
  ...Object.fromEntries(Object.entries(START).map(([name, value]) => [name, number({...range, value})])),
  gradients: flag(false)
};

/**
 * @param {{document?: Document, invalidation?: Promise<void>}} [options]
 * @returns {HTMLElement}
 */
export function forwardBackward({document = globalThis.document, invalidation} = {}) {
  const h = createHtml(document);
  const sliders = Object.keys(START).map((label) => [label, slider({document, label, ...range, value: START[label]})]);
  const gradients = toggle({document, label: "Show gradients", tone: "bwd"});
  const figure = h("div");
  const steps = h("p", {class: "w-hidden"});
  const preset = (label, values) => button({document, label, onclick: () => frame.set(values)});
  const frame = createWidget({
    document, name: "forward-backward", fields, invalidation, origin: "computed",
    controls: {...Object.fromEntries(sliders), gradients},
    aside: [
      sliders.map(([, node]) => node),
      gradients,
      h("div", {class: "w-buttons"},
        preset("Start", PRESETS.start),
        preset("Moving", {...PRESETS.moving, gradients: true}),
        preset("Dead ReLU", {...PRESETS.dead, gradients: true}))
    ],
    figure: [figure, steps],
    paint: (state, {width, format}) => {
      const result = passes(state);
      const layout = width > 0 && width < ROOM ? NARROW : WIDE;
      figure.replaceChildren(drawing(document, layout, state, result, {format}));
      steps.textContent = inWords(result, state.gradients, format);
      return finding(result, state, format);
    }
  });
  return frame.node;
}

/** Both passes as a list of equations, for those who do not see the drawing. */
function inWords(result, gradients, format) {
  const list = (names) => Object.entries(names).map(([key, name]) => `${name} = ${format(result[key])}`).join(", ");
  const forward = list({z_h: "z", a_h: "a", y_hat: "ŷ", loss: "J"});
  const backward = list({dL_dy: "∂J/∂ŷ", dL_dwout: "∂J/∂w_out", dL_dzh: "∂J/∂z", dL_dw11: "∂J/∂w11", dL_dw21: "∂J/∂w21"});
  return `Forward: ${forward}.${gradients ? ` Backward: ${backward}.` : ""}`;
}
