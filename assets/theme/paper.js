// On paper nothing stays hidden. In the print view, a slide whose steps or tabs replace each other
// gets a page for each state; printed from the browser's menu, all its tabs stand below each other.
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

  /**
   * A copy of a page that `show` brings into another state.
   * @param {HTMLElement} page @param {string} name @param {(layer: HTMLElement) => void} show
   */
  function createLayer(page, name, show) {
    const layer = /** @type {HTMLElement} */ (page.cloneNode(true));
    layer.classList.add("layer");
    layer.classList.remove("tab");
    renameIds(layer, name);
    show(layer);
    return layer;
  }

  /** @param {HTMLElement} page */
  function addLayers(page) {
    const fragments = fragmentsOf(page).filter(fragment => !fragment.closest("[hidden]"));
    const [first, ...others] = printedSteps(fragments);
    showStep(page, first);
    page.after(
      ...others.map(step => createLayer(page, `step-${step}`, layer => showStep(layer, step)))
    );
  }

  /**
   * The panels of each tabset, an outer one before those in it.
   * @param {Element} slide
   */
  const tabsetsOf = slide =>
    [...slide.querySelectorAll(".panel-tabset > .tab-content")].map(({children}) => [...children]);

  /**
   * The number of the open panel of each tabset, page by page, until each panel has been visible.
   * @param {Element[][]} tabsets
   */
  function printedTabs(tabsets) {
    const waiting = new Set(tabsets.flat());
    const states = [];
    while (waiting.size > 0) {
      const holdsWaiting = (/** @type {Element} */ panel) =>
        [...waiting].some(other => panel.contains(other));
      const state = tabsets.map(panels => Math.max(0, panels.findIndex(holdsWaiting)));
      const closed = tabsets.flatMap((panels, i) => panels.filter((_, k) => k !== state[i]));
      for (const panel of waiting)
        if (!closed.some(other => other.contains(panel))) waiting.delete(panel);
      states.push(state);
    }
    return states;
  }

  /**
   * The tab of a panel; Quarto's tabs are links, the embedded renderer's are buttons.
   * @param {Element} panel @param {number} i the panel's number in its tabset
   */
  function tabOf(panel, i) {
    const tabset = /** @type {Element} */ (panel.closest(".panel-tabset"));
    return tabset.querySelectorAll(":scope > ul > li > *")[i];
  }

  /** @param {Element} page @param {number[]} state */
  function showTabs(page, state) {
    tabsetsOf(page).forEach((panels, i) =>
      panels.forEach((panel, k) => {
        panel.toggleAttribute("hidden", k !== state[i]);
        tabOf(panel, k).setAttribute("aria-selected", String(k === state[i]));
      })
    );
  }

  /** @param {HTMLElement} page */
  function addTabs(page) {
    const [first, ...others] = printedTabs(tabsetsOf(page));
    if (!first) return;
    showTabs(page, first);
    const layers = others.map((state, i) =>
      createLayer(page, `tab-${i + 2}`, layer => showTabs(layer, state))
    );
    for (const layer of layers) layer.classList.add("tab");
    page.after(...layers);
  }

  /** Opens what slides fold; a widget's own folds are part of its state. */
  function openFolds() {
    for (const fold of document.querySelectorAll(".slides details:not([open], [data-widget] *)")) {
      fold.classList.add("unfolded");
      fold.setAttribute("open", "");
    }
  }

  /** Puts all panels of a tabset below each other, each under the title of its tab. */
  function listPanels() {
    for (const panels of tabsetsOf(document.body))
      panels.forEach((panel, i) => {
        const title = tabOf(panel, i).cloneNode(true).childNodes;
        panel.prepend(window.deckTools.create("p", {className: "tab-title"}, ...title));
        panel.classList.toggle("unfolded", panel.matches("[hidden]"));
        panel.removeAttribute("hidden");
      });
  }

  function foldAgain() {
    for (const title of document.querySelectorAll(".tab-title")) title.remove();
    for (const node of document.querySelectorAll(".unfolded")) {
      node.classList.remove("unfolded");
      if (node.matches("details")) node.removeAttribute("open");
      else node.setAttribute("hidden", "");
    }
  }

  /** @param {(page: HTMLElement) => void} change */
  function changePages(change) {
    /** @type {NodeListOf<HTMLElement>} */
    const pages = document.querySelectorAll(".pdf-page");
    pages.forEach(change);
  }

  window.Reveal.on("pdf-ready", () => {
    openFolds();
    changePages(addTabs);
    changePages(addLayers);
  });

  window.deckTools.whenReady(deck => {
    if (deck.isPrintView()) return;
    addEventListener("beforeprint", () => {
      openFolds();
      listPanels();
    });
    addEventListener("afterprint", foldAgain);
  });
})();
