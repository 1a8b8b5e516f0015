// What a page's cells run on: Observable's runtime, and an observer that shows the values.
import {Runtime} from "@observablehq/runtime";

/** @typedef {(value: unknown) => void} Notify */

/**
 * An asynchronous generator of the values that `initialize` reports; of several that wait, only the
 * last one.
 * @param {(notify: Notify) => (() => void) | void} initialize returns what ends the reports
 */
async function* observe(initialize) {
  /** @type {Notify | undefined} */
  let resolve;
  /** @type {unknown[]} */
  let pending = [];
  /** @type {Notify} */
  const notify = value => {
    pending = [value];
    resolve?.(value);
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

/** @param {HTMLInputElement} element */
const eventOf = element =>
  element.type === "button" || element.type === "submit"
    ? "click"
    : element.type === "file"
      ? "change"
      : "input";

/**
 * The values of a view: its present one, then one at each of its events.
 * @param {HTMLInputElement} element or any other element with a `value`
 */
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
    let last = -1;
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
  /** @param {unknown} value */
  constructor(value) {
    /** @type {Notify | undefined} */
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

/** @param {unknown} value */
const createMutable = value => new Mutable(value);

/** @param {Mutable} mutable */
const generatorOf = ({generator}) => generator;

/** @param {HTMLElement} output @param {unknown} value @param {string | null} name */
function display(output, value, name) {
  if (value instanceof Node) output.replaceChildren(value);
  else if (value === undefined || typeof value === "function") output.replaceChildren();
  else
    output.textContent =
      (name ? `${name} = ` : "") + (typeof value === "string" ? value : JSON.stringify(value));
}

/**
 * An observer that shows a variable's value in an element of its own within the cell's.
 * @param {string} target the id of the cell's element @param {string | null} name
 */
function observer(target, name) {
  const output = document.createElement("div");
  output.className = "observablehq";
  document.getElementById(target)?.append(output);
  return {
    /** @param {unknown} value */
    fulfilled: value => display(output, value, name),
    /** @param {unknown} error */
    rejected(error) {
      output.className = "observablehq observablehq--error";
      output.textContent = String(error);
      console.error(error);
    }
  };
}

/**
 * Defines all cells of the page and runs them.
 * @param {{name: string | null, inputs: string[], value: unknown, target?: string}[]} cells as
 *   cells.mjs writes them; value: the function that computes it
 */
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
      variable.define(name, [`initial ${name}`], createMutable);
      module.define(name.slice(8), [name], generatorOf);
    } else variable.define(name, inputs, value);
  }
}
