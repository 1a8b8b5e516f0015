import assert from "node:assert/strict";
import {test} from "node:test";
import {
  createBackground,
  createSimulation,
  runInSlices,
  createRunner,
  completeSetting,
  keyOf
} from "../../assets/widgets/gradient-flow/index.js";

const job = (multiplier, to = 3) => {
  const setting = completeSetting({activation: "tanh", multiplier, depth: 3, width: 4, batch: 2});
  return {key: keyOf(setting), setting, from: 0, to};
};

/** A window whose time stands still until a timer is run. */
function createView(Worker) {
  const timers = [];
  let now = 0;
  return {
    Worker,
    document: {baseURI: "https://host/course/unit05/lab.html"},
    setTimeout: f => timers.push(f),
    performance: {now: () => (now += 1)},
    timers,
    runAll: () => {
      while (timers.length) timers.shift()();
    }
  };
}

/** A worker that does nothing by itself. */
function createWorkers() {
  const made = [];
  class FakeWorker {
    constructor(address, options) {
      Object.assign(this, {
        address: String(address),
        options,
        sent: [],
        listeners: {},
        ended: false
      });
      made.push(this);
    }
    postMessage(message) {
      this.sent.push(message);
    }
    addEventListener(type, listener) {
      this.listeners[type] = listener;
    }
    terminate() {
      this.ended = true;
    }
  }
  return {made, FakeWorker};
}

test("jobs go to one worker, and a change abandons them and ignores late rows", () => {
  const {made, FakeWorker} = createWorkers();
  const background = createBackground({
    view: createView(FakeWorker),
    address: "../assets/worker.js"
  });
  const taken = [];
  const take = (setting, row) => taken.push([setting.multiplier, row]);
  background.run([job(1)], take);
  background.run([job(1)], take); // the same again: nothing new to say
  background.run([job(2)], take);
  const [worker] = made;
  assert.equal(made.length, 1);
  assert.deepEqual(
    [worker.address, worker.options.type],
    ["https://host/course/assets/worker.js", "module"]
  );
  assert.deepEqual(
    worker.sent.map(({jobs}) => jobs.map(({setting}) => setting.multiplier)),
    [[1], [], [2]]
  );
  worker.listeners.message({data: {id: worker.sent[0].id, key: job(1).key, row: "late"}});
  worker.listeners.message({data: {id: worker.sent[2].id, key: job(2).key, row: "right"}});
  assert.deepEqual(taken, [[2, "right"]]);
  background.stop();
  assert.deepEqual(worker.sent.at(-1).jobs, []);
});

test("a failing worker leaves the rest to the page, every row once", () => {
  const {made, FakeWorker} = createWorkers();
  const view = createView(FakeWorker);
  const background = createBackground({view, address: "worker.js"});
  const rows = [];
  background.run([job(1), job(2)], (setting, row) => rows.push([setting.multiplier, row]));
  const [worker] = made;
  worker.listeners.message({data: {id: worker.sent[0].id, key: job(1).key, row: "first"}});
  worker.listeners.error({preventDefault() {}});
  assert.ok(worker.ended);
  view.runAll();
  assert.deepEqual(
    rows.map(([multiplier]) => multiplier),
    [1, 1, 1, 2, 2, 2]
  );
  const {setting} = job(2);
  const simulation = createSimulation();
  for (let i = 0; i < 3; i++) simulation.advance(setting);
  const again = createSimulation();
  for (const [multiplier, row] of rows) if (multiplier === 2) again.add(setting, row);
  assert.deepEqual(again.result(setting).delta, simulation.result(setting).delta);
});

test("heavy settings run in time slices if no worker can be made", () => {
  class Forbidden {
    constructor() {
      throw new Error("SecurityError");
    }
  }
  for (const Worker of [undefined, Forbidden]) {
    const view = createView(Worker);
    const background = createBackground({view, address: "worker.js"});
    const rows = [];
    background.run([job(1)], setting => rows.push(setting.multiplier));
    background.run([job(2)], setting => rows.push(setting.multiplier));
    assert.deepEqual(rows, []);
    view.runAll();
    assert.deepEqual(rows, [2, 2, 2]);
  }
});

test("a time slice ends on time, and stopping ends all slices", () => {
  let now = 0;
  let steps = 0;
  const later = [];
  const count = function* () {
    for (;;) {
      steps += 1;
      yield;
    }
  };
  const stop = runInSlices(count(), {
    budget: 16,
    clock: {now: () => (now += 2)},
    later: slice => later.push(slice),
    take: () => {}
  });
  assert.equal(steps, 0);
  later.shift()();
  assert.ok(steps > 0 && steps <= 8, String(steps));
  const before = steps;
  stop();
  later.shift()();
  assert.deepEqual([steps, later.length], [before, 0]);
});

test("the runner computes heavy settings in the background and light ones at once", () => {
  const {made, FakeWorker} = createWorkers();
  const view = {...createView(FakeWorker), requestAnimationFrame: () => 1};
  const simulation = createSimulation({seeds: 4});
  const runner = createRunner(simulation, {
    document: {defaultView: view},
    ticks: {min: 1, max: 1, step: 1},
    worker: "worker.js"
  });
  view.document = {baseURI: "https://host/"};
  const heavy = completeSetting({activation: "relu", multiplier: 1, depth: 100, width: 32});
  const first = runner.run(heavy, () => {});
  assert.deepEqual([first.seeds, first.settled, first.result], [0, false, null]);
  const [
    {
      id,
      jobs: [{key, from, to}]
    }
  ] = made[0].sent;
  assert.deepEqual([from, to], [0, 4]);
  simulation.advance(heavy);
  assert.equal(runner.run(heavy, () => {}).seeds, 1);
  made[0].listeners.message({data: {id, key, row: {delta: [NaN], gradient: null, fault: null}}});
  assert.equal(runner.run(heavy, () => {}).result.lost, 1);
  assert.ok(runner.run(completeSetting({activation: "relu", multiplier: 1}), () => {}).seeds >= 1);
  assert.deepEqual(made[0].sent.at(-1).jobs, []);
});

test("a curve compared with itself is computed and counted once", () => {
  const {made, FakeWorker} = createWorkers();
  const view = {...createView(FakeWorker), requestAnimationFrame: () => 1};
  view.document = {baseURI: "https://host/"};
  const runner = createRunner(createSimulation({seeds: 4}), {
    document: {defaultView: view},
    ticks: {min: 1, max: 1, step: 1},
    worker: "worker.js"
  });
  const heavy = completeSetting({activation: "relu", multiplier: 1, depth: 100, width: 32});
  const {done, all, kept} = runner.run(heavy, () => {}, {kept: {...heavy}});
  assert.deepEqual([done, all, kept.wanted], [0, 4, 4]);
  assert.equal(made[0].sent[0].jobs.length, 1);
  assert.equal(runner.run(heavy, () => {}, {kept: {...heavy, multiplier: 2}}).all, 8);
});
