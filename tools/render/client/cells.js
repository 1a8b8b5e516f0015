// Loads the script of the deck's cells only when it is needed, so that it never delays the first
// slide.
const AHEAD = 2;

/**
 * Adds the script of the page's cells once a slide with a cell is at most two slides away, or a
 * screen below; at once for print.
 * @param {Deck} deck @param {string} script its address
 */
export function loadCellsWhenNear(deck, script) {
  const ahead = deck.isPrintView() ? Infinity : AHEAD;
  const cells = [...document.querySelectorAll("[id^=ojs-cell-]")];
  /** @param {IntersectionObserverEntry[]} entries */
  const isNear = entries => !deck.isOverview() && entries.some(entry => entry.isIntersecting);
  const scrolledTo = new IntersectionObserver(entries => isNear(entries) && load(), {
    rootMargin: "100%"
  });
  const load = () => {
    deck.off("slidechanged", check);
    scrolledTo.disconnect();
    document.body.append(Object.assign(document.createElement("script"), {src: script}));
  };
  const check = () => {
    const slides = deck.getSlides();
    const here = slides.indexOf(deck.getCurrentSlide());
    const withCells = cells.map(cell => slides.findIndex(slide => slide.contains(cell)));
    if (withCells.some(i => i < 0 || Math.abs(i - here) <= ahead)) load();
  };
  deck.on("slidechanged", check);
  for (const cell of cells) scrolledTo.observe(cell);
  check();
}
