// What is too wide for the page scrolls in a box, by touch and by key: the box can take the focus
// while it scrolls.
(() => {
  const names = [
    ["pre", "Code"],
    [".katex-display", "Formula"],
    [".drawing-box", "Drawing"],
    [".quarto-figure", "Figure"],
    ["figure, .slides table", ""], // these have names of their own
    [".cell-output", "Output"]
  ];

  /** @type {Map<Element, string>} */
  const boxes = new Map(); // with their names

  /**
   * Lets a box take the focus while it scrolls.
   * @param {Element} box
   */
  function updateBox(box) {
    const scrolls =
      box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX);
    const name = boxes.get(box);
    const attributes = {
      tabindex: 0,
      ...(name && {role: "group", "aria-label": `${name}, scrolls sideways`})
    };
    for (const [attribute, value] of Object.entries(attributes)) {
      if (scrolls) box.setAttribute(attribute, String(value));
      else box.removeAttribute(attribute);
    }
    if (scrolls || box.matches("[data-more-left], [data-more-right]")) markEdges(box);
  }

  /**
   * Half a number would be read as another: texts of a drawing that an edge cuts are hidden, other
   * content fades out.
   * @param {Element} box
   */
  function markEdges(box) {
    const {left, right} = box.getBoundingClientRect();
    const labels = [...box.querySelectorAll("svg text")];
    const rects = labels.map(label => label.getBoundingClientRect());
    labels.forEach((label, i) => {
      label.classList.toggle("is-cut", rects[i].left < left - 1 || rects[i].right > right + 1);
    });
    box.toggleAttribute("data-more-left", box.scrollLeft > 1);
    box.toggleAttribute("data-more-right", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  }

  /**
   * Arrow keys scroll the box that has the focus; the deck would turn the slide.
   * @param {KeyboardEvent} event
   */
  function keepArrows(event) {
    if (event.target === event.currentTarget && event.key.startsWith("Arrow"))
      event.stopPropagation();
  }

  window.addEventListener("load", () => {
    const observer = new ResizeObserver(entries =>
      entries.forEach(({target}) => updateBox(target))
    );
    for (const box of document.querySelectorAll(names.map(([selector]) => selector).join())) {
      if (box.closest(".w, .notes")) continue;
      const [, name = ""] = names.find(([selector]) => box.matches(selector)) ?? [];
      boxes.set(box, name);
      box.addEventListener("keydown", event => keepArrows(/** @type {KeyboardEvent} */ (event)));
      box.addEventListener("scroll", () => markEdges(box));
      observer.observe(box);
    }
    // fonts change the width of the content, which ResizeObserver does not see
    document.fonts.addEventListener("loadingdone", () => [...boxes.keys()].forEach(updateBox));
  });
})();
