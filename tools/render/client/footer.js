/**
 * The slide's own footer, or else the deck's, at the foot of the screen; on paper, of each page.
 */
export function showFooters(deck, document) {
  const usual = document.querySelector(".reveal > .footer-default");
  const footerOf = slide =>
    slide.querySelector(".footer") ?? (slide.dataset.footer === "false" ? null : usual);
  if (deck.isPrintView()) printFooters(deck, document, footerOf);
  else followSlides(deck, footerOf);
}

function followSlides(deck, footerOf) {
  const root = deck.getRevealElement();
  const usual = root.querySelector(":scope > .footer-default");
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

function printFooters(deck, document, footerOf) {
  const logo = document.querySelector(".reveal > .slide-logo");
  for (const slide of deck.getSlides()) {
    const page = slide.closest(".pdf-page");
    for (const part of [footerOf(slide), logo]) {
      if (!page || !part) continue;
      const copy = part.cloneNode(true);
      copyGround(slide, copy);
      page.append(copy);
    }
  }
  for (const part of document.querySelectorAll(".reveal > :is(.footer, .slide-logo)"))
    part.remove();
}

/** A mark beside the slides stands on the current slide's background. */
function copyGround(slide, mark) {
  for (const name of ["has-dark-background", "has-light-background"]) {
    mark.classList.toggle(name, slide.classList.contains(name));
  }
}
