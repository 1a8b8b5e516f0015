/* exported layOutSheets */
// Lays the print view out on A4. The lecturer's script: each slide as a picture, with its notes. The
// students' handout: each slide before its first step, with its question and lines to write on.

const LINES = 20; // more than fit on any page

/** @param {"script" | "handout"} kind */
function layOutSheets(kind) {
  document.body.classList.add(kind);
  if (kind === "handout")
    for (const layer of document.querySelectorAll(".pdf-page.layer:not(.tab)")) layer.remove();
  document.querySelectorAll(".pdf-page").forEach(kind === "handout" ? layOutHandout : layOutScript);
}

/** @param {string} name @param {string} className @param {(Node | string)[]} children */
function create(name, className, ...children) {
  const node = document.createElement(name);
  node.className = className;
  node.append(...children);
  return node;
}

/** @param {Element} page */
function createPicture(page) {
  return create("div", "picture", create("div", "", ...page.childNodes));
}

/**
 * The text node and the offset in it where the text of a node has this offset.
 * @param {Node} node @param {number} offset @returns {[Node, number]}
 */
function pointAt(node, offset) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const length = () => /** @type {Text} */ (walker.currentNode).length;
  while (walker.nextNode() && offset > length()) offset -= length();
  return [walker.currentNode, offset];
}

/**
 * The question in "Ask: …?" of a slide's notes, with its formulas.
 * @param {Element[]} notes
 */
function questionOf(notes) {
  const asked = /(?:^|\s)Ask\b[^:?.]*:\s*((?:(?!Students)[^?])*\?(?:\s[^.?!]*\?)*)/;
  for (const paragraph of notes.flatMap(note => [...note.querySelectorAll("p")])) {
    const match = asked.exec(paragraph.textContent ?? "");
    if (!match) continue;
    const end = match.index + match[0].length;
    const range = document.createRange();
    range.setStart(...pointAt(paragraph, end - match[1].length));
    range.setEnd(...pointAt(paragraph, end));
    return create("p", "question-asked", range.cloneContents());
  }
  return null;
}

/**
 * Takes all notes out of a page: a slide may have several, one in each column for instance.
 * @param {Element} page
 */
function takeNotes(page) {
  const notes = [...page.querySelectorAll("aside.notes")];
  for (const note of notes) note.remove();
  return notes;
}

/**
 * Shows a slide before its first step, without what its steps, folds and key words say.
 * @param {Element} page
 */
function openSlide(page) {
  for (const fold of page.querySelectorAll("details.unfolded")) fold.removeAttribute("open");
  for (const fragment of page.querySelectorAll(".fragment"))
    fragment.classList.remove("visible", "current-fragment");
  for (const drawing of page.querySelectorAll("svg:has(.fragment)"))
    drawing.setAttribute("aria-label", "Drawing, before its first step");
  for (const word of page.querySelectorAll(".key-word"))
    word.replaceChildren(create("span", "", ...word.childNodes));
}

/** @param {Element} page */
function layOutScript(page) {
  const notes = takeNotes(page);
  const isLast = !page.nextElementSibling?.matches(".layer");
  page.append(createPicture(page));
  if (isLast) page.append(...notes);
}

/** @param {Element} page */
function layOutHandout(page) {
  const notes = takeNotes(page);
  const hasQuestion = page.matches(".tab") || page.querySelector(".question");
  const question = hasQuestion ? null : questionOf(notes);
  openSlide(page);
  const isPoster = page.querySelector("section.level1");
  page.append(createPicture(page));
  if (question) page.append(question);
  if (!isPoster)
    page.append(create("div", "room", ...Array.from({length: LINES}, () => create("div", ""))));
}
