/** A question's options without a verdict, for places where no script runs. */

import {createSvg} from "../ui/dom.js";
import {addLetters} from "./core.js";

const ROW = 74;

/** @import {Question} from "./core.js" */

/** @param {Document} document @param {Question} question @returns {SVGElement} */
export function still(document, question) {
  const s = createSvg(document);
  const options = addLetters(question);
  const alt = `Options: ${options.map(({letter, text}) => `${letter}, ${text}`).join("; ")}.`;
  return s(
    "svg",
    {class: "drawing", viewBox: `0 0 640 ${ROW * options.length}`, role: "img", "aria-label": alt},
    s(
      "g",
      {"font-size": 26},
      options.map(({letter, text}, i) => [
        s("rect", {class: "box faint", x: 1, y: i * ROW + 1, width: 638, height: ROW - 14, rx: 6}),
        s("text", {class: "strong", x: 24, y: i * ROW + 39}, letter),
        s("text", {x: 64, y: i * ROW + 39}, text)
      ])
    )
  );
}
