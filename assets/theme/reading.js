// Decides which slides can be focused and read. On a screen: only the current one. On a phone held
// upright: all of them, as a page to scroll (reading.css), since a slide as wide as the phone is too
// small to read.
(() => {
  const {create, whenReady} = window.deckTools;
  const root = document.documentElement;
  const narrow = matchMedia("screen and (max-width: 640px)");

  /**
   * Lets the keyboard and screen readers reach only the slides that are read. In the overview the
   * slides are only pictures: its list has the links.
   * @param {Deck} deck @param {boolean} reading
   */
  function openSlides(deck, reading) {
    const all = reading || deck.isPrintView();
    for (const slide of deck.getSlidesElement().querySelectorAll("section")) {
      slide.toggleAttribute(
        "inert",
        !all && (deck.isOverview() || !slide.contains(deck.getCurrentSlide()))
      );
      if (!reading) continue;
      slide.removeAttribute("hidden");
      slide.removeAttribute("aria-hidden");
    }
  }

  /**
   * Keeps the address, and the slide to show when the phone is turned, at what is being read.
   * @param {Deck} deck @param {() => boolean} isReading
   * @returns {() => HTMLElement} the slide that is being read
   */
  function followReader(deck, isReading) {
    /** @type {HTMLElement | undefined} */
    let current;
    const middle = new IntersectionObserver(
      entries => {
        const crossed = entries.find(entry => entry.isIntersecting);
        if (!crossed || !isReading()) return;
        current = /** @type {HTMLElement} */ (crossed.target);
        try {
          history.replaceState(null, "", `#/${current.id}`);
        } catch {
          // Safari limits the changes in a while: the address follows with the next slide
        }
      },
      {rootMargin: "-50% 0px"}
    );
    deck.getSlides().forEach(slide => middle.observe(slide));
    return () => current ?? deck.getCurrentSlide();
  }

  /**
   * Widgets above the linked slide may grow and push it down: keep it in view until the reader
   * scrolls.
   * @param {Deck} deck @param {() => boolean} isReading
   */
  function holdNamedSlide(deck, isReading) {
    const slide = deck.getCurrentSlide();
    if (slide === deck.getSlides()[0]) return;
    const holder = new ResizeObserver(() => isReading() && slide.scrollIntoView());
    holder.observe(deck.getSlidesElement());
    for (const event of ["wheel", "pointerdown", "touchstart", "keydown"])
      addEventListener(event, () => holder.disconnect(), {
        once: true,
        passive: true,
        capture: true
      });
  }

  /** A drawing keeps its labels legible: on the page it scrolls in a box of its own. */
  function boxDrawings() {
    /** @type {NodeListOf<SVGSVGElement>} */
    const drawings = document.querySelectorAll(".slides svg.drawing:not(.still)");
    for (const drawing of drawings) {
      const box = create("div", {className: "drawing-box"});
      box.style.setProperty("--natural", `${drawing.viewBox.baseVal.width}px`);
      drawing.replaceWith(box);
      box.append(drawing);
    }
  }

  /**
   * Above the page: the way back, the other theme, and the parts.
   * @param {Deck} deck
   */
  function createContents(deck) {
    const theme = create("button", {onclick: () => window.toggleTheme()}, "Light or dark");
    const parts = deck.getSlides().filter(slide => slide.dataset.minutes);
    const titles = parts.map(slide => {
      const title = window.plainText(slide.querySelector("h1, h2") ?? slide);
      return create("a", {href: `#/${slide.id}`}, title);
    });
    const unit = create("a", {href: "../index.html"}, "All of this unit");
    const properties = {className: "contents", ariaLabel: "Contents"};
    return create("nav", properties, unit, theme, ...titles);
  }

  /** @param {Deck} deck */
  function start(deck) {
    if (deck.isSpeakerNotes()) return;
    let reading = false;
    const slideRead = followReader(deck, () => reading);
    holdNamedSlide(deck, () => reading);
    /** @param {HTMLElement | null} slide */
    const show = slide => reading && slide?.scrollIntoView();
    const update = () => {
      const {h, v} = deck.getIndices(reading ? slideRead() : deck.getCurrentSlide());
      reading = narrow.matches && !deck.isPrintView();
      root.classList.toggle("reading", reading);
      if (reading && deck.isOverview()) deck.toggleOverview(false);
      deck.configure({keyboard: !reading, touch: !reading, overview: !reading});
      deck.slide(h, v);
      openSlides(deck, reading);
      show(deck.getCurrentSlide());
    };
    // the deck is a text to read, not an application: a screen reader's own keys work in it
    deck.getRevealElement().setAttribute("role", "main");
    if (!deck.isPrintView()) deck.getRevealElement().before(createContents(deck));
    new MutationObserver(() => openSlides(deck, reading)).observe(deck.getSlidesElement(), {
      subtree: true,
      attributeFilter: ["hidden", "inert"]
    });
    document.addEventListener("click", ({target}) => {
      /** @type {HTMLAnchorElement | null} */
      const link = /** @type {Element} */ (target).closest("a[href^='#/']");
      if (link) show(document.getElementById(link.hash.slice(2)));
    });
    for (const event of ["overviewshown", "overviewhidden"])
      deck.on(event, () => openSlides(deck, reading));
    deck.on("slidechanged", ({currentSlide}) => {
      openSlides(deck, reading); // must come first: a hidden slide can't be scrolled to
      show(currentSlide);
    });
    narrow.addEventListener("change", update);
    update();
  }

  boxDrawings();
  whenReady(start);
})();
