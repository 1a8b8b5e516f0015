/** The one input that forward mode asks for. */

import {createHtml} from "../ui/dom.js";
import {select} from "../ui/inputs/inputs.js";

/**
 * A select whose options follow the graph, shown in forward mode alone; show() gives the wanted
 * name, "" if there is none such.
 * @param {Document} document
 */
export function inputChoice(document) {
  const h = createHtml(document);
  const node = h("div");
  let names = [];
  let inner = null;
  let wanted = "";
  Object.defineProperty(node, "value", {
    get: () => (wanted = inner?.value ?? wanted),
    set: next => {
      wanted = next;
      if (inner && names.includes(next)) inner.value = next;
    }
  });
  node.show = (next, {mode}) => {
    const chosen = Math.max(0, next.indexOf(wanted));
    if (next.join() !== names.join()) {
      names = next;
      inner = select({
        document,
        label: "by input",
        options: new Map(names.map(name => [name, name])),
        value: names[chosen]
      });
      node.replaceChildren(inner);
    }
    inner.value = names[chosen];
    node.hidden = mode !== "forward";
    return next.includes(wanted) ? wanted : "";
  };
  return node;
}
