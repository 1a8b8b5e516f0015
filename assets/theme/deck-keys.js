// The deck's keys that reveal.js lacks or does otherwise: Home, End, G, ?, and S where the browser
// blocks the window.
(() => {
  const {lineOf, titleOf, jumpTo, createDialog, isPreview} = window.deckTools;

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

  /** Finds a slide by its number in the footer, its id, or its words. */
  function createFinder(slides) {
    let entries;
    const read = slide => ({
      id: slide.id,
      title: normaliseForSearch(titleOf(slide)),
      text: normaliseForSearch(lineOf(slide))
    });
    return query => {
      entries ??= slides.map(read);
      return slides[findSlide(query, entries)];
    };
  }

  function createPrompt(deck) {
    const slides = deck.getSlides();
    const find = createFinder(slides);
    const form = document.createElement("form");
    const label = document.createElement("label");
    label.textContent = "Number of the slide, or words on it";
    label.htmlFor = "go-to";
    const input = document.createElement("input");
    input.id = "go-to";
    input.autocomplete = "off";
    const go = document.createElement("button");
    go.textContent = "Go";
    form.append(input, go);
    const result = document.createElement("p");
    result.setAttribute("role", "status");
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

  /** Goes to the slide; in the speaker's preview, moves the main deck. */
  function showSlide(slide) {
    if (!isPreview) return jumpTo(slide);
    const {h, v} = window.Reveal.getIndices(slide);
    window.parent.opener?.postMessage(JSON.stringify({method: "slide", args: [h, v, -1]}), "*");
  }

  function createHelp() {
    const table = document.createElement("table");
    for (const [keys, action] of KEYS) {
      const row = table.insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = keys;
      row.append(head);
      row.insertCell().textContent = action;
    }
    return createDialog("help", "Keys of the deck", table);
  }

  /** Opens the speaker view. A browser that blocks the window makes reveal.js' plugin fail. */
  function createSpeakerOpener(deck) {
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

  function createBlocked(open) {
    const text = document.createElement("p");
    text.textContent =
      "Your browser blocked the window with the notes. Allow pop-ups for this page " +
      "(most browsers show a sign at the address bar), then try again.";
    const retry = document.createElement("button");
    retry.type = "button";
    retry.textContent = "Open the speaker view";
    retry.addEventListener("click", open);
    return createDialog("blocked", "The speaker view did not open", text, retry, " ");
  }

  function start() {
    const deck = window.Reveal;
    if (deck.isPrintView()) return;
    const lazily = create => {
      let created;
      return () => (created ??= create());
    };
    const prompt = lazily(() => createPrompt(deck));
    deck.addKeyBinding({keyCode: 71, key: "G", description: "Go to a slide"}, () => prompt()());
    if (isPreview) return;
    const help = lazily(createHelp);
    const goTo = slide => {
      const {h, v} = deck.getIndices(slide);
      deck.slide(h, v, -1);
    };
    const toTitle = () => goTo(deck.getSlides()[0]);
    const toEnd = () => goTo(deck.getSlides().at(-1));
    deck.addKeyBinding({keyCode: 36, key: "Home", description: "Title slide"}, toTitle);
    deck.addKeyBinding({keyCode: 35, key: "End", description: "Last slide"}, toEnd);
    deck.addKeyBinding(
      {keyCode: 83, key: "S", description: "Speaker view"},
      createSpeakerOpener(deck)
    );
    deck.addKeyBinding({keyCode: 112, key: "F1", description: "Help"}, () => help().showModal());
    const before = deck.getConfig().keyboardCondition;
    /** Keys that depend on the keyboard's layout or on Shift. */
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

  window.addEventListener("load", () => {
    if (window.Reveal.isReady()) start();
    else window.Reveal.on("ready", start);
  });
})();
