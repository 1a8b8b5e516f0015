/**
 * What stands behind "More": the network's shape and parts, clipping, histograms, and the setting
 * that is kept for comparison.
 */
import {createHtml} from "../../ui/dom.js";
import {button} from "../../ui/inputs/inputs.js";
import {formatNumber} from "../../ui/readout.js";
import {describe, networkOf} from "../state.js";

/**
 * @param {Document} document
 * @param {Record<string, HTMLElement>} controls by field
 * @param {(changes: object) => void} set
 * @param {() => object} state
 */
export function createMore(document, controls, set, state) {
  const h = createHtml(document);
  const contents = h("span", {class: "w-label"});
  const buttons = createButtons(document, set, state);
  const back = createBackButton(document, () => {
    node.querySelector("summary").focus();
    set({more: false});
  });
  const toggle = event => {
    event.preventDefault(); // else a repaint between this and the toggle event would close it again
    set({more: !state().more});
  };
  const column = (...parts) => h("div", {class: "gf-column"}, parts);
  const {depth, width, bias, weights, clip, residual, norm, histograms} = controls;
  const node = h(
    "details",
    {class: "gf-more"},
    h("summary", {onclick: toggle}, "More", contents),
    back,
    h(
      "div",
      {class: "gf-columns"},
      column(depth, width, bias),
      column(weights, clip, buttons.node),
      column(residual, norm, histograms)
    )
  );
  node.addEventListener("toggle", () => node.open !== state().more && set({more: node.open}));
  return {
    node,
    update(now) {
      node.open = now.more;
      contents.textContent = `: ${now.more ? opened(now) : summary(now)}`;
      buttons.update(now);
    }
  };
}

/** Keeps the network's curve, or forgets the one that is kept. */
function createButtons(document, set, state) {
  const keep = button({
    document,
    label: "Keep curve",
    title: "Keeps this network’s curve beside the next ones, on the same seeds",
    onclick: () => set({kept: networkOf(state())})
  });
  const forget = button({
    document,
    label: "Forget",
    onclick: () => {
      set({kept: null});
      keep.focus();
    }
  });
  return {
    node: createHtml(document)("div", {class: "w-buttons"}, keep, forget),
    update: ({kept}) => void (forget.hidden = !kept)
  };
}

/** On a slide the columns take the place of presets and curves. */
function createBackButton(document, onclick) {
  const back = button({document, label: "Back to presets and curves", onclick});
  back.classList.add("gf-back");
  return back;
}

/** The network's shape, what is in it beside plain layers, and what it is compared with. */
function summary({depth, width, weights, bias, residual, norm, clip, kept}) {
  return [
    `${depth} layers × ${width} units`,
    weights === "orthogonal" && "orthogonal weights",
    bias > 0 && `biases ${formatNumber(bias, {decimals: 1})}`,
    residual && "residual connections",
    norm && "layer normalisation",
    clip !== "off" && `clipped at norm ${clip}`,
    kept && comparison({kept})
  ]
    .filter(Boolean)
    .join(", ");
}

const opened = ({kept}) => (kept ? comparison({kept}) : "the network’s shape and parts");
const comparison = ({kept}) => `beside ${describe(kept, formatNumber)}`;
