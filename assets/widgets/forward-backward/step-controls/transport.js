/** The buttons and the slider that walk through the micro-steps. */

import {endOfPhase} from "../../network-diagram/index.js";
import {createHtml, createSvg} from "../../ui/dom.js";
import {button, slider, switchOff} from "../../ui/inputs/inputs.js";

const PACE = 1500; // ms per step

/** The buttons' signs, in a square of 20. */
const ICONS = {
  start: "M4,3V17M17,3L7,10L17,17Z",
  back: "M15,3L5,10L15,17Z",
  step: "M5,3L15,10L5,17Z",
  play: "M2,3L10,10L2,17ZM10,3L18,10L10,17Z",
  phase: "M16,3V17M3,3L13,10L3,17Z"
};

/**
 * @param {{document: Document, read: () => {done: number | null, steps: object[]}, go: (done:
 *   number | null) => void}} options
 * @returns {{node: HTMLElement, show(run: object): void, stop(): void, step(by: number): boolean}}
 *   step: false at an end
 */
export function createTransport({document, read, go}) {
  const step = by => {
    const {done, steps} = read();
    const next = done === null ? Math.max(0, by) : done + by;
    if (next < 0 || next > steps.length || (done === null && by < 0)) return false;
    go(next);
    return true;
  };
  const player = createPlayer({document, read, go, step});
  const goAndStop = done => {
    player.stop();
    go(done);
  };
  const buttons = createButtons({document, read, go: goAndStop, stop: player.stop, step});
  const scrub = createScrubber({document, read, go: goAndStop});
  const {first, back, forward, phase, all} = buttons;
  const group = {class: "fb-transport w-buttons", role: "group", "aria-label": "Steps"};
  const nodes = [first, back, forward, player.node, phase, all, scrub.node];
  return {
    node: createHtml(document)("div", group, nodes),
    show({done, steps}) {
      player.stopUnlessAt(done);
      scrub.show(done, steps.length);
      switchOff(back, !done);
      switchOff(first, done === 0);
      for (const node of [forward, phase]) switchOff(node, done === steps.length);
      switchOff(all, done === null);
    },
    stop: player.stop,
    step
  };
}

/** What stands in a button: a sign, a word, or both. */
function contentOf(document, icon, word) {
  const s = createSvg(document);
  const attributes = {class: "fb-icon", viewBox: "0 0 20 20", "aria-hidden": true};
  return [
    icon && s("svg", attributes, s("path", {d: ICONS[icon]})),
    word && createHtml(document)("span", {class: "fb-word"}, word)
  ];
}

/** A button that plays the steps, one after the other, until the deck shows another slide. */
function createPlayer({document, read, go, step}) {
  const label = contentOf(document, "play", "Play");
  const onclick = () => (timer === null ? start() : stop());
  const node = button({document, label, pressed: false, onclick});
  node.setAttribute("aria-label", "Play");
  let timer = null;
  let reached;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    node.setAttribute("aria-pressed", "false");
  };
  const isOnHiddenSlide = () => node.closest(".slides section")?.matches(":not(.present)");
  const tick = () => {
    reached = (read().done ?? 0) + 1;
    if (isOnHiddenSlide() || !step(1)) stop();
  };
  const start = () => {
    if (read().done === read().steps.length) go(0);
    node.setAttribute("aria-pressed", "true");
    timer = setInterval(tick, PACE);
    tick();
  };
  /** Another control may have changed the step. */
  const stopUnlessAt = done => {
    if (timer !== null && done !== reached) stop();
  };
  return {node, stop, stopUnlessAt};
}

function createButtons({document, read, go, stop, step}) {
  const create = (icon, word, label, onclick) => {
    const node = button({document, label: contentOf(document, icon, word), onclick});
    node.setAttribute("aria-label", label);
    return node;
  };
  const stopAndStep = by => () => {
    stop();
    step(by);
  };
  return {
    first: create("start", "", "Start", () => go(0)),
    back: create("back", "", "Back", stopAndStep(-1)),
    forward: create("step", "Step", "Step", stopAndStep(1)),
    phase: create("phase", "", "Finish phase", () =>
      go(endOfPhase(read().steps, read().done ?? 0))
    ),
    all: create("", "Show all", "Show all", () => go(null))
  };
}

/** The slider over all micro-steps. */
function createScrubber({document, read, go}) {
  const node = slider({
    document,
    label: "Micro-step",
    name: "step",
    min: 0,
    max: 1,
    step: 1,
    value: 0,
    format: value => `${read().done === null ? "all" : value} / ${read().steps.length}`
  });
  node.classList.add("fb-scrub");
  node.addEventListener("input", () => go(node.value));
  return {
    node,
    show(done, last) {
      node.querySelector("input").max = last;
      node.value = done ?? 0;
    }
  };
}
