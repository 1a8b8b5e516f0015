// Whatever is wider than its place scrolls there, by touch and by key: it can take the focus while
// it scrolls.
(() => {
  const names = [
    ["pre", "Code"],
    [".katex-display", "Formula"],
    [".drawing-box", "Drawing"],
    [".quarto-figure", "Figure"],
    ["figure, .slides table", ""], // these say themselves what they are
    [".cell-output", "Output"]
  ];

  const boxes = new Map(); // with their names

  function reach(box) {
    const scrolls =
      box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX);
    const name = boxes.get(box);
    const attributes = {
      tabindex: 0,
      ...(name && {role: "group", "aria-label": `${name}, scrolls sideways`})
    };
    for (const [attribute, value] of Object.entries(attributes)) {
      if (scrolls) box.setAttribute(attribute, value);
      else box.removeAttribute(attribute);
    }
    if (scrolls || box.matches("[data-more-left], [data-more-right]")) markEdges(box);
  }

  /**
   * Half a number would be read as another: texts of a drawing that an edge cuts are hidden, other
   * content fades out.
   */
  function markEdges(box) {
    const {left, right} = box.getBoundingClientRect();
    const labels = [...box.querySelectorAll("svg text")];
    const places = labels.map(label => label.getBoundingClientRect());
    labels.forEach((label, i) => {
      label.classList.toggle("is-cut", places[i].left < left - 1 || places[i].right > right + 1);
    });
    box.toggleAttribute("data-more-left", box.scrollLeft > 1);
    box.toggleAttribute("data-more-right", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  }

  /** Arrow keys scroll the box that has the focus; the deck would turn the slide. */
  function keepArrows(event) {
    if (event.target === event.currentTarget && event.key.startsWith("Arrow"))
      event.stopPropagation();
  }

  window.addEventListener("load", () => {
    const observer = new ResizeObserver(entries => entries.forEach(({target}) => reach(target)));
    for (const box of document.querySelectorAll(names.map(([selector]) => selector).join())) {
      if (box.closest(".w, .notes")) continue;
      boxes.set(box, names.find(([selector]) => box.matches(selector))[1]);
      box.addEventListener("keydown", keepArrows);
      box.addEventListener("scroll", () => markEdges(box));
      observer.observe(box);
    }
    // fonts change the width of the content, which ResizeObserver does not see
    document.fonts.addEventListener("loadingdone", () => [...boxes.keys()].forEach(reach));
  });
})();
