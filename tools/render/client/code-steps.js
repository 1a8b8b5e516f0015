/** `code-line-numbers="1-2|4"`: highlights the lines of each step, one step after the other. */
export function stepThroughCode() {
  for (const block of document.querySelectorAll("[data-code-line-numbers]")) {
    const numbers = block.getAttribute("data-code-line-numbers") ?? "";
    if (numbers === "true" || numbers === "false") continue;
    const steps = numbers.split("|").map(linesOf);
    const lines = [...block.querySelectorAll("code > span")];
    /** @param {Set<number>} step */
    const show = step => {
      block.classList.toggle("code-stepped", step.size > 0);
      lines.forEach((line, i) => line.classList.toggle("highlight-line", step.has(i + 1)));
    };
    show(steps[0]);
    steps.slice(1).forEach((step, i) => {
      const fragment = createFragment(i);
      fragment.addEventListener("visible", () => show(step));
      fragment.addEventListener("hidden", () => show(steps[i]));
      block.after(fragment);
    });
  }
}

/** @param {string} text such as "1-2,4" @returns {Set<number>} */
function linesOf(text) {
  const lines = new Set();
  for (const part of text.split(",").filter(Boolean)) {
    const [first, last = first] = part.split("-").map(Number);
    for (let line = first; line <= last; line++) lines.add(line);
  }
  return lines;
}

/** @param {number} index */
function createFragment(index) {
  const fragment = document.createElement("span");
  fragment.className = "fragment code-step";
  fragment.dataset.fragmentIndex = String(index);
  return fragment;
}
