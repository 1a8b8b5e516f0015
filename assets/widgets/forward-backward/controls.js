/** The widget's inputs but for the transport: network, presets, values, activations, samples. */

import {createHtml} from "../ui/dom.js";
import {select, slider} from "../ui/inputs/inputs.js";
import {formatNumber} from "../ui/readout.js";
import {WEIGHT_LIMIT, changeOf, keysOf, stepOfData, valuesOf} from "./state.js";
import {titleOf} from "../network-diagram/formulas/formulas.js";
import {LIMIT, MODELS, SAMPLES, START, STEP} from "../network-diagram/networks.js";
import {ACTIVATIONS} from "../engine/network.js";

/** The five sliders of the first network. */
export function ownSliders(document) {
  return Object.fromEntries(
    Object.keys(START).map(label => [
      label,
      slider({document, label, min: -LIMIT, max: LIMIT, step: STEP, value: START[label]})
    ])
  );
}

/** A select over texts whose options may change; emits `input`. */
export function list(document, label, options, value) {
  const node = select({document, label, options, value});
  const input = node.querySelector("select");
  const h = createHtml(document);
  let shown = [...options.keys()].join();
  return {
    node,
    get value() {
      return input.value;
    },
    show(next, chosen) {
      if ([...next.keys()].join() !== shown)
        input.replaceChildren(...[...next].map(([key, text]) => h("option", {value: key}, text)));
      shown = [...next.keys()].join();
      node.value = chosen;
    },
    listen: read => node.addEventListener("input", () => read(input.value))
  };
}

/**
 * In the networks without sliders of their own: the thing that is chosen, and one slider for it.
 */
export function createChooser({document, state, set, choose}) {
  const h = createHtml(document);
  const chosen = list(document, "Chosen", new Map([["none", "nothing"]]), "none");
  chosen.listen(choose);
  const place = h("div");
  let slot = "";
  return {
    node: [chosen.node, place],
    show({places, chosen: picked}) {
      chosen.show(
        new Map([
          ["none", "click in the drawing"],
          ...[...places].map(([name, {label}]) => [name, label])
        ]),
        picked ? state().chosen : "none"
      );
      const needsSlider = picked && picked.kind !== "delta" && !hasOwnSlider(state(), picked);
      const id = needsSlider ? `${state().net} ${state().chosen}` : "";
      if (id !== slot)
        place.replaceChildren(...(id ? [createSlider(document, state, set, picked)] : []));
      slot = id;
      const input = place.firstElementChild;
      if (input) input.value = valueIn(state(), picked);
    }
  };
}

/** Whether the value is one of the five that the first network has sliders for. */
function hasOwnSlider({net, sample, samples}, {kind, index}) {
  if (net !== "2-1-1") return false;
  const isFirstSample = Math.min(sample, samples) === 1;
  return kind === "parameters" || (kind === "data" && index < 2 && isFirstSample);
}

const valueIn = (state, {kind, index}) =>
  valuesOf(state)[kind][
    index + (kind === "data" ? 3 * (Math.min(state.sample, state.samples) - 1) : 0)
  ];

function createSlider(document, state, set, picked) {
  const {label, kind, index} = picked;
  const probability = kind === "data" && index === 2 && MODELS[state().net].sizes.at(-1) > 1;
  const limit = kind === "data" ? LIMIT : WEIGHT_LIMIT;
  const step = kind === "data" ? stepOfData(MODELS[state().net], index) : 0.05;
  const node = slider({
    document,
    label: `Value of ${label}`,
    name: "chosen",
    min: probability ? 0 : -limit,
    max: limit / (probability ? limit : 1),
    step,
    value: valueIn(state(), picked),
    format: v => formatNumber(v)
  });
  node.classList.add("fb-value");
  const offset = () => (kind === "data" ? 3 * (Math.min(state().sample, state().samples) - 1) : 0);
  node.addEventListener("input", () => set(changeOf(state(), kind, index + offset(), node.value)));
  return node;
}

/** Activation of each layer, and how many samples. */
export function createArchitecture({document, state, set}) {
  const h = createHtml(document);
  const layers = [1, 2, 3].map(layer =>
    list(document, `Layer ${layer}`, new Map([["relu", "ReLU"]]), "relu")
  );
  layers.forEach((one, l) =>
    one.listen(name => {
      const {activations} = keysOf(state().net);
      set({[activations]: state()[activations].map((old, i) => (i === l ? name : old))});
    })
  );
  const counts = word =>
    new Map(Array.from({length: SAMPLES}, (_, i) => [String(i + 1), word(i + 1)]));
  const samples = list(
    document,
    "Samples",
    counts(n => (n === 1 ? "one" : String(n))),
    "1"
  );
  samples.listen(count => set({samples: Number(count), step: null}));
  const sample = list(document, "Sample shown", counts(String), "1");
  sample.listen(number => set({sample: Number(number), step: null}));
  const loss = h("p", {class: "w-label"});
  return {
    node: [...layers.map(({node}) => node), loss, samples.node, sample.node],
    show({model, network}, shown) {
      const {sizes} = model;
      layers.forEach((one, l) => {
        one.node.hidden = l >= sizes.length - 1;
        if (one.node.hidden) return;
        const names = Object.keys(ACTIVATIONS).concat(
          l === sizes.length - 2 && sizes.at(-1) > 1 ? ["softmax"] : []
        );
        one.show(new Map(names.map(name => [name, titleOf(name)])), network.layers[l].f);
      });
      loss.textContent =
        network.loss === "cross_entropy"
          ? "Loss: cross-entropy, which goes with the softmax."
          : `Loss: ½ squared error${sizes.at(-1) > 1 ? "; with a softmax, cross-entropy" : ""}.`;
      samples.show(
        counts(n => (n === 1 ? "one" : String(n))),
        String(state().samples)
      );
      sample.node.hidden = state().samples === 1;
      sample.show(new Map([...counts(String)].slice(0, state().samples)), String(shown.sample + 1));
    }
  };
}
