// Applies the reader's choice of light or dark before the first paint, and stores it if the browser
// allows. Also removes from the address's fragment what a chat or mail program added to it.
(() => {
  const root = document.documentElement;
  const key = "theme";

  function stored() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** @param {string} theme */
  function store(theme) {
    try {
      localStorage.setItem(key, theme);
    } catch {
      // a page opened from a file may have no storage: the choice holds for this page
    }
  }

  const isDark = () => getComputedStyle(root).colorScheme === "dark";

  function toggle() {
    root.dataset.theme = isDark() ? "light" : "dark";
    store(root.dataset.theme);
  }

  /** @param {HTMLButtonElement} button */
  function label(button) {
    const name = isDark() ? "Switch to the light theme" : "Switch to the dark theme";
    button.setAttribute("aria-label", name);
    button.title = name;
  }

  function createButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme-toggle";
    button.innerHTML =
      '<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">' +
      '<circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="2"/>' +
      '<path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/></svg>';
    button.addEventListener("click", () => {
      toggle();
      label(button);
    });
    label(button);
    return button;
  }

  function createSkipLink() {
    const link = document.createElement("a");
    link.className = "skip-link";
    link.href = "#quarto-document-content";
    link.textContent = "Skip to content";
    return link;
  }

  const theme = stored();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const TAIL =
    /(?:[\s.,;:!?)\]}>"'`’”»…*]|%(?:2[0279A]|3E|5D|7D|60|C2%BB|E2%80%(?:9[89CD]|A6))|(?<=\w)\/)+$/i;

  /**
   * Drops what programs put after a link: "#/bias-gradient)." and "#/bias-gradient?utm_source=x"
   * name a slide.
   */
  function tidyFragment() {
    const fragment = location.hash
      .replace(/^#%2F/i, "#/")
      .replace(/[?&].*$/, "")
      .replace(TAIL, "");
    if (fragment !== location.hash) location.replace(fragment || "#");
  }
  tidyFragment();
  window.openedHash = location.hash; // before reveal.js writes the slide's own
  addEventListener("hashchange", tidyFragment);

  /** @type {typeof window.plainText} Leaves out a formula's visual copy and its TeX source. */
  function plainText(element) {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    for (const extra of copy.querySelectorAll(".katex-html, annotation")) extra.remove();
    for (const fraction of copy.querySelectorAll("mfrac")) fraction.firstElementChild?.after("/");
    return copy.textContent?.trim() ?? "";
  }

  window.plainText = plainText; // for the deck
  window.toggleTheme = toggle; // for the deck, which has a key instead of the button

  /** Quarto's pages have no link past the navigation, and its decks forbid to zoom. */
  function finishQuartoPage() {
    if (!document.querySelector(".reveal")) return document.body.prepend(createSkipLink());
    document
      .querySelector('meta[name="viewport"]')
      ?.setAttribute("content", "width=device-width, initial-scale=1.0, viewport-fit=cover");
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector('meta[name="generator"][content^="quarto"]')) finishQuartoPage();
    document.querySelector("nav.navbar")?.setAttribute("aria-label", "Site");
    const bar =
      document.querySelector(".quarto-navbar-tools") ?? document.querySelector("nav.navbar");
    bar?.append(createButton());
  });
})();
