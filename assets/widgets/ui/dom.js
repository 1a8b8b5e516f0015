/** Element builders with an injected document: `h("p", {class: "x"}, "text", node)`. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Document} document
 * @returns {(tag: string, attributes?: object, ...children: any[]) => HTMLElement}
 */
export function createHtml(document) {
  return (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
}

/**
 * @param {Document} document
 * @returns {(tag: string, attributes?: object, ...children: any[]) => SVGElement}
 */
export function createSvg(document) {
  return (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Attributes that are null or false are left out; `onclick: f` listens. ARIA says true in words.
 * Children may be nested arrays.
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return element;
}

/**
 * Shows the nodes `next` as the children of `place`. Equal nodes at the same position are kept: the
 * browser lays out and paints only what is new, and a slider changes little of a drawing. Listeners
 * belong on `place`: those of `next` may be lost.
 * @param {Element} place @param {...Node} next
 */
export function redraw(place, ...next) {
  const shown = [...place.childNodes];
  next.forEach((node, i) => (shown[i] ? renew(shown[i], node) : place.append(node)));
  for (const node of shown.slice(next.length)) node.remove();
}

/** Makes a node look like another, or puts the other one there. */
function renew(node, next) {
  if (node.isEqualNode(next)) return;
  if (node.nodeName !== next.nodeName) return node.replaceWith(next);
  if (node.nodeType !== 1) return void (node.data = next.data);
  for (const name of node.getAttributeNames())
    if (!next.hasAttribute(name)) node.removeAttribute(name);
  for (const name of next.getAttributeNames()) {
    const value = next.getAttribute(name);
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  redraw(node, ...next.childNodes);
}

/**
 * The parts of a name with a subscript, for `<sub>` or a lowered `<tspan>`.
 * "x1" → ["x", "1"], "w_out" → ["w", "out"], "z" → ["z", ""]
 */
export function splitName(name) {
  const [, base, word, digits] = /^(\p{L}(?:\u0302)?)(?:_(\w+)|(\d+))?$/u.exec(name) ?? [
    null,
    name
  ];
  return [base, word ?? digits ?? ""];
}

/** An HTML label whose text content is exactly `text`, with a subscript where the name has one. */
export function htmlName(h, text) {
  const [base, subscript] = splitName(text);
  if (!subscript) return [text];
  return [base, text.includes("_") && h("span", {class: "w-quiet"}, "_"), h("sub", {}, subscript)];
}

/** SVG tspans for a name with a subscript; what follows stands on the base line again. */
export function svgName(s, text) {
  const [base, subscript] = splitName(text);
  if (!subscript) return [s("tspan", {}, text)];
  const lowered = s("tspan", {dy: "0.28em", "font-size": "0.75em"}, subscript);
  return [s("tspan", {}, base), lowered, s("tspan", {dy: "-0.21em"}, "\u200b")];
}
