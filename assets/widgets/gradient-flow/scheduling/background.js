/**
 * Runs heavy settings in a worker; where none can start (a page opened from a file), in slices
 * within the page.
 */
import {computeRows, runInSlices} from "./job.js";

/** @import {Row} from "../simulation/measure.js" */
/** @import {Setting} from "../simulation/setting.js" */
/** @import {Job, JobRow} from "./job.js" */
/** @typedef {(setting: Setting, row: Row) => void} TakeRow */

const SLICE = 16; // ms at a time within the page, which never freezes for longer than 50

/**
 * @param {{view: Window & typeof globalThis, address?: string, invalidation?: Promise<void>}} options
 *   address: of worker.js, relative to the page
 */
export function createBackground({view, address, invalidation}) {
  /** @type {Worker | null | undefined} */
  let worker; // undefined: not tried; null: there is none
  let id = 0;
  /** @type {Job[]} */
  let jobs = [];
  /** @type {TakeRow} */
  let onRow;
  let stopSlices = () => {};

  /** @param {JobRow} done */
  const accept = ({key, row}) => {
    const job = jobs.find(candidate => candidate.key === key);
    if (!job) return;
    job.from += 1;
    onRow(job.setting, row);
  };
  const runInPage = () => {
    const unfinished = jobs.filter(({from, to}) => from < to);
    stopSlices = runInSlices(computeRows(unfinished), {
      budget: SLICE,
      clock: view.performance ?? globalThis.performance,
      later: slice => view.setTimeout(slice),
      take: accept
    });
  };
  const stop = () => {
    if (!jobs.length) return;
    id += 1;
    jobs = [];
    stopSlices();
    worker?.postMessage({id, jobs});
  };
  const fail = () => {
    worker = null;
    runInPage();
  };
  /** @param {JobRow & {id: number}} data */
  const onMessage = data => data.id === id && accept(data);
  invalidation?.then(stop).then(() => worker?.terminate());
  return {
    stop,
    /**
     * Takes up the jobs in place of all before, unless they are the same; `take` is given each row
     * that is done.
     * @param {Job[]} next @param {TakeRow} take
     */
    run(next, take) {
      onRow = take;
      if (next.map(({key}) => key).join() === jobs.map(({key}) => key).join()) return;
      stop();
      jobs = next;
      if (worker === undefined) worker = startWorker(view, address, onMessage, fail);
      if (worker) worker.postMessage({id, jobs});
      else runInPage();
    }
  };
}

/**
 * A worker, or null where there is no address or the browser refuses.
 * @param {Window & typeof globalThis} view @param {string | undefined} address
 * @param {(data: JobRow & {id: number}) => void} onMessage @param {() => void} onError
 */
function startWorker(view, address, onMessage, onError) {
  if (!address || !view.Worker) return null;
  try {
    const worker = new view.Worker(new URL(address, view.document.baseURI), {type: "module"});
    worker.addEventListener("message", ({data}) => onMessage(data));
    worker.addEventListener("error", event => {
      event.preventDefault();
      worker.terminate();
      onError();
    });
    return worker;
  } catch {
    return null;
  }
}
