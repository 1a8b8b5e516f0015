/* exported findFaults */
// Finds the faults of a slide: text or boxes that leave it or reach the bars at its foot, and text
// too small to be read. Ignores what KaTeX clips (roots, braces) and what only screen readers read.

/**
 * A slide and where it is on the screen or page, in CSS px.
 * @typedef {{slide: Element, scale: number, frame: DOMRect, foot: number}} Place foot: the top of
 *   the bars at its foot, or its own bottom
 * @typedef {Pick<DOMRect, "left" | "right" | "top" | "bottom" | "width" | "height">} Box
 */

/**
 * The faults of the current slide, or of the one with this index.
 * @param {number} [index]
 */
function findFaults(index = -1) {
  const place = placeOf(Reveal.getSlides()[index] ?? Reveal.getCurrentSlide());
  const {slide} = place;
  const boxes = slide.querySelectorAll("svg.drawing, img, table, pre, input, button, select");
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  /** @type {string[]} */
  const faults = [];
  while (walker.nextNode())
    faults.push(...checkText(/** @type {Text} */ (walker.currentNode), place));
  for (const node of boxes) faults.push(...checkBox(node, place));
  return [...new Set(faults)].map(fault => `${slide.id}: ${fault}`);
}

/** @param {Element} slide @returns {Place} */
function placeOf(slide) {
  // not the slide itself, which grows with its content
  const holder = slide.closest(".pdf-page, .slides") ?? slide;
  const frame = holder.getBoundingClientRect();
  return {slide, scale: Reveal.getScale(), frame, foot: barTop(holder) ?? frame.bottom};
}

/**
 * The top of the ribbon's bars, which are drawn in its links, before their content.
 * @param {Element} holder
 */
function barTop(holder) {
  const isPrint = document.querySelector(".pdf-page");
  const bar = isPrint
    ? holder.querySelector(".ribbon a")
    : document.querySelector("body > .ribbon a");
  if (!bar) return undefined;
  const {bottom, height} = getComputedStyle(bar, "::before");
  return bar.getBoundingClientRect().bottom - parseFloat(bottom) - parseFloat(height);
}

/** @param {Text} node @param {Place} place */
function checkText(node, place) {
  const parent = /** @type {Element} */ (node.parentElement);
  if (!node.data.replace(/[\s\u200b]/g, "") || isHidden(parent, place.slide)) return [];
  const text = node.data.trim().slice(0, 40);
  const size = typeSize(parent, place.scale);
  return [
    ...(isLostText(node, parent, place) ? [`overflow: "${text}"`] : []),
    ...(isTooSmall(parent, size) ? [`${size.toFixed(1)} px: "${text}"`] : [])
  ];
}

/** @param {Element} node @param {Place} place */
function checkBox(node, place) {
  const box = node.getBoundingClientRect();
  if (isHidden(node, place.slide) || !box.width) return [];
  const isVisible = !isLost(clipperOf(node, getComputedStyle(node)), box, place);
  return isVisible ? [] : [`overflow: <${node.localName} class="${node.getAttribute("class")}">`];
}

/** @param {Element} node @param {Element} slide */
function isHidden(node, slide) {
  if (node.closest("aside.notes, .katex-mathml, .hide-tail, defs, clipPath")) return true;
  if (!node.checkVisibility({visibilityProperty: true})) return true;
  /** @type {Element | null} */
  let outer = node;
  for (; outer && outer !== slide; outer = outer.parentElement)
    if (getComputedStyle(outer).clipPath !== "none") return true;
  return false;
}

/** @param {Text} node @param {Element} parent @param {Place} place */
function isLostText(node, parent, place) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = [...range.getClientRects()].filter(box => box.width >= 1 && box.height >= 1);
  return rects.some(rect => isLost(parent, rect, place));
}

/** @param {Element | null} parent @param {Box} rect @param {Place} place */
function isLost(parent, rect, place) {
  const box = visiblePart(parent, rect, place.slide);
  return !box || (box.width >= 1 && box.height >= 1 && leavesSlide(box, place));
}

/** @param {Box} box @param {Place} place */
function leavesSlide({left, right, top, bottom}, {frame, foot, scale}) {
  const leavesSides = left < frame.left - 1 || right > frame.right + 1;
  return leavesSides || top < frame.top - 1 || bottom > foot - 4 * scale;
}

/**
 * The visible part of a box, or null where it is cut and can't be scrolled to.
 * @param {Element | null} parent @param {Box} box @param {Element} slide
 */
function visiblePart(parent, box, slide) {
  let outer = parent;
  while (outer && outer !== slide && slide.contains(outer)) {
    const style = getComputedStyle(outer);
    const isOpen = style.overflow === "visible" || outer.matches("svg");
    if (outer.clientWidth > 1 && !isOpen) {
      const edge = outer.getBoundingClientRect();
      box = intersect(box, edge, style, outer);
      if (box.width < 1 || box.height < 1) return box;
      if (isBeyond(box, edge)) return null;
    }
    outer = clipperOf(outer, style);
  }
  return box;
}

/** @param {Box} box @param {Box} edge */
const isBeyond = (box, edge) =>
  box.right > edge.right + 1 ||
  box.left < edge.left - 1 ||
  box.bottom > edge.bottom + 1 ||
  box.top < edge.top - 1;

/**
 * The element that may cut a box: an absolutely positioned one is cut only by the ancestor that it
 * is positioned in and that one's ancestors.
 * @param {Element} node @param {CSSStyleDeclaration} style
 */
const clipperOf = (node, {position}) =>
  position === "absolute" ? /** @type {HTMLElement} */ (node).offsetParent : node.parentElement;

/**
 * The box within the edge, where what doesn't fit can be scrolled to.
 * @param {Box} box @param {DOMRect} edge @param {CSSStyleDeclaration} style @param {Element} node
 */
function intersect(box, edge, {overflowX, overflowY}, node) {
  const [x, y] = [overflowX, overflowY].map(overflow => (mayScroll(node, overflow) ? edge : box));
  const [left, right] = [Math.max(box.left, x.left), Math.min(box.right, x.right)];
  const [top, bottom] = [Math.max(box.top, y.top), Math.min(box.bottom, y.bottom)];
  return {left, right, top, bottom, width: right - left, height: bottom - top};
}

/**
 * In a widget and in `.scrollable`, a box may scroll.
 * @param {Element} node @param {string} overflow
 */
const mayScroll = (node, overflow) =>
  /auto|scroll/.test(overflow) && node.closest(".scrollable, [data-widget]");

/**
 * The size of an element's text in CSS px, as the slide shows it at 1280 × 720.
 * @param {Element} element @param {number} scale
 */
function typeSize(element, scale) {
  const zoom = element.closest("svg")?.getScreenCTM()?.a ?? scale;
  return (parseFloat(getComputedStyle(element).fontSize) * zoom) / scale;
}

/** @param {Element} element @param {number} size */
const isTooSmall = (element, size) =>
  size > 1 &&
  size < 13 &&
  !element.closest(".katex .msupsub, .katex .mfrac, .katex .mop, sub, sup");
