// The deck's cells wait until they are needed, so that their script never stands before the first slide.
const AHEAD = 2;

/** Add the script of the page's cells once a slide with a cell is shown or at most two slides away; at once for print. */
export function loadCellsWhenNear(deck, script) {
  const ahead = deck.isPrintView() ? Infinity : AHEAD;
  const load = () => {
    deck.off("slidechanged", check);
    document.body.append(Object.assign(document.createElement("script"), { src: script }));
  };
  const check = () => {
    const slides = deck.getSlides();
    const here = slides.indexOf(deck.getCurrentSlide());
    const withCells = slides.flatMap((slide, i) => (slide.querySelector("[id^=ojs-cell-]") ? [i] : []));
    if (!withCells.length || withCells.some((i) => Math.abs(i - here) <= ahead)) load();
  };
  deck.on("slidechanged", check);
  check();
}
