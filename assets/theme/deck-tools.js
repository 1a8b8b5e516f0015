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

  /** Whether a style sheet hides the element. A formula's text is hidden behind its picture. */
  function isHidden(element) {
    if (element.matches(UNSEEN)) return true;
    const {display, clipPath} = getComputedStyle(element);
    return display === "none" || (clipPath === "inset(50%)" && !element.closest(".katex"));
  }

  /** A node's text in one line, without notes and hidden text. */
  function lineOf(node) {
    const copy = node.cloneNode(true);
    const copies = copy.querySelectorAll("*");
    node.querySelectorAll("*").forEach((part, i) => isHidden(part) && copies[i].remove());
    return window.plainText(copy).replace(/\s+/g, " ");
  }

  const titleOf = slide => lineOf(slide.querySelector("h1, h2") ?? slide);

  /** Calls `write` at once, or, after many calls in a short time, once they pause. */
  function limit(write) {
    let recent = [];
    let timer;
    const run = () => {
      recent.push(performance.now());
      write();
    };
    return () => {
      clearTimeout(timer);
      recent = recent.filter(time => time > performance.now() - PERIOD);
      if (recent.length < BURST) run();
      else timer = setTimeout(run, DELAY);
    };
  }

  function replaceAddress(state, url) {
    try {
      history.replaceState(state, "", url);
    } catch {
      // a browser's limit of changes: the next change of slide writes the address again
    }
  }

  function addressOf(deck) {
    const {f} = deck.getIndices();
    const {id} = deck.getCurrentSlide();
    return `#/${encodeURIComponent(id)}${f >= 0 ? `/${f}` : ""}`;
  }

  /** Goes to a slide's start as a link does. */
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
   * step the slide shows its start; a step past the last becomes the last. Addresses: #/id,
   * #/id/step, #/number, and reveal.js' own #/column/row/step.
   */
  function followAddress(hash) {
    const deck = window.Reveal;
    const [name, ...numbers] = hash.replace(/^#\/?/, "").split("/");
    const isNumber = /^\d+$/.test(name);
    if (isNumber && !numbers.length) showNumber(deck, Number(name));
    const step = parseInt(isNumber ? numbers[1] : numbers[0], 10);
    const steps = deck.getCurrentSlide().querySelectorAll(".fragment[data-fragment-index]");
    const last = Math.max(-1, ...[...steps].map(({dataset}) => Number(dataset.fragmentIndex)));
    deck.navigateFragment(Math.min(step >= 0 ? step : -1, last));
    replaceAddress(history.state, addressOf(deck));
  }

  function showNumber(deck, number) {
    const slides = deck.getSlides();
    const {h, v} = deck.getIndices(slides[Math.min(Math.max(number, 1), slides.length) - 1]);
    deck.slide(h, v);
  }

  /** The slide that a link within the deck leads to. */
  function targetOf(link) {
    const id = decodeURIComponent(link.hash.slice(2));
    return document.getElementById(id)?.closest(".slides section:not(.stack)");
  }

  function followLink(event) {
    const link = event.target.closest?.("a[href^='#/']");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    const slide = targetOf(link);
    if (!slide) return;
    event.preventDefault();
    jumpTo(slide);
  }

  function goBack({state}) {
    if (!state?.deck) return;
    const {h, v, f} = state.deck;
    const deck = window.Reveal;
    if (deck.isOverview()) deck.toggleOverview(false);
    deck.slide(h, v, f);
  }

  /** The deck stays in its tab: what leads out of it opens another one, and says so. */
  function openOutsideInNewTabs() {
    for (const link of document.querySelectorAll(
      ".slides a[href]:not([href^='#'], [download], svg a)"
    )) {
      link.target = "_blank";
      link.rel = "noopener";
      if (link.closest("aside")) continue; // notes are read without this style sheet
      const hint = document.createElement("span");
      hint.className = "new-tab";
      hint.textContent = " (opens in a new tab)";
      link.append(hint);
    }
  }

  /** A dialog over the slide; Esc or its button closes it. */
  function createDialog(name, title, ...content) {
    const dialog = document.createElement("dialog");
    dialog.className = `deck-dialog ${name}`;
    const heading = document.createElement("h2");
    heading.textContent = title;
    heading.id = `${name}-title`;
    dialog.setAttribute("aria-labelledby", heading.id);
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close (Esc)";
    close.addEventListener("click", () => dialog.close());
    dialog.append(heading, ...content, close);
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

  function start() {
    const deck = window.Reveal;
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

  // keys typed into a dialog are for it alone
  const keepKeys = event =>
    document.querySelector(".deck-dialog[open]") && event.stopImmediatePropagation();
  for (const type of ["keydown", "keypress", "keyup"]) addEventListener(type, keepKeys, true);

  window.deckTools = {lineOf, titleOf, jumpTo, createDialog, isPreview};
  window.addEventListener("load", () => {
    if (window.Reveal.isReady()) start();
    else window.Reveal.on("ready", start);
  });
})();
