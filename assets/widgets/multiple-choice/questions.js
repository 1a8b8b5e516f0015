/**
 * The questions, each stated once: what a page asks in words of its own stands beside the widget.
 * @typedef {{text: string, right?: boolean, feedback: string}} Option
 * @typedef {{id: string, options: Option[]}} Question id: also its parameter in the page's address
 */

/** @type {Record<string, Question>} */
export const questions = {
  checkpoint: {
    id: "checkpoint-mcq",
    options: [
      {
        text: "It explodes, by the weights",
        feedback: "norm 1 doesn’t stretch, and σ′ can only shrink."
      },
      {
        text: "It is stable, weights near 1",
        feedback: "that is half of each factor; the other half is σ′."
      },
      {
        text: "It vanishes, since σ′ ≤ 0.25",
        right: true,
        feedback: "ten factors, each at most a quarter."
      },
      {
        text: "It oscillates with the data",
        feedback: "data change the factors, but none exceeds a quarter."
      }
    ]
  }
};
