/* global findFaults, places */
// Marks the current slide with file and line where it overflows. Only `serve` adds this script to a
// deck. `findFaults` finds the faults of a slide, `places` has `file:line` by the slide's id.
(() => {
  const badge = document.createElement("output");
  badge.id = "overflow-mark";
  badge.style.cssText =
    "position: fixed; top: 0; left: 0; z-index: 100; padding: 8px 14px; " +
    "color: #fff; background: #b3001b; font: 16px/1.4 sans-serif";
  badge.hidden = true;

  function mark() {
    const {id} = window.Reveal.getCurrentSlide();
    const faults = findFaults().filter(fault => fault.includes(": overflow"));
    const [first = ""] = faults;
    badge.hidden = !first;
    const others = faults.length > 1 ? ` and ${faults.length - 1} more` : "";
    badge.textContent = `${places[id] ?? "this slide"}${first.slice(id.length)}${others}`;
  }

  /** Marks the slide now, and when its transition has ended. */
  function markTwice() {
    mark();
    setTimeout(mark, 500);
  }

  function start() {
    document.body.append(badge);
    for (const event of ["slidechanged", "fragmentshown", "fragmenthidden", "resize"])
      window.Reveal.on(event, markTwice);
    document.fonts.ready.then(markTwice);
  }

  window.addEventListener("load", () => {
    if (window.Reveal.isReady()) start();
    else window.Reveal.on("ready", start);
  });
})();
