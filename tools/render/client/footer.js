/** @typedef {(slide: HTMLElement) => HTMLElement | null} FooterOf */

/**
 * The slide's own footer, or else the deck's, at the foot of the screen; on paper, of each page.
 * @param {Deck} deck
 */
export function showFooters(deck) {
  /** @type {HTMLElement | null} */
  const usual = document.querySelector(".reveal > .footer-default");
  /** @type {FooterOf} */
  const footerOf = slide =>
    slide.querySelector(".footer:not(.notes *)") ??
    (slide.dataset.footer === "false" ? null : usual);
  if (deck.isPrintView()) printFooters(deck, footerOf);
  else followSlides(deck, footerOf, usual);
}

/** @param {Deck} deck @param {FooterOf} footerOf @param {HTMLElement | null} usual */
function followSlides(deck, footerOf, usual) {
  const root = deck.getRevealElement();
  const update = () => {
    const slide = deck.getCurrentSlide();
    const footer = footerOf(slide);
    root.querySelector(":scope > .footer:not(.footer-default)")?.remove();
    if (usual) usual.hidden = footer !== usual;
    if (footer && footer !== usual) root.append(footer.cloneNode(true));
    for (const mark of root.querySelectorAll(":scope > .footer, :scope > .slide-number")) {
      copyGround(slide, mark);
    }
  };
  deck.on("slidechanged", update);
  update();
}

/** @param {Deck} deck @param {FooterOf} footerOf */
function printFooters(deck, footerOf) {
  /** @type {HTMLElement | null} */
  const logo = document.querySelector(".reveal > .slide-logo");
  for (const slide of deck.getSlides()) {
    const page = slide.closest(".pdf-page");
    for (const part of [footerOf(slide), logo]) {
      if (!page || !part) continue;
      const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
      copyGround(slide, copy);
      page.append(copy);
    }
  }
  for (const part of document.querySelectorAll(".reveal > :is(.footer, .slide-logo)"))
    part.remove();
}

/**
 * Gives a footer or number the colours that fit the slide's background.
 * @param {HTMLElement} slide @param {Element} mark
 */
function copyGround(slide, mark) {
  for (const name of ["has-dark-background", "has-light-background"]) {
    mark.classList.toggle(name, slide.classList.contains(name));
  }
}
