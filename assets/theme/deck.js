// What the deck adds to reveal.js: the ribbon of parts at the foot, D for the other theme, the keys
// of the speaker's window, and on paper (`?view=print`) each slide as it is when its last step is
// done.
(() => {
  const root = document.documentElement;
  const {plainText} = window;
  const {create, isPreview, whenReady} = window.deckTools;
  const SLASH = 191;

  /**
   * A part of the lecture: the id of its first slide, its planned minutes, its slides in order.
   * @typedef {{id: string, name: string, minutes: number, slides: HTMLElement[]}} Part
   */

  /** @param {Deck} deck */
  function partsOf(deck) {
    /** @type {Part[]} */
    const parts = [];
    for (const slide of deck.getSlides()) {
      if (slide.dataset.minutes) {
        const title = plainText(slide.querySelector("h1") ?? slide);
        const [, name = "Opening"] = title.split(" · ");
        const minutes = Number(slide.dataset.minutes);
        parts.push({id: slide.id, name, minutes, slides: []});
      }
      parts.at(-1)?.slides.push(slide);
    }
    return parts;
  }

  /** @param {Part[]} parts */
  function createRibbon(parts) {
    const links = parts.map(({id, name, minutes}) => {
      const properties = {href: `#/${id}`, title: `${name}, ${minutes} min`};
      const link = create("a", properties, create("span", {}, name));
      link.style.setProperty("--minutes", String(minutes));
      return link;
    });
    const properties = {className: "ribbon", ariaLabel: "Parts of the lecture"};
    return create("nav", properties, ...links, create("span", {className: "number"}));
  }

  /**
   * @param {HTMLElement} slide the current one
   * @param {{slides: HTMLElement[], parts: Part[], ribbon: HTMLElement}} deck
   */
  function showPosition(slide, {slides, parts, ribbon}) {
    const links = ribbon.querySelectorAll("a");
    const current = parts.findIndex(part => part.slides.includes(slide));
    parts.forEach((part, i) => {
      const done =
        i < current ? 1 : i > current ? 0 : (part.slides.indexOf(slide) + 1) / part.slides.length;
      links[i].style.setProperty("--done", String(done));
      if (i === current) links[i].setAttribute("aria-current", "true");
      else links[i].removeAttribute("aria-current");
    });
    const number = `${slides.indexOf(slide) + 1} / ${slides.length}`;
    ribbon.querySelector(".number")?.replaceChildren(number);
    ribbon.parentElement?.classList.toggle("on-poster", slide.classList.contains("level1"));
  }

  /** Hide the key word of each statement behind a button. */
  function coverKeyWords() {
    /** @type {NodeListOf<HTMLElement>} */
    const words = document.querySelectorAll(".key-word");
    for (const word of words) {
      const content = create("span", {}, ...word.childNodes);
      word.append(content);
      word.tabIndex = 0;
      word.setAttribute("role", "button");
      /** @param {boolean} shown */
      const show = shown => {
        word.setAttribute("aria-expanded", String(shown));
        word.setAttribute("aria-label", shown ? plainText(content) : "key word, hidden");
      };
      show(false);
      const toggle = () => show(word.getAttribute("aria-expanded") === "false");
      word.addEventListener("click", toggle);
      word.addEventListener("keydown", event => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        toggle();
      });
    }
  }

  /** @param {Deck} deck */
  function showRibbon(deck) {
    const parts = partsOf(deck);
    const ribbon = createRibbon(parts);
    document.body.append(ribbon);
    const update = () =>
      showPosition(deck.getCurrentSlide(), {slides: deck.getSlides(), parts, ribbon});
    deck.on("slidechanged", update);
    update();
  }

  /**
   * Pages for paper: each with a ribbon, all steps done, and nothing hidden from screen readers.
   */
  function finishPages() {
    const slides = window.Reveal.getSlides();
    const parts = partsOf(window.Reveal);
    for (const slide of slides) {
      slide.removeAttribute("hidden");
      slide.removeAttribute("aria-hidden");
      for (const fragment of slide.querySelectorAll(".fragment")) fragment.classList.add("visible");
      const ribbon = createRibbon(parts);
      ribbon.setAttribute("aria-hidden", "true"); // the same on each page: no content
      slide.after(ribbon);
      showPosition(slide, {slides, parts, ribbon});
    }
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll('a[href^="#/"]');
    for (const link of links) link.setAttribute("href", `#${link.hash.slice(2)}`);
    root.classList.add("pages-ready");
  }

  /**
   * A slide with a widget is announced by its words and what the widget finds, not by all its
   * controls and ticks.
   * @param {Deck} deck
   */
  function announceBriefly(deck) {
    const status = document.querySelector(".aria-status");
    if (!status) return;
    const shorten = () => {
      const slide = deck.getCurrentSlide();
      if (!slide.querySelector(".w")) return;
      const words = [...slide.querySelectorAll("h2, .takeaway, .w-finding")]
        .map(plainText)
        .join(" ");
      if (status.textContent !== words) status.textContent = words;
    };
    new MutationObserver(shorten).observe(status, {childList: true});
  }

  /** @param {Deck} deck */
  function start(deck) {
    if (deck.isPrintView()) return;
    if (isPreview) passKeysOn(deck);
    // the speaker's window has no style sheet of KaTeX, so its notes show only the MathML
    for (const copy of document.querySelectorAll("aside.notes .katex-html")) copy.remove();
    showRibbon(deck);
    coverKeyWords();
    announceBriefly(deck);
    deck.addKeyBinding({keyCode: 68, key: "D", description: "Light or dark"}, window.toggleTheme);
  }

  /**
   * The speaker's window sends its keys to the preview of the slide in it. From there they go on to
   * the deck itself, whose widgets handle them, and the preview follows. Only the prompt of G opens
   * where it is typed, and the key of "/" and "?" does nothing: reveal.js would black out the deck.
   * @param {Deck} preview
   */
  function passKeysOn(preview) {
    /** @type {KeyCondition} */
    const pass = ({type, keyCode}) => {
      if (keyCode === SLASH) return false;
      const isPassed = type !== "keydown" && keyCode !== 71;
      const message = {method: "triggerKey", args: [keyCode]};
      if (isPassed) window.parent.opener?.postMessage(JSON.stringify(message), "*");
      return !isPassed;
    };
    preview.configure({keyboardCondition: pass});
  }

  window.Reveal.configure({pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1});
  window.Reveal.on("pdf-ready", finishPages); // before the load event, at which reveal.js begins with the pages
  whenReady(start);
})();
