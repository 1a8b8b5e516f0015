/**
 * Hides text that the edges of a scrolling box cut: half of "−1000" would be read as another
 * number.
 */

/** Keeps what the edges cut hidden while the box scrolls. @param {HTMLElement} box */
export function watchEdges(box) {
  box.addEventListener("scroll", () => hideCutText(box));
  // the web font changes the widths of texts once it is loaded
  box.ownerDocument.fonts?.ready.then(() => hideCutText(box));
}

/**
 * Hides each text that the left or right edge cuts, and marks the sides on which there is more.
 * @param {HTMLElement} box
 */
export function hideCutText(box) {
  const {left, right} = box.getBoundingClientRect();
  const texts = [...box.querySelectorAll("svg text, td, th")];
  const places = texts.map(text => text.getBoundingClientRect());
  texts.forEach((text, i) => {
    const isCut = places[i].left < left - 1 || places[i].right > right + 1;
    text.classList.toggle("is-cut", isCut);
  });
  box.toggleAttribute("data-more-left", box.scrollLeft > 1);
  box.toggleAttribute("data-more-right", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
}
