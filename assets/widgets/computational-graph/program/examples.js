/** Example programs, with numbers for their inputs. */

/** @typedef {Record<string, number>} Point a number for each input, by name */

/** @type {Record<string, {title: string, program: string, at: Point}>} */
export const EXAMPLES = {
  product: {title: "(x + y) · z", program: "J = (x + y) * z", at: {x: 1, y: 3, z: -2}},
  paths: {title: "Two paths: b² + b", program: "b = a + a\nc = b^2 + b", at: {a: 2}},
  squares: {title: "Three uses: b·b + b", program: "b = a + a\nc = b*b + b", at: {a: 2}},
  unit: {
    title: "Sigmoid unit",
    program: "a = sigmoid(w*x + b)\nJ = (a - t)^2",
    at: {w: 0.5, x: 2, b: -0.5, t: 1}
  },
  dead: {
    title: "Dead ReLU",
    program: "a = relu(w*x + b)\nJ = (a - t)^2",
    at: {w: -0.5, x: 2, b: 0.5, t: 1}
  },
  softplus: {title: "log(1 + exp(x))", program: "J = log(1 + exp(x))", at: {x: 0}},
  network: {
    title: "2-2-1 network",
    program: [
      "a1 = sigmoid(w11*x1 + w12*x2 + b1)",
      "a2 = sigmoid(w21*x1 + w22*x2 + b2)",
      "y = sigmoid(v1*a1 + v2*a2 + c)",
      "J = (y - t)^2 / 2"
    ].join("\n"),
    at: {
      ...{x1: 1, x2: 2, t: 1},
      ...{w11: 0.5, w12: -0.5, b1: 0.5},
      ...{w21: 0.25, w22: 0.25, b2: 0.25},
      ...{v1: 2, v2: -1, c: 0}
    }
  }
};

/** @type {Point} */
const BY_LETTER = {x: 1, y: 3, z: -2, a: 2, w: 0.5, b: -0.5};

/** The number that an input starts with. @param {string} name */
export const defaultNumber = name => BY_LETTER[name[0]] ?? 1;
