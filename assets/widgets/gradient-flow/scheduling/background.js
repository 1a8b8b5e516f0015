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
  let next;
  let stopSlices = () => {};

  const accept = ({key, row}) => {
    const job = jobs.find(candidate => candidate.key === key);
    job.from += 1;
    next(job.setting, row);
  };
  const runInPage = () => {
    const rest = jobs.filter(({from, to}) => from < to);
    stopSlices = runInSlices(rowsOfAll(rest), {
      budget: SLICE,
      clock: view.performance ?? globalThis.performance,
      later: slice => view.setTimeout(slice),
      take: accept
    });
  };
  const startWorker = () => {
    if (!address || !view.Worker) return null;
    try {
      const made = new view.Worker(new URL(address, view.document.baseURI), {type: "module"});
      made.addEventListener("message", ({data}) => data.id === id && accept(data));
      made.addEventListener("error", event => {
        event.preventDefault();
        made.terminate();
        worker = null;
        runInPage();
      });
      return made;
    } catch {
      return null;
    }
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
     * Takes up the jobs in place of all before, unless it is at them already; `take(setting, row)`
     * is given each row that is done.
     * @param {{key: string, setting: object, from: number, to: number}[]} wanted
     */
    run(wanted, take) {
      next = take;
      if (wanted.map(({key}) => key).join() === jobs.map(({key}) => key).join()) return;
      stop();
      jobs = wanted;
      worker = worker === undefined ? startWorker() : worker;
      if (worker) worker.postMessage({id, jobs});
      else runInPage();
    }
  };
}
