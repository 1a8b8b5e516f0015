/** What is wrong with a program, and where: the only error that a user's text can cause. */
export class ProgramError extends Error {
  /**
   * @param {string} text the program
   * @param {number} index where the problem is, from 0 to the text's length
   * @param {string} problem
   * @param {string} expected what to write instead
   */
  constructor(text, index, problem, expected) {
    const before = text.slice(0, index).split("\n");
    const [line, column] = [before.length, before.at(-1).length + 1];
    super(`Line ${line}, character ${column}: ${problem} (want ${expected}).`);
    Object.assign(this, {name: "ProgramError", text, index, line, column, expected});
  }
}
