/**
 * Behind "More": the network's shape and parts, clipping, histograms, and the setting
 * kept for comparison.
 */
import {createHtml} from "../../ui/dom.js";
import {button} from "../../ui/inputs/inputs.js";
import {formatNumber} from "../../ui/readout.js";
import {describe, networkOf} from "../state.js";

/** @import {NetworkState, State} from "../state.js" */
/** @import {Controls} from "./controls.js" */

/** @typedef {{set: (changes: Partial<State>) => void, readState: () => State}} Owner the widget */

/** @param {Document} document @param {Controls} controls @param {Owner} owner */
export function createMore(document, controls, owner) {
  const {set, readState} = owner;
  const h = createHtml(document);
  const contents = h("span", {class: "w-label"});
  const buttons = createButtons(document, owner);
  // On a slide the columns take the place of presets and curves.
  const back = button({
    document,
    label: "Back to presets and curves",
    onclick: () => {
      summary.focus();
      set({more: false});
    }
  });
  back.classList.add("gf-back");
  /** @param {Event} event */
  const toggle = event => {
    event.preventDefault(); // else a repaint between this and the toggle event would close it again
    set({more: !readState().more});
  };
  const summary = h("summary", {onclick: toggle}, "More", contents);
  /** @param {HTMLElement[]} parts */
  const column = (...parts) => h("div", {class: "gf-column"}, parts);
  const {depth, width, bias, weights, clip, residual, norm, histograms} = controls;
  const node = h(
    "details",
    {class: "gf-more"},
    summary,
    back,
    h(
      "div",
      {class: "gf-columns"},
      column(depth, width, bias),
      column(weights, clip, buttons.node),
      column(residual, norm, histograms)
    )
  );
  node.addEventListener("toggle", () => {
    if (node.open !== readState().more) set({more: node.open});
  });
  return {
    node,
    /** @param {State} state */
    update(state) {
      node.open = state.more;
      contents.textContent = `: ${state.more ? describeOpen(state) : describeClosed(state)}`;
      buttons.update(state);
    }
  };
}

/**
 * Keeps the network's curve, or forgets the one that is kept.
 * @param {Document} document @param {Owner} owner
 */
function createButtons(document, {set, readState}) {
  const keep = button({
    document,
    label: "Keep curve",
    title: "Keeps this network’s curve beside the next ones, on the same seeds",
    onclick: () => set({kept: networkOf(readState())})
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
    /** @param {State} state */
    update: ({kept}) => void (forget.hidden = !kept)
  };
}

/**
 * The network's shape and parts, and what it is compared with.
 * @param {State} state
 */
function describeClosed({depth, width, weights, bias, residual, norm, clip, kept}) {
  return [
    `${depth} layers × ${width} units`,
    weights === "orthogonal" && "orthogonal weights",
    bias > 0 && `biases ${formatNumber(bias, {decimals: 1})}`,
    residual && "residual connections",
    norm && "layer normalisation",
    clip !== "off" && `clipped at norm ${clip}`,
    kept && describeKept(kept)
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {State} state */
const describeOpen = ({kept}) => (kept ? describeKept(kept) : "the network’s shape and parts");

/** @param {NetworkState} kept */
const describeKept = kept => `beside ${describe(kept)}`;
