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
import {createAddress, readState, copyLink} from "./state/link.js";
import {shortenList} from "./state/state-text.js";

/**
 * @import {Parts} from "./frame/frame.js"
 * @import {Input} from "./inputs/inputs.js"
 * @import {Format} from "./readout.js"
 * @import {Fields, StateOf} from "./state/fields.js"
 */

/**
 * @typedef {{width: number, precise: boolean, format: Format}} View
 *   `width`: of the figure in CSS px, 0 before it is known; `precise`: with all digits
 */
/**
 * @template {Fields} F
 * @template {StateOf<F>} State
 * @typedef {object} Behaviour
 * @property {string} name the widget's parameter in the page's address; two widgets of a page need
 *   two names
 * @property {F} fields
 * @property {{[Name in keyof F]?: Input<F[Name]["value"]>}} controls inputs by the field that each
 *   sets
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
 */

/**
 * `update` paints new results of the same state; `node.value` is frozen plain data,
 * `{setting, results}`, and `node` emits "input" when it changes.
 * @template {Fields} F
 * @template {StateOf<F>} [State=StateOf<F>]
 * @param {Parts & Behaviour<F, State>} options
 */
export function createWidget(options) {
  const {document, name, fields, controls, paint, settle, results, invalidation} = options;
  const {normalise = state => ({state, ignored: []}), linkedState = state => state} = options;
  const address = createAddress({document, name, fields});
  const linked = readState(fields, document.defaultView?.location?.search ?? "", name);
  const first = normalise(/** @type {State} */ (linked.state));
  let {state} = first;
  /** @type {View} */
  const view = {width: 0, precise: false, format: formatNumber};

  /** @param {Partial<View>} [changes] */
  const repaint = changes => {
    Object.assign(view, changes);
    const [finding, more] = [paint(state, {...view})].flat();
    frame.showFinding(finding, more);
    if (!movement.isMoving()) settle?.(state, {...view});
  };
  const update = () => {
    repaint();
    emitValue();
  };
  /**
   * @param {(field: keyof F) => boolean} isStale whether a control shows an old value
   * @param {string[]} [messages] replace those about the state before
   */
  const show = (isStale, messages = []) => {
    for (const [field, control] of Object.entries(controls))
      if (isStale(field)) control.value = state[field];
    frame.showMessages(messages);
    address.keep(linkedState(state));
    update();
  };
  /** @param {State} next @param {(field: keyof F) => boolean} isStale */
  const put = (next, isStale) => {
    ({state} = normalise(next));
    show(isStale);
  };
  /** @param {Partial<State>} changes */
  const set = changes => put({...state, ...changes}, () => true);
  /** @param {keyof F} field @param {any} value */
  const read = (field, value) => {
    const next = {...state, [field]: value};
    movement.moved();
    put(next, other => !Object.is(next[other], state[other]));
  };
  const frame = createFrame(options, {
    reset: () => put({...state, ...defaults(fields)}, () => true),
    link: () => copyLink({document, name, fields, state: linkedState(state), ...frame}),
    showDigits: precise => repaint({precise, format: number => formatNumber(number, {precise})})
  });
  const {node} = frame;
  const movement = watchMovement(node, () => settle?.(state, {...view}));
  const compute = () => ({setting: pick(state, fields), results: results?.(state) ?? {}});
  const emitValue = defineValue(node, compute);
  connect(node, controls, read);
  replaceStill(node, invalidation);
  watchWidth(frame.figureBox, width => repaint({width}), invalidation);
  for (const {stop} of [frame, address, movement]) invalidation?.then(stop);
  show(() => true, shortenList([...linked.problems, ...first.ignored]));
  return {
    node,
    set,
    update,
    repaint,
    get state() {
      return state;
    }
  };
}

/** The values of the fields alone. @param {Record<string, any>} state @param {Fields} fields */
const pick = (state, fields) =>
  Object.fromEntries(Object.keys(fields).map(name => [name, state[name]]));

/**
 * Gives the node a `value`, computed when it is asked for; the returned function says that it has
 * changed.
 * @param {HTMLElement} node @param {() => object} compute
 */
function defineValue(node, compute) {
  /** @type {object | undefined} */
  let value;
  const get = () => (value ??= freeze(structuredClone(compute())));
  Object.defineProperty(node, "value", {get});
  return () => {
    value = undefined;
    const {Event} = node.ownerDocument.defaultView ?? globalThis;
    node.dispatchEvent(new Event("input", {bubbles: true}));
  };
}

/**
 * Reads a control when it changes. To the page the widget is one input: its own event is the only
 * one that listeners added later hear.
 * @param {HTMLElement} node
 * @param {Record<string, Input<any> | undefined>} controls
 * @param {(field: string, value: any) => void} read
 */
function connect(node, controls, read) {
  for (const [field, control] of Object.entries(controls))
    for (const type of ["input", "change"])
      control?.addEventListener(type, () => read(field, control.value));
  for (const type of ["input", "change"])
    node.addEventListener(type, event => event.target === node || event.stopImmediatePropagation());
}

/**
 * Makes data immutable, with all that it holds.
 * @template Data
 * @param {Data} data
 */
function freeze(data) {
  if (data && typeof data === "object") Object.values(Object.freeze(data)).forEach(freeze);
  return data;
}
