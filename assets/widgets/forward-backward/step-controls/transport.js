/** The buttons and the slider that walk through the micro-steps. */

import {endOfPhase} from "../../network-diagram/index.js";
import {createSvg} from "../../ui/dom.js";
import {button, slider, switchOff} from "../../ui/inputs/inputs.js";
import {runOf} from "../core.js";

/**
 * @import {Context} from "../controls.js"
 * @import {Run} from "../core.js"
 */

const PACE = 1500; // ms per step

/** The buttons' signs, in a square of 20. */
const ICONS = {
  start: "M4,3V17M17,3L7,10L17,17Z",
  back: "M15,3L5,10L15,17Z",
  step: "M5,3L15,10L5,17Z",
  play: "M2,3L10,10L2,17ZM10,3L18,10L10,17Z",
  phase: "M16,3V17M3,3L13,10L3,17Z"
};

/** `step(by)` gives false at an end. @param {Context} context */
export function createTransport(context) {
  const {h, state, set} = context;
  /** @param {number | null} done */
  const go = done => set({step: done});
  /** @param {number} by */
  const step = by => {
    const {done, steps} = runOf(state());
    const next = done === null ? Math.max(0, by) : done + by;
    if (next < 0 || next > steps.length || (done === null && by < 0)) return false;
    go(next);
    return true;
  };
  const player = createPlayer(context, go, step);
  /** @param {number | null} done */
  const goAndStop = done => {
    player.stop();
    go(done);
  };
  const stepAndStop = (/** @type {number} */ by) => () => {
    player.stop();
    step(by);
  };
  const finishPhase = () => {
    const {done, steps} = runOf(state());
    goAndStop(endOfPhase(steps, done ?? 0));
  };
  const first = createButton(context, "Start", {icon: "start", onclick: () => goAndStop(0)});
  const back = createButton(context, "Back", {icon: "back", onclick: stepAndStop(-1)});
  const forward = createButton(context, "Step", {
    icon: "step",
    word: "Step",
    onclick: stepAndStop(1)
  });
  const phase = createButton(context, "Finish phase", {icon: "phase", onclick: finishPhase});
  const all = createButton(context, "Show all", {word: "Show all", onclick: () => goAndStop(null)});
  const scrubber = createScrubber(context, goAndStop);
  const nodes = [first, back, forward, player.node, phase, all, scrubber.node];
  const attributes = {class: "fb-transport w-buttons", role: "group", "aria-label": "Steps"};
  return {
    node: h("div", attributes, nodes),
    /** @param {Run} run */
    show({done, steps}) {
      player.stopUnlessAt(done);
      scrubber.show(done, steps.length);
      switchOff(back, !done);
      switchOff(first, done === 0);
      for (const node of [forward, phase]) switchOff(node, done === steps.length);
      switchOff(all, done === null);
    },
    stop: player.stop,
    step
  };
}

/**
 * A button with a sign, a word, or both.
 * @param {Context} context @param {string} label
 * @param {{icon?: keyof typeof ICONS, word?: string, pressed?: boolean, onclick: () => void}} options
 */
function createButton({document, h}, label, {icon, word, ...options}) {
  const s = createSvg(document);
  const attributes = {class: "fb-icon", viewBox: "0 0 20 20", "aria-hidden": true};
  const content = [
    icon && s("svg", attributes, s("path", {d: ICONS[icon]})),
    word && h("span", {class: "fb-word"}, word)
  ];
  const node = button({document, label: content, ...options});
  node.setAttribute("aria-label", label);
  return node;
}

/**
 * A button that plays the steps, one after the other, until the deck shows another slide.
 * @param {Context} context @param {(done: number) => void} go
 * @param {(by: number) => boolean} step false at an end
 */
function createPlayer(context, go, step) {
  /** @type {ReturnType<typeof setInterval> | null} */
  let timer = null;
  let reached = 0;
  const stop = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    node.setAttribute("aria-pressed", "false");
  };
  const isOnHiddenSlide = () => node.closest(".slides section")?.matches(":not(.present)");
  const tick = () => {
    reached = (context.state().step ?? 0) + 1;
    if (isOnHiddenSlide() || !step(1)) stop();
  };
  const start = () => {
    const {done, steps} = runOf(context.state());
    if (done === steps.length) go(0);
    node.setAttribute("aria-pressed", "true");
    timer = setInterval(tick, PACE);
    tick();
  };
  const onclick = () => (timer === null ? start() : stop());
  const node = createButton(context, "Play", {icon: "play", word: "Play", pressed: false, onclick});
  /** Another control may have changed the step. @param {number | null} done */
  const stopUnlessAt = done => {
    if (timer !== null && done !== reached) stop();
  };
  return {node, stop, stopUnlessAt};
}

/** The slider over all micro-steps. @param {Context} context @param {(done: number) => void} go */
function createScrubber({document}, go) {
  let text = "";
  const range = {min: 0, max: 1, step: 1, value: 0};
  const node = slider({document, label: "Micro-step", name: "step", ...range, format: () => text});
  const input = /** @type {HTMLInputElement} */ (node.querySelector("input"));
  node.classList.add("fb-scrub");
  node.addEventListener("input", () => go(node.value));
  return {
    node,
    /** @param {number | null} done @param {number} last */
    show(done, last) {
      text = `${done ?? "all"} / ${last}`;
      input.max = String(last);
      node.value = done ?? 0;
    }
  };
}
