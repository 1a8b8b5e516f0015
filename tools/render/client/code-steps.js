/** `code-line-numbers="1-2|4"`: the lines of a step stand out, one step after the other. */
export function stepThroughCode(document) {
  for (const block of document.querySelectorAll("[data-code-line-numbers]")) {
    const steps = block.dataset.codeLineNumbers.split("|").map(linesOf);
    if (!steps[0]) continue;
    const lines = [...block.querySelectorAll("code > span")];
    const show = step => {
      block.classList.toggle("code-stepped", step.size > 0);
      lines.forEach((line, i) => line.classList.toggle("highlight-line", step.has(i + 1)));
    };
    show(steps[0]);
    steps.slice(1).forEach((step, i) =>
      block.after(
        fragment(
          document,
          i,
          () => show(step),
          () => show(steps[i])
        )
      )
    );
  }
}

function linesOf(text) {
  const lines = new Set();
  if (text === "true" || text === "false") return null;
  for (const part of text.split(",").filter(Boolean)) {
    const [first, last = first] = part.split("-").map(Number);
    for (let line = first; line <= last; line++) lines.add(line);
  }
  return lines;
}

function fragment(document, index, show, hide) {
  const mark = document.createElement("span");
  mark.className = "fragment code-step";
  mark.dataset.fragmentIndex = index;
  mark.addEventListener("visible", show);
  mark.addEventListener("hidden", hide);
  return mark;
}
