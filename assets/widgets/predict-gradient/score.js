/** The score, in this browser only: for each task whether its first answer was right. */

import {LEVELS} from "./tasks/task.js";

const KEY = "predict-gradient";
const MOST = 500; // tasks that are remembered, a level

/** @param {Storage | null} storage */
export function createScore(storage) {
  let answers = read(storage);
  const save = () => {
    try {
      storage?.setItem(KEY, JSON.stringify(answers));
    } catch {
      // full or forbidden: the score lasts as long as the page
    }
  };
  return {
    /** Counts a task's first answer; later ones change nothing. */
    count({level, kind, seed}, right) {
      const id = `${kind}/${seed}`;
      if (answers[level].some(([answeredId]) => answeredId === id)) return;
      answers[level] = [...answers[level], [id, right]].slice(-MOST);
      save();
    },
    of: level => ({
      right: answers[level].filter(([, right]) => right).length,
      tried: answers[level].length
    }),
    clear() {
      answers = nothing();
      save();
    }
  };
}

const nothing = () => Object.fromEntries(Object.keys(LEVELS).map(level => [level, []]));

/** What was saved, as far as it is valid. */
function read(storage) {
  const answers = nothing();
  try {
    const saved = JSON.parse(storage?.getItem(KEY) ?? "{}");
    for (const level of Object.keys(answers)) {
      if (Array.isArray(saved?.[level]))
        answers[level] = saved[level]
          .filter(one => typeof one?.[0] === "string" && typeof one[1] === "boolean")
          .slice(-MOST);
    }
  } catch {
    // not ours: start with no answers
  }
  return answers;
}

/** The page's storage, or null where there is none. */
export function storageOf(view) {
  try {
    return view?.localStorage ?? null;
  } catch {
    return null;
  }
}
