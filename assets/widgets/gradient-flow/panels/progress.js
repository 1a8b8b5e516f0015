/** How far a heavy setting has come. */
import {createHtml} from "../../ui/dom.js";
import {isLight} from "../simulation/setting.js";

/** @import {Outcome} from "../scheduling/runner.js" */
/** @import {State} from "../state.js" */

/** @param {Document} document */
export function createProgress(document) {
  const h = createHtml(document);
  const bar = h("progress", {max: 1, value: 0, "aria-label": "Networks computed"});
  const text = h("span");
  const node = h("p", {class: "gf-progress"}, bar, text);
  return {
    node,
    /** @param {State} state @param {Outcome} outcome */
    update(state, {done, all, settled, kept}) {
      const isKeptHeavy = Boolean(kept && !settled && !kept.settled);
      node.classList.toggle("w-off", isLight(state) && !isKeptHeavy);
      bar.setAttribute("max", String(all));
      bar.setAttribute("value", String(done));
      text.textContent = `${done} of ${all} networks computed`;
    }
  };
}
