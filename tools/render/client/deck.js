// Starts reveal.js with the options that the page carries as JSON.
import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes";
import {loadCellsWhenNear} from "./cells.js";
import {stepThroughCode} from "./code-steps.js";
import {followBackgrounds} from "./contrast.js";
import {showFooters} from "./footer.js";
import {showKeys} from "./keys.js";
import {openTabs} from "./tabs.js";

window.Reveal = Reveal;
const carrier = document.getElementById("reveal-options");
const options = JSON.parse(carrier.textContent);
const {cells} = carrier.dataset;
stepThroughCode(document);
openTabs(document);
showKeys(document);
keepKeys(document.querySelector(".slides"));

function finishSlides() {
  followBackgrounds(Reveal, document);
  showFooters(Reveal, document);
}

Reveal.on("ready", () => {
  if (!Reveal.isPrintView()) finishSlides();
  if (cells) loadCellsWhenNear(Reveal, cells);
});
Reveal.on("pdf-ready", finishSlides);
Reveal.initialize({...options, plugins: [Notes]});

/** Keys that press a tab, open a fold or run a video don't turn the slide. */
function keepKeys(slides) {
  slides.addEventListener("keydown", event => {
    const {target, key} = event;
    const isButton = target.closest("summary, [role=tab]") && (key === " " || key === "Enter");
    if (isButton || target.closest("video, audio")) event.stopPropagation();
  });
}
