/**
 * How many operations the values take, and how many passes and multiply–adds the derivatives in
 * either mode.
 */

import {createHtml} from "../ui/dom.js";
import {mark} from "../ui/readout.js";

/** @param {Document} document */
export function createCost(document) {
  const h = createHtml(document);
  const noun = h("span");
  const cells = {
    operations: h("span"),
    ...Object.fromEntries(
      ["reverse_passes", "reverse", "forward_passes", "forward"].map(name => [name, h("td")])
    )
  };
  const row = (title, tone, ...names) =>
    h(
      "tr",
      {class: tone},
      h("th", {scope: "row"}, title),
      names.map(name => cells[name])
    );
  const column = title => h("th", {scope: "col"}, title);
  return {
    node: h(
      "table",
      {class: "cg-cost"},
      h("caption", {}, "Values: ", cells.operations, noun, ". Derivatives:"),
      h("thead", {}, h("tr", {}, h("td"), column("passes"), column("multiply–adds"))),
      h(
        "tbody",
        {},
        row("Reverse", "bwd", "reverse_passes", "reverse"),
        row("Forward", "fwd", "forward_passes", "forward")
      )
    ),
    update({operations, reverse, forward}, inputs) {
      const values = {operations, reverse, forward, reverse_passes: 1, forward_passes: inputs};
      noun.textContent = operations === 1 ? " operation" : " operations";
      for (const [name, value] of Object.entries(values)) mark(cells[name], name, value, String);
    }
  };
}
