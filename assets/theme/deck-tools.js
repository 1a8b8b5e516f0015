// What the deck's scripts share: a slide's words, dialogs, and the address. Paging replaces the
// address; a jump adds one entry to the browser's history, so that Back returns to the slide and
// the step where the jump began.
(() => {
  const BURST = 40; // changes in PERIOD; browsers drop or refuse more than 100 to 200
  const PERIOD = 10_000;
  const DELAY = 300;
  const isPreview =
    new URLSearchParams(location.search).has("receiver") && window.parent !== window;

  const UNSEEN = "aside.notes, script, style, select, svg title, svg desc";

  /**
   * Whether a style sheet hides the element. A formula's text is hidden behind its picture.
   * @param {Element} element
   */
  function isHidden(element) {
    if (element.matches(UNSEEN)) return true;
    const {display, clipPath} = getComputedStyle(element);
    return display === "none" || (clipPath === "inset(50%)" && !element.closest(".katex"));
  }

  /** @type {DeckTools["lineOf"]} */
  function lineOf(node) {
    const copy = /** @type {Element} */ (node.cloneNode(true));
    const copies = copy.querySelectorAll("*");
    node.querySelectorAll("*").forEach((part, i) => isHidden(part) && copies[i].remove());
    return window.plainText(copy).replace(/\s+/g, " ");
  }

  /** @type {DeckTools["titleOf"]} */
  const titleOf = slide => lineOf(slide.querySelector("h1, h2") ?? slide);

  /**
   * Calls `write` at once, or, after many calls in a short time, once they pause.
   * @param {() => void} write
   */
  function limit(write) {
    /** @type {number[]} */
    let recent = [];
    let timer = 0;
    const run = () => {
      recent.push(performance.now());
      write();
    };
    return () => {
      clearTimeout(timer);
      recent = recent.filter(time => time > performance.now() - PERIOD);
      if (recent.length < BURST) run();
      else timer = window.setTimeout(run, DELAY);
    };
  }

  /** @param {unknown} state @param {string} [url] */
  function replaceAddress(state, url) {
    try {
      history.replaceState(state, "", url);
    } catch {
      // a browser's limit of changes: the next change of slide writes the address again
    }
  }

  /** @param {Deck} deck */
  function addressOf(deck) {
    const {f} = deck.getIndices();
    const {id} = deck.getCurrentSlide();
    return `#/${encodeURIComponent(id)}${f >= 0 ? `/${f}` : ""}`;
  }

  /** @type {DeckTools["jumpTo"]} */
  function jumpTo(slide) {
    const deck = window.Reveal;
    if (deck.isOverview()) deck.toggleOverview(false);
    // reading.js keeps the address in its mode
    const isReading = document.documentElement.classList.contains("reading");
    if (!isReading) replaceAddress({deck: deck.getIndices()}, addressOf(deck));
    history.pushState(null, "", `#/${encodeURIComponent(slide.id)}`);
    const {h, v} = deck.getIndices(slide);
    deck.slide(h, v, -1);
  }

  /**
   * Corrects what reveal.js makes of an address: a single number is the footer's number; without a
   * step the slide shows its start; a step past the last becomes the last; a name may have capitals,
   * and an unknown one is reported. Addresses: #/id, #/id/step, #/number, and reveal.js' own
   * #/column/row/step.
   * @param {string} hash
   */
  function followAddress(hash) {
    const deck = window.Reveal;
    const [name, ...numbers] = hash.replace(/^#\/?/, "").split("/");
    const isNumber = /^\d+$/.test(name);
    if (isNumber && !numbers.length) showNumber(deck, Number(name));
    if (name && !isNumber && !findById(name)) showSimilar(deck, name);
    const step = parseInt(isNumber ? numbers[1] : numbers[0], 10);
    const steps = deck.getCurrentSlide().querySelectorAll(".fragment[data-fragment-index]");
    const indices = [...steps].map(step => Number(step.getAttribute("data-fragment-index")));
    const last = Math.max(-1, ...indices);
    deck.navigateFragment(Math.min(step >= 0 ? step : -1, last));
    replaceAddress(history.state, addressOf(deck));
  }

  /** @param {Deck} deck @param {number} number */
  function showNumber(deck, number) {
    const slides = deck.getSlides();
    const {h, v} = deck.getIndices(slides[Math.min(Math.max(number, 1), slides.length) - 1]);
    deck.slide(h, v);
  }

  /** @param {string} text */
  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a percent sign that encodes nothing
    }
  }

  /**
   * The slide of this id, or with an element of this id.
   * @param {string} text as in an address @returns {HTMLElement | null | undefined}
   */
  function findById(text) {
    const id = decode(text);
    return document.getElementById(id)?.closest(".slides section:not(.stack)");
  }

  /**
   * Goes to the slide whose id differs in capitals only, or says that there is none.
   * @param {Deck} deck @param {string} name
   */
  function showSimilar(deck, name) {
    const slide = deck.getSlides().find(({id}) => id.toLowerCase() === name.toLowerCase());
    if (slide) {
      const {h, v} = deck.getIndices(slide);
      return deck.slide(h, v);
    }
    const text = `The link asks for “${name.slice(0, 60)}”, which this deck does not have.`;
    const dialog = createDialog("unknown", "No slide has this name", create("p", {}, text));
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  }

  /** @param {MouseEvent} event */
  function followLink(event) {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest?.("a[href^='#/']");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    const slide = findById(link.hash.slice(2));
    if (!slide) return;
    event.preventDefault();
    jumpTo(slide);
  }

  /** @param {PopStateEvent} event */
  function goBack({state}) {
    if (!state?.deck) return;
    const {h, v, f} = state.deck;
    const deck = window.Reveal;
    if (deck.isOverview()) deck.toggleOverview(false);
    deck.slide(h, v, f);
  }

  /** @type {DeckTools["create"]} */
  function create(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  /** The deck stays in its tab: what leads out of it opens another one, and says so. */
  function openOutsideInNewTabs() {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll(".slides a[href]:not([href^='#'], [download], svg a)");
    for (const link of links) {
      Object.assign(link, {target: "_blank", rel: "noopener"});
      if (link.closest("aside")) continue; // notes are read without this style sheet
      link.append(create("span", {className: "new-tab"}, " (opens in a new tab)"));
    }
  }

  /** @type {DeckTools["createDialog"]} */
  function createDialog(name, title, ...content) {
    const heading = create("h2", {id: `${name}-title`}, title);
    const close = create("button", {type: "button"}, "Close (Esc)");
    const properties = {className: `deck-dialog ${name}`};
    const dialog = create("dialog", properties, heading, ...content, close);
    close.addEventListener("click", () => dialog.close());
    dialog.setAttribute("aria-labelledby", heading.id);
    document.body.append(dialog);
    return dialog;
  }

  /**
   * Sets the class only while printing: without it reveal.js prints running text; on the screen it
   * would show every background.
   */
  function keepSlidesInPrint() {
    const {classList} = document.documentElement;
    addEventListener("beforeprint", () => classList.add("print-pdf"));
    addEventListener("afterprint", () => classList.remove("print-pdf"));
  }

  /** @param {Deck} deck */
  function start(deck) {
    if (deck.isPrintView()) return;
    keepSlidesInPrint();
    openOutsideInNewTabs();
    if (isPreview) return;
    const write = limit(() => replaceAddress(null, addressOf(deck)));
    for (const event of ["slidechanged", "fragmentshown", "fragmenthidden"]) deck.on(event, write);
    document.addEventListener("click", followLink, true);
    addEventListener("popstate", goBack);
    addEventListener("hashchange", ({newURL}) =>
      setTimeout(followAddress, 0, new URL(newURL).hash)
    );
    followAddress(window.openedHash);
  }

  // keys that are typed into a dialog do not reach the deck
  /** @param {Event} event */
  const keepKeys = event => {
    if (document.querySelector(".deck-dialog[open]")) event.stopImmediatePropagation();
  };
  for (const type of ["keydown", "keypress", "keyup"]) addEventListener(type, keepKeys, true);

  /** @type {DeckTools["whenReady"]} */
  function whenReady(begin) {
    const deck = window.Reveal;
    window.addEventListener("load", () => {
      if (deck.isReady()) begin(deck);
      else deck.on("ready", () => begin(deck));
    });
  }

  window.deckTools = {lineOf, titleOf, jumpTo, create, createDialog, isPreview, whenReady};
  whenReady(start);
})();
