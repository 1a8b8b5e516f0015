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

  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.replace(/[\s\u200b]/g, "") || hidden(parent)) continue;
    const text = node.data.trim().slice(0, 40);
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width >= 1 && box.height >= 1);
    if (boxes.some(box => isLost(parent, box))) faults.push(`overflow: "${text}"`);
    const svg = parent.closest("svg");
    const zoom = svg ? (svg.getScreenCTM()?.a ?? scale) : scale;
    const size = (parseFloat(getComputedStyle(parent).fontSize) * zoom) / scale;
    const isScript = parent.closest(".katex .msupsub, .katex .mfrac, .katex .mop, sub, sup");
    if (size > 1 && size < 13 && !isScript) faults.push(`${size.toFixed(1)} px: "${text}"`);
  }
  const boxes = "svg.drawing, img, table, pre, input, button, select";
  for (const node of slide.querySelectorAll(boxes)) {
    const box = node.getBoundingClientRect();
    if (!hidden(node) && box.width && isLost(next(node, getComputedStyle(node)), box))
      faults.push(`overflow: <${node.localName} class="${node.getAttribute("class")}">`);
  }
  return [...new Set(faults)].map(fault => `${slide.id}: ${fault}`);
}
