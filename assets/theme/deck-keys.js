// The deck's keys that reveal.js lacks or does otherwise: Home, End, G, ?, and S where the browser
// blocks the window.
(() => {
  const {lineOf, titleOf, jumpTo, create, createDialog, isPreview, whenReady} = window.deckTools;

  // every key of the deck, for the help
  const KEYS = [
    ["→  ↓  Space  N  Page Down", "next step or slide"],
    ["←  ↑  P  Page Up", "previous step or slide"],
    ["Alt + → or ←", "next or previous slide, without its steps"],
    ["Home  End", "title slide, last slide"],
    ["Esc  O", "all slides: choose with the arrow keys and Enter, go back with Esc"],
    ["G", "go to a slide by its number, or by words that are on it"],
    ["S", "speaker view: notes, next slide, clock"],
    ["F", "full screen"],
    ["D", "light or dark"],
    ["B  .", "black screen, and back"],
    ["Tab", "to the links and widgets of the slide; Esc gives the keys back to the deck"],
    ["Ctrl + P", "print all slides, each after its last step; slides.pdf has every state"],
    ["?", "this list"]
  ];

  const {findSlide, normaliseForSearch} = window;
  const NUMBER = /^(slide ?)?(# ?)?[-−]?\d+$/i;

  /**
   * Finds a slide by its number in the footer, its id, or its words.
   * @param {HTMLElement[]} slides
   */
  function createFinder(slides) {
    /** @type {SlideText[]} */
    let entries;
    /** @param {HTMLElement} slide */
    const read = slide => ({
      id: slide.id,
      title: normaliseForSearch(titleOf(slide)),
      text: normaliseForSearch(lineOf(slide))
    });
    /** @type {(query: string) => HTMLElement | undefined} */
    return query => {
      entries ??= slides.map(read);
      return slides[findSlide(query, entries)];
    };
  }

  /** @param {Deck} deck */
  function createPrompt(deck) {
    const slides = deck.getSlides();
    const find = createFinder(slides);
    const label = create("label", {htmlFor: "go-to"}, "Number of the slide, or words on it");
    const input = create("input", {id: "go-to", autocomplete: "off"});
    const form = create("form", {}, input, create("button", {}, "Go"));
    const result = create("p", {role: "status"});
    const dialog = createDialog("go-to", "Go to a slide", label, form, result);
    const describe = () => {
      const query = input.value.trim();
      const slide = find(query);
      if (slide) return `${slides.indexOf(slide) + 1}: ${titleOf(slide)}`;
      if (!query) return "";
      return NUMBER.test(query)
        ? `There are ${slides.length} slides.`
        : `No slide contains “${query}”.`;
    };
    input.addEventListener("input", () => (result.textContent = describe()));
    form.addEventListener("submit", event => {
      event.preventDefault();
      const slide = find(input.value);
      result.textContent = describe();
      if (!slide) return input.select();
      dialog.close();
      showSlide(slide);
    });
    dialog.addEventListener("close", () => isPreview && window.parent.focus());
    return () => {
      input.value = "";
      result.textContent = "";
      dialog.showModal();
      input.focus();
    };
  }

  /**
   * Goes to the slide; in the speaker's preview, moves the main deck.
   * @param {HTMLElement} slide
   */
  function showSlide(slide) {
    if (!isPreview) return jumpTo(slide);
    const {h, v} = window.Reveal.getIndices(slide);
    window.parent.opener?.postMessage(JSON.stringify({method: "slide", args: [h, v, -1]}), "*");
  }

  function createHelp() {
    const rows = KEYS.map(([keys, action]) =>
      create("tr", {}, create("th", {scope: "row"}, keys), create("td", {}, action))
    );
    const table = create("table", {}, create("tbody", {}, ...rows));
    return createDialog("help", "Keys of the deck", table);
  }

  /**
   * Opens the speaker view. A browser that blocks the window makes reveal.js' plugin fail.
   * @param {Deck} deck
   */
  function createSpeakerOpener(deck) {
    /** @type {HTMLDialogElement | undefined} */
    let dialog;
    const open = () => {
      try {
        deck.getPlugin("notes").open();
        dialog?.close();
      } catch {
        dialog ??= createBlocked(open);
        if (!dialog.open) dialog.showModal();
      }
    };
    return open;
  }

  /** @param {() => void} open */
  function createBlocked(open) {
    const text =
      "Your browser blocked the window with the notes. Allow pop-ups for this page " +
      "(most browsers show a sign at the address bar), then try again.";
    const retry = create("button", {type: "button", onclick: open}, "Open the speaker view");
    const paragraph = create("p", {}, text);
    return createDialog("blocked", "The speaker view did not open", paragraph, retry, " ");
  }

  /**
   * Creates a thing when it is first asked for.
   * @template T @param {() => T} create
   */
  function lazily(create) {
    /** @type {T | undefined} */
    let created;
    return () => (created ??= create());
  }

  /** @param {Deck} deck */
  function start(deck) {
    if (deck.isPrintView()) return;
    const prompt = lazily(() => createPrompt(deck));
    deck.addKeyBinding({keyCode: 71, key: "G", description: "Go to a slide"}, () => prompt()());
    if (isPreview) return;
    const help = lazily(createHelp);
    /** @param {number} index */
    const goTo = index => {
      const {h, v} = deck.getIndices(deck.getSlides().at(index));
      deck.slide(h, v, -1);
    };
    const toTitle = () => goTo(0);
    const toEnd = () => goTo(-1);
    deck.addKeyBinding({keyCode: 36, key: "Home", description: "Title slide"}, toTitle);
    deck.addKeyBinding({keyCode: 35, key: "End", description: "Last slide"}, toEnd);
    deck.addKeyBinding(
      {keyCode: 83, key: "S", description: "Speaker view"},
      createSpeakerOpener(deck)
    );
    deck.addKeyBinding({keyCode: 112, key: "F1", description: "Help"}, () => help().showModal());
    const before = deck.getConfig().keyboardCondition;
    /** @type {KeyCondition} Handles keys that depend on the keyboard's layout or on Shift. */
    const isForDeck = event => {
      if (before?.(event) === false) return false;
      const {key, shiftKey, keyCode} = event;
      if (key === "?") help().showModal();
      else if (shiftKey && [37, 72].includes(keyCode)) toTitle();
      else if (shiftKey && [39, 76].includes(keyCode)) toEnd();
      else return true;
      event.preventDefault();
      return false;
    };
    deck.configure({keyboardCondition: isForDeck});
  }

  whenReady(start);
})();
