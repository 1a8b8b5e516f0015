/**
 * Runs heavy settings beside the page. A message is a list of jobs to take up, in place of all
 * before.
 */
import {rowsOfAll, runInSlices} from "./scheduling/job.js";

const SLICE = 25; // ms, after which a newer message is looked for
let stop = () => {};

globalThis.addEventListener("message", ({data: {id, jobs}}) => {
  stop();
  stop = runInSlices(rowsOfAll(jobs), {
    budget: SLICE,
    clock: performance,
    later: slice => setTimeout(slice),
    take: done => globalThis.postMessage({id, ...done})
  });
});
