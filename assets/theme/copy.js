// Copies a formula as its TeX, once. KaTeX writes each formula twice, as HTML and as MathML, and a
// browser would copy both, one symbol per line. Widgets write MathML.
(() => {
  const FORMULA = ".katex, math";
  const SCRIPTS = {msub: ["_"], msup: ["^"], msubsup: ["_", "^"]};
  const group = tex => (/^.$/u.test(tex) ? tex : `{${tex}}`);

  /** TeX of MathML as the widgets write it; letters stay Unicode. */
  function texOf(node) {
    const parts = [...node.children].map(texOf);
    if (!parts.length)
      return /^\p{L}{2,}$/u.test(node.textContent)
        ? `\\mathrm{${node.textContent}}`
        : node.textContent;
    if (node.localName === "mfrac") return `\\frac{${parts[0]}}{${parts[1]}}`;
    const signs = SCRIPTS[node.localName];
    if (signs) return parts[0] + signs.map((sign, i) => sign + group(parts[i + 1])).join("");
    return parts.join(node.localName === "math" ? " " : "");
  }

  /** The source of a formula, between dollars; forward and backward lose their colour. */
  function sourceOf(formula) {
    const source = formula
      .querySelector("annotation")
      ?.textContent.replace(/\\textcolor\{#\w+\}/g, "");
    const tex = source ?? texOf(formula.querySelector("math") ?? formula);
    const mark = formula.closest(".katex-display, [display=block]") ? "$$" : "$";
    return mark + tex.trim() + mark;
  }

  /** The selection with formulas whole. */
  function wholeRange(selection) {
    const range = selection.getRangeAt(0).cloneRange();
    const formulaAt = node => (node.nodeType === 1 ? node : node.parentElement)?.closest(FORMULA);
    const outermost = node => formulaAt(node)?.closest(".katex") ?? formulaAt(node);
    const first = outermost(range.startContainer);
    const last = outermost(range.endContainer);
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    return range;
  }

  /** A space between formulas that touch: "$a$$b$" would open a display formula. */
  function separate(copy) {
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    let before = "";
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (before.endsWith("$") && text.data.startsWith("$")) text.data = ` ${text.data}`;
      before = text.data || before;
    }
  }

  /**
   * A copy of the range with TeX for its formulas, within copies of its ancestors, so that the
   * page's styles apply.
   */
  function copyOf(range) {
    const copy = document.createElement("div");
    copy.append(range.cloneContents());
    for (const formula of copy.querySelectorAll(".katex")) formula.replaceWith(sourceOf(formula));
    for (const formula of copy.querySelectorAll("math")) formula.replaceWith(sourceOf(formula));
    separate(copy);
    let outer = copy;
    const inner = range.commonAncestorContainer;
    for (
      let node = inner.nodeType === 1 ? inner : inner.parentElement;
      node && node !== document.body;
      node = node.parentElement
    ) {
      const shell = node.cloneNode(false);
      shell.removeAttribute("id");
      shell.append(outer);
      outer = shell;
    }
    return {copy, outer};
  }

  function putFormulas(event) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
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

  document.addEventListener("copy", putFormulas);
})();
