/** The link to a widget's present state, and the page's own address that follows it. */

import {createHtml} from "../dom.js";
import {formatState, parseState, withLength} from "./state-text.js";

/** @import {Fields, StateOf} from "./fields.js" */

/**
 * The parts of a query. A mail program may have written "&" as "&amp;" and "=" as "%3D", or have
 * encoded the whole of it.
 * @param {string} search
 */
const partsOf = search =>
  (search.includes("=") ? search : search.replace(/%(?:25)*3D/gi, "=").replace(/%(?:25)*26/g, "&"))
    .replace(/^\?/, "")
    .split(/&(?:amp;)*/)
    .filter(Boolean)
    .map(part => part.replace(/^([\w-]+)%(?:25)*3D/i, "$1="));

const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g; // where a chat program may break a line

/**
 * Decodes %XX, however often it was encoded; invalid codes are kept, and "+" is not a space.
 * @param {string} text @returns {string}
 */
function decoded(text) {
  /** @param {string} codes */
  const decode = codes => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  };
  const once = text.replace(/(?:%[0-9a-f]{2})+/gi, decode);
  return once === text ? text.replace(INVISIBLE, "") : decoded(once);
}

/**
 * The state in the query's parameter `name`, and messages about what could not be read.
 * @template {Fields} F
 * @param {F} fields @param {string} search @param {string} name
 */
export function readState(fields, search, name) {
  const values = partsOf(search).filter(part => part.startsWith(`${name}=`));
  const text = values.map(part => decoded(part.slice(name.length + 1))).join(",");
  const {state, problems} = parseState(fields, text);
  const isEmpty = values.length > 0 && !text.trim();
  return {state, problems: isEmpty ? ["this link was cut: it has no setting"] : problems};
}

/** As few codes as a query allows, to be read in the address bar. @param {string} text */
const encoded = text =>
  encodeURIComponent(text).replace(/%(?:2C|2F|3A|3B|3D|5E)/g, code => decodeURIComponent(code));

/**
 * The page's address with the widget's state as one parameter; other parameters stay.
 * @param {string} address
 * @param {string} name
 * @param {string} text the state, "" for the defaults
 * @param {string} [anchor] where the widget stands, in place of the address's fragment
 */
export function linkTo(address, name, text, anchor = "") {
  const url = new URL(address);
  const others = partsOf(url.search).filter(part => !part.startsWith(`${name}=`));
  url.search = [...others, ...(text ? [`${name}=${encoded(text)}`] : [])].join("&");
  if (anchor) url.hash = anchor;
  return url.href;
}

/**
 * A link to send. It contains its length, so that a cut one is detected, and no characters that a
 * chat program takes for the end of a link or for markup.
 * @type {typeof linkTo}
 */
export function linkToSend(address, name, text, anchor) {
  /** @param {string} sign */
  const code = sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  const url = new URL(linkTo(address, name, withLength(text), anchor));
  url.search = url.search.replace(/[()*^'!~]/g, code);
  return url.href;
}

/**
 * Copies the link, or shows it to copy by hand where the browser forbids (pages opened from a
 * file).
 * @param {{document: Document, name: string, fields: Fields, state: StateOf<Fields>, message:
 *   Element, node: Element}} widget
 */
export async function copyLink({document, name, fields, state, message, node}) {
  const h = createHtml(document);
  const view = document.defaultView ?? globalThis;
  const anchor = node.closest(".reveal") ? "" : node.closest("section[id]")?.id; // the deck's address names its slide
  const href = linkToSend(view.location.href, name, formatState(fields, state), anchor);
  try {
    await view.navigator.clipboard.writeText(href);
    message.replaceChildren(h("p", {}, "Link copied."));
  } catch {
    const field = h("input", {
      type: "text",
      readonly: true,
      value: href,
      "aria-label": "Link to this setting"
    });
    message.replaceChildren(h("p", {}, "Copy this link:"), field);
    field.select();
  }
}

const BURST = 40; // changes in PERIOD; browsers drop or refuse more than 100 to 200
const PERIOD = 10_000;
const DELAY = 300;

/**
 * Keeps the widget's state in the page's address, so that a reload and a bookmark show it again: at
 * once, or, after many changes, a moment later. The first state, read from there, is no change.
 * @param {{document: Document, name: string, fields: Fields}} widget
 */
export function createAddress({document, name, fields}) {
  const view = document.defaultView;
  /** @type {string | null} */
  let written = null;
  /** @type {number[]} times of changes, in ms */
  let recent = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {string} text */
  const write = text => {
    written = text;
    recent.push(Date.now());
    try {
      view?.history.replaceState(view.history.state, "", linkTo(view.location.href, name, text));
    } catch {
      // a page in a sandbox, or a browser's limit of changes a second: the link can still be copied
    }
  };
  /** @param {StateOf<Fields>} state */
  const keep = state => {
    const text = formatState(fields, state);
    clearTimeout(timer);
    if (written === null || !view?.history) written = text;
    else if (text !== written) writeSoon(text);
  };
  /** @param {string} text */
  const writeSoon = text => {
    recent = recent.filter(time => time > Date.now() - PERIOD);
    if (recent.length < BURST) write(text);
    else timer = setTimeout(() => write(text), DELAY);
  };
  // the address that Back returns to may show a state of long ago
  const renew = () => written !== null && write(written);
  view?.addEventListener?.("popstate", renew);
  const stop = () => {
    clearTimeout(timer);
    view?.removeEventListener?.("popstate", renew);
  };
  return {keep, stop};
}
