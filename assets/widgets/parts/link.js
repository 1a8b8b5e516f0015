/** The link to a widget's present state, and the page's own address that follows it. */

import {createHtml} from "./dom.js";
import {formatState} from "./state.js";

/**
 * The page's address with the widget's state as one parameter; other parameters stay.
 * @param {string} address
 * @param {string} name
 * @param {string} text the state, "" for the defaults
 * @param {string} [anchor] where the widget stands, in place of the address's fragment
 */
export function linkTo(address, name, text, anchor = "") {
  const url = new URL(address);
  const others = url.search.slice(1).split("&").filter((part) => part && !part.startsWith(`${name}=`));
  url.search = [...others, ...(text ? [`${name}=${text}`] : [])].join("&");
  if (anchor) url.hash = anchor;
  return url.href;
}

/** Copies the link, or shows it to copy by hand where the browser forbids (pages opened from a file). */
export async function stateLink({document, name, fields, state, message, node}) {
  const h = createHtml(document);
  const view = document.defaultView;
  const anchor = node.closest(".reveal") ? "" : node.closest("section[id]")?.id; // the deck's address names its slide
  const href = linkTo(view.location.href, name, formatState(fields, state), anchor);
  try {
    await view.navigator.clipboard.writeText(href);
    message.replaceChildren(h("p", {}, "Link copied."));
  } catch {
    const field = h("input", {type: "text", readonly: true, value: href, "aria-label": "Link to this setting"});
    message.replaceChildren(h("p", {}, "Copy this link:"), field);
    field.select();
  }
}

/**
 * Keeps the widget's state in the page's address, so that a reload and the browser's bookmark show it again.
 * The first state, read from there, is no change.
 */
export function createAddress({document, name, fields}) {
  const view = document.defaultView;
  let written = null;
  let timer;
  const write = (text) => {
    written = text;
    try {
      view.history.replaceState(view.history.state, "", linkTo(view.location.href, name, text));
    } catch {
      // a page in a sandbox, or a browser's limit of changes a second: the link can still be copied
    }
  };
  const keep = (state) => {
    const text = formatState(fields, state);
    clearTimeout(timer);
    if (written === null || !view?.history) written = text;
    else if (text !== written) timer = setTimeout(() => write(text), 300);
  };
  return {keep, stop: () => clearTimeout(timer)};
}
