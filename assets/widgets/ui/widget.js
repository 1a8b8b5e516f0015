/**
 * The frame of every widget: controls, figure, finding, reset and link. It owns the state; the view
 * paints it.
 *
 *   const frame = createWidget({document, name, fields, controls, paint, ...});
 *   return frame.node;
 */

import {createDigits} from "./digits.js";
import {createHtml} from "./dom.js";
import {button} from "./inputs.js";
import {createAddress, readState, stateLink} from "./link.js";
import {formatNumber} from "./readout.js";
import {defaults, shorten} from "./state.js";

/**
 * @param {object} options
 * @param {Document} options.document
 * @param {string} options.name the widget's `data-widget` and its parameter in the URL's query
 * @param {Record<string, object>} options.fields the state's fields (state.js)
 * @param {Record<string, HTMLElement & {value: any}>} options.controls inputs by the field that
 *   each sets
 * @param {(state: object, view: {width: number, precise: boolean, format: (v: number) => string})
 *   => string | string[]} options.paint
 *   Shows the state at once and returns the current finding, one sentence, or [finding, what screen
 *   readers are told besides].
 *   `width` is the figure's, in CSS px.
 * @param {(state: object, view: object) => void} [options.settle] shows what is only read out, once
 *   a moving control rests
 * @param {any[]} options.aside what stands beside the figure: inputs, presets
 * @param {any[]} options.figure the drawing and its read-outs
 * @param {boolean} [options.figureFirst] the figure comes before what stands beside it, for the
 *   eye, the Tab key and the ear
 * @param {(state: object) => string[]} [options.ignored] what the address says that has no meaning
 *   beside the rest of it
 * @param {string | HTMLElement} options.origin where the numbers come from: "computed", "seeded: …"
 *   or "measured: …"
 * @param {Promise<void>} [options.invalidation] the cell's end: removes what listens outside the
 *   widget
 * @returns {{node: HTMLElement, state: object, set(changes: object): void, repaint(): void}}
 */
export function createWidget({
  document,
  name,
  fields,
  controls,
  paint,
  settle,
  aside,
  figure,
  figureFirst = false,
  origin,
  ignored = () => [],
  invalidation
}) {
  const h = createHtml(document);
  const place = document.defaultView?.location;
  const {state, problems} = readState(fields, place?.search ?? "", name);
  const notices = shorten([...problems, ...ignored(state)]).map(text => h("p", {}, text));
  const message = h("div", {class: "w-message", role: "status"});
  const finding = h("p", {class: "w-finding"});
  const figureBox = h("div", {class: "w-figure"}, figure);
  const live = createLive(h);
  const address = createAddress({document, name, fields});
  const digitsOf = createDigits(document);
  const view = {width: 0, precise: false, format: formatNumber};

  const repaint = () => {
    const [found, more] = [paint(state, {...view})].flat();
    finding.textContent = found;
    live.say(found, more);
    if (!rest.moving()) settle?.(state, {...view});
  };
  const set = changes => {
    Object.assign(state, changes);
    for (const field of Object.keys(controls)) controls[field].value = state[field];
    changed();
  };
  const changed = () => {
    repaint();
    address.keep(state);
    message.replaceChildren(); // it told of the state before
  };
  const digits = button({
    document,
    label: "All digits",
    pressed: false,
    onclick: () => {
      view.precise = !view.precise;
      view.format = value => formatNumber(value, {precise: view.precise});
      digits.setAttribute("aria-pressed", String(view.precise));
      repaint();
    }
  });
  const buttons = [
    button({document, label: "Reset", onclick: () => set(defaults(fields))}),
    button({
      document,
      label: "Copy link",
      onclick: () => stateLink({document, name, fields, state, message, node})
    }),
    digits
  ];
  const columns = [
    h("div", {class: "w-aside"}, aside, h("div", {class: "w-buttons"}, buttons), message),
    h("div", {class: "w-main"}, figureBox, finding, h("p", {class: "w-origin"}, origin))
  ];
  const node = h(
    "div",
    {class: "w", "data-prevent-swipe": true},
    h("div", {class: "w-grid"}, figureFirst ? columns.reverse() : columns),
    live.node,
    digitsOf.node
  );
  const rest = createRest(node, () => settle?.(state, {...view}));

  for (const [field, control] of Object.entries(controls)) {
    const read = () => {
      state[field] = control.value;
      rest.moved();
      changed();
    };
    control.addEventListener("input", read);
    control.addEventListener("change", read);
  }
  digitsOf.watch(node);
  keepKeys(node);
  replaceStill(node, invalidation);
  watchWidth(
    figureBox,
    width => {
      view.width = width;
      repaint();
    },
    invalidation
  );
  invalidation?.then(live.stop);
  invalidation?.then(address.stop);
  invalidation?.then(rest.stop);
  set({});
  message.append(...notices);
  return {node, state, set, repaint};
}

/** Once the widget stands in its place, the still picture that stood for it goes. */
function replaceStill(node, invalidation) {
  const {MutationObserver} = node.ownerDocument.defaultView ?? {};
  if (!MutationObserver) return;
  const observer = new MutationObserver(() => {
    if (!node.isConnected) return;
    for (const still of node.closest("[data-widget]")?.querySelectorAll(".still") ?? [])
      still.remove();
    observer.disconnect();
  });
  observer.observe(node.ownerDocument, {childList: true, subtree: true});
  invalidation?.then(() => observer.disconnect());
}

/**
 * What is typed in the widget stays there; Escape leaves it, so that the deck's keys work again. A
 * presenter's remote has no Escape: in the deck it turns the slide after anything was used with the
 * mouse.
 */
function keepKeys(node) {
  const inDeck = () => node.closest(".reveal");
  const leave = () => node.ownerDocument.activeElement?.blur();
  let byMouse = false;
  const release = ({target}) => {
    if (byMouse && inDeck() && target.closest("button, summary, label, input:not([type=text])"))
      leave();
  };
  node.addEventListener("pointerdown", () => (byMouse = true));
  node.addEventListener("click", release);
  node.addEventListener(
    "change",
    ({target}) => byMouse && inDeck() && target.matches("select") && leave()
  );
  node.addEventListener("keydown", event => {
    const {key, target} = event;
    if (key === "Tab" || target.matches("button")) byMouse = false;
    if (key === "Escape") leave();
    if (!inDeck() || !key.startsWith("Page") || !byMouse) return event.stopPropagation();
    event.preventDefault();
    leave();
  });
  for (const type of ["keypress", "keyup"])
    node.addEventListener(type, event => event.stopPropagation());
}

/**
 * While a control moves, the widget bears a class: what only screen readers read is shown and laid
 * out once it rests, not in each frame.
 */
function createRest(node, rested) {
  let timer;
  const stop = () => clearTimeout(timer);
  const moved = () => {
    stop();
    node.classList.add("w-moving");
    timer = setTimeout(() => {
      node.classList.remove("w-moving");
      rested();
    }, 150);
  };
  return {moved, moving: () => node.classList.contains("w-moving"), stop};
}

/**
 * Tells screen readers what is new in the finding, or besides, once it has stood still for a
 * moment; silent until something changes.
 */
function createLive(h) {
  const node = h("div", {class: "w-hidden", "aria-live": "polite"});
  let timer;
  let last;
  let announced;
  const tell = () => {
    node.textContent = last.filter((text, i) => text && text !== announced[i]).join(" ");
    announced = last;
  };
  const say = (...texts) => {
    if (texts.join() === last?.join()) return;
    clearTimeout(timer);
    if (announced) timer = setTimeout(tell, 700);
    last = texts;
    announced ??= texts;
  };
  return {node, say, stop: () => clearTimeout(timer)};
}

function watchWidth(node, changed, invalidation) {
  const {ResizeObserver} = node.ownerDocument.defaultView ?? {};
  if (!ResizeObserver) return;
  let last = 0;
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && width !== last) changed((last = width));
  });
  observer.observe(node);
  invalidation?.then(() => observer.disconnect());
}
