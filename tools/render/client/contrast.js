const rgb = /rgba?\(([^)]*)\)/g;

/** The colours in a CSS value as [red, green, blue, alpha]. */
function coloursIn(text) {
  return [...text.matchAll(rgb)].map(([, values]) => {
    const [red, green, blue, alpha = 1] = values.split(/[\s,/]+/).map(Number);
    return [red, green, blue, alpha];
  });
}

/** Relative luminance as WCAG defines it. */
function luminance(colour) {
  const [red, green, blue] = colour.map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The smallest contrast of a text of this luminance with several grounds. */
function contrast(text, grounds) {
  const ratios = grounds.map(ground => {
    const [low, high] = [text, luminance(ground)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
  return Math.min(...ratios);
}

/** A colour laid over another. */
const lay = ([red, green, blue, alpha], under, opacity = 1) =>
  [red, green, blue].map((value, i) => value * alpha * opacity + under[i] * (1 - alpha * opacity));

/** The colours behind a slide's text, or none where the slide has no background of its own. */
function groundsOf(slide, paper) {
  const {backgroundColor, backgroundImage} = getComputedStyle(slide.slideBackgroundElement);
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

function markBackgrounds(deck) {
  const {backgroundColor} = getComputedStyle(deck.getViewportElement());
  const [paper = [255, 255, 255]] = coloursIn(backgroundColor);
  for (const slide of deck.getSlides().filter(one => one.slideBackgroundElement)) {
    const grounds = groundsOf(slide, paper);
    if (!grounds.length) continue;
    const isDark = contrast(1, grounds) > contrast(0, grounds);
    for (const element of [slide, slide.slideBackgroundElement]) {
      element.classList.toggle("has-dark-background", isDark);
      element.classList.toggle("has-light-background", !isDark);
    }
  }
}

/** Mark slides with a background of their own as dark or light, by which text contrasts more. */
export function followBackgrounds(deck, document) {
  const update = () => markBackgrounds(deck);
  deck.on("sync", update); // which makes the backgrounds anew
  update();
  const {documentElement} = document;
  new MutationObserver(update).observe(documentElement, {attributeFilter: ["data-theme"]});
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
}
