// Starts reveal.js with the options that the page carries as JSON.
import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes";
import { loadCellsWhenNear } from "./cells.js";
import { stepThroughCode } from "./code-steps.js";
import { openTabs } from "./tabs.js";

window.Reveal = Reveal;
const carrier = document.getElementById("reveal-options");
const options = JSON.parse(carrier.textContent);
const { cells } = carrier.dataset;
stepThroughCode(document);
openTabs(document);
Reveal.initialize({ ...options, plugins: [Notes] });
if (cells) Reveal.on("ready", () => loadCellsWhenNear(Reveal, cells));
