// Starts reveal.js with the options that the page carries as JSON.
import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes";
import {loadCellsWhenNear} from "./cells.js";
import {stepThroughCode} from "./code-steps.js";
import {followBackgrounds} from "./contrast.js";
import {showFooters} from "./footer.js";
import {showKeys} from "./keys.js";
import {openTabs} from "./tabs.js";

const deck = /** @type {Deck} */ (/** @type {unknown} */ (Reveal));
window.Reveal = deck;
const carrier = /** @type {HTMLElement} */ (document.getElementById("reveal-options"));
const options = JSON.parse(carrier.textContent ?? "");
const {cells} = carrier.dataset;
stepThroughCode();
openTabs();
showKeys();
keepKeys(/** @type {HTMLElement} */ (document.querySelector(".slides")));

function finishSlides() {
  followBackgrounds(deck);
  showFooters(deck);
}

deck.on("ready", () => {
  if (!deck.isPrintView()) finishSlides();
  if (cells) loadCellsWhenNear(deck, cells);
});
deck.on("pdf-ready", finishSlides);
deck.initialize({...options, plugins: [Notes]});

/**
 * Keys that press a tab, open a fold or run a video don't turn the slide.
 * @param {HTMLElement} slides
 */
function keepKeys(slides) {
  slides.addEventListener("keydown", event => {
    const {key} = event;
    const target = /** @type {Element} */ (event.target);
    const isButton = target.closest("summary, [role=tab]") && (key === " " || key === "Enter");
    if (isButton || target.closest("video, audio")) event.stopPropagation();
  });
}
