import { openTabs } from "./tabs.js";

/** What can be scrolled can be reached by keyboard. */
function reachScrollers() {
  for (const box of document.querySelectorAll("pre, .math.display, .cell-output, figure, .table-scroll")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

openTabs(document);
reachScrollers();
window.addEventListener("resize", reachScrollers);
