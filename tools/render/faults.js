/* exported findFaults */
// Finds the faults of a slide: text or boxes that leave it or reach the bars at its foot, and type
// too small to be read. What KaTeX clips (roots, braces) and what only screen readers read is not
// visible. Functions that need the slide's place take it as `{slide, scale, frame, foot}`.

/** The faults of the current slide, or of the one with this index. */
function findFaults(index) {
  const place = placeOf(Reveal.getSlides()[index] ?? Reveal.getCurrentSlide());
  const {slide} = place;
  const boxes = slide.querySelectorAll("svg.drawing, img, table, pre, input, button, select");
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  const faults = [];
  while (walker.nextNode()) faults.push(...checkText(walker.currentNode, place));
  for (const node of boxes) faults.push(...checkBox(node, place));
  return [...new Set(faults)].map(fault => `${slide.id}: ${fault}`);
}

function placeOf(slide) {
  const holder = slide.closest(".pdf-page, .slides"); // a slide itself grows with what it holds
  const frame = holder.getBoundingClientRect();
  return {slide, scale: Reveal.getScale(), frame, foot: barTop(holder) ?? frame.bottom};
}

/** The top of the ribbon's bars, which are drawn in its links, before their content. */
function barTop(holder) {
  const isPrint = document.querySelector(".pdf-page");
  const bar = isPrint
    ? holder.querySelector(".ribbon a")
    : document.querySelector("body > .ribbon a");
  if (!bar) return undefined;
  const {bottom, height} = getComputedStyle(bar, "::before");
  return bar.getBoundingClientRect().bottom - parseFloat(bottom) - parseFloat(height);
}

function checkText(node, place) {
  const parent = node.parentElement;
  if (!node.data.replace(/[\s\u200b]/g, "") || isHidden(parent, place.slide)) return [];
  const text = node.data.trim().slice(0, 40);
  const size = typeSize(parent, place.scale);
  return [
    ...(isLostText(node, place) ? [`overflow: "${text}"`] : []),
    ...(isTooSmall(parent, size) ? [`${size.toFixed(1)} px: "${text}"`] : [])
  ];
}

function checkBox(node, place) {
  const box = node.getBoundingClientRect();
  if (isHidden(node, place.slide) || !box.width) return [];
  const isVisible = !isLost(clipperOf(node, getComputedStyle(node)), box, place);
  return isVisible ? [] : [`overflow: <${node.localName} class="${node.getAttribute("class")}">`];
}

function isHidden(node, slide) {
  if (node.closest("aside.notes, .katex-mathml, .hide-tail, defs, clipPath")) return true;
  if (!node.checkVisibility({visibilityProperty: true})) return true;
  for (let outer = node; outer !== slide; outer = outer.parentElement)
    if (getComputedStyle(outer).clipPath !== "none") return true;
  return false;
}

function isLostText(node, place) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = [...range.getClientRects()].filter(box => box.width >= 1 && box.height >= 1);
  return rects.some(rect => isLost(node.parentElement, rect, place));
}

function isLost(parent, rect, place) {
  const box = visiblePart(parent, rect, place.slide);
  return !box || (box.width >= 1 && box.height >= 1 && leavesSlide(box, place));
}

function leavesSlide({left, right, top, bottom}, {frame, foot, scale}) {
  const leavesSides = left < frame.left - 1 || right > frame.right + 1;
  return leavesSides || top < frame.top - 1 || bottom > foot - 4 * scale;
}

/** The part of a box in sight, or null where it is cut and can't be scrolled to. */
function visiblePart(parent, box, slide) {
  let style;
  const isInside = node => node && node !== slide && slide.contains(node);
  for (let outer = parent; isInside(outer); outer = clipperOf(outer, style)) {
    style = getComputedStyle(outer);
    const isOpen = style.overflow === "visible" || outer.matches("svg");
    if (outer.clientWidth <= 1 || isOpen) continue;
    const edge = outer.getBoundingClientRect();
    box = intersect(box, edge, style, outer);
    if (box.width < 1 || box.height < 1) return box;
    if (isWide(box, edge) || isTall(box, edge)) return null;
  }
  return box;
}

const isWide = (box, edge) => box.right > edge.right + 1 || box.left < edge.left - 1;
const isTall = (box, edge) => box.bottom > edge.bottom + 1 || box.top < edge.top - 1;

/** Absolutely placed, a box is cut only by those that hold the one it is placed in. */
const clipperOf = (node, {position}) =>
  position === "absolute" ? node.offsetParent : node.parentElement;

/** The box within the edge, where what doesn't fit can be scrolled to. */
function intersect(box, edge, {overflowX, overflowY}, node) {
  const [x, y] = [overflowX, overflowY].map(overflow => (mayScroll(node, overflow) ? edge : box));
  const [left, right] = [Math.max(box.left, x.left), Math.min(box.right, x.right)];
  const [top, bottom] = [Math.max(box.top, y.top), Math.min(box.bottom, y.bottom)];
  return {left, right, top, bottom, width: right - left, height: bottom - top};
}

/** In a widget and in `.scrollable`, a box may scroll. */
const mayScroll = (node, overflow) =>
  /auto|scroll/.test(overflow) && node.closest(".scrollable, [data-widget]");

/** The size of an element's text in CSS px, as the slide shows it at 1280 × 720. */
function typeSize(element, scale) {
  const zoom = element.closest("svg")?.getScreenCTM()?.a ?? scale;
  return (parseFloat(getComputedStyle(element).fontSize) * zoom) / scale;
}

const isTooSmall = (element, size) =>
  size > 1 &&
  size < 13 &&
  !element.closest(".katex .msupsub, .katex .mfrac, .katex .mop, sub, sup");
