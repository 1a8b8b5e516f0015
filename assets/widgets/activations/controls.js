/** The widget's inputs, by the field that each sets. */

import {checkboxes, select, slider} from "../ui/inputs/inputs.js";
import {titleOf} from "./core.js";
import {tones} from "./drawing.js";
import {PARAMETERS, TITLES, UPSTREAM, Z} from "./state.js";

const NAMES = [...TITLES.keys()];

/** @param {Document} document */
export function createControls(document) {
  const alpha = {document, label: "Slope parameter α", name: "alpha"};
  const upstream = {document, label: "Upstream ∂J/∂a", name: "upstream", tone: "bwd"};
  return {
    activation: select({document, label: "Activation", options: TITLES, value: "sigmoid"}),
    z: slider({document, label: "z", ...Z}),
    overlay: checkboxes({document, label: "Compare with", options: TITLES}),
    upstream: slider({...upstream, ...UPSTREAM}),
    ...Object.fromEntries(
      Object.entries(PARAMETERS).map(([name, range]) => [name, slider({...alpha, ...range})])
    )
  };
}

/** Names the functions with their α, and gives each box the colour of its curve. */
export function labelControls({activation, overlay}, state) {
  const tone = tones(state);
  const labels = overlay.querySelectorAll("label");
  const boxes = overlay.querySelectorAll("input");
  NAMES.forEach((name, i) => {
    boxes[i].className = tone.get(name) ?? "fwd";
    if (!PARAMETERS[name]) return;
    const title = titleOf(name, state[name]);
    activation.querySelector(`option[value=${name}]`).textContent = title;
    labels[i].textContent = title;
  });
}
