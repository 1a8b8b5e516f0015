/** Random programs, right and wrong ones, from a seed. */

const NAMES = ["x", "y", "z", "w1", "b_out"];
const FUNCTIONS = ["sigmoid", "tanh", "relu", "exp", "log", "sqrt", "sin", "cos"];

/** @param {number} seed */
export function createRandom(seed) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = list => list[Math.floor(uniform() * list.length)];
  const number = () => Math.round(400 * (uniform() - 0.3)) / 100;
  const literal = () => String(Math.abs(number()) + 0.5);

  function expression(depth, names) {
    if (depth === 0 || uniform() < 0.15) return uniform() < 0.75 ? pick(names) : literal();
    const inner = () => expression(depth - 1, names);
    const kind = uniform();
    if (kind < 0.5) return `(${inner()}) ${pick(["+", "-", "*", "*", "/"])} ${inner()}`;
    if (kind < 0.6)
      return `${pick(names)} ${pick(["+", "-", "*"])} ${pick(names)} ${pick(["+", "-", "*", "/"])} ${inner()}`;
    if (kind < 0.8) return `${pick(FUNCTIONS)}(${inner()})`;
    if (kind < 0.9) return `-${inner()}`;
    return `(${inner()})${pick(["^2", "**3", "^-1", "^0.5", "^(1 + 1)"])}`;
  }
  /** One to three lines, small enough to be drawn, and with a variable in each. */
  function program() {
    const names = [...NAMES];
    const lines = Array.from({length: 1 + Math.floor(3 * uniform())}, (_, k) => {
      const line = `s${k} = ${pick(names)} * (${expression(2, names)})`;
      names.push(`s${k}`);
      return line;
    });
    return lines.join(pick(["\n", "; ", "\n\n"]));
  }
  const nonsense = () =>
    Array.from({length: 1 + Math.floor(30 * uniform())}, () =>
      pick([..."xyz01.()+-*/^= \n;,eé²√π$%&{}[]\"'\\", "sin", "log(", "**"])
    ).join("");
  /** A program with one character less, more, or another one. */
  const damaged = text => {
    const at = Math.floor(uniform() * text.length);
    return (
      text.slice(0, at) +
      pick(["", "(", ")", "$", "*", "=", "9"]) +
      text.slice(at + Math.round(uniform()))
    );
  };
  return {number, program, nonsense, damaged};
}
