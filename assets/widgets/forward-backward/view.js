/**
 * The widget "forward-backward": a small network, both passes in micro-steps, every gradient open
 * to doubt.
 */

import {createHtml, redraw} from "../ui/dom.js";
import {button, toggle} from "../ui/inputs/inputs.js";
import {threeDigits} from "../ui/readout.js";
import {defaults} from "../ui/state/fields.js";
import {createWidget} from "../ui/widget.js";
import {createDoubt} from "./check-panel.js";
import {drawing} from "../network-diagram/drawing.js";
import {SETTINGS, fields as allFields, ignored, linkedState, read} from "./state.js";
import {layoutFor} from "../network-diagram/layout.js";
import {MODELS} from "../network-diagram/networks.js";
import {evaluate} from "../engine/network.js";
import {createPanel, createTable} from "../network-diagram/formulas/panel.js";
import {stepOf} from "../network-diagram/elements.js";
import {presentWithKeys} from "./presenting.js";
import {PRESETS} from "./presets.js";
import {createArchitecture, createChooser, list, ownSliders} from "./controls.js";
import {everything, progress} from "../network-diagram/micro-steps.js";
import {createTraining} from "./training.js";
import {createTransport} from "./transport.js";
import {altText, finding, originOf} from "./text.js";
import {rowsOf} from "../network-diagram/value-rows.js";

/** The first network's settings, which every link may name. */
export const fields = SETTINGS;

/** All that the state says, worked out once for all parts of the view. */
export function runOf(state) {
  const run = read(state);
  return {
    ...run,
    result: evaluate(run.network),
    rate: state.rate,
    samples: state.samples,
    trained: state.trained
  };
}

export function shownOf(state, run) {
  const shown =
    run.done === null
      ? everything(run.network, {sample: run.sample, gradients: state.gradients})
      : progress(run.steps, run.done);
  return {...shown, chosen: run.chosen};
}

/** Whether a choice stands for a gradient: not an input or a target, nor nothing. */
const isGradient = name => !/^([xy]|none$)/.test(name);

/**
 * @param {{document?: Document, invalidation?: Promise<void>}} [options]
 * @returns {HTMLElement}
 */
export function forwardBackward({document = globalThis.document, invalidation} = {}) {
  const h = createHtml(document);
  const inDeck = Boolean(document.querySelector(".reveal .slides"));
  let current = defaults(allFields);
  let run = runOf(current);
  const state = () => current;
  const set = changes => frame.set(changes);
  const sliders = ownSliders(document);
  const gradients = toggle({document, label: "Show gradients", tone: "bwd"});
  gradients.addEventListener("input", () => set({gradients: gradients.value, step: null}));
  const net = list(
    document,
    "Network",
    new Map(Object.entries(MODELS).map(([key, {title}]) => [key, title])),
    "2-1-1"
  );
  net.listen(name => set({net: name, step: null, chosen: "none", trained: 0}));
  const presets = Object.entries(PRESETS).map(([label, changes]) =>
    button({
      document,
      label,
      onclick: () =>
        set({
          ...defaults(allFields),
          present: state().present,
          step: state().present ? 0 : null,
          panel: state().panel,
          ...changes
        })
    })
  );
  /** Its rule with the live numbers takes the place of a step. */
  const choose = name =>
    set({
      chosen: name,
      step: name === "none" ? state().step : null,
      gradients: state().gradients || isGradient(name)
    });
  const chooser = createChooser({document, state, set, choose});
  const architecture = createArchitecture({document, state, set});
  const doubt = createDoubt({document, choose});
  const training = createTraining({
    document,
    trained: () => state().trained,
    go: trained => set({trained, step: null})
  });
  const present = toggle({document, label: "Presenting"});
  present.title = "The deck's next and previous keys walk the steps, then turn the slide";
  const transport = createTransport({document, read: () => run, go: step => set({step})});
  const panel = createPanel(document);
  const table = createTable(document);
  const picture = h("div", {
    class: "fb-picture",
    onclick: ({target}) => {
      const name = target.closest("[data-choose]")?.getAttribute("data-choose");
      if (name && run.places.has(name)) choose(name);
    }
  });
  const section = (key, title, ...content) => {
    const toggleSection = event => {
      event.preventDefault();
      set({panel: state().panel === key ? "none" : key});
    };
    return [
      key,
      h(
        "details",
        {class: "fb-section"},
        h("summary", {onclick: toggleSection}, title),
        h("div", {}, content)
      )
    ];
  };
  const own = h("div", {}, Object.values(sliders));
  const sections = [
    section("values", "Values", own, chooser.node),
    section("network", "Activations and samples", architecture.node),
    section("doubt", "Check gradients", doubt.node),
    section("train", "Train", training.node)
  ];
  const origin = h("span", {}, "computed");
  const frame = createWidget({
    document,
    name: "forward-backward",
    fields: allFields,
    normalise: state => ({state, ignored: ignored(state)}),
    linkedState,
    invalidation,
    origin,
    controls: {...sliders, present, epsilon: doubt.epsilon, rate: training.rate},
    aside: [
      net.node,
      h("div", {class: "w-buttons fb-presets"}, presets, gradients),
      sections.map(([, node]) => node)
    ],
    figure: [
      picture,
      h("div", {class: "fb-bar"}, transport.node, inDeck && present),
      panel.node,
      table.node
    ],
    paint: (now, {width, precise, format}) => {
      current = now;
      run = runOf(now);
      Object.assign(now, {
        step: run.done,
        sample: run.sample + 1,
        chosen: run.chosen ? now.chosen : "none"
      }); // the nearest that there is
      const shown = shownOf(now, run);
      const layout = layoutFor(run.model.sizes, width);
      redraw(picture, drawing(document, layout, run, shown, {alt: altText(run, shown, format)}));
      panel.show(
        shown.current ?? stepOf(run.chosen, run.samples, shown.sample),
        {...run, chosen: run.chosen?.kind === "parameters" ? run.chosen : undefined},
        shown,
        format,
        precise
      );
      table.show(rowsOf(run, shown), {precise: precise && !inDeck, format}); // a slide has no room for it
      for (const [key, node] of sections) node.open = now.panel === key;
      origin.textContent = originOf(run);
      net.show(new Map(Object.entries(MODELS).map(([key, {title}]) => [key, title])), now.net);
      gradients.value = now.gradients;
      own.hidden = now.net !== "2-1-1";
      chooser.show(run);
      architecture.show(run, shown);
      if (now.panel === "doubt") doubt.show(run, now.epsilon, format);
      if (now.panel === "train") training.show(run, format);
      transport.show(run);
      return finding(now, run, shown, precise ? format : threeDigits);
    }
  });
  presentWithKeys({
    document,
    widget: frame.node,
    isOn: () => state().present,
    step: transport.step,
    invalidation
  });
  invalidation?.then(transport.stop);
  return frame.node;
}
