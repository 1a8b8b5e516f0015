// Esc: all slides as tiles. The slides themselves are scaled down by deck-tools.css; over them lies
// a list of links that has the same grid. Only a choice turns the slide, so that leaving by Esc
// changes nothing.
(() => {
  const TILE = 220; // the least width
  const GAP = 16;
  const MARGIN = 64; // with a scroll bar
  const PAGE_KEYS = [33, 34];
  const {titleOf, jumpTo, create, isPreview, whenReady} = window.deckTools;
  const root = document.documentElement;

  /** @param {HTMLElement} slide @param {number} i */
  function createTile(slide, i) {
    const number = create("b", {}, String(i + 1));
    const link = create("a", {href: `#/${slide.id}`}, number, ` ${titleOf(slide)}`);
    const isPart = slide === slide.parentElement?.firstElementChild;
    return create("li", isPart ? {className: "part"} : {}, link);
  }

  /** @param {HTMLElement[]} slides */
  function createList(slides) {
    const list = create("ol", {}, ...slides.map(createTile));
    const nav = create("nav", {className: "overview-list", ariaLabel: "All slides"}, list);
    nav.dataset.preventSwipe = ""; // a finger scrolls
    return nav;
  }

  /**
   * Sets the tiles' size early: a change while they show would lay out all slides again.
   * @param {Deck} deck
   */
  function fit(deck) {
    const {width, height} = deck.getConfig();
    const space = innerWidth - MARGIN;
    const columns = Math.max(2, Math.floor(space / (TILE + GAP)));
    const tile = Math.floor(space / columns) - GAP;
    const style = deck.getRevealElement().style;
    style.setProperty("--columns", String(columns));
    style.setProperty("--tile", `${tile}px`);
    style.setProperty("--tile-height", `${Math.round((tile * height) / width)}px`);
    style.setProperty("--tile-scale", String(tile / width));
  }

  /**
   * The tile next to the focused one in the direction of a key.
   * @param {HTMLAnchorElement[]} links @param {HTMLAnchorElement} current
   * @param {number} keyCode @returns {HTMLAnchorElement | undefined}
   */
  function neighbour(links, current, keyCode) {
    const i = links.indexOf(current);
    if (keyCode === 36) return links[0];
    if (keyCode === 35) return links.at(-1);
    if (keyCode === 37) return links[i - 1];
    if (keyCode === 39) return links[i + 1];
    const {left, top} = current.getBoundingClientRect();
    const others = links.map(link => {
      const {left: x, top: y} = link.getBoundingClientRect();
      const isPast = keyCode === 38 ? y < top - 1 : y > top + 1;
      return {link, isPast, distance: 10 * Math.abs(y - top) + Math.abs(x - left)};
    });
    const candidates = others.filter(({isPast}) => isPast);
    return candidates.sort((a, b) => a.distance - b.distance)[0]?.link;
  }

  /** @param {Deck} deck */
  function createOverview(deck) {
    const slides = deck.getSlides();
    /** @type {HTMLElement} */
    let list;
    /** @type {HTMLElement | null} */
    let focused;
    const links = () => [...list.querySelectorAll("a")];
    /** @param {HTMLAnchorElement} [link] */
    const select = link => {
      link?.focus();
      link?.scrollIntoView({block: "nearest"});
    };
    const selected = () => links().find(link => link === document.activeElement);
    const current = () => links()[slides.indexOf(deck.getCurrentSlide())];

    function open() {
      list ??= createList(slides);
      for (const link of links()) link.removeAttribute("aria-current");
      focused = /** @type {HTMLElement | null} */ (document.activeElement);
      deck.getSlidesElement().append(list);
      current().setAttribute("aria-current", "true");
      root.classList.add("overview-open");
      current().focus({preventScroll: true});
      current().scrollIntoView({block: "center"});
    }

    function close() {
      list.remove();
      root.classList.remove("overview-open");
      deck.getSlidesElement().scrollTop = 0;
      // after all listeners: one of them makes the slide focusable again (reading.js)
      if (deck.getCurrentSlide().contains(focused))
        queueMicrotask(() => focused?.focus({preventScroll: true}));
    }

    /**
     * Handles keys in the overview, also those that the speaker's window sends.
     * @param {KeyboardEvent} event
     */
    function onKey(event) {
      const {keyCode} = event;
      const link = selected() ?? current();
      if (keyCode >= 35 && keyCode <= 40) select(neighbour(links(), link, keyCode));
      else if (keyCode === 13 || keyCode === 32) jumpTo(slides[links().indexOf(link)]);
      else {
        if (PAGE_KEYS.includes(keyCode)) deck.toggleOverview(false); // a remote has no Esc
        return true;
      }
      event.preventDefault?.();
      return false;
    }

    return {open, close, onKey};
  }

  /** @param {Deck} deck */
  function start(deck) {
    if (isPreview) return deck.configure({overview: false});
    const {open, close, onKey} = createOverview(deck);
    const before = deck.getConfig().keyboardCondition;
    /** @type {KeyCondition} */
    const isForDeck = event => (before?.(event) ?? true) && (!deck.isOverview() || onKey(event));
    deck.configure({keyboardCondition: isForDeck});
    deck.on("overviewshown", open);
    deck.on("overviewhidden", close);
    addEventListener("resize", () => fit(deck));
    fit(deck);
  }

  whenReady(start);
})();
