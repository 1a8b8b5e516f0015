// In the print view, a slide whose steps replace each other gets a page for each state, so that all
// of it reaches paper.
(() => {
  const stepOf = fragment => Number(fragment.dataset.fragmentIndex ?? 0);

  /** The last step at which a fragment is seen, where a later step hides it. */
  function lastSeen(fragment, last) {
    if (fragment.matches(".fade-out")) return stepOf(fragment) - 1;
    const isReplaced = fragment.matches(".current-visible, .fade-in-then-out");
    return isReplaced ? stepOf(fragment) : last;
  }

  /** The steps after which to print a slide: before each one that hides something, and the last. */
  function printedSteps(fragments) {
    const last = Math.max(0, ...fragments.map(stepOf));
    const steps = new Set([...fragments.map(fragment => lastSeen(fragment, last)), last]);
    return [...steps].sort((a, b) => a - b);
  }

  function showStep(page, step) {
    for (const fragment of page.querySelectorAll(".fragment")) {
      fragment.classList.toggle("visible", stepOf(fragment) <= step);
      fragment.classList.toggle("current-fragment", stepOf(fragment) === step);
    }
  }

  /**
   * Makes the ids in a copy unique. Drawings refer to clipping paths and arrow heads by id, and
   * those must not be hidden.
   */
  function renameIds(layer, suffix) {
    for (const drawing of layer.querySelectorAll("svg")) {
      const ids = /(\sid="|url\(#|href="#)([^")]+)/g;
      drawing.outerHTML = drawing.outerHTML.replace(ids, `$1$2-${suffix}`);
    }
    for (const node of layer.querySelectorAll("[id]:not(svg *)")) node.removeAttribute("id");
  }

  function createLayer(page, step) {
    const layer = page.cloneNode(true);
    layer.classList.add("layer");
    renameIds(layer, `step-${step}`);
    showStep(layer, step);
    return layer;
  }

  function addLayers(page) {
    const [first, ...others] = printedSteps([...page.querySelectorAll(".fragment")]);
    showStep(page, first);
    page.after(...others.map(step => createLayer(page, step)));
  }

  window.Reveal.on("pdf-ready", () => document.querySelectorAll(".pdf-page").forEach(addLayers));
})();
