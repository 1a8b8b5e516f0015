// Copies a formula as its TeX, once. KaTeX writes each formula twice, as HTML and as MathML, and a
// browser would copy both, one symbol per line. Widgets write MathML.
(() => {
  const FORMULA = ".katex, math";
  /** @type {Record<string, string[]>} */
  const SCRIPTS = {msub: ["_"], msup: ["^"], msubsup: ["_", "^"]};
  /** @param {string} tex */
  const group = tex => (/^.$/u.test(tex) ? tex : `{${tex}}`);

  /**
   * TeX of MathML as the widgets write it; letters stay Unicode.
   * @param {Element} node @returns {string}
   */
  function texOf(node) {
    const parts = [...node.children].map(texOf);
    const text = node.textContent ?? "";
    if (!parts.length) return /^\p{L}{2,}$/u.test(text) ? `\\mathrm{${text}}` : text;
    if (node.localName === "mfrac") return `\\frac{${parts[0]}}{${parts[1]}}`;
    const signs = SCRIPTS[node.localName];
    if (signs) return parts[0] + signs.map((sign, i) => sign + group(parts[i + 1])).join("");
    return parts.join(node.localName === "math" ? " " : "");
  }

  /**
   * The source of a formula, between dollars; forward and backward lose their colour.
   * @param {Element} formula
   */
  function sourceOf(formula) {
    const annotation = formula.querySelector("annotation")?.textContent;
    const source = annotation?.replace(/\\textcolor\{#\w+\}/g, "");
    const tex = source ?? texOf(formula.querySelector("math") ?? formula);
    const mark = formula.closest(".katex-display, [display=block]") ? "$$" : "$";
    return mark + tex.trim() + mark;
  }

  /** @param {Node} node */
  const elementAt = node =>
    node.nodeType === 1 ? /** @type {Element} */ (node) : node.parentElement;

  /**
   * The selection, extended to the whole of each formula that it cuts.
   * @param {Selection} selection
   */
  function wholeRange(selection) {
    const range = selection.getRangeAt(0).cloneRange();
    /** @param {Node} node */
    const outermost = node =>
      elementAt(node)?.closest(".katex") ?? elementAt(node)?.closest(FORMULA);
    const first = outermost(range.startContainer);
    const last = outermost(range.endContainer);
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    return range;
  }

  /**
   * Puts a space between formulas that touch: "$a$$b$" would open a display formula.
   * @param {Node} copy
   */
  function separate(copy) {
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    let before = "";
    while (texts.nextNode()) {
      const text = /** @type {Text} */ (texts.currentNode);
      if (before.endsWith("$") && text.data.startsWith("$")) text.data = ` ${text.data}`;
      before = text.data || before;
    }
  }

  /**
   * A copy of the range with TeX for its formulas, within copies of its ancestors, so that the
   * page's styles apply.
   * @param {Range} range
   */
  function copyOf(range) {
    const copy = document.createElement("div");
    copy.append(range.cloneContents());
    for (const formula of copy.querySelectorAll(".katex")) formula.replaceWith(sourceOf(formula));
    for (const formula of copy.querySelectorAll("math")) formula.replaceWith(sourceOf(formula));
    separate(copy);
    /** @type {HTMLElement} */
    let outer = copy;
    let node = elementAt(range.commonAncestorContainer);
    for (; node && node !== document.body; node = node.parentElement) {
      const shell = /** @type {HTMLElement} */ (node.cloneNode(false));
      shell.removeAttribute("id");
      shell.append(outer);
      outer = shell;
    }
    return {copy, outer};
  }

  /** @param {ClipboardEvent} event */
  function copyFormulas(event) {
    const selection = getSelection();
    if (!event.clipboardData || !selection?.rangeCount || selection.isCollapsed) return;
    const range = wholeRange(selection);
    if (!range.cloneContents().querySelector(FORMULA)) return;
    const {copy, outer} = copyOf(range);
    const screen = document.createElement("div");
    screen.style.cssText = "position: fixed; top: 0; left: -200vw; width: 100vw";
    screen.append(outer);
    document.body.append(screen);
    event.clipboardData.setData("text/plain", copy.innerText);
    screen.remove();
    event.clipboardData.setData("text/html", copy.innerHTML);
    event.preventDefault();
  }

  document.addEventListener("copy", copyFormulas);
})();
