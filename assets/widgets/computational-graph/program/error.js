/** What is wrong with a program, and where: the only error that a user's text can cause. */
export class ProgramError extends Error {
  /**
   * @param {string} text the program
   * @param {number} index where the problem is, from 0 to the text's length
   * @param {string} problem
   * @param {string} expected what to write instead
   */
  constructor(text, index, problem, expected) {
    const lines = text.slice(0, index).split("\n");
    const [line, column] = [lines.length, lines[lines.length - 1].length + 1];
    super(`Line ${line}, character ${column}: ${problem} (want ${expected}).`);
    this.name = "ProgramError";
    this.text = text;
    this.index = index;
    this.line = line;
    this.column = column;
    this.expected = expected;
  }
}
