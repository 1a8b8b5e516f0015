/** The unit's multiple-choice questions. The page itself states what is asked. */

/** @import {Question} from "../assets/widgets/multiple-choice/core.js" */

/** @type {Question} */
export const checkpoint = {
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
      isRight: true,
      feedback: "ten factors, each at most a quarter."
    },
    {
      text: "It oscillates with the data",
      feedback: "data change the factors, but none exceeds a quarter."
    }
  ]
};
