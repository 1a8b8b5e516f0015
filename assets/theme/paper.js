// In the print view, a slide whose steps replace each other gets a page for each state, so that all
// of it reaches paper.
(() => {
  /** @param {HTMLElement} fragment */
  const stepOf = fragment => Number(fragment.dataset.fragmentIndex ?? 0);

  /** @param {HTMLElement} page */
  function fragmentsOf(page) {
    /** @type {NodeListOf<HTMLElement>} */
    const fragments = page.querySelectorAll(".fragment");
    return [...fragments];
  }

  /**
   * The last step at which a fragment is visible.
   * @param {HTMLElement} fragment @param {number} last the slide's last step
   */
  function lastVisibleStep(fragment, last) {
    if (fragment.matches(".fade-out")) return stepOf(fragment) - 1;
    const isReplaced = fragment.matches(".current-visible, .fade-in-then-out");
    return isReplaced ? stepOf(fragment) : last;
  }

  /**
   * The steps after which to print a slide: before each one that hides something, and the last.
   * @param {HTMLElement[]} fragments
   */
  function printedSteps(fragments) {
    const last = Math.max(0, ...fragments.map(stepOf));
    const steps = new Set([...fragments.map(fragment => lastVisibleStep(fragment, last)), last]);
    return [...steps].sort((a, b) => a - b);
  }

  /** @param {HTMLElement} page @param {number} step */
  function showStep(page, step) {
    for (const fragment of fragmentsOf(page)) {
      fragment.classList.toggle("visible", stepOf(fragment) <= step);
      fragment.classList.toggle("current-fragment", stepOf(fragment) === step);
    }
  }

  /**
   * Makes the ids in a copy unique. Drawings refer to clipping paths and arrow heads by id, and
   * those must not be hidden.
   * @param {HTMLElement} layer @param {string} suffix
   */
  function renameIds(layer, suffix) {
    for (const drawing of layer.querySelectorAll("svg")) {
      const ids = /(\sid="|url\(#|href="#)([^")]+)/g;
      drawing.outerHTML = drawing.outerHTML.replace(ids, `$1$2-${suffix}`);
    }
    for (const node of layer.querySelectorAll("[id]:not(svg *)")) node.removeAttribute("id");
  }

  /** @param {HTMLElement} page @param {number} step */
  function createLayer(page, step) {
    const layer = /** @type {HTMLElement} */ (page.cloneNode(true));
    layer.classList.add("layer");
    renameIds(layer, `step-${step}`);
    showStep(layer, step);
    return layer;
  }

  /** @param {HTMLElement} page */
  function addLayers(page) {
    const [first, ...others] = printedSteps(fragmentsOf(page));
    showStep(page, first);
    page.after(...others.map(step => createLayer(page, step)));
  }

  window.Reveal.on("pdf-ready", () => {
    /** @type {NodeListOf<HTMLElement>} */
    const pages = document.querySelectorAll(".pdf-page");
    pages.forEach(addLayers);
  });
})();
