/**
 * Reads a number as people type it and as this site prints it:
 * 0.5, 0,5, .5, −2, 1/3, 1.5e-3, 1.5×10⁻³, 10⁻³, 12 000, ≈ 0.25, (−2), and the TeX of such a
 * number. A single comma is a decimal comma. What can be read in two ways is refused.
 */

/** What a refusal offers as examples. */
export const ACCEPTED = "0.5 or 0,5, −2, 1/3, 1.5e\u20113"; // a hyphen that does not break

const LONGEST = 100; // characters
const PLAIN = "\\d+[.,]?\\d*|[.,]\\d+";
const GROUPED =
  "[1-9]\\d{0,2}(?<gap>[ \\u00a0\\u2007\\u2009\\u202f])\\d{3}(?:\\k<gap>\\d{3})*(?:[.,]\\d+)?";
const TEN = "10\\s*(?:\\^|\\*\\*)\\s*";
const POWER = `\\s*(?:e\\s*|[×·⋅*x]\\s*${TEN})(?<power>[-+]?\\d+)`;
const NUMBER = new RegExp(
  `^(?<sign>[-+]?)\\s*(?:(?<grouped>${GROUPED})|${TEN}(?<ten>[-+]?\\d+)` +
    `|(?<digits>${PLAIN})(?:${POWER})?(?:\\s*/\\s*(?<divisor>${PLAIN}))?)$`,
  "i"
);

/** A number's signs as a keyboard types them; raised digits stand behind "^". @param {string} text */
function withPlainSigns(text) {
  return text
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff$]|\\[()]/g, "")
    .replace(/\\(?:times|cdot)(?![a-z])/g, "×")
    .replace(/\\[,;: ]/g, "\u2009")
    .replace(/\{([-−+\d.,]*)\}/g, "$1")
    .replace(/[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, raised => `^${[...raised].map(lowered).join("")}`)
    .replace(/[−‐‑‒–—﹣－]/g, "-")
    .replace(/[⁄∕]/g, "/")
    .trim()
    .replace(/^[=≈]\s*/, "")
    .replace(/^\((\s*-.*)\)$/, "$1")
    .trim();
}

/** @param {string} raised */
const lowered = raised => "-+0123456789"["⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(raised)];

/**
 * @param {string} text
 * @returns {{value: number, problem?: undefined} | {problem: string, value?: undefined}}
 *   problem: a sentence about the text
 */
export function parseNumber(text) {
  const plain = withPlainSigns(text.slice(0, LONGEST + 1));
  /** @param {string} reason */
  const refuse = reason => ({problem: problemOf(text.trim(), reason)});
  if (/\d/.test(plain) && /,/.test(plain) && /\./.test(plain)) {
    return refuse("has both a comma and a point");
  }
  const match = text.length > LONGEST ? null : NUMBER.exec(plain);
  if (!match) return refuse("is not a number");
  const {mantissa, power, divisor} = partsOf(match.groups ?? {});
  if (Number(divisor) === 0) return refuse("divides by 0");
  const value = Number(`${mantissa}e${power}`) / Number(divisor);
  if (!Number.isFinite(value)) return refuse("is too large");
  if (value === 0 && /[1-9]/.test(mantissa)) return refuse("is too small to be told from 0");
  return {value: value + 0};
}

/**
 * The parts of a number, each as JavaScript writes numbers.
 * @param {{[group: string]: string | undefined}} groups of NUMBER
 */
function partsOf({sign, grouped, ten, digits = "1", power = "0", divisor = "1"}) {
  const mantissa = grouped?.replace(/[^\d.,]/g, "") ?? digits;
  /** @param {string} written */
  const decimal = written => written.replace(",", ".");
  return {mantissa: `${sign}${decimal(mantissa)}`, power: ten ?? power, divisor: decimal(divisor)};
}

/** @param {string} text @param {string} reason */
function problemOf(text, reason) {
  if (!text) return "The field is empty.";
  return `“${text.length > 24 ? `${text.slice(0, 24)}…` : text}” ${reason}.`;
}

/** Whether the text is the beginning of a number, such as "−", "1/" or "2e". @param {string} text */
export const isUnfinished = text =>
  ["1", "10^1", "0^1", "^1", "¹"].some(rest => parseNumber(text + rest).value !== undefined);

/**
 * The sentences beside a field that refuses its text; `kept` says which value stays.
 * @param {string} problem @param {string} [kept]
 */
export const refusal = (problem, kept = "") =>
  `✗ ${problem} Write, for example, ${ACCEPTED}. ${kept}`.trim();
