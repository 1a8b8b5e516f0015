/**
 * Computes heavy settings outside the page. A message is a list of jobs, which replaces all earlier
 * ones.
 */
import {computeRows, runInSlices} from "./scheduling/job.js";

const SLICE = 25; // ms, after which it looks for a newer message
let stop = () => {};

globalThis.addEventListener("message", ({data: {id, jobs}}) => {
  stop();
  stop = runInSlices(computeRows(jobs), {
    budget: SLICE,
    clock: performance,
    later: slice => setTimeout(slice),
    take: done => globalThis.postMessage({id, ...done})
  });
});
