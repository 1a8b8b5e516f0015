/** The score, in this browser only: for each task whether its first answer was right. */

/**
 * @import {Level} from "./tasks/task.js"
 * @typedef {[task: string, isRight: boolean]} FirstAnswer
 * @typedef {ReturnType<typeof createScore>} Score
 */

const KEY = "predict-gradient";
const MOST = 500; // tasks of a level that are remembered

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
    /**
     * Counts a task's first answer; later ones change nothing.
     * @param {{level: Level, kind: string, seed: number}} task @param {boolean} right
     */
    count({level, kind, seed}, right) {
      const id = `${kind}/${seed}`;
      if (answers[level].some(([answeredId]) => answeredId === id)) return;
      answers[level] = [...answers[level], /** @type {FirstAnswer} */ ([id, right])].slice(-MOST);
      save();
    },
    /** @param {Level} level */
    of: level => ({
      right: answers[level].filter(([, right]) => right).length,
      tried: answers[level].length
    }),
    clear() {
      answers = collect(() => []);
      save();
    }
  };
}

/** What each level has. @param {(level: Level) => FirstAnswer[]} answersOf */
const collect = answersOf => ({
  sign: answersOf("sign"),
  factor: answersOf("factor"),
  value: answersOf("value")
});

/** What was saved, as far as it is valid. @param {Storage | null} storage */
function read(storage) {
  const isAnswer = (/** @type {any} */ one) =>
    typeof one?.[0] === "string" && typeof one[1] === "boolean";
  try {
    const saved = JSON.parse(storage?.getItem(KEY) ?? "{}");
    return collect(level =>
      Array.isArray(saved?.[level]) ? saved[level].filter(isAnswer).slice(-MOST) : []
    );
  } catch {
    return collect(() => []); // not ours: start with no answers
  }
}

/** The page's storage, or null where there is none. @param {Window | null} view */
export function storageOf(view) {
  try {
    return view?.localStorage ?? null;
  } catch {
    return null;
  }
}
