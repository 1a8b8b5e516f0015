/* exported findFaults */
// Finds the faults of a slide, the current one unless its number is given: text or boxes that leave
// it or reach the bars at its foot, and type too small to be read.
// What KaTeX clips (roots, braces) and what only screen readers read is not visible.
function findFaults(index) {
  const slide = Reveal.getSlides()[index] ?? Reveal.getCurrentSlide();
  const scale = Reveal.getScale();
  const holder = slide.closest(".pdf-page, .slides"); // a slide itself grows with what it holds
  const frame = holder.getBoundingClientRect();
  const faults = [];

  // The ribbon's bars are drawn in its links, before their content.
  const barTop = () => {
    const bar = document.querySelector(".pdf-page")
      ? holder.querySelector(".ribbon a")
      : document.querySelector("body > .ribbon a");
    if (!bar) return frame.bottom;
    const {bottom, height} = getComputedStyle(bar, "::before");
    return bar.getBoundingClientRect().bottom - parseFloat(bottom) - parseFloat(height);
  };
  const foot = barTop();
  const leaves = ({left, right, top, bottom}) =>
    left < frame.left - 1 ||
    right > frame.right + 1 ||
    top < frame.top - 1 ||
    bottom > foot - 4 * scale;

  const hidden = node => {
    if (node.closest("aside.notes, .katex-mathml, .hide-tail, defs, clipPath")) return true;
    if (!node.checkVisibility({visibilityProperty: true})) return true;
    for (let outer = node; outer !== slide; outer = outer.parentElement)
      if (getComputedStyle(outer).clipPath !== "none") return true;
    return false;
  };

  // What a box does with what doesn't fit it: in a widget and in `.scrollable`, it may scroll.
  const isWide = (box, edge) => box.right > edge.right + 1 || box.left < edge.left - 1;
  const isTall = (box, edge) => box.bottom > edge.bottom + 1 || box.top < edge.top - 1;
  const scrolls = (node, overflow) =>
    /auto|scroll/.test(overflow) && node.closest(".scrollable, [data-widget]");
  const within = (box, edge, {overflowX, overflowY}, node) => {
    const [x, y] = [overflowX, overflowY].map(overflow => (scrolls(node, overflow) ? edge : box));
    const [left, right] = [Math.max(box.left, x.left), Math.min(box.right, x.right)];
    const [top, bottom] = [Math.max(box.top, y.top), Math.min(box.bottom, y.bottom)];
    return {left, right, top, bottom, width: right - left, height: bottom - top};
  };
  const isInside = node => node && node !== slide && slide.contains(node);
  // Absolutely placed, a box is cut only by those that hold the one it is placed in.
  const next = (node, {position}) =>
    position === "absolute" ? node.offsetParent : node.parentElement;
  // The part of a box in sight, or null where it is cut and can't be scrolled to.
  const visiblePart = (parent, box) => {
    let style;
    for (let outer = parent; isInside(outer); outer = next(outer, style)) {
      style = getComputedStyle(outer);
      const isOpen = style.overflow === "visible" || outer.matches("svg");
      if (outer.clientWidth <= 1 || isOpen) continue;
      const edge = outer.getBoundingClientRect();
      box = within(box, edge, style, outer);
      if (box.width < 1 || box.height < 1) return box;
      if (isWide(box, edge) || isTall(box, edge)) return null;
    }
    return box;
  };
  const isLost = (parent, rect) => {
    const box = visiblePart(parent, rect);
    return !box || (box.width >= 1 && box.height >= 1 && leaves(box));
  };

  const range = document.createRange();
  const isLostText = node => {
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(box => box.width >= 1 && box.height >= 1);
    return rects.some(rect => isLost(node.parentElement, rect));
  };
  /** The size of an element's text in CSS px, as the slide shows it at 1280 × 720. */
  const typeSize = element => {
    const zoom = element.closest("svg")?.getScreenCTM()?.a ?? scale;
    return (parseFloat(getComputedStyle(element).fontSize) * zoom) / scale;
  };
  const isTooSmall = (element, size) =>
    size > 1 &&
    size < 13 &&
    !element.closest(".katex .msupsub, .katex .mfrac, .katex .mop, sub, sup");

  const checkText = node => {
    const parent = node.parentElement;
    if (!node.data.replace(/[\s\u200b]/g, "") || hidden(parent)) return;
    const text = node.data.trim().slice(0, 40);
    if (isLostText(node)) faults.push(`overflow: "${text}"`);
    const size = typeSize(parent);
    if (isTooSmall(parent, size)) faults.push(`${size.toFixed(1)} px: "${text}"`);
  };
  const checkBox = node => {
    const box = node.getBoundingClientRect();
    if (!hidden(node) && box.width && isLost(next(node, getComputedStyle(node)), box))
      faults.push(`overflow: <${node.localName} class="${node.getAttribute("class")}">`);
  };

  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) checkText(walker.currentNode);
  slide.querySelectorAll("svg.drawing, img, table, pre, input, button, select").forEach(checkBox);
  return [...new Set(faults)].map(fault => `${slide.id}: ${fault}`);
}
