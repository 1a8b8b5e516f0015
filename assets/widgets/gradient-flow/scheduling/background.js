/**
 * Runs heavy settings in a worker; where none can start (a page opened from a file), in slices
 * within the page.
 */
import {rowsOfAll, runInSlices} from "./job.js";

const SLICE = 16; // ms at a time within the page, which never stands still for longer than 50

/**
 * @param {{view: Window, address?: string, invalidation?: Promise<void>}} options address: of
 *   worker.js, relative to the page
 */
export function createBackground({view, address, invalidation}) {
  let worker; // undefined: not tried; null: there is none
  let id = 0;
  let jobs = [];
  let onRow;
  let stopSlices = () => {};

  const accept = ({key, row}) => {
    const job = jobs.find(candidate => candidate.key === key);
    job.from += 1;
    onRow(job.setting, row);
  };
  const runInPage = () => {
    const unfinished = jobs.filter(({from, to}) => from < to);
    stopSlices = runInSlices(rowsOfAll(unfinished), {
      budget: SLICE,
      clock: view.performance ?? globalThis.performance,
      later: slice => view.setTimeout(slice),
      take: accept
    });
  };
  const fail = () => {
    worker = null;
    runInPage();
  };
  const stop = () => {
    if (!jobs.length) return;
    id += 1;
    jobs = [];
    stopSlices();
    worker?.postMessage({id, jobs});
  };
  invalidation?.then(() => {
    stop();
    worker?.terminate();
  });

  return {
    stop,
    /**
     * Takes up the jobs in place of all before, unless they are the same; `take(setting, row)` is
     * given each row that is done.
     * @param {{key: string, setting: object, from: number, to: number}[]} next
     */
    run(next, take) {
      onRow = take;
      if (next.map(({key}) => key).join() === jobs.map(({key}) => key).join()) return;
      stop();
      jobs = next;
      const onMessage = data => data.id === id && accept(data);
      if (worker === undefined) worker = startWorker(view, address, onMessage, fail);
      if (worker) worker.postMessage({id, jobs});
      else runInPage();
    }
  };
}

/** A worker, or null where there is no address or the browser refuses. */
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
