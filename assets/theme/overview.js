// Esc: all slides as tiles. The slides themselves are scaled down by deck-tools.css; over them lies
// a list of links that has the same grid. Only a choice turns the slide, so that leaving by Esc
// changes nothing.
(() => {
  const TILE = 220; // the least width
  const GAP = 16;
  const MARGIN = 64; // with a scroll bar
  const PAGE_KEYS = [33, 34];
  const {titleOf, jumpTo, isPreview} = window.deckTools;
  const root = document.documentElement;

  function createTile(slide, i) {
    const item = document.createElement("li");
    item.classList.toggle("part", slide === slide.parentElement.firstElementChild);
    const link = document.createElement("a");
    link.setAttribute("href", `#/${slide.id}`);
    const number = document.createElement("b");
    number.textContent = i + 1;
    link.append(number, ` ${titleOf(slide)}`);
    item.append(link);
    return item;
  }

  function createList(slides) {
    const nav = document.createElement("nav");
    nav.className = "overview-list";
    nav.setAttribute("aria-label", "All slides");
    nav.dataset.preventSwipe = ""; // a finger scrolls
    const list = document.createElement("ol");
    list.append(...slides.map(createTile));
    nav.append(list);
    return nav;
  }

  /** Sets the tiles' size early: a change while they show would lay out all slides again. */
  function fit(deck) {
    const {width, height} = deck.getConfig();
    const space = innerWidth - MARGIN;
    const columns = Math.max(2, Math.floor(space / (TILE + GAP)));
    const tile = Math.floor(space / columns) - GAP;
    const style = deck.getRevealElement().style;
    style.setProperty("--columns", columns);
    style.setProperty("--tile", `${tile}px`);
    style.setProperty("--tile-height", `${Math.round((tile * height) / width)}px`);
    style.setProperty("--tile-scale", tile / width);
  }

  /** The tile next to the focused one in the direction of a key. */
  function neighbour(links, current, keyCode) {
    const i = links.indexOf(current);
    if (keyCode === 36) return links[0];
    if (keyCode === 35) return links.at(-1);
    if (keyCode === 37) return links[i - 1];
    if (keyCode === 39) return links[i + 1];
    const {left, top} = current.getBoundingClientRect();
    const isPast = place => (keyCode === 38 ? place.top < top - 1 : place.top > top + 1);
    const distance = ({place}) => 10 * Math.abs(place.top - top) + Math.abs(place.left - left);
    const places = links.map(link => ({link, place: link.getBoundingClientRect()}));
    return places.filter(({place}) => isPast(place)).sort((a, b) => distance(a) - distance(b))[0]
      ?.link;
  }

  function start() {
    const deck = window.Reveal;
    if (isPreview) return deck.configure({overview: false});
    const slides = deck.getSlides();
    let list;
    let focused;
    const links = () => [...list.querySelectorAll("a")];
    const select = link => {
      link?.focus();
      link?.scrollIntoView({block: "nearest"});
    };
    const selected = () => links().find(link => link === document.activeElement);
    const current = () => links()[slides.indexOf(deck.getCurrentSlide())];

    function open() {
      list ??= createList(slides);
      for (const link of links()) link.removeAttribute("aria-current");
      focused = document.activeElement;
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
      // once all listeners ran: one of them makes the slide reachable again (reading.js)
      if (deck.getCurrentSlide().contains(focused))
        queueMicrotask(() => focused.focus({preventScroll: true}));
    }

    /** Keys in the overview, also those that the speaker's window sends. */
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

    const before = deck.getConfig().keyboardCondition;
    const isForDeck = event => (before?.(event) ?? true) && (!deck.isOverview() || onKey(event));
    deck.configure({keyboardCondition: isForDeck});
    deck.on("overviewshown", open);
    deck.on("overviewhidden", close);
    addEventListener("resize", () => fit(deck));
    fit(deck);
  }

  window.addEventListener("load", () => {
    if (window.Reveal.isReady()) start();
    else window.Reveal.on("ready", start);
  });
})();
