/** @typedef {number[]} Colour red, green and blue from 0 to 255, and alpha if it has one */

const rgb = /rgba?\(([^)]*)\)/g;

/**
 * The colours in a CSS value, with alpha.
 * @param {string} text @returns {Colour[]}
 */
function coloursIn(text) {
  return [...text.matchAll(rgb)].map(([, values]) => {
    const [red, green, blue, alpha = 1] = values.split(/[\s,/]+/).map(Number);
    return [red, green, blue, alpha];
  });
}

/**
 * Relative luminance as WCAG defines it.
 * @param {Colour} colour
 */
function luminance(colour) {
  const [red, green, blue] = colour.map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The smallest contrast of a text of this luminance with several grounds.
 * @param {number} text @param {Colour[]} grounds
 */
function contrast(text, grounds) {
  const ratios = grounds.map(ground => {
    const [low, high] = [text, luminance(ground)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
  return Math.min(...ratios);
}

/**
 * A colour laid over another.
 * @param {Colour} over @param {Colour} under @param {number} [opacity]
 */
const lay = ([red, green, blue, alpha], under, opacity = 1) =>
  [red, green, blue].map((value, i) => value * alpha * opacity + under[i] * (1 - alpha * opacity));

/**
 * The colours behind a slide's text, or none where the slide has no background of its own.
 * @param {HTMLElement} slide @param {HTMLElement} background @param {Colour} paper
 */
function groundsOf(slide, background, paper) {
  const {backgroundColor, backgroundImage} = getComputedStyle(background);
  const [own] = coloursIn(backgroundColor).filter(colour => colour[3] > 0);
  const base = own ? lay(own, paper) : paper;
  const stops = coloursIn(backgroundImage).map(stop => lay(stop, base));
  const opacity = Number(slide.dataset.backgroundOpacity ?? 1);
  const picture = coloursIn(slide.dataset.backgroundMean ?? "").map(mean =>
    lay(mean, base, opacity)
  );
  const layers = [picture, stops, own ? [base] : []];
  return layers.find(colours => colours.length) ?? [];
}

/** @param {Deck} deck */
function markBackgrounds(deck) {
  const {backgroundColor} = getComputedStyle(deck.getViewportElement());
  const [paper = [255, 255, 255]] = coloursIn(backgroundColor);
  for (const slide of deck.getSlides()) {
    const background = deck.getSlideBackground(slide);
    const grounds = background ? groundsOf(slide, background, paper) : [];
    if (!background || !grounds.length) continue;
    const isDark = contrast(1, grounds) > contrast(0, grounds);
    for (const element of [slide, background]) {
      element.classList.toggle("has-dark-background", isDark);
      element.classList.toggle("has-light-background", !isDark);
    }
  }
}

/**
 * Marks slides with a background of their own as dark or light, by which text contrasts more.
 * @param {Deck} deck
 */
export function followBackgrounds(deck) {
  const update = () => markBackgrounds(deck);
  deck.on("sync", update); // which makes the backgrounds anew
  update();
  const {documentElement} = document;
  new MutationObserver(update).observe(documentElement, {attributeFilter: ["data-theme"]});
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
}
