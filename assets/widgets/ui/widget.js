/**
 * The owner of a widget's state: it reads the state from the page's address, lets the view paint
 * it, and keeps the address and the element's `value` up to date.
 *
 *   const widget = createWidget({document, name, fields, controls, paint, ...});
 *   return widget.node;
 */

import {createFrame, replaceStill, watchWidth} from "./frame/frame.js";
import {watchMovement} from "./frame/live-region.js";
import {formatNumber} from "./readout.js";
import {defaults} from "./state/fields.js";
import {createAddress, readState, stateLink} from "./state/link.js";
import {shorten} from "./state/state-text.js";

/**
 * @typedef {Record<string, any>} State a value for each field
 * @typedef {{width: number, precise: boolean, format: (value: number) => string}} View
 *   `width`: of the figure in CSS px, 0 before it is known; `format`: prints a number
 *
 * @typedef {object} Options besides those of frame/frame.js
 * @property {Document} document
 * @property {string} name the widget's parameter in the page's address; two widgets of a page need
 *   two names
 * @property {import("./state/fields.js").Fields} fields
 * @property {Record<string, HTMLElement & {value: any}>} controls inputs by the field that each sets
 * @property {(state: State) => {state: State, ignored: string[]}} [normalise] the nearest valid
 *   state, and a message for each value that it ignores
 * @property {(state: State) => State} [linkedState] the part of the state that links name; the rest
 *   has its default
 * @property {(state: State, view: View) => string | string[]} paint shows the state and returns the
 *   finding in one sentence, or [finding, what only screen readers announce]; changes no state
 * @property {(state: State, view: View) => void} [settle] shows what only screen readers read, once
 *   no control moves
 * @property {(state: State) => object} [results] the computed part of the element's `value`
 * @property {Promise<void>} [invalidation] the end of the cell: removes listeners
 *
 * @param {Options} options
 * @returns {{node: HTMLElement, readonly state: State, set(changes: State): void,
 *   update(): void, repaint(): void}}
 *   `update` paints new results of the same state; `node.value` is frozen plain data,
 *   `{setting, results}`, and `node` emits "input" when it changes
 */
export function createWidget(options) {
  const {document, name, fields, controls, paint, settle, invalidation} = options;
  const {normalise = state => ({state, ignored: []}), results = () => ({})} = options;
  const {linkedState = state => state} = options;
  const address = createAddress({document, name, fields});
  const linked = readState(fields, document.defaultView?.location?.search ?? "", name);
  const first = normalise(linked.state);
  let {state} = first;
  const view = {width: 0, precise: false, format: formatNumber};

  const repaint = () => {
    const [finding, more] = [paint(state, {...view})].flat();
    frame.showFinding(finding, more);
    if (!movement.isMoving()) settle?.(state, {...view});
  };
  const changeView = changes => {
    Object.assign(view, changes);
    repaint();
  };
  const update = () => {
    repaint();
    emitValue();
  };
  const show = isStale => {
    for (const [field, control] of Object.entries(controls))
      if (isStale(field)) control.value = state[field];
    frame.showMessages([]); // they were about the state before
    address.keep(linkedState(state));
    update();
  };
  const put = (next, isStale) => {
    ({state} = normalise(next));
    show(isStale);
  };
  const set = changes => put({...state, ...changes}, () => true);
  const read = field => {
    const next = {...state, [field]: controls[field].value};
    movement.moved();
    put(next, other => !Object.is(next[other], state[other]));
  };
  const frame = createFrame(options, {
    reset: () => set(defaults(fields)),
    link: () => stateLink({document, name, fields, state: linkedState(state), ...frame}),
    showDigits: precise => changeView({precise, format: number => formatNumber(number, {precise})})
  });
  const {node} = frame;
  const movement = watchMovement(node, () => settle?.(state, {...view}));
  const readSetting = () =>
    Object.fromEntries(Object.keys(fields).map(field => [field, state[field]]));
  const emitValue = defineValue(node, () => ({setting: readSetting(), results: results(state)}));
  connect(node, controls, read);
  replaceStill(node, invalidation);
  watchWidth(frame.figureBox, width => changeView({width}), invalidation);
  for (const {stop} of [frame, address, movement]) invalidation?.then(stop);
  show(() => true);
  frame.showMessages(shorten([...linked.problems, ...first.ignored]));
  return Object.defineProperty({node, set, update, repaint}, "state", {get: () => state});
}

/**
 * Gives the node a `value`, computed when it is asked for; the returned function says that it has
 * changed.
 */
function defineValue(node, compute) {
  let value;
  const get = () => (value ??= freeze(structuredClone(compute())));
  Object.defineProperty(node, "value", {get});
  return () => {
    value = undefined;
    node.dispatchEvent(new node.ownerDocument.defaultView.Event("input", {bubbles: true}));
  };
}

/**
 * Reads a control when it changes. To the page the widget is one input: its own event is the only
 * one that listeners added later hear.
 */
function connect(node, controls, read) {
  for (const [field, control] of Object.entries(controls))
    for (const type of ["input", "change"]) control.addEventListener(type, () => read(field));
  for (const type of ["input", "change"])
    node.addEventListener(type, event => event.target === node || event.stopImmediatePropagation());
}

/** Makes data immutable, with all that it holds. */
function freeze(data) {
  if (data && typeof data === "object") Object.values(Object.freeze(data)).forEach(freeze);
  return data;
}
