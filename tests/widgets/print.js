/** From expressions of the graph explorer back to text, with no more parentheses than needed. */

const LEVEL = {"+": 1, "-": 1, "*": 2, "/": 2, minus: 3, "^": 4, atom: 5};
const SPACED = {"+": " + ", "-": " - ", "*": " * ", "/": " / ", "^": "^"};

/** @param {{name: string, expression: object}[]} statements */
export function print(statements) {
  return statements
    .map(({name, expression}) => (name ? `${name} = ` : "") + printExpression(expression))
    .join("\n");
}

/** @param {object} expression of computational-graph/program/parse.js */
export function printExpression(expression) {
  const {type, sign, left, right, operand, name, value} = expression;
  if (type === "number") return String(value);
  if (type === "name") return name;
  if (type === "call") return `${name}(${printExpression(operand)})`;
  if (type === "minus") return `-${within(operand, LEVEL.minus)}`;
  if (sign === "^") return `${within(left, LEVEL.atom)}^${within(right, LEVEL.minus)}`;
  return within(left, LEVEL[sign]) + SPACED[sign] + within(right, LEVEL[sign] + 1);
}

const within = (expression, level) => {
  const text = printExpression(expression);
  return (LEVEL[expression.sign] ?? LEVEL[expression.type] ?? LEVEL.atom) < level
    ? `(${text})`
    : text;
};
