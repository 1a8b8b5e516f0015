// Makes the fonts of the pages small without losing a character. A browser loads a face with a
// unicode-range only if the page has one of its characters, so fonts are cut into pieces: what nearly
// every page needs, and the rest.
import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import subsetFont from "subset-font";

/** @import {SubsetOptions} from "subset-font" */
/** @typedef {[first: number, last: number][]} Ranges code points, as in a CSS unicode-range */

// What the style sheets use of Inter: these weights, and these features of the many.
const WEIGHTS = {min: 400, max: 800};
const FEATURES = ["calt", "ccmp", "kern", "locl", "mark", "mkmk", "tnum"];
// Where latin-ext and greek are cut: around ŵ and ŷ, the plain Greek letters, raised letters and ℓ.
// Letters that are kerned with each other stay together.
const CUTS = [0x174, 0x180, 0x391, 0x3ca, 0x1d00, 0x1e00, 0x2000, 0x2113, 0x2114];

// What formulas use most of KaTeX's large fonts. Browsers prefer later faces, so these follow the
// face of the complete font.
const PIECES = {
  signs:
    "U+2010-2037,U+2190-2193,U+21D2,U+2202-220B,U+2211-2223,U+2225,U+223C-2248," +
    "U+2260-2265,U+2299,U+22A4-22A5,U+22C5,U+22EE-22EF,U+E020",
  letters: "U+20-FF,U+2C6-2DC,U+370-3FF,U+200B,U+210F-2113"
};
const LARGE = 20_000;
/** @satisfies {SubsetOptions} */
const KATEX = {targetFormat: "woff2", noHinting: true};

/** @param {string} css a unicode-range @returns {Ranges} */
const parseRanges = css =>
  css.split(",").map(part => {
    const numbers = part.trim().slice(2).split("-");
    const [first, last = first] = numbers.map(digits => parseInt(digits, 16));
    return [first, last];
  });

/** @param {number} point */
const hex = point => point.toString(16).toUpperCase();

/** @param {Ranges} ranges */
const rangesCss = ranges =>
  ranges
    .map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(",");

/** @param {Ranges} ranges */
const textOf = ranges =>
  ranges
    .flatMap(([first, last]) =>
      Array.from({length: last - first + 1}, (_, i) => String.fromCodePoint(first + i))
    )
    .join("");

/**
 * The ranges within each interval between two cuts, for those that have any.
 * @param {Ranges} ranges
 */
function cut(ranges) {
  const bounds = [0, ...CUTS, 0x110000];
  /** @param {number} low @param {number} high @returns {Ranges} */
  const within = (low, high) =>
    ranges.flatMap(([first, last]) => {
      const [start, end] = [Math.max(first, low), Math.min(last, high - 1)];
      return start <= end ? [[start, end]] : [];
    });
  return bounds
    .slice(1)
    .map((high, i) => within(bounds[i], high))
    .filter(piece => piece.length);
}

/**
 * The first group of a pattern that must match.
 * @param {RegExp} pattern @param {string} text
 */
function extract(pattern, text) {
  const match = pattern.exec(text);
  if (!match) throw new Error(`no ${pattern} in ${text.slice(0, 80)}`);
  return match[1];
}

/**
 * Inter: latin, latin-ext and greek, upright and italic; `inter.css` names the pieces.
 * @param {string} folder @param {string} font the folder of its package
 */
export async function buildInter(folder, font) {
  const faces = [];
  for (const sheet of ["wght.css", "wght-italic.css"]) {
    const blocks = readFileSync(join(font, sheet), "utf8").matchAll(
      /\/\* inter-(?:latin|latin-ext|greek)-wght[^@]*@font-face \{[^}]*\}/g
    );
    for (const [block] of blocks) {
      const file = extract(/files\/([^)]+)\)/, block);
      const all = parseRanges(extract(/unicode-range: ([^;]*)/, block));
      for (const ranges of file.includes("-latin-wght") ? [all] : cut(all)) {
        const name = file.replace(/\.woff2$/, `-${hex(ranges[0][0]).toLowerCase()}.woff2`);
        const subset = await subsetFont(readFileSync(join(font, "files", file)), textOf(ranges), {
          targetFormat: "woff2",
          keepFeatures: FEATURES,
          variationAxes: {wght: WEIGHTS}
        });
        writeFileSync(join(folder, name), subset);
        faces.push(faceOf(block, name, ranges));
      }
    }
  }
  writeFileSync(join(folder, "inter.css"), `${faces.join("\n\n")}\n`);
}

/**
 * The font face of a piece, made from that of the complete font.
 * @param {string} block @param {string} name the piece's file @param {Ranges} ranges
 */
const faceOf = (block, name, ranges) =>
  block
    .replace(/\/\*.*?\*\/\s*/, "")
    .replace(/font-weight: [^;]*/, `font-weight: ${WEIGHTS.min} ${WEIGHTS.max}`)
    .replace(/url\([^)]*\)/, `url(./${name})`)
    .replace(/unicode-range: [^;]*/, `unicode-range: ${rangesCss(ranges)}`);

/**
 * KaTeX' woff2 fonts, which every browser of the last ten years reads, without hints; gives the
 * style sheet for them.
 * @param {string} folder @param {string} fonts the folder of KaTeX' fonts @param {string} css
 */
export async function buildKatexFonts(folder, fonts, css) {
  let sheet = css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, "");
  for (const name of readdirSync(fonts).filter(file => file.endsWith(".woff2"))) {
    const font = readFileSync(join(fonts, name));
    writeFileSync(join(folder, name), await subsetFont(font, "", {...KATEX, keepAllGlyphs: true}));
    if (font.length > LARGE) sheet = await addPieces(sheet, folder, name, font);
  }
  return sheet;
}

/**
 * Writes the pieces of a font, and puts a face for each behind the font's own in the style sheet.
 * @param {string} sheet @param {string} folder @param {string} name the font's file
 * @param {Buffer} font
 */
async function addPieces(sheet, folder, name, font) {
  const rules = sheet.match(/@font-face\{[^}]*\}/g);
  const face = rules?.find(rule => rule.includes(`/${name})`));
  if (!face) throw new Error(`no font face for ${name}`);
  const faces = [face];
  for (const [piece, ranges] of Object.entries(PIECES)) {
    const file = name.replace(/\.woff2$/, `-${piece}.woff2`);
    writeFileSync(join(folder, file), await subsetFont(font, textOf(parseRanges(ranges)), KATEX));
    faces.push(face.replace(name, file).replace("}", `;unicode-range:${ranges}}`));
  }
  return sheet.replace(face, () => faces.join(""));
}
