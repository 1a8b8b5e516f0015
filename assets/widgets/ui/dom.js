/** Element builders with an injected document: `h("p", {class: "x"}, "text", node)`. */

const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * @typedef {string | number | Node | null | undefined | false | Child[]} Child null, undefined and
 *   false are left out
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>}
 *   Attributes null, undefined and false are left out; `onclick: f` listens
 * @typedef {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: Attributes,
 *   ...children: Child[]) => HTMLElementTagNameMap[Tag]} Html
 * @typedef {<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes?: Attributes,
 *   ...children: Child[]) => SVGElementTagNameMap[Tag]} Svg
 * @typedef {(tag: string, attributes?: Attributes, ...children: Child[]) => MathMLElement} MathMl
 */

/** @param {Document} document @returns {Html} */
export function createHtml(document) {
  return (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
}

/** @param {Document} document @returns {Svg} */
export function createSvg(document) {
  return (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);
}

/** @param {Document} document @returns {MathMl} */
export function createMathMl(document) {
  return (tag, attributes, ...children) =>
    fill(document.createElementNS(MATHML, tag), attributes, children);
}

/**
 * ARIA attributes say "true" in words.
 * @template {Element} E
 * @param {E} element @param {Attributes | undefined} attributes @param {Child[]} children
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    const text = value === true && !name.startsWith("aria-") ? "" : String(value);
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, text);
  }
  element.append(...listNodes(children));
  return element;
}

/** @param {Child[]} children @returns {(string | Node)[]} */
const listNodes = children =>
  children.flatMap(child => {
    if (Array.isArray(child)) return listNodes(child);
    if (child == null || child === false) return [];
    return typeof child === "number" ? String(child) : child;
  });

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

/**
 * Makes a node look like another, or puts the other one there.
 * @param {ChildNode} node @param {Node} next
 */
function renew(node, next) {
  if (node.isEqualNode(next)) return;
  if (node.nodeName !== next.nodeName) node.replaceWith(next);
  else if (!isElement(node) || !isElement(next)) node.nodeValue = next.nodeValue;
  else {
    for (const name of node.getAttributeNames())
      if (!next.hasAttribute(name)) node.removeAttribute(name);
    for (const {name, value} of next.attributes)
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    redraw(node, ...next.childNodes);
  }
}

/** @param {Node} node @returns {node is Element} */
const isElement = node => node.nodeType === 1;

/** The element on which an event happened. @param {Event} event */
export const targetOf = event => /** @type {Element} */ (event.target);

/**
 * The parts of a name with a subscript, for `<sub>` or a lowered `<tspan>`.
 * "x1" → ["x", "1"], "w_out" → ["w", "out"], "z" → ["z", ""]
 * @param {string} name
 */
export function splitName(name) {
  const [, base, word, digits] = /^(\p{L}(?:\u0302)?)(?:_(\w+)|(\d+))?$/u.exec(name) ?? ["", name];
  return [base, word ?? digits ?? ""];
}

/**
 * An HTML label whose text content is exactly `text`, with a subscript where the name has one.
 * @param {Html} h @param {string} text @returns {Child[]}
 */
export function htmlName(h, text) {
  const [base, subscript] = splitName(text);
  if (!subscript) return [text];
  return [base, text.includes("_") && h("span", {class: "w-quiet"}, "_"), h("sub", {}, subscript)];
}

/**
 * SVG tspans for a name with a subscript; what follows stands on the base line again.
 * @param {Svg} s @param {string} text
 */
export function svgName(s, text) {
  const [base, subscript] = splitName(text);
  if (!subscript) return [s("tspan", {}, text)];
  const lowered = s("tspan", {dy: "0.28em", "font-size": "0.75em"}, subscript);
  return [s("tspan", {}, base), lowered, s("tspan", {dy: "-0.21em"}, "\u200b")];
}
