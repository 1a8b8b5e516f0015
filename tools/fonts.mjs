// The fonts of the pages, as light as they can be with every character kept. A face with a
// unicode-range is loaded only where one of its characters stands, so fonts are cut into pieces:
// what nearly every page needs, and the rest.
import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import subsetFont from "subset-font";

// What the style sheets use of Inter: these weights, and these features of the many.
const WEIGHTS = {min: 400, max: 800};
const FEATURES = ["calt", "ccmp", "kern", "locl", "mark", "mkmk", "tnum"];
// Where latin-ext and greek are cut: around ŵ and ŷ, the plain Greek letters, raised letters and ℓ.
// Letters that are kerned with each other stay together.
const CUTS = [0x174, 0x180, 0x391, 0x3ca, 0x1d00, 0x1e00, 0x2000, 0x2113, 0x2114];

// What formulas use most of KaTeX's large fonts; later faces come first, and the whole font stands
// behind them.
const PIECES = {
  signs:
    "U+2010-2037,U+2190-2193,U+21D2,U+2202-220B,U+2211-2223,U+2225,U+223C-2248," +
    "U+2260-2265,U+2299,U+22A4-22A5,U+22C5,U+22EE-22EF,U+E020",
  letters: "U+20-FF,U+2C6-2DC,U+370-3FF,U+200B,U+210F-2113"
};
const LARGE = 20_000;

/** The ranges `[first, last]` of a CSS unicode-range. */
const parseRanges = css =>
  css.split(",").map(part => {
    const [first, last = first] = part
      .trim()
      .slice(2)
      .split("-")
      .map(digits => parseInt(digits, 16));
    return [first, last];
  });
const hex = point => point.toString(16).toUpperCase();
const rangesCss = ranges =>
  ranges
    .map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(",");
const textOf = ranges =>
  ranges
    .flatMap(([first, last]) =>
      Array.from({length: last - first + 1}, (_, i) => String.fromCodePoint(first + i))
    )
    .join("");

/** The ranges within each interval between two cuts, for those that have any. */
function cut(ranges) {
  const bounds = [0, ...CUTS, 0x110000];
  const within = (low, high) =>
    ranges
      .map(([first, last]) => [Math.max(first, low), Math.min(last, high - 1)])
      .filter(([first, last]) => first <= last);
  return bounds
    .slice(1)
    .map((high, i) => within(bounds[i], high))
    .filter(piece => piece.length);
}

/** Inter: latin, latin-ext and greek, upright and italic; `inter.css` names the pieces. */
export async function buildInter(folder, font) {
  const faces = [];
  for (const sheet of ["wght.css", "wght-italic.css"]) {
    const blocks = readFileSync(join(font, sheet), "utf8").match(
      /\/\* inter-(?:latin|latin-ext|greek)-wght[^@]*@font-face \{[^}]*\}/g
    );
    for (const block of blocks) {
      const file = /files\/([^)]+)\)/.exec(block)[1];
      const all = parseRanges(/unicode-range: ([^;]*)/.exec(block)[1]);
      for (const ranges of file.includes("-latin-wght") ? [all] : cut(all)) {
        const name = file.replace(/\.woff2$/, `-${hex(ranges[0][0]).toLowerCase()}.woff2`);
        const options = {
          targetFormat: "woff2",
          keepFeatures: FEATURES,
          variationAxes: {wght: WEIGHTS}
        };
        writeFileSync(
          join(folder, name),
          await subsetFont(readFileSync(join(font, "files", file)), textOf(ranges), options)
        );
        faces.push(faceOf(block, name, ranges));
      }
    }
  }
  writeFileSync(join(folder, "inter.css"), `${faces.join("\n\n")}\n`);
}

const faceOf = (block, name, ranges) =>
  block
    .replace(/\/\*.*?\*\/\s*/, "")
    .replace(/font-weight: [^;]*/, `font-weight: ${WEIGHTS.min} ${WEIGHTS.max}`)
    .replace(/url\([^)]*\)/, `url(./${name})`)
    .replace(/unicode-range: [^;]*/, `unicode-range: ${rangesCss(ranges)}`);

/**
 * KaTeX' woff2 fonts, which every browser of the last ten years reads, without hints; gives the
 * style sheet for them.
 */
export async function buildKatexFonts(folder, fonts, css) {
  let sheet = css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, "");
  for (const name of readdirSync(fonts).filter(file => file.endsWith(".woff2"))) {
    const font = readFileSync(join(fonts, name));
    const options = {targetFormat: "woff2", noHinting: true};
    writeFileSync(
      join(folder, name),
      await subsetFont(font, "", {...options, keepAllGlyphs: true})
    );
    if (font.length > LARGE) sheet = await addPieces(sheet, folder, name, font, options);
  }
  return sheet;
}

/**
 * Writes the pieces of a font, and puts a face for each behind the font's own in the style sheet.
 */
async function addPieces(sheet, folder, name, font, options) {
  const face = sheet.match(/@font-face\{[^}]*\}/g).find(rule => rule.includes(`/${name})`));
  const faces = [face];
  for (const [piece, ranges] of Object.entries(PIECES)) {
    const file = name.replace(/\.woff2$/, `-${piece}.woff2`);
    writeFileSync(join(folder, file), await subsetFont(font, textOf(parseRanges(ranges)), options));
    faces.push(face.replace(name, file).replace("}", `;unicode-range:${ranges}}`));
  }
  return sheet.replace(face, () => faces.join(""));
}
