/** The widget's inputs, by the field that each sets. */

import {checkboxes, select, slider} from "../ui/inputs/inputs.js";
import {PARAMETERS, chooseFrom, hasAlpha} from "./core.js";
import {tones} from "./drawing.js";
import {TITLES, UPSTREAM, Z} from "./state.js";

/** @import {State} from "./state.js" */

/** @param {Document} document */
export function createControls(document) {
  const alpha = {document, label: "Slope parameter α", name: "alpha"};
  return {
    activation: select({document, label: "Activation", options: TITLES, value: "sigmoid"}),
    z: slider({document, label: "z", ...Z}),
    overlay: checkboxes({document, label: "Compare with", options: TITLES}),
    upstream: slider({
      document,
      label: "Upstream ∂J/∂a",
      name: "upstream",
      tone: "bwd",
      ...UPSTREAM
    }),
    leaky_relu: slider({...alpha, ...PARAMETERS.leaky_relu}),
    elu: slider({...alpha, ...PARAMETERS.elu})
  };
}

/**
 * Names the functions with their α, and gives each box the colour of its curve.
 * @param {ReturnType<typeof createControls>} controls @param {State} state
 */
export function labelControls({activation, overlay}, state) {
  const tone = tones(state);
  const options = activation.querySelectorAll("option");
  const labels = overlay.querySelectorAll("label");
  const boxes = overlay.querySelectorAll("input");
  [...TITLES.keys()].forEach((name, i) => {
    boxes[i].className = tone.get(name) ?? "fwd";
    if (!hasAlpha(name)) return;
    options[i].textContent = labels[i].textContent = chooseFrom(state, name).title;
  });
}
