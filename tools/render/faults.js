// Faults of a slide, the current one unless its number is given: text or boxes that leave it, and type too small to be read.
// What KaTeX clips (roots, braces) and what only screen readers read is not visible.
index => {
    const slide = Reveal.getSlides()[index] ?? Reveal.getCurrentSlide();
    const scale = Reveal.getScale();
    const frame = slide.closest('.pdf-page, .slides').getBoundingClientRect(); // a slide grows with what it holds
    const faults = [];
    const hidden = node => {
        if (node.closest('aside.notes, .katex-mathml, .hide-tail, defs, clipPath')) return true;
        if (!node.checkVisibility({visibilityProperty: true})) return true;
        for (let outer = node; outer !== slide; outer = outer.parentElement)
            if (getComputedStyle(outer).clipPath !== 'none') return true;
        return false;
    };
    // Boxes that scroll or hide what doesn't fit. The panels of a widget may scroll.
    const mayScroll = '.scrollable, svg, [data-widget] *';
    const clips = node =>
        node.clientWidth > 1 && !node.matches(mayScroll) && getComputedStyle(node).overflow !== 'visible';
    const cuts = (outer, box) => {
        const edge = outer.getBoundingClientRect();
        return box.right > edge.right + 1 || box.left < edge.left - 1 || box.bottom > edge.bottom + 1 || box.top < edge.top - 1;
    };
    const isCut = (node, box) => {
        for (let outer = node; outer !== slide; outer = outer.parentElement)
            if (clips(outer) && cuts(outer, box)) return true;
        return false;
    };
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        if (!node.data.replace(/[\s\u200b]/g, '') || hidden(parent)) continue;
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.width < 1 || box.height < 1) continue;
            if (box.left < frame.left - 1 || box.right > frame.right + 1 ||
                box.top < frame.top - 1 || box.bottom > frame.bottom - 8 * scale || isCut(parent, box))
                faults.push(`overflow: "${node.data.trim().slice(0, 40)}"`);
        }
        const svg = parent.closest('svg');
        const zoom = svg ? (svg.getScreenCTM()?.a ?? scale) : scale;
        const size = parseFloat(getComputedStyle(parent).fontSize) * zoom / scale;
        if (size > 1 && size < 13 && !parent.closest('.katex .msupsub, .katex .mfrac, .katex .mop, sub, sup'))
            faults.push(`${size.toFixed(1)} px: "${node.data.trim().slice(0, 40)}"`);
    }
    const boxes = 'svg.drawing, img, table, pre, input, button, select';
    for (const node of slide.querySelectorAll(boxes)) {
        if (hidden(node)) continue;
        const box = node.getBoundingClientRect();
        if (box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 ||
            box.top < frame.top - 1 || box.bottom > frame.bottom + 1))
            faults.push(`overflow: <${node.localName} class="${node.getAttribute('class')}">`);
    }
    return [...new Set(faults)].map(fault => `${slide.id}: ${fault}`);
}
