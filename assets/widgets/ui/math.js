/**
 * Formulas in a widget, as MathML made from a short text, so that a screen reader reads them as the
 * slides' formulas:
 *
 *   δ_1^{(1)} = σ′(z_1^{(1)}) · [b W_{11}^{(2)} δ^{(2)}]      [f …] blue, [b …] orange
 *   {∂J}/{∂w}                                              a fraction
 *   "softmax"                                              a word, upright
 */

const MATHML = "http://www.w3.org/1998/Math/MathML";
const TOKEN =
  /\s*(?:(?<word>"[^"]*")|(?<tone>\[[fb] )|(?<number>\d[\d.]*(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)|(?<name>\p{L}\u0302?′*)|(?<sign>\S))/uy;
const CLOSING = {"{": "}", "[": "]"};

/** @param {Document} document @returns {(text: string) => MathMLElement} */
export function createMath(document) {
  const element = (tag, attributes, ...children) => {
    const node = document.createElementNS(MATHML, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  return text => {
    const reader = createReader(text);
    return element("math", {class: "w-math"}, ...row(reader, element, ""));
  };
}

function createReader(text) {
  let at = 0;
  let token;
  const read = () => {
    TOKEN.lastIndex = at;
    token = TOKEN.exec(text);
  };
  const next = () => {
    const taken = token?.groups;
    if (token) at += token[0].length;
    read();
    return taken;
  };
  const wrong = want => new SyntaxError(`invalid formula: ${text} at ${at} (want ${want})`);
  read();
  return {next, peek: () => token?.groups ?? {}, wrong};
}

/** Everything up to the closing sign. */
function row(reader, element, closing) {
  const parts = [];
  for (;;) {
    const {sign, ...token} = reader.peek();
    if (sign === closing || (!sign && !Object.values(token).some(Boolean))) {
      if (closing && !sign) throw reader.wrong(closing);
      reader.next();
      return parts;
    }
    const part = scripted(reader, element);
    if (part.textContent === "−" && !endsOperand(parts.at(-1))) part.setAttribute("form", "prefix");
    parts.push(part);
  }
}

/** Whether a minus after this part subtracts; else it is the sign of what follows. */
const endsOperand = part => part && (part.localName !== "mo" || part.textContent === ")");

/** An item with its subscript and superscript, or a fraction. */
function scripted(reader, element) {
  const base = item(reader, element);
  if (reader.peek().sign === "/" && base.localName === "mrow") {
    reader.next();
    return element("mfrac", {}, base, item(reader, element));
  }
  const scripts = {};
  while (["_", "^"].includes(reader.peek().sign))
    scripts[reader.next().sign] = item(reader, element);
  const tag = {_: "msub", "^": "msup", "_^": "msubsup"}[
    Object.keys(scripts).sort().reverse().join("")
  ];
  return tag ? element(tag, {}, base, ...[scripts._, scripts["^"]].filter(Boolean)) : base;
}

function item(reader, element) {
  const {word, tone, number, name, sign} = reader.next() ?? {};
  if (tone)
    return element("mrow", {class: tone[1] === "f" ? "fwd" : "bwd"}, ...row(reader, element, "]"));
  if (CLOSING[sign]) return element("mrow", {}, ...row(reader, element, CLOSING[sign]));
  if (word) return element("mi", {mathvariant: "normal"}, word.slice(1, -1));
  if (number) return element("mn", {}, number);
  if (name) return element("mi", {mathvariant: "normal", class: "w-letter"}, name);
  if (sign) return element("mo", /[()]/.test(sign) ? {stretchy: "false"} : {}, sign);
  throw reader.wrong("more");
}
