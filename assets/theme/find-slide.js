// Finds the slide that a query means. A number means a slide if there is such a slide; otherwise
// the query is text. No DOM: the deck gives each slide's id, title and text.
(() => {
  const NUMBER = /^(?:slide ?)?#?(\d+)\.?(?:\/(\d+))?$/;
  const NO_SLIDE = /^(?:slide ?)?#?(?:-\d+|0+)$/;
  /** @param {string | undefined} character */
  const isLetterOrDigit = character => /[\p{L}\p{N}]/u.test(character ?? "");

  /**
   * Text as it is compared: drops case, accents, invisible characters, "^" and spaces at operators,
   * unifies apostrophes and hyphens, and turns a hyphen between letters into a space.
   * @param {string} text
   */
  function normalise(text) {
    return text
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}\u2061-\u2064]/gu, "")
      .toLowerCase()
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[\u2018\u2019\u02bc\u2032]/g, "'")
      .replace(/\^/g, "")
      .replace(/\s+/g, " ")
      .replace(/ ?([\p{Sm}\-*/·#()[\]{}]) ?/gu, "$1")
      .replace(/(?<=\p{L})-(?=\p{L})/gu, " ")
      .trim();
  }

  /**
   * How well a text contains the words: 3 as complete words, 2 as the start of a word, 1 inside one.
   * @param {string} text @param {string} words
   */
  function rateMatch(text, words) {
    let best = 0;
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      const isStart = !isLetterOrDigit(words[0]) || !/[\p{L}\p{N}.]/u.test(text[at - 1] ?? " ");
      const next = text[at + words.length] ?? " ";
      const isEnd = !isLetterOrDigit(words.at(-1)) || !isLetterOrDigit(next);
      best = Math.max(best, isStart ? (isEnd ? 3 : 2) : 1);
    }
    return best;
  }

  /**
   * The index of the slide with this number, or -1.
   * @param {string} query @param {number} count of slides
   */
  function indexOfNumber(query, count) {
    const [, number, total = count] = NUMBER.exec(query) ?? [];
    const index = Number(number) - 1;
    return Number(total) === count && index >= 0 && index < count ? index : -1;
  }

  /**
   * Titles come before text, complete words before starts of words, and those before other parts.
   * @param {SlideText} slide @param {string} words
   * @param {number} least what a text must reach in rateMatch
   */
  function rate({id, title, text}, words, least) {
    if (normalise(id) === words || title === words) return 7;
    const [inTitle, inText] = [rateMatch(title, words), rateMatch(text, words)];
    if (Math.max(inTitle, inText) < least) return 0;
    return inTitle > 1 ? inTitle + 3 : inText > 1 ? inText + 1 : inTitle ? 1 : inText / 2;
  }

  /** @type {typeof window.findSlide} The first of equally good slides. */
  function findSlide(query, slides) {
    const words = normalise(query);
    const index = indexOfNumber(words, slides.length);
    if (index >= 0 || !words || NO_SLIDE.test(words)) return index;
    const least = /^\d+$/.test(words) ? 3 : 1; // "65" is not in "1965"
    const rates = slides.map(slide => rate(slide, words, least));
    const best = Math.max(...rates);
    return best > 0 ? rates.indexOf(best) : -1;
  }

  Object.assign(globalThis, {findSlide, normaliseForSearch: normalise});
})();
