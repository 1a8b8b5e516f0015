// What a page's cells run on: Observable's runtime, and an observer that puts values in their
// places.
import {Runtime} from "@observablehq/runtime";

/**
 * An asynchronous generator of the values that `initialize` reports, the last one first in line.
 */
async function* observe(initialize) {
  let resolve;
  let pending = [];
  const notify = value => {
    pending = [value];
    resolve?.();
  };
  const dispose = initialize(notify);
  try {
    while (true) {
      if (!pending.length) await new Promise(done => (resolve = done));
      yield pending.pop();
    }
  } finally {
    dispose?.();
  }
}

const eventOf = element =>
  element.type === "button" || element.type === "submit"
    ? "click"
    : element.type === "file"
      ? "change"
      : "input";

/** The values of a view: its present one, then one at each of its events. */
function input(element) {
  return observe(notify => {
    const event = eventOf(element);
    const report = () =>
      notify(
        element.type === "range" || element.type === "number"
          ? element.valueAsNumber
          : element.value
      );
    element.addEventListener(event, report);
    if (element.value !== undefined) report();
    return () => element.removeEventListener(event, report);
  });
}

function width() {
  const main = document.querySelector("main, .slides") ?? document.body;
  return observe(notify => {
    let last;
    const observer = new ResizeObserver(([entry]) => {
      const value = entry.contentRect.width;
      if (value !== last) notify((last = value));
    });
    observer.observe(main);
    return () => observer.disconnect();
  });
}

function* now() {
  while (true) yield Date.now();
}

class Mutable {
  constructor(value) {
    let notify;
    this.generator = observe(report => {
      notify = report;
      report(value);
    });
    Object.defineProperty(this, "value", {
      get: () => value,
      set: next => {
        value = next;
        notify?.(next);
      }
    });
  }
}

function display(place, value, name) {
  if (value instanceof Node) place.replaceChildren(value);
  else if (value === undefined || typeof value === "function") place.replaceChildren();
  else
    place.textContent =
      (name ? `${name} = ` : "") + (typeof value === "string" ? value : JSON.stringify(value));
}

/** An observer that shows a cell's value in a place of its own within the cell's element. */
function observer(target, name) {
  const place = document.createElement("div");
  place.className = "observablehq";
  document.getElementById(target)?.append(place);
  return {
    fulfilled: value => display(place, value, name),
    rejected(error) {
      place.className = "observablehq observablehq--error";
      place.textContent = String(error);
      console.error(error);
    }
  };
}

/** Define all cells of the page and run them. */
export function start(cells) {
  const runtime = new Runtime({
    width,
    now,
    Generators: () => ({observe, input}),
    Mutable: () => Mutable
  });
  const module = runtime.module();
  for (const {name, inputs, value, target} of cells) {
    const variable = module.variable(target ? observer(target, name) : true);
    if (name?.startsWith("viewof ")) {
      variable.define(name, inputs, value);
      module.define(name.slice(7), [name], input);
    } else if (name?.startsWith("mutable ")) {
      module.define(`initial ${name}`, inputs, value);
      variable.define(name, [`initial ${name}`], initial => new Mutable(initial));
      module.define(name.slice(8), [name], ({generator}) => generator);
    } else variable.define(name, inputs, value);
  }
}
