// Starts reveal.js with the options that the page carries as JSON.
import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes";
import { stepThroughCode } from "./code-steps.js";
import { openTabs } from "./tabs.js";

window.Reveal = Reveal;
const options = JSON.parse(document.getElementById("reveal-options").textContent);
stepThroughCode(document);
openTabs(document);
Reveal.initialize({ ...options, plugins: [Notes] });
