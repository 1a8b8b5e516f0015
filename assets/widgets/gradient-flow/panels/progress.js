/** How far a heavy setting has come. */
import {createHtml} from "../../ui/dom.js";
import {complete, isLight} from "../simulation/setting.js";

/** @param {Document} document */
export function createProgress(document) {
  const h = createHtml(document);
  const bar = h("progress", {max: 1, value: 0, "aria-label": "Networks computed"});
  const text = h("span");
  const node = h("p", {class: "gf-progress"}, bar, text);
  return {
    node,
    /** @returns {boolean} whether it is shown */
    update({depth, width, weights}, {done, all, settled, kept}) {
      const heavy =
        !isLight(complete({depth, width, weights})) || Boolean(kept && !settled && !kept.settled);
      node.classList.toggle("w-off", !heavy);
      bar.setAttribute("max", String(all));
      bar.setAttribute("value", String(done));
      text.textContent = `${done} of ${all} networks computed`;
      return heavy;
    }
  };
}
