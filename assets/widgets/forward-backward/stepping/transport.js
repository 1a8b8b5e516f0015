/**
 * The transport: to the start, back, step, play, finish the phase, and a slider over all
 * micro-steps.
 */

import {createHtml, createSvg} from "../../ui/dom.js";
import {button, slider, switchOff} from "../../ui/inputs/inputs.js";
import {endOfPhase} from "../../network-diagram/index.js";

const PACE = 1500;

/** The buttons' signs, in a square of 20. */
const ICONS = {
  start: "M4,3V17M17,3L7,10L17,17Z",
  back: "M15,3L5,10L15,17Z",
  step: "M5,3L15,10L5,17Z",
  play: "M2,3L10,10L2,17ZM10,3L18,10L10,17Z",
  phase: "M16,3V17M3,3L13,10L3,17Z"
};

const icon = (s, name) =>
  s(
    "svg",
    {class: "fb-icon", viewBox: "0 0 20 20", "aria-hidden": true},
    s("path", {d: ICONS[name]})
  );

/**
 * @param {{document: Document, read: () => {done: number | null, steps: object[]}, go: (done:
 *   number | null) => void}} options
 * @returns {{node: HTMLElement, show(run: object): void, stop(): void, step(by: number): boolean}}
 *   step: false at an end
 */
export function createTransport({document, read, go}) {
  const h = createHtml(document);
  const s = createSvg(document);
  let timer = null;
  let reached; // by playing
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.setAttribute("aria-pressed", "false");
  };
  const by = change => {
    const {done, steps} = read();
    const next = done === null ? Math.max(0, change) : done + change;
    if (next < 0 || next > steps.length || (done === null && change < 0)) return false;
    go(next);
    return true;
  };
  const tick = () => {
    reached = (read().done ?? 0) + 1;
    if (isAway() || !by(1)) stop();
  };
  /** Whether the deck shows another slide. */
  const isAway = () => play.closest(".slides section")?.matches(":not(.present)");
  const start = () => {
    if (read().done === read().steps.length) go(0);
    play.setAttribute("aria-pressed", "true");
    timer = setInterval(tick, PACE);
    tick();
  };
  const control = (symbol, word, label, action) => {
    const node = button({
      document,
      label: [symbol && icon(s, symbol), word && h("span", {class: "fb-word"}, word)],
      onclick: () => {
        stop();
        action();
      }
    });
    node.setAttribute("aria-label", label);
    return node;
  };
  const first = control("start", "", "Start", () => go(0));
  const back = control("back", "", "Back", () => by(-1));
  const step = control("step", "Step", "Step", () => by(1));
  const play = button({
    document,
    label: [icon(s, "play"), h("span", {class: "fb-word"}, "Play")],
    pressed: false,
    onclick: () => (timer === null ? start() : stop())
  });
  play.setAttribute("aria-label", "Play");
  const phase = control("phase", "", "Finish phase", () =>
    go(endOfPhase(read().steps, read().done ?? 0))
  );
  const leave = control("", "Show all", "Show all", () => go(null));
  const scrub = slider({
    document,
    label: "Micro-step",
    name: "step",
    min: 0,
    max: 1,
    step: 1,
    value: 0,
    format: value => `${read().done === null ? "all" : value} / ${read().steps.length}`
  });
  scrub.classList.add("fb-scrub");
  scrub.addEventListener("input", () => {
    stop();
    go(scrub.value);
  });
  return {
    node: h(
      "div",
      {class: "fb-transport w-buttons", role: "group", "aria-label": "Steps"},
      first,
      back,
      step,
      play,
      phase,
      leave,
      scrub
    ),
    show({done, steps}) {
      if (timer !== null && done !== reached) stop(); // someone else changed the step
      scrub.querySelector("input").max = steps.length;
      scrub.value = done ?? 0;
      switchOff(back, !done);
      switchOff(first, done === 0);
      for (const one of [step, phase]) switchOff(one, done === steps.length);
      switchOff(leave, done === null);
    },
    stop,
    step: by
  };
}
