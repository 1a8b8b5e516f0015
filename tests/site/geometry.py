"""Where texts lie: on each other, outside of their drawing, cut by the edge of their box."""

OVERLAPS = """(svg, [wide, high]) => {
    const texts = [...svg.querySelectorAll('text')]
        .map(text => [text.textContent, text.getBoundingClientRect()]);
    const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > wide
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > high;
    return texts.flatMap(([text, a], i) => texts.slice(i + 1)
        .filter(([, b]) => overlap(a, b)).map(([other]) => `${text} on ${other}`));
}"""
OUTSIDE = """(svg, tolerance) => {
    const {left, right, top, bottom} = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect();
        const inside = Math.min(
            box.left - left, right - box.right, box.top - top, bottom - box.bottom);
        return box.width && inside < -tolerance;
    }).map(text => text.textContent);
}"""
CUT = """async box => {
    const seen = [];
    for (let left = 0; left <= box.scrollWidth - box.clientWidth; left += 23) {
        box.scrollLeft = left;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const edge = box.getBoundingClientRect();
        for (const text of box.querySelectorAll('svg text, td, th')) {
            const {left, right, width} = text.getBoundingClientRect();
            const inside = Math.min(right, edge.right) - Math.max(left, edge.left);
            const isCut = inside > 1 && inside < width - 2;
            if (isCut && getComputedStyle(text).opacity !== '0') seen.push(text.textContent);
        }
    }
    return seen;
}"""


def overlapping_texts(svg, *, wide: float, high: float) -> list[str]:
    """Pairs of texts whose boxes share more than so many px.

    A text's box is a little higher than its letters: boxes that share a few px don't touch.
    """
    return svg.evaluate(OVERLAPS, [wide, high])


def texts_outside(svg, *, tolerance: float) -> list[str]:
    """Texts that are outside their drawing by more than so many px."""
    return svg.evaluate(OUTSIDE, tolerance)


def cut_texts(box) -> list[str]:
    """Visible texts that a box cuts at its edges, at each place that it is scrolled to."""
    return box.evaluate(CUT)


def scrolls_sideways(box, *, by: float = 0) -> bool:
    """Whether the box's content is wider than the box, by more than so many px."""
    return box.evaluate("(box, by) => box.scrollWidth > box.clientWidth + by", by)
