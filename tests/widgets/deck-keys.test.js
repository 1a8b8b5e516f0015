import assert from "node:assert/strict";
import {test} from "node:test";
import {parseHTML} from "linkedom";
import {forwardBackward} from "../../assets/widgets/forward-backward/index.js";

/** A presenting widget on the deck's current slide, and a function that presses a key. */
function open({keyboard}) {
  const {document} = parseHTML(
    '<!doctype html><html><body><div class="reveal"><div class="slides">' +
      "<section></section></div></div></body></html>"
  );
  const view = document.defaultView;
  const slide = document.querySelector("section");
  view.location = new URL("https://x.invalid/?forward-backward=present:on,step:0");
  view.Reveal = {
    configure() {},
    getConfig: () => ({keyboard}),
    getCurrentSlide: () => slide,
    isOverview: () => false,
    isPaused: () => false,
    isReady: () => true
  };
  const widget = forwardBackward({document});
  slide.append(widget);
  const press = key => {
    const event = new view.Event("keydown", {bubbles: true, cancelable: true});
    view.dispatchEvent(Object.assign(event, {key}));
    return widget.value.setting.step;
  };
  return {press};
}

test("presenting widget takes the keys that turn the slide", () => {
  const {press} = open({keyboard: true});
  assert.deepEqual(["ArrowRight", "PageDown", "ArrowLeft", "x"].map(press), [1, 2, 1, 1]);
});

test("presenting widget takes no keys where the deck has none, as in the reading view", () => {
  const {press} = open({keyboard: false});
  assert.deepEqual(["ArrowRight", "PageDown"].map(press), [0, 0]);
});
